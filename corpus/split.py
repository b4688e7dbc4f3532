"""Where one proposal ends and the next begins, whatever the bundle's layout and codes.

Landmarks (headings, field labels, codes with titles) that stand together are candidates for a form's head. A candidate
becomes a proposal when enough of a form's body follows, in prose; so front tables, lists of titles, tables of contents
and covering notes are left out, and a heading that runs over every page opens nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.heads import Head, code_titles, find_heads
from corpus.kinds import ROUND, kind_in_words
from corpus.landmarks import (
    LATE_ORDER,
    OPENING_SECTIONS,
    Landmark,
    Mark,
    find_landmarks,
    order_of,
)
from corpus.overview import FrontTable, find_front_tables
from corpus.types import Bundle, Document, Line, Part, ProposalKind, SectionKind


def _outside(landmarks: Sequence[Landmark], tables: Sequence[FrontTable]) -> Iterator[Landmark]:
    """The landmarks that stand in no front table."""
    starts = [table.start for table in tables]
    for one in landmarks:
        index = bisect_right(starts, one.start) - 1
        if index < 0 or one.start >= tables[index].end:
            yield one


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """The characters of one proposal, with the head that opens it (None for a document that only has a body)."""

    start: int
    end: int
    head: Head | None


def split(document: Document) -> Bundle:
    """The proposals of a document with its front table; ``warnings`` says in Danish what could not be placed.

    A document in which nothing has a proposal's form gives no parts and one warning.
    """
    text = document.text
    landmarks = find_landmarks(text)
    tables = find_front_tables(text, landmarks)
    overview = tuple(line for table in tables for line in table.lines)
    landmarks = tuple(sorted(_outside([*landmarks, *code_titles(text, overview)], tables), key=lambda one: one.start))
    stretches = _stretches(text, landmarks, find_heads(text, landmarks), tables)
    general = _general_kind(text, stretches)
    parts = tuple(_part(document, landmarks, stretch, general) for stretch in stretches)
    return Bundle(parts=parts, overview=overview, warnings=_warnings(stretches))


# ---------------------------------------------------------------- which candidates are proposals

_LEAST_EVIDENCE = 3  # different things of a form's body
_FIELDS_WITHOUT_BODY = 4  # so many fields tell a form whose section headings we do not know
_LEAST_PROSE = 12  # function words: some 100 words of running text
_FULL_FORM = 7  # of the nine that a form may show: nothing else has them, so a few words of text will do
_LEAST_PROSE_OF_A_FULL_FORM = 3
_PROSE_SHARE_OF_A_FULL_FORM = 0.03
_LEAST_PROSE_SHARE = 0.015  # of all words; lists of titles have under 0.01, proposals over 0.05
_FUNCTION_WORD = re.compile(r"\b(?:er|vil|skal|kan|har|at|der|som|ikke|bliver|det)\b")
_WORD_LENGTH = 7  # characters of a Danish word with its blank, about


def _is_proposal(text: str, landmarks: Sequence[Landmark], start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds a form's body: several of its things, and prose between them."""
    inside = _between(landmarks, start, end)
    marks = {one.mark for one in inside}
    sections = {one.section for one in inside if one.mark is Mark.SECTION}
    tables = bool(marks & {Mark.MAIN_ROW, Mark.TABLE_HEAD})
    fields = len(marks & {Mark.TITLE, Mark.SUMMARY, Mark.SUBMITTING, Mark.AFFECTED, Mark.CODE_TITLE, Mark.KIND})
    if not (sections or tables or fields >= _FIELDS_WITHOUT_BODY):
        return False
    evidence = fields + min(len(sections), 3) + tables
    if evidence < _LEAST_EVIDENCE:
        return False
    prose = sum(1 for _ in _FUNCTION_WORD.finditer(text, start, end))
    share = prose * _WORD_LENGTH / max(1, end - start)
    if prose < _LEAST_PROSE:
        return evidence >= _FULL_FORM and prose >= _LEAST_PROSE_OF_A_FULL_FORM and share >= _PROSE_SHARE_OF_A_FULL_FORM
    return share >= _LEAST_PROSE_SHARE


def _stretches(
    text: str, landmarks: Sequence[Landmark], heads: Sequence[Head], tables: Sequence[FrontTable]
) -> tuple[_Stretch, ...]:
    """The proposals in order; a head without a body closes the proposal before it when that one is complete."""
    found: list[_Stretch] = []
    opened: Head | None = None
    stops = [*(head.start for head in heads[1:]), len(text)]
    for head, stop in zip(heads, stops, strict=False):
        accepted = _is_proposal(text, landmarks, head.start, stop)
        if opened and (accepted or _is_complete(landmarks, opened.start, head.start)):
            found.append(_Stretch(start=opened.start, end=head.start, head=opened))
            opened = None
        if accepted:
            opened = head
    if opened:
        found.append(_Stretch(start=opened.start, end=len(text), head=opened))
    front_end = max((table.end for table in tables), default=0)
    if not found and _is_proposal(text, landmarks, front_end, len(text)):
        found.append(_Stretch(start=front_end, end=len(text), head=None))
    return tuple(_settled(text, landmarks, found, tables))


def _is_complete(landmarks: Sequence[Landmark], start: int, end: int) -> bool:
    """Whether a proposal has come to the sections that stand last in the form."""
    return _last_late_section(landmarks, start, end) is not None


def _last_late_section(landmarks: Sequence[Landmark], start: int, end: int) -> Landmark | None:
    inside = reversed(_between(landmarks, start, end))
    return next((one for one in inside if (order_of(one.section) or 0) >= LATE_ORDER), None)


def _between(landmarks: Sequence[Landmark], start: int, end: int) -> Sequence[Landmark]:
    def key(one: Landmark) -> int:
        return one.start

    return landmarks[bisect_left(landmarks, start, key=key) : bisect_left(landmarks, end, key=key)]


# ---------------------------------------------------------------- where they begin and end exactly


def _settled(
    text: str, landmarks: Sequence[Landmark], stretches: Sequence[_Stretch], tables: Sequence[FrontTable]
) -> Iterator[_Stretch]:
    """Gives strayed main tables to the proposal they belong to, and cuts what follows the last section's text."""
    settled: list[_Stretch] = []
    for index in range(len(stretches) - 1, -1, -1):  # from the last, so that a table goes to one proposal only
        stretch = stretches[index]
        if settled and stretches[index + 1].start == stretch.end:
            stretch = replace(stretch, end=settled[-1].start)
        if index:
            before = stretches[index - 1]
            late = _last_late_section(landmarks, before.start, before.end)
            floor = late.end if late and before.end == stretch.start else stretch.start
        else:
            floor = max((table.end for table in tables if table.end <= stretch.start), default=0)
        start = _with_strayed_opening(text, landmarks, stretch, floor)
        late = _last_late_section(landmarks, start, stretch.end)
        end = _without_trailing_noise(text, late.end, stretch.end, tables) if late else stretch.end
        settled.append(replace(stretch, start=start, end=end))
    yield from reversed(settled)


def _with_strayed_opening(text: str, landmarks: Sequence[Landmark], stretch: _Stretch, floor: int) -> int:
    """Where a proposal begins when its main table or first section stands before its head (page order lost)."""
    own = _between(landmarks, stretch.start, stretch.end)
    strayed = _between(landmarks, floor, stretch.start)
    lacks_table = not any(one.mark in {Mark.MAIN_ROW, Mark.TABLE_HEAD} for one in own)
    lacks_background = not any(one.section is SectionKind.BACKGROUND for one in own)
    gives_table = lacks_table and any(one.mark is Mark.MAIN_ROW for one in strayed)
    gives_background = lacks_background and any(one.section is SectionKind.BACKGROUND for one in strayed)
    if not (gives_table or gives_background):
        return stretch.start
    opening = [
        one
        for one in strayed
        if one.mark in {Mark.KIND, Mark.TABLE_HEAD, Mark.MAIN_ROW} or one.section in {*OPENING_SECTIONS}
    ]
    return max(floor, text.rfind("\n", floor, opening[0].start) + 1 or opening[0].start)


_NOISE_LINE = re.compile(r"\n[ *#]{0,6}(?:(?:Relaterede|Lignende|Andre) dokumenter|Transkript)\b", re.IGNORECASE)
_APPENDIX_LINE = re.compile(r"\n[ *#]{0,6}Bilag \d{1,3}\b[^\n]{0,100}(?=\n|\Z)", re.IGNORECASE)
_LONGEST_FRONT_PAGE = 1_500  # characters
_MOST_FRONT_PAGE_PROSE = 8  # function words


def _without_trailing_noise(text: str, start: int, end: int, tables: Sequence[FrontTable]) -> int:
    """The end of a proposal whose last section begins at ``start``: before link lists and the next front page."""
    noise = _NOISE_LINE.search(text, start, end)
    end = noise.start() if noise else end
    end = min([end, *(table.start for table in tables if start <= table.start < end)])
    for appendix in _APPENDIX_LINE.finditer(text, max(start, end - _LONGEST_FRONT_PAGE), end):
        prose = sum(1 for _ in _FUNCTION_WORD.finditer(text, appendix.end(), end))
        if prose <= _MOST_FRONT_PAGE_PROSE:
            return appendix.start()
    return end


# ---------------------------------------------------------------- the parts


def _part(document: Document, landmarks: Sequence[Landmark], stretch: _Stretch, general: ProposalKind | None) -> Part:
    text = document.text
    start, end = stretch.start, stretch.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kind = (stretch.head.kind if stretch.head else None) or _first_kind(landmarks, start, end) or general
    return Part(
        text=text[start:end],
        lines=tuple(_clipped(document.lines, start, end)),
        kind=kind or _commonest_kind(text[start:end]),
        round=_printed_round(text, landmarks, stretch.head.start if stretch.head else start),
    )


def _clipped(lines: Sequence[Line], start: int, end: int) -> Iterator[Line]:
    """The lines that reach into ``start``-``end``, cut there and counted from ``start``."""
    first = bisect_left(lines, start + 1, key=lambda line: line.end)
    for line in lines[first : bisect_left(lines, end, key=lambda line: line.start)]:
        yield replace(line, start=max(line.start, start) - start, end=min(line.end, end) - start)


def _first_kind(landmarks: Sequence[Landmark], start: int, end: int) -> ProposalKind | None:
    """The kind named in the heading block of a proposal whose head does not name it."""
    block = _between(landmarks, start, min(end, start + _LONGEST_HEADING_BLOCK))
    return next((one.kind for one in block if one.mark is Mark.KIND), None)


def _general_kind(text: str, stretches: Sequence[_Stretch]) -> ProposalKind | None:
    """The kind that a bundle's own heading names ('Innovationsforslag til orientering')."""
    return kind_in_words(text[max(0, stretches[0].start - _FRONT_MATTER) : stretches[0].start]) if stretches else None


_FRONT_MATTER = 20_000  # characters before the first proposal in which the bundle's heading stands


def _commonest_kind(text: str) -> ProposalKind | None:
    counts = {kind: len(re.findall(rf"\b{kind.value}", text, re.IGNORECASE)) for kind in ProposalKind}
    kind = max(counts, key=lambda one: counts[one])
    return kind if counts[kind] else None


_ROUND = re.compile(ROUND, re.IGNORECASE)


def _printed_round(text: str, landmarks: Sequence[Landmark], start: int) -> str | None:
    """The round printed in the heading block, between the head's start and its first field or section."""
    stop = start + _LONGEST_HEADING_BLOCK
    stop = next((one.start for one in _between(landmarks, start, stop) if one.mark is not Mark.KIND), stop)
    match = _ROUND.search(text, start, stop)
    return " ".join(match[0].split()) if match else None


_LONGEST_HEADING_BLOCK = 400  # characters


def _warnings(stretches: Sequence[_Stretch]) -> tuple[str, ...]:
    if not stretches:
        return (
            "Dokumentet rummer intet forslag i en kendt form: der er hverken felter som 'Forslagets titel' eller "
            "afsnit som 'Baggrund og formål' med tekst under.",
        )
    codes = Counter(stretch.head.code for stretch in stretches if stretch.head and stretch.head.code)
    return tuple(
        f"Koden {code} står på {count} forslag i dokumentet. Alle er taget med; ret koden, hvis det er en fejl."
        for code, count in codes.items()
        if count > 1
    )
