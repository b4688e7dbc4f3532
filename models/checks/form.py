"""The form: its sections and fields, and whether its follow-up says how, who and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from corpus.types import Line, Proposal, ProposalKind, Section, SectionKind, Span
from models.checks.rule import Evidence, Rule
from models.types import Finding

SECTION_MISSING = Rule(
    id="section_missing",
    severity="note",
    title="Et afsnit mangler",
    compares="Forslagets afsnit med dem, som skabelonen for den slags forslag har.",
    example="Forslaget har intet afsnit om risiko.",
    remedy="Skriv afsnittet, eller skriv, hvorfor det ikke er relevant.",
)
SECTION_EMPTY = Rule(
    id="section_empty",
    severity="warning",
    title="Et afsnit er tomt",
    compares="Overskrifterne med teksten under dem.",
    example="Under »Risikovurdering« står der ingenting.",
    remedy="Udfyld afsnittet, eller slet overskriften.",
)
SECTION_TWICE = Rule(
    id="section_twice",
    severity="note",
    title="Et afsnit står der to gange",
    compares="Overskrifterne med hinanden.",
    example="Forslaget har to afsnit med overskriften »Forslagets effekt«.",
    remedy="Saml teksten under én overskrift, eller giv afsnittene hver sin.",
)
FIELD_EMPTY = Rule(
    id="field_empty",
    severity="note",
    title="Et obligatorisk felt er ikke udfyldt",
    compares="Forsidens felter med det, der er udfyldt: titel, resumé, forvaltning, pris- og lønniveau, høring.",
    example="Feltet »Fremstillende forvaltning« er tomt.",
    remedy="Udfyld feltet.",
)
FOLLOW_UP = Rule(
    id="follow_up",
    severity="note",
    title="Et mål har ingen måling, ansvarlig eller dato",
    compares="Hver række i opfølgningens skema med skemaets kolonner.",
    example="»Færre klager« har hverken målemetode eller ansvarlig.",
    remedy="Skriv, hvordan målet måles, hvem der følger op, og hvornår.",
)

_INVESTMENT = (
    SectionKind.BACKGROUND,
    SectionKind.CONTENT,
    SectionKind.ECONOMY,
    SectionKind.IMPLEMENTATION,
    SectionKind.RISK,
    SectionKind.CONSULTED,
)
EXPECTED: Mapping[ProposalKind, tuple[SectionKind, ...]] = {
    ProposalKind.INNOVATION: (*_INVESTMENT, SectionKind.EFFECT),
    ProposalKind.INVESTMENT: _INVESTMENT,
    ProposalKind.EFFICIENCY: _INVESTMENT,
}
"""Sections that the templates have asked for in every year. Business cases and budget notes have no fixed form."""

_NAMES: Mapping[SectionKind, str] = {
    SectionKind.BACKGROUND: "baggrund og formål",
    SectionKind.CONTENT: "forslagets indhold",
    SectionKind.ECONOMY: "økonomi",
    SectionKind.IMPLEMENTATION: "implementering",
    SectionKind.RISK: "risikovurdering",
    SectionKind.CONSULTED: "hvem er hørt",
    SectionKind.EFFECT: "effekt",
}

_OTHER_WORDS: Mapping[SectionKind, re.Pattern[str]] = {
    kind: re.compile(words, re.I)
    for kind, words in (
        (SectionKind.BACKGROUND, r"baggrund|formål|udfordring|problem|\bhvorfor\b|i dag\b|anledning"),
        (
            SectionKind.CONTENT,
            r"indhold|løsning|\bforslaget\b|sådan gør|\bhvad (?:vil|foreslå|skal|går)|beskrivelse|aktivitet",
        ),
        (SectionKind.ECONOMY, r"økonomi|udgift|finansiering|budget|koste"),
        (SectionKind.IMPLEMENTATION, r"implement|gennemfør|tidsplan|udrulning|milepæl|organisering|fremgangsmåde"),
        (SectionKind.RISK, r"risi(?:ci|ko)|usikkerhed|gå galt|forbehold"),
        (SectionKind.CONSULTED, r"\bhør(?:t|ing)|drøftet med"),
        (SectionKind.EFFECT, r"effekt|gevinst|virkning|succes|resultat|\bmål(?:ing|et|ene)?\b|udbytte"),
    )
}
"""Words in a heading of a proposal's own by which it answers for a section of the form."""

FEWEST_SECTIONS = 4
"""A text with fewer headings than this does not follow the form, or its headings could not be read."""

FEWEST_CHARACTERS = 12
"""Letters and digits under a heading; with fewer it is empty ('-', 'N/A' is an answer of a kind, and is named too)."""

_SHORT_ANSWER = re.compile(r"(?:Ingen|Intet|[A-ZÆØÅ][a-zæøå]{2,11}\s[a-zæøå]{1,11})\.")
"""'Ingen.' and 'Lav risiko.' are answers."""

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,4})")


def find_sections(evidence: Evidence) -> Iterator[Finding]:
    """Sections that are missing, empty or printed twice."""
    proposal = evidence.proposal
    if len(proposal.sections) < FEWEST_SECTIONS:
        return
    present = {section.canonical for section in proposal.sections}
    # A section 'Opfølgning' answers for the effect, which several templates ask for together.
    if SectionKind.FOLLOWUP in present:
        present.add(SectionKind.EFFECT)
    expected = EXPECTED.get(proposal.kind, ())
    own = [section.heading for section in proposal.sections if section.canonical is SectionKind.OTHER]
    present |= {kind for kind, words in _OTHER_WORDS.items() if any(words.search(heading) for heading in own)}
    missing = [_NAMES[kind] for kind in expected if kind not in present]
    # A proposal that has hardly any of the headings has headings of its own.
    if missing and 2 * len(missing) <= len(expected):
        yield SECTION_MISSING.finding(f"Forslaget har intet afsnit om {_listed(missing)}.")
    for section, following in zip(proposal.sections, [*proposal.sections[1:], None], strict=True):
        if _is_empty(proposal, section, following):
            yield SECTION_EMPTY.finding(f"Der står ingenting under »{_heading(section)}«.", at=section)
    yield from _twice(proposal)


def _is_empty(proposal: Proposal, section: Section, following: Section | None) -> bool:
    """Whether a section of the form has neither text nor table nor subsections."""
    if section.canonical in (SectionKind.OTHER, SectionKind.APPENDIX):
        return False
    body = proposal.text[section.body_start : section.end]
    answered = sum(map(str.isalnum, body)) >= FEWEST_CHARACTERS or _SHORT_ANSWER.fullmatch(body.strip())
    if answered or following is None:
        return False  # what ends the text may have been cut off
    return following.canonical is not SectionKind.OTHER and not _is_below(section, following)


def _is_below(section: Section, following: Section) -> bool:
    """Whether the next heading is a part of this one by its number: '1.3.1' after '1.3'."""
    own, other = _NUMBER.match(section.heading), _NUMBER.match(following.heading)
    return bool(own and other and other[1].startswith(own[1] + "."))


def _twice(proposal: Proposal) -> Iterator[Finding]:
    named = Counter(_heading(section).lower() for section in proposal.sections)
    for section in proposal.sections:
        name = _heading(section).lower()
        if named[name] > 1 and section.canonical is not SectionKind.OTHER:
            named[name] = 0
            yield SECTION_TWICE.finding(f"Afsnittet »{_heading(section)}« står der mere end én gang.", at=section)


def _heading(section: Section) -> str:
    return _NUMBER.sub("", section.heading).strip(" .:\t")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"


# ---------------------------------------------------------------- fields


def find_fields(evidence: Evidence) -> Iterator[Finding]:
    """Fields of the front page that nothing stands in."""
    proposal = evidence.proposal
    if proposal.kind not in EXPECTED or len(proposal.sections) < FEWEST_SECTIONS:
        return
    empty = []
    if not proposal.title.strip():
        empty.append("titel")
    if not proposal.summary:
        empty.append("resumé")
    if not proposal.submitting_administration:
        empty.append("fremstillende forvaltning")
    if proposal.affected_administrations == ():
        empty.append("berørte forvaltninger")
    if empty:
        fields = "Feltet" if len(empty) == 1 else "Felterne"
        what = f"{fields} {_listed([f'»{name}«' for name in empty])}"
        yield FIELD_EMPTY.finding(f"{what} er ikke udfyldt, eller kan ikke læses.")
    unanswered = [body.body for body in proposal.consulted if body.answer is None and body.date is None]
    if unanswered and len(unanswered) < len(proposal.consulted):
        yield FIELD_EMPTY.finding(f"Under »Hvem er hørt?« mangler der svar fra {_listed(unanswered)}.")


# ---------------------------------------------------------------- follow-up

_GOAL = re.compile(
    r"(?:succes\w*|opfølgningsmål\w*|mål|måltal|kriteri\w*|effektmål|hvad (?:måles|følges))\W{0,2}", re.I
)
_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "målemetode": re.compile(r"(?:hvordan\b|måle\s?metode|metode|måles ved|sådan måles|opgøres)", re.I),
    "ansvarlig": re.compile(r"(?:hvem\b|ansvar)", re.I),
    "dato": re.compile(r"(?:hvornår\b|tidspunkt|dato|frist)", re.I),
}
_PLACES = frozenset({SectionKind.FOLLOWUP, SectionKind.EFFECT})
_FEWEST_COLUMNS = 2


def find_follow_up(evidence: Evidence) -> Iterator[Finding]:
    """Rows of the follow-up table whose cell for how, who or when is empty; a cell merged downwards counts for all."""
    proposal = evidence.proposal
    for section in proposal.sections:
        if section.canonical not in _PLACES:
            continue
        lines = [line for line in proposal.lines if section.body_start <= line.start < section.end]
        yield from _rows_of(proposal.text, lines)


def _rows_of(text: str, lines: list[Line]) -> Iterator[Finding]:
    for columns, rows in _tables_of(text, lines):
        for number, (line, cells) in enumerate(rows):
            missing = [name for place, name in columns.items() if not _stands_for(rows, number, place)]
            if missing:
                yield FOLLOW_UP.finding(
                    f"Målet »{_shortened(cells[0])}« har ingen {' eller '.join(missing)}.",
                    at=Span(start=line.start, end=line.end),
                )


def _tables_of(text: str, lines: list[Line]) -> Iterator[tuple[dict[int, str], list[tuple[Line, list[str]]]]]:
    """The follow-up tables among lines: their columns by place, and their rows."""
    columns: dict[int, str] = {}
    rows: list[tuple[Line, list[str]]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.of(text).split("\t")]
        head = _head(cells) if len(cells) > _FEWEST_COLUMNS else {}
        if head or len(cells) <= _FEWEST_COLUMNS:
            yield columns, rows
            columns, rows = head, []
        elif columns and any(map(str.isalnum, cells[0])):
            rows.append((line, cells))
    yield columns, rows


def _stands_for(rows: list[tuple[Line, list[str]]], number: int, place: int) -> bool:
    """Whether a row has an answer in a column; one that only the first row has is a cell merged downwards."""
    if _filled(rows[number][1], place):
        return True
    filled = [row for row, (_, cells) in enumerate(rows) if _filled(cells, place)]
    return filled == [0]


def _head(cells: list[str]) -> dict[int, str]:
    """The columns of a follow-up table by their place, where a row is its head; empty otherwise."""
    found = {
        place: name
        for place, cell in enumerate(cells)
        for name, pattern in _COLUMNS.items()
        if place and pattern.match(cell)
    }
    asks = len(found) >= _FEWEST_COLUMNS and (not cells[0] or _GOAL.match(cells[0]) is not None)
    return found if asks else {}


def _filled(cells: list[str], place: int) -> bool:
    return place < len(cells) and any(map(str.isalnum, cells[place]))


def _shortened(text: str) -> str:
    return text if len(text) <= 70 else text[:70].rsplit(" ", 1)[0] + " …"
