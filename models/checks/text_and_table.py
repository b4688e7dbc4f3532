"""Amounts of the running text against the tables: a sentence that clearly speaks of a total or a row must agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from corpus.numerals import format_kr
from corpus.types import Proposal, Row, RowRole, SectionKind, Table, TableKind
from models.checks.money import Quantity, gains, is_in, lasting, one_off, quantities
from models.checks.rule import Evidence, Rule
from models.checks.sentences import Statement, statements
from models.types import Figure, FigureKind, Finding

TEXT_TABLE = Rule(
    id="text_table",
    severity="warning",
    title="Teksten siger noget andet end tabellen",
    compares="Et beløb i teksten om forslagets samlede udgift, den varige ændring eller en navngiven post med "
    "tabellerne.",
    example="»Forslaget koster i alt 4,4 mio. kr.«, men rækkerne giver 3,8 mio. kr.",
    remedy="Ret beløbet i teksten eller i tabellen, så læseren møder det samme tal begge steder.",
)


_CLAIM_REACH = 140
"""Characters before an amount in which a sentence says what it is."""


class Claim(Enum):
    """What a sentence says that an amount is."""

    ONE_OFF = "implementeringsomkostninger"
    NET = "varig ændring"
    GAIN = "varig besparelse"


# Words that may stand between what is counted and its amount.
_LINK = (
    r"(?:\s(?:er|bliver|udgør|andrager|koster|på|med|til|sig|i|alt|samlet|set|dermed|derfor|således|herefter|ca\.?|cirka|omkring"
    r"|godt|knapt?|lidt|over|under|næsten|sammenlagt|skønnes|skønnet|estimeres|anslås|anslået|beløber|opgjort|opgøres|for"
    r"|forslaget|projektet|at|udgøre|være|koste|varig,?|årlig|årligt|om|året|fra|20\d\d|og|frem|netto|fuldt|indfaset"
    r"|ved|fuld|effekt|indfasning|virkning|frigør|frigøres|giver|spares|sparer|opnås|der|implementering)\b\.?,?){0,8}"
)
_ENDS = r"\s?:?\s{0,2}$"
_WHOLE = r"(?:forslaget|projektet|forsøget|piloten|pilotprojektet|løsningen)"
_ONE_OFF = re.compile(
    rf"(?:\b(?:engangs(?:udgift|omkostning|investering|beløb)(?:en|er|erne|et)?"
    rf"|implementerings?(?:en|omkostning(?:er|erne)?|udgift(?:er|erne)?)?|etablerings(?:udgift|omkostning)(?:en|er|erne)?"
    rf"|investering(?:en|erne|sbehovet|sudgiften)?){_LINK}"
    rf"|\b(?:an)?søges(?:\s(?:der|derfor|hermed|om|i|alt|samlet|et|beløb|på|en|bevilling|investering|midler|for)){{0,8}}"
    rf"|\b{_WHOLE}\s(?:(?:forventes|skønnes|vurderes|anslås)\s(?:samlet\s)?at\s)?koster?{_LINK}"
    rf"|^\W{{0,3}}(?:(?:den|de|det|forslagets|projektets|forsøgets)\s)?samlede?\s"
    rf"(?:udgift|omkostning|økonomi|budget|pris)(?:en|er|erne|tet)?{_LINK}){_ENDS}",
    re.I,
)
_ONE_OFF_AFTER = re.compile(
    r"\s{0,2}i\s(?:alt\si\s)?(?:samle(?:t|de)\s)?(?:engangs\w+|implementeringsomkostninger|(?<=samlet\s)investering\w*)\b",
    re.I,
)
_NET = re.compile(
    rf"\bnetto(?:besparelse|gevinst|indtægt|merindtægt|effekt|virkning|effektivisering|provenu|udgift)?(?:n|en|r|rne)?"
    rf"{_LINK}{_ENDS}",
    re.I,
)
_SAVING = r"(?:drifts)?(?:besparelse|effektivisering|gevinst|mindreudgift|provenu|indtægt|merindtægt)(?:n|en|r|rne)?"
_GAIN = re.compile(
    rf"\b(?:(?:varige?|årlige?|samlede?)\s(?:(?:varige?|årlige?|samlede?)\s)?{_SAVING}"
    rf"|(?:besparelsen|gevinsten|effektiviseringen|mindreudgiften|merindtægten)"
    rf"|{_WHOLE}\s(?:giver|medfører|indebærer|resulterer\si)\s(?:en\s|et\s)?{_SAVING}"
    rf"|\b(?:der\s)?kan\s(?:der\s)?(?:opnås|hentes|realiseres)\s(?:en\s|et\s){_SAVING}"
    rf"|^\W{{0,3}}(?:samlet|i\salt|ved\sfuld\s\w{{4,12}})\s(?:spares|frigøres)"
    rf"|{_WHOLE}\s(?:sparer|frigør)){_LINK}{_ENDS}",
    re.I,
)
_YEARLY = re.compile(r"\b(?:om\såret|årligt?|årlige|pr\.?\sår|per\sår|varigt?e?|hvert\sår|fra\s20\d\d)\b", re.I)

# A sentence about one year may give what all of that year's money comes to.
_A_YEAR = re.compile(r"\b(?:i|for)\s20\d\d\b|\bførste\sår\b", re.I)

# A sentence about something else than this proposal as it is calculated: what might be, what was, what comes later.
_ELSEWHERE = re.compile(
    r"\b(?:hvis|såfremt|falder (?:\w{1,30}\s){0,4}(?:besparelsen|gevinsten|til)|ville|antag\w*|halveres|halvering"
    r"|stiger|reduceres|fordobles|følsomhed\w*|værste fald|bedste fald|scenarie\w*|alternativ\w*|ellers|kunne|tidligere"
    r"|sidste år|hidtil|erfaring\w*|region\w*|andre kommuner|aarhus|odense|aalborg|gentofte|frederiksberg|malmø|i dag"
    r"|nuværende|eksisterende|kommende|senere|efterfølgende|investeringsforslag\w*|fuld udrulning|udbred\w+|udrulles"
    r"|på sigt|potentiale\w*|forsøget viste|uden forslaget|fravalgt|resten)\b",
    re.I,
)
_PER_UNIT = re.compile(
    r"\s{0,2}(?:pr\b\.?|per\b|stykket|hver\b|om måneden|om ugen|månedligt|i timen|/)(?!\.?\s(?:år|year))", re.I
)
_PART = re.compile(r"\b(?:heraf|hvoraf|deraf|heri|inkl\w*|herunder)\b", re.I)
_MINOR_SECTIONS = frozenset(
    {SectionKind.CRITERIA, SectionKind.RISK, SectionKind.APPENDIX, SectionKind.BACKGROUND, SectionKind.CONSULTED}
)
"""Sections that speak of other money: the later investment, what may go wrong, what is spent today."""

NEAREST, FARTHEST = 0.5, 2.0
"""How far, as a ratio, an amount may be from the table's and still be meant as the same; beyond it is another thing."""


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """What a sentence speaks of: the amounts that the tables have for it, and what else may be said of it."""

    what: str
    amounts: tuple[float, ...]
    explained: frozenset[float]


def find_text_against_tables(evidence: Evidence) -> Iterator[Finding]:
    """Sentences whose amount no table gives, though what they speak of stands in one."""
    proposal = evidence.proposal
    money = [f for f in evidence.figures if f.kind is FigureKind.MONEY]
    if not money or not proposal.tables:
        return
    known = quantities(proposal)
    said: set[tuple[str, float]] = set()
    for statement in statements(proposal, money):
        figure = statement.figure
        if figure.low != figure.high or figure.section in _MINOR_SECTIONS or _inside_table(proposal, figure):
            continue
        meant = _total_meant(statement, proposal, known) or _row_meant(statement, proposal.tables, known)
        if meant is None or is_in(statement, (*meant.explained, *meant.amounts)):
            continue
        nearest = min(meant.amounts, key=lambda amount: abs(abs(amount) - abs(figure.low)))
        key = (meant.what, abs(figure.low))
        if not nearest or not NEAREST <= abs(figure.low / nearest) <= FARTHEST or key in said:
            continue
        said.add(key)
        yield TEXT_TABLE.finding(
            f"Teksten siger {format_kr(figure.low)} om {meant.what}, men tabellerne giver {format_kr(nearest)}",
            values=(figure.low, nearest),
            at=figure,
            severity="note" if any(table.warnings for table in proposal.tables) else None,
        )


def _inside_table(proposal: Proposal, figure: Figure) -> bool:
    return any(table.start <= figure.start < table.end for table in proposal.tables)


def claim_of(statement: Statement) -> Claim | None:
    """Which of the proposal's own totals a sentence says that its amount is, or None."""
    before = statement.before[-_CLAIM_REACH:]
    if _PER_UNIT.match(statement.after) or _PART.search(statement.before):
        return None
    if _NET.search(before):
        return Claim.NET
    if _GAIN.search(before):
        yearly = _YEARLY.search(before) or _YEARLY.search(statement.after[:30])
        return Claim.GAIN if yearly else None
    if _ONE_OFF.search(before) or _ONE_OFF_AFTER.match(statement.after):
        return None if _YEARLY.match(statement.after.strip()) else Claim.ONE_OFF
    return None


def _total_meant(statement: Statement, proposal: Proposal, known: Collection[Quantity]) -> _Meant | None:
    claim = claim_of(statement)
    sentence = statement.sentence
    if claim is None or _ELSEWHERE.search(sentence):
        return None
    if claim is Claim.ONE_OFF:
        amounts: Sequence[float | None] = (one_off(proposal),)
        explained = frozenset(q.amount for q in known if q.once or (_A_YEAR.search(sentence) and not q.lasting))
    else:
        amounts = (lasting(proposal),) if claim is Claim.NET else (lasting(proposal), gains(proposal))
        yearly = _YEARLY.search(sentence)
        explained = frozenset(
            q.amount
            for q in known
            if (q.lasting or (_A_YEAR.search(sentence) and not q.once)) and (q.yearly or not yearly)
        )
    given = tuple(amount for amount in amounts if amount)
    return _Meant(what=f"forslagets {claim.value}", amounts=given, explained=explained) if given else None


# ---------------------------------------------------------------- a named row

_WORD = re.compile(r"[A-Za-zÆØÅæøåéü-]{4,}")
_MONEY = re.compile(r"\b(?:kr\b|kroner\b|mio\b)(?!\.?\s?kr)", re.I)
_EMPTY_WORDS = frozenset(
    [
        "samlet",
        "samlede",
        "totalt",
        "service",
        "anlæg",
        "færre",
        "flere",
        "mindre",
        "lavere",
        "højere",
        "andre",
        "øvrige",
        "udgift",
        "udgifter",
        "omkostninger",
        "ændring",
        "ændringer",
        "drift",
        "løbende",
        "forslag",
        "forslaget",
        "projekt",
        "projektet",
        "investering",
        "investeringer",
        "fordelt",
        "ved",
        "fra",
        "effektivisering",
        "besparelse",
        "besparelser",
        "varige",
        "varig",
        "årlig",
        "årlige",
        "implementering",
    ]
)
"""Words of row labels that name no particular row."""

_STEM = 6
"""Letters of a word by which a label is known in other forms of the word and inside compounds."""

_COSTS = re.compile(
    r"\b(?:koster|udgør|andrager|afsættes|afsat|budgetteres|budgetteret|bruges|spares|falder|på|til|for|beløber)\b[^.;]{0,40}$",
    re.I,
)


def _stems(label: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(label))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY_WORDS and len(word) >= 5)


def _fullest(meant: dict[str, list[Row]]) -> list[Row] | None:
    """Of rows that a sentence names, those whose label says most: 'Prøvning af materialer' before 'Prøvning'."""
    by_stems = sorted(meant.items(), key=lambda item: -len(_stems(item[0])))
    if not by_stems:
        return None
    longest = _stems(by_stems[0][0])
    return by_stems[0][1] if all(_stems(label) < longest for label, _ in by_stems[1:]) else None


def _row_meant(statement: Statement, tables: Sequence[Table], known: Collection[Quantity]) -> _Meant | None:
    """The one row whose label's words all stand in the sentence, where the amount is the sentence's only one."""
    sentence = statement.sentence
    if _PER_UNIT.match(statement.after) or _ELSEWHERE.search(sentence) or _PART.search(sentence):
        return None
    if len(_MONEY.findall(sentence)) > 1 or not _COSTS.search(statement.before):
        return None
    words = sentence.lower()
    meant: dict[str, list[Row]] = {}
    for table in tables:
        if table.kind is TableKind.COMMITTEE_SPLIT:
            continue
        for row in table.rows:
            stems = _stems(row.label)
            if stems and row.role not in (RowRole.SUBTOTAL, RowRole.TOTAL) and all(stem in words for stem in stems):
                meant.setdefault(row.label.lower(), []).append(row)
    rows = _fullest(meant)
    if rows is None:
        return None
    yearly = bool(_YEARLY.search(sentence))
    values = [value for row in rows for value in row.values.values()]
    totals = [sum(row.values.values()) for row in rows]
    chosen = [row.values[max(row.values)] for row in rows if row.values] if yearly else [*totals, *values]
    given = tuple(float(value) for value in chosen if value)
    explained = frozenset(q.amount for q in known if q.yearly or not yearly)
    return _Meant(what=f"»{rows[0].label}«", amounts=given, explained=explained) if given else None
