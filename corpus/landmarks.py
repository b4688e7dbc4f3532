"""Places in a text that tell where a proposal's form begins and what it holds: headings, field labels, main table.

They are evidence for splitting and for reading the fields, found by their wording alone in every layout: on a line of
their own, at the start of a cell, or in the middle of a flattened line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.folding import alike, fold
from corpus.kinds import find_kind_headings
from corpus.section_names import SECTION_NAMES, TEMPLATE_ORDER
from corpus.types import ProposalKind, SectionKind


class Mark(StrEnum):
    """What a landmark is: the kind of form, a field label of its head, a section heading or its main table."""

    KIND = "kind"
    TITLE = "title"
    SUMMARY = "summary"
    FUNDING = "funding"
    SUBMITTING = "submitting"
    AFFECTED = "affected"
    PRICE_LEVEL = "price level"
    NUMBER = "number"
    OTHER_LABEL = "other label"
    CODE_TITLE = "code and title"
    SECTION = "section"
    TABLE_HEAD = "head of the main table"
    MAIN_ROW = "row that only the main table has"


# Landmarks with which a form's head is over.
BODY = frozenset({Mark.SECTION, Mark.TABLE_HEAD, Mark.MAIN_ROW})
LABELS = frozenset(
    {Mark.TITLE, Mark.SUMMARY, Mark.FUNDING, Mark.SUBMITTING, Mark.AFFECTED, Mark.PRICE_LEVEL, Mark.NUMBER}
    | {Mark.OTHER_LABEL}
)


@dataclass(frozen=True, kw_only=True)
class Landmark:
    """One landmark; ``end`` is behind its colon. ``kind`` and ``section`` say which heading it is."""

    mark: Mark
    start: int
    end: int
    kind: ProposalKind | None = None
    section: SectionKind | None = None


def find_landmarks(text: str) -> tuple[Landmark, ...]:
    """All landmarks of a text in order; where two overlap, the longer stays. Linear in the text's length."""
    found = [*_labels(text), *_damaged_labels(text), *_kinds(text), *_sections(text), *_tables(text)]
    found += _in_label_runs(text, found)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Landmark] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


# ---------------------------------------------------------------- field labels of the form's head

_LABEL_WORDS: Mapping[Mark, tuple[str, ...]] = {
    Mark.TITLE: (
        "forslagets titel", "forslagets navn", "titel på forslaget", "titel på forslag", "projektets titel",
        "projektets navn", "projekttitel", "projektnavn", "forslagstitel", "titel", "emne", "sag",
    ),
    Mark.SUMMARY: (
        "kort resumé", "kort resume", "resumé", "resume", "kort beskrivelse af forslaget", "kort beskrivelse",
        "kort sammenfatning", "sammenfatning", "forslaget kort", "kort om forslaget", "forslaget i korte træk",
    ),
    Mark.FUNDING: (
        "der søges om midler fra", "der søges midler fra", "midler søges fra", "finansieringskilde", "pulje",
    ),
    Mark.SUBMITTING: (
        "fremstillende forvaltning", "ansvarlig forvaltning", "ansøgende forvaltning", "forslagsstillende forvaltning",
        "indstillende forvaltning", "stillende forvaltning", "forslagsstiller", "fagforvaltning", "forvaltning",
    ),
    Mark.AFFECTED: (
        "berørte forvaltninger", "berørte forvaltning", "berørt forvaltning", "øvrige berørte forvaltninger",
        "involverede forvaltninger", "deltagende forvaltninger", "samarbejdende forvaltninger",
    ),
    Mark.PRICE_LEVEL: ("angiv p/l", "angiv p/1", "angiv pl", "pris- og lønniveau", "prisniveau"),
    Mark.NUMBER: ("forslagsnummer", "forslagsnr", "forslag nr", "løbenummer", "løbenr", "nummer", "kode"),
    Mark.OTHER_LABEL: (
        "udvalg", "fagudvalg", "kontaktperson", "målgruppe", "bydel", "lokalitet", "sagsnummer", "styringsområde",
        "forslagstype", "tværgående forslag", "udarbejdet af", "version",
    ),
}  # fmt: skip

# Labels of one everyday word count only where they open a line or a cell; the others also inside a flattened line.
_EVERYDAY = frozenset(
    [
        "titel",
        "emne",
        "sag",
        "resumé",
        "resume",
        "sammenfatning",
        "pulje",
        "forvaltning",
        "fagforvaltning",
        "nummer",
        "kode",
        "prisniveau",
        "version",
        "udvalg",
        "fagudvalg",
        "bydel",
        "lokalitet",
        "målgruppe",
        "styringsområde",
        "forslagsstiller",
        "kontaktperson",
    ]
)

# Letters that scans confuse. Lower case; the patterns ignore case.
_CONFUSED = {
    "æ": "(?:æ|ae|ee|e|a)",
    "ø": "(?:ø|o|0|oe|e|g|@)",
    "å": "(?:å|a|aa|é)",
    "é": "[éeè]",
    "l": "[l1|]",
    "i": "[il1]",
}


def _tolerant(words: str) -> str:
    """A pattern for printed words: scans' confusions, and any one gap (a line break too) between the words."""
    return "".join(_CONFUSED.get(letter, r"\s{1,3}" if letter == " " else re.escape(letter)) for letter in words)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(_tolerant(one) for one in sorted(words, key=len, reverse=True))


# Openers that cells and lines may have before a label: list marks, bold marks, a number.
_OPENING = r"(?:(?<=\n)|(?<=\t)|\A)[ *#>_\-•]{0,6}"
_CLOSING = r"(?:[ *_]{0,4}(?:\([^()\n]{1,60}\))?[ *_]{0,4}[:;]|[ .*_]{0,4}(?=\t|\n|\Z))[*_]{0,3}"


_CAPITAL = "(?=[A-ZÆØÅÉ])"  # a label begins with one; looking for it first passes over nearly all of a text


def _by_mark(wanted: Callable[[str], bool]) -> str:
    """The labels that are ``wanted`` as one alternation with a group for each mark, in the order of `_LABEL_MARKS`."""
    words = (tuple(one for one in _LABEL_WORDS[mark] if wanted(one)) for mark in _LABEL_WORDS)
    return "|".join(f"({_alternatives(names)})" if names else "((?!))" for names in words)


_LABEL_MARKS = tuple(_LABEL_WORDS)
_LABEL = re.compile(
    rf"{_OPENING}{_CAPITAL}(?i:{_by_mark(lambda _: True)}){_CLOSING}"
    rf"|\b{_CAPITAL}(?i:{_by_mark(lambda one: one not in _EVERYDAY)})[ *_]{{0,3}}:[*_]{{0,3}}"
)
_FOLDED_LABELS = tuple(
    (mark, fold(one)) for mark, words in _LABEL_WORDS.items() for one in words if one not in _EVERYDAY
)


# Damaged or unheard-of words before it ('Børste forvaltninger:'): only these two fields end in that word and a colon.
_OTHER_ADMINISTRATION_LABEL = re.compile(r"\b[A-ZÆØÅ][\w@]{4,16}\s{1,3}forvaltning(er|)[ *]{0,3}:")


def _labels(text: str) -> Iterator[Landmark]:
    for match in _LABEL.finditer(text):
        mark = _LABEL_MARKS[((match.lastindex or 1) - 1) % len(_LABEL_MARKS)]
        yield Landmark(mark=mark, start=match.start(), end=match.end())
    for match in _OTHER_ADMINISTRATION_LABEL.finditer(text):
        mark = Mark.AFFECTED if match[1].lower() == "er" else Mark.SUBMITTING
        yield Landmark(mark=mark, start=match.start(), end=match.end())


_EVERYDAY_AND_COLON = {
    mark: re.compile(rf"[ *]{{0,3}}(?:{_alternatives(words)})[ *_]{{0,3}}:[*_]{{0,3}}", re.IGNORECASE)
    for mark, names in _LABEL_WORDS.items()
    if (words := tuple(one for one in names if one in _EVERYDAY))
}


def _in_label_runs(text: str, found: Sequence[Landmark]) -> Iterator[Landmark]:
    """Labels of one everyday word directly behind another label or the kind: 'Forslagets titel: Resumé: Udvalg:'.

    A form that was read column by column prints all its labels first; in running text none stands so.
    """
    for one in found:
        at: int | None = one.end if one.section is None else None
        while at is not None:
            match, mark = next(
                ((m, mark) for mark, pattern in _EVERYDAY_AND_COLON.items() if (m := pattern.match(text, at))),
                (None, None),
            )
            at = None
            if match and mark:
                yield Landmark(mark=mark, start=match.start(), end=match.end())
                at = match.end()


_SHORT_AND_COLON = re.compile(r"(?:(?<=\n)|(?<=\t)|\A)[ *]{0,3}([A-ZÆØÅ][^\s:][^\n\t:]{6,34}):[*_]{0,3}")
_LABEL_LIKENESS = 0.82


def _damaged_labels(text: str) -> Iterator[Landmark]:
    """Labels that open a line or a cell and end in a colon, where letters are wrong ('Børste forvaltninger:')."""
    for match in _SHORT_AND_COLON.finditer(text):
        folded = fold(match[1])
        mark = next((mark for mark, label in _FOLDED_LABELS if alike(folded, label, _LABEL_LIKENESS)), None)
        if mark:
            yield Landmark(mark=mark, start=match.start(), end=match.end())


def _kinds(text: str) -> Iterator[Landmark]:
    for one in find_kind_headings(text):
        yield Landmark(mark=Mark.KIND, start=one.start, end=one.end, kind=one.kind)


# ---------------------------------------------------------------- section headings, as evidence only

# Sections that a form opens with, and from which place on in the templates a form is near its end.
OPENING_SECTIONS = frozenset({SectionKind.ECONOMY, SectionKind.BACKGROUND, SectionKind.CONTENT})
LATE_ORDER = TEMPLATE_ORDER[SectionKind.FOLLOWUP]

_SECTION_GROUPS = {f"section{place}": (kind, names) for place, (kind, names) in enumerate(SECTION_NAMES)}
_SECTION = re.compile(
    r"(?<![\w.,-])(?=[A-ZÆØÅ\d])(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}\.?[ \t\n]{1,3})?(?=[A-ZÆØÅ0])(?i:"
    + "|".join(
        f"(?P<{group}>{_alternatives(tuple(name.lower().rstrip('?') for name in names))})"
        for group, (_, names) in _SECTION_GROUPS.items()
    )
    + r")(?![\w-])"
)
_CAPTION = re.compile(r"\btab(?:e[l1]|[l1]e)\s{1,2}\Z", re.IGNORECASE)  # before the number of a table
_BEFORE_HEADING = re.compile(r"(?:\n|\A)[ *#]{0,6}\Z")
_REST_OF_LINE = re.compile(r"[^\n\t]{0,60}")
_LONGEST_REST = 40  # characters that a heading of several words may go on with on its line


def order_of(section: SectionKind | None) -> int | None:
    """Where in the form a section stands, from 0; None for economy, which forms place first or in the middle."""
    return TEMPLATE_ORDER.get(section) if section and section is not SectionKind.ECONOMY else None


def _sections(text: str) -> Iterator[Landmark]:
    for match in _SECTION.finditer(text):
        if _CAPTION.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if match["number"] or _is_heading(text, match):
            section, _ = _SECTION_GROUPS[str(match.lastgroup)]
            yield Landmark(mark=Mark.SECTION, start=match.start(), end=match.end(), section=section)


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether unnumbered words are a heading: on a line of their own, or several of them in capitals."""
    several = " " in match[0].strip()
    if several and match[0].isupper():
        return True
    if not _BEFORE_HEADING.search(text[max(0, match.start() - 8) : match.start()]):
        return False
    rest = _REST_OF_LINE.match(text, match.end())
    left = rest[0].strip(" *:?") if rest else ""
    if text[rest.end() : rest.end() + 1].strip(" \n") if rest else False:
        return False
    return len(left) <= _LONGEST_REST and not left.endswith((".", ",", ";")) if several else not left


# ---------------------------------------------------------------- the main money table

_WHOLE_ECONOMY = _alternatives(("forslagets samlede økonomiske konsekvenser", "samlede økonomiske konsekvenser"))
_TABLE_HEAD = re.compile(
    r"\b(?=[TtFfSs1])(?:"  # passes over most of a text
    rf"(?:(?i:tab(?:e[l1]|[l1]e))\s{{1,2}}\w{{1,3}}[.:]?\s{{1,3}})?\b(?i:{_WHOLE_ECONOMY})"
    rf"|1[.,]?000\s{{0,2}}kr[^\n]{{0,24}}?(?i:styrings-?\s?område))"
)
_MAIN_ROW = re.compile(rf"[Ss](?i:{_tolerant('amlede implementeringsomkostninger')})")


def _tables(text: str) -> Iterator[Landmark]:
    for match in _TABLE_HEAD.finditer(text):
        yield Landmark(mark=Mark.TABLE_HEAD, start=match.start(), end=match.end())
    for match in _MAIN_ROW.finditer(text):
        yield Landmark(mark=Mark.MAIN_ROW, start=match.start(), end=match.end())
