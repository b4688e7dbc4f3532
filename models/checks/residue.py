"""What is left of the template: guidance that was to be deleted, and places that were to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.types import SectionKind, Span
from models.checks.rule import Evidence, Rule
from models.types import Finding

RESIDUE = Rule(
    id="residue",
    severity="warning",
    title="Skabelonens vejledning er ikke slettet",
    compares="Teksten med skabelonernes måde at vejlede på: bydeform i parentes, »slettes før aflevering«, "
    "»max. 15 linjer«.",
    example="(Beskriv kort, hvordan forslaget implementeres.)",
    remedy="Slet vejledningen, og se efter, at der står et svar på det, den beder om.",
)
PLACEHOLDER = Rule(
    id="placeholder",
    severity="warning",
    title="En plads er ikke udfyldt",
    compares="Teksten med de tegn, der holder plads til et tal, en dato eller et navn: XX kr., dd.mm.åååå, [navn].",
    example="Udgiften er XX kr. årligt fra 20XX.",
    remedy="Sæt tallet, datoen eller navnet ind, eller slet sætningen.",
)

_ASK = (
    r"(?:angiv|beskriv|redegør|anfør|udfyld|indsæt|skriv|begrund|vedlæg|uddyb|opstil|slet|indskriv|noter|vurd[eé]r|forklar"
    r"|oplys|marker|marké?r|sæt\skryds|tag\sstilling|opret|her\s(?:angives|beskrives|indsættes|redegøres|anføres|skrives|udfyldes)"
    r"|forvaltningen\sbedes|der\sskal\sredegøres|udfyldes\s(?:af|kun|hvis|ved)|teksten\s(?:slettes|skal\sslettes))"
)
# In brackets, a word that asks is guidance; '(angiv styringsområde)' is part of a column's printed head.
_BRACKETED = re.compile(
    rf"[(\[<]\s?(?!indsæt\s(?:navn|dato|beløb|tal|antal|titel|årstal)\W){_ASK}\b(?!\sstyringsomr)[^()\[\]<>\n\t]{{4,400}}[)\]>]",
    re.I,
)
_DELETE_ME = re.compile(
    r"\b(?:vejlednings?tekst\w{0,4}|hjælpetekst\w{0,4}|teksten\si\sparentes|dette\sfelt|denne\stekst)"
    r"[^.!?\n\t()\[\]]{0,60}\bslettes\b[^.!?\n\t()\[\]]{0,80}"
    r"|\bslettes\s(?:inden|før)\s(?:aflevering|indsendelse|fremsendelse)\w{0,3}"
    r"|(?:[(\[]|(?<=[.:]\s)|(?<=\n))(?:max|maks|højst|maksimalt)\.?\s(?:\d{1,4}|en halv|en|én|to|tre)"
    r"\s(?:linjer|tegn|anslag|ord|sider?)\b(?=[.)\]]{0,2}\s{0,2}(?:[\n\t(]|(?-i:[A-ZÆØÅ])|$))"
    r"|\b(?:afsnit|felt|tekst|besvarels|beskrivels)\w{0,4}\små\s(?:højst|maks\.?|max\.?|maksimalt)\s(?:fylde|være)\s[^.\n\t]{3,40}",
    re.I,
)
# At a line's or cell's beginning, unbracketed: 'Beskriv kort …'. The labels of fields that the templates print
# themselves ('Angiv p/l:', 'Angiv styringsområde') are no residue.
_DELETED_WORDS = ("slettes", "max", "maks", "højst")
"""Every match of the pattern above has one of them; looked for first, they save most of its time."""

_AROUND = 200
"""Characters on either side of such a word in which the pattern is looked for."""

_ASKS = ("Angiv", "Beskriv", "Redegør", "Anfør", "Udfyld", "Indsæt", "Begrund", "Vedlæg", "Uddyb")
_ASKED = re.compile(
    r"\w{4,9}\s(?:kort|her|hvor|hvad|hvilke[nt]?|hvordan|hvem|hvornår|hvorvidt|om|for|evt\.?|eventuelt|dato|de|den|det"
    r"|forslagets|venligst|gerne|ved)\b(?![^\n\t]{0,60}:[ \t]{0,3}\S)[^\n\t]{8,400}"
)
# Other lines that only a template writes.
_TEMPLATE_LINES = (
    (
        "Her ",
        re.compile(r"Her (?:angives|beskrives|indsættes|redegøres|anføres|skrives|udfyldes)\b[^\n\t]{8,400}"),
    ),
    ("Hjælpetekst", re.compile(r"Hjælpetekst\s?:[^\n\t]{4,400}")),
    ("Vejledning", re.compile(r"Vejledning(?: til (?:feltet|udfyldelse\w{0,2}))?\s?:[^\n\t]{4,400}")),
    ("OBS", re.compile(r"OBS\s?[:!.]\s?(?:[Hh]usk|[Uu]dfyld|[Vv]edlæg|[Ss]let)[^\n\t]{4,300}")),
    (
        "Husk at ",
        re.compile(r"Husk at (?:vedlægge|udfylde|angive|slette|indsætte|skrive|beskrive|anføre)\b[^\n\t]{0,300}"),
    ),
    ("Skriv ", re.compile(r"Skriv (?:\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s(?:linjer|ord|sider|tegn)|kort)\b[^\n\t]{0,300}")),
    ("Udfyldes ", re.compile(r"Udfyldes (?:af|kun|hvis|ved)\b[^\n\t:]{3,200}")),
)
_BEGINNING = " •*_–-"
# Guidance of the table of bodies consulted, wherever in its cells it stands.
_FORM = (
    ("Angiv dato for godkendelse", re.compile(r"Angiv dato for godkendelse(?: og evt\.? hørings\s?svar)?\.?")),
    (
        "Hvis ja",
        re.compile(r"Hvis ja,? (?:skriv|angiv|anfør)[^\n\t.]{0,200}\.?(?: Skal være afsluttet[^\n\t.]{0,100}\.?)?"),
    ),
    (
        "Alle ",
        re.compile(
            r"Alle (?:ny\w{0,20}|investerings[^\n\t.]{0,60}|forslag) [^\n\t.]{0,200}\bskal (?:vurderes|have været"
            r"|forelægges)[^\n\t.]{0,200}\.?"
        ),
    ),
    ("Sendes til:", re.compile(r"Sendes til:\s?[^\n\t]{0,60}")),
)
_PLACEHOLDERS = (
    (
        "XX",
        re.compile(r"(?<!\w)XX+(?!\w)(?=[.,\s]{0,2}(?:kr|mio|t\.|pct|%|procent|årsværk|borgere|timer|stk|XX|måned))"),
    ),
    (
        "xx",
        re.compile(r"(?<!\w)xx+(?!\w)(?=[.,\s]{0,2}(?:kr|mio|t\.|pct|%|procent|årsværk|borgere|timer|stk|xx|måned))"),
    ),
    ("xx,x", re.compile(r"xx,x{1,2}(?=\s(?:mio|t\.|kr|pct|%))")),
    ("___", re.compile(r"_{3,}(?=\s(?:kr|t\.\s?kr|mio|pct|%|timer|årsværk|borgere|stk))")),
    ("NN", re.compile(r"(?:(?<=\ser\s)|(?<=\saf\s)|(?<=\svd\s)|(?<=:\s))NN(?=[.,;)\s]|$)")),
    ("kr. ", re.compile(r"kr\. (?:XX+|xx+)(?!\w)")),
    ("20", re.compile(r"20(?:XX|xx|\?\?)(?!\w)")),
    ("dd", re.compile(r"dd[.\-/]mm[.\-/](?:å{2,4}|y{2,4}|20\d\d)(?!\w)", re.I)),
    ("DD", re.compile(r"DD[.\-/]MM[.\-/](?:Å{2,4}|Y{2,4}|20\d\d)(?!\w)")),
    ("orem ipsum", re.compile(r"orem ipsum\b")),
    ("TBD", re.compile(r"TBD\b")),
    ("???", re.compile(r"\?{3,}")),
    ("Klik her for at ", re.compile(r"Klik her for at (?:angive|skrive|tilføje|indtaste)[^\n\t]{0,40}")),
    *(
        (
            bracket,
            re.compile(
                r"[\[<](?:[a-zæøå]{3,25}\s(?=navn|dato|beløb|titel|adresse)|)(?:indsæt|navn|dato|beløb|tal|titel|årstal|X+|\.{2,}|…|forvaltning|kontaktperson|udfyldes)(?!\w)"
                r"[^\]>\n\t]{0,60}[\]>]",
                re.I,
            ),
        )
        for bracket in ("[", "<")
    ),
)
_QUOTED = 160
"""Characters of the residue that a message shows."""


def find_residue(evidence: Evidence) -> Iterator[Finding]:
    """Guidance that was to be deleted, and places that were to be filled in, each place once."""
    end = 0
    found = [*((span, RESIDUE) for span in _guidance(evidence.proposal.text))]
    found += [(span, PLACEHOLDER) for span in _matches(evidence.proposal.text, _PLACEHOLDERS)]
    # Where two patterns meet, the one that begins first has the whole of it.
    for span, rule in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end, pair[1] is PLACEHOLDER)):
        if span.start >= end:
            end = span.end
            yield _finding(evidence, rule, span)


def _guidance(text: str) -> Iterator[Span]:
    for bracket in "([<":
        for start in _places(text, bracket):
            if found := _BRACKETED.match(text, start):
                yield Span(start=start, end=found.end())
    lowered = text.lower()
    for word in _DELETED_WORDS:
        for start in _places(lowered, word):
            found = _DELETE_ME.search(text, max(0, start - _AROUND), start + _AROUND)
            if found and found.start() <= start < found.end():
                yield Span(start=found.start(), end=found.end())
    yield from _matches(text, _FORM)
    for word, pattern in (*((word, _ASKED) for word in _ASKS), *_TEMPLATE_LINES):
        for start in _places(text, word):
            begins = text[max(0, start - 4) : start].rstrip(_BEGINNING)
            if start < len(_BEGINNING) or not begins or begins[-1] in "\n\t":
                asked = pattern.match(text, start)
                if asked:
                    yield Span(start=start, end=asked.end())


def _matches(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[Span]:
    """Every match of patterns that begin with a known word; the word is looked for first, which is much faster."""
    for word, pattern in patterns:
        for start in _places(text, word):
            found = pattern.match(text, start)
            if found:
                yield Span(start=start, end=found.end())


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _finding(evidence: Evidence, rule: Rule, span: Span) -> Finding:
    quoted = " ".join(evidence.proposal.text[span.start : span.end].split())
    shown = quoted if len(quoted) <= _QUOTED else quoted[:_QUOTED].rsplit(" ", 1)[0] + " …"
    # The form's own guidance in the table of bodies consulted is left in nearly every real proposal: it harms nobody.
    consulted = any(
        s.canonical is SectionKind.CONSULTED and s.start <= span.start < s.end for s in evidence.proposal.sections
    )
    told = "Skabelonens vejledning står der endnu" if rule is RESIDUE else "Her mangler noget at blive udfyldt"
    return rule.finding(f"{told}: »{shown}«", at=span, severity="note" if consulted else None)
