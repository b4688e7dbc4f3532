"""Read the table 'Kriterier til prioritering': what an innovation proposal is to lead to, and which criteria it meets.

The table has six columns: 'Udgift' and 'Forventet vedtagelse' of the later investment, 'Potentiale for varig
effektivisering', and three to be marked. It reaches us with its cells apart, or as a stream in which the column heads
come first (or stand before each value) and empty cells are gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.adoption import ADOPTION, stated_adoption
from corpus.numerals import find_unit, read_amount, read_staff
from corpus.sections import section_spans
from corpus.types import AmountRange, Criteria, Line, Part, Section, SectionKind, Span


class Column(StrEnum):
    """The columns of the criteria table, in the order in which every template prints them."""

    EXPENDITURE = "expenditure"
    ADOPTION = "adoption"
    POTENTIAL = "potential"
    CROSS_CUTTING = "cross_cutting"
    LARGE_SCALE = "large_scale"
    NEW_TECHNOLOGY = "new_technology"


_COLUMNS = tuple(Column)
_MARKED = (Column.CROSS_CUTTING, Column.LARGE_SCALE, Column.NEW_TECHNOLOGY)
_HEADS: Mapping[Column, re.Pattern[str]] = {
    Column.EXPENDITURE: re.compile(r"\bUdgift(?:er)?\b|\bInvesteringsbehov\b", re.I),
    Column.ADOPTION: re.compile(r"\bForventet\s{1,3}(?:vedtagelse|investerings\s?-?\s?forslag)", re.I),
    Column.POTENTIAL: re.compile(
        r"\bPotentiale\s{1,3}for\s{1,3}varig\s{1,3}effektivisering"
        r"(?:\s{0,3}\(\s?(?:angiv\s{1,3})?styringsomr(?:å|a|é)de\s?\))?",
        re.I,
    ),
    Column.CROSS_CUTTING: re.compile(r"\bTv(?:æ|ae|ee|e)rg(?:å|a|é)ende\s{1,3}effektivisering", re.I),
    Column.LARGE_SCALE: re.compile(r"\bPotentiale\s{1,3}for\s{1,3}stor\s?-?\s?skala", re.I),
    Column.NEW_TECHNOLOGY: re.compile(
        r"\b(?:Moden\s|Modne|Modning\s{1,3}af)\s{0,3}(?:anvendelsen?\s{1,3}af\s{1,3})?(?:ny\s{1,3})?teknologi", re.I
    ),
}
_HEAD_INITIALS = frozenset("UuIiFfPpTtMm")  # the letters that the heads begin with
# The heads of a printed table, whatever order wrapping gave their words: from 'Udgift' to the last 'teknologi'.
_HEAD_STREAM = re.compile(
    r"\bUdgift(?:er)?\b(?=.{0,400}?stor\s?-?\s?skala)(?=.{0,400}?teknologi)",
    re.I | re.S,
)
_HEAD_WORDS = re.compile(
    r"(?:udgift(?:er)?|[\[(]?(?:1\.000|mio\.?|t\.?)\s?kr\.?|p/[l1I]|forventet|vedtagelse"
    r"|20\d\d(?=\s{0,3}(?:p/|forventet|potentiale|tv|vedtagelse))\s{0,2}(?:p/[l1I])?"
    r"|investerings-?\s?forslag|potentiale|for|varig|effektivisering|\(?(?:angiv\s)?styringsomr(?:å|a|é)de\)?|\(?angiv"
    r"|tv(?:æ|ae|ee|e)rg(?:å|a|é)ende|stor-?\s?skala|modne|modning|anvendelsen?|af|ny|teknologi|tentativ|business\s?case"
    r"|kriterier|til|prioritering|\[|\]|\(|\)"
    # what a hyphen at a line end leaves of such words, with another column in between
    r"|(?:effektivi|tv[æa]|investe|priori|anven|styring|tekno|stor|vedta|poten|for)[a-zæøå]{0,12}-"
    r"|ring|s?ering|gående|område\)?|forslag|tet|n?delse|gelse|logi|skala)(?=[\s\])]|$)",
    re.I,
)
_UNIT_HEAD = re.compile(
    r"[\[(]?\s?(?:1\.000\s?kr|mio\.?\s?kr|t\s?[./]?\s?kr)\.?\s{0,2}(?:20\d\d\s{0,2})?(?:p/[l1I])?\s?[\])]?", re.I
)
_MARK = r"(?:\(?[xX✓✔☒☑]\)?|Nej|Ja|☐)"
# A dash is a mark only beside others: in '5 - 7 mio. kr.' it is none.
_MARKS = re.compile(rf"(?<!\S)(?:{_MARK}(?:\s{{1,3}}(?:{_MARK}|-)){{0,2}}|-(?:\s{{1,3}}(?:{_MARK}|-)){{2}})(?![\w(])")
_YES = re.compile(r"(?:[xX✓✔☒☑√]|ja)(?![\wæøå])", re.I)
_NO = re.compile(r"(?:nej|☐|-|–|ingen)(?![\wæøå])", re.I)
_PARTIAL = re.compile(r"\(\s?[xX]\s?\)|delvis", re.I)
_THOUSANDS_OF_KRONER = 1_000  # bare numbers of this table: every template heads it '1.000 kr.'
_LONGEST_ADOPTION = 80  # characters; a longer cell is prose, from which only the budget round is taken
_STREAM_REACH = 700  # characters of values after the column heads
_FEWEST_HEAD_WORDS = 10  # words in a row that make column heads and no sentence; the templates print 15 to 20
_FEWEST_HEADS = 3  # column heads that tell a row of this table
_STAFF_REACH = 120  # characters between an amount and 'svarende til 2-5 årsværk'


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """The printed value of each column. A missing column is unknown; an empty one was printed empty."""

    values: Mapping[Column, str]
    unit_kr: int
    span: Span


def read_criteria(part: Part, sections: Sequence[Section]) -> Criteria:
    """The criteria that a proposal is held against, and the later investment that it is to lead to.

    Where there is no criteria table, only the expected adoption is read, from the budget round that the text names for
    the proposals to come. Blank marks beside given ones are False; marks that may all have been lost are None.
    """
    spans = section_spans(sections, SectionKind.CRITERIA)
    cells = _find_cells(part, spans)
    if cells is None:
        return Criteria(expected_adoption=stated_adoption(part))
    criteria = _from_cells(cells)
    if criteria.potential_fte is None and criteria.potential is not None:
        where = (*spans, *section_spans(sections, SectionKind.ECONOMY))
        return replace(criteria, potential_fte=_stated_staff(part.text, where, criteria.potential))
    return criteria


def _find_cells(part: Part, spans: Sequence[Span]) -> _Cells | None:
    for span in (*spans, Span(start=0, end=len(part.text))):
        lines = [line for line in part.lines if line.start < span.end and line.end > span.start]
        cells = _from_rows(part.text, lines) or _from_pairs(part.text, lines) or _from_stream(part.text, span)
        if cells is not None:
            return cells
    return None


# ---------------------------------------------------------------- cells apart


def _row(text: str, line: Line) -> list[str]:
    return [cell.strip() for cell in line.of(text).split("\t")]


def _column_of(cell: str) -> Column | None:
    """The column whose head a cell is; a head may carry a unit, but nothing that reads like a value."""
    if len(cell) > 110:
        return None
    head = cell.lstrip("*_ ")
    if head[:1] not in _HEAD_INITIALS:
        return None
    for column in reversed(_COLUMNS):
        if _HEADS[column].match(head):
            return column
    return None


def _from_rows(text: str, lines: Sequence[Line]) -> _Cells | None:
    """A row of column heads and the row of values below it."""
    for place, line in enumerate(lines):
        if "\t" not in line.of(text):
            continue
        heads = _row(text, line)
        columns = [_column_of(head) for head in heads]
        if len({c for c in columns if c}) < _FEWEST_HEADS:
            continue
        columns = _fill_columns(columns)
        for below in lines[place + 1 : place + 4]:
            values = _row(text, below)
            # A second row of heads ('[1.000 kr. 2022 p/l]') is no value.
            if any(not _UNIT_HEAD.fullmatch(v) for v in values if v) and not any(_column_of(v) for v in values):
                printed = {c: (values[i] if i < len(values) else "") for i, c in enumerate(columns) if c}
                unit = _unit(" ".join((*heads[:2], *_row(text, lines[place - 1])))) if place else _unit(" ".join(heads))
                return _Cells(values=printed, unit_kr=unit, span=Span(start=line.start, end=below.end))
        return None
    return None


def _fill_columns(columns: list[Column | None]) -> list[Column | None]:
    """Give a head that could not be read the column that the template has in its place."""
    first = next(i for i, c in enumerate(columns) if c)
    shift = first - _COLUMNS.index(columns[first] or _COLUMNS[0])
    if any(c and i - shift != _COLUMNS.index(c) for i, c in enumerate(columns)):
        return columns
    return [_COLUMNS[i - shift] if 0 <= i - shift < len(_COLUMNS) else None for i in range(len(columns))]


def _from_pairs(text: str, lines: Sequence[Line]) -> _Cells | None:
    """The table turned: each row holds a head and its value."""
    found: dict[Column, str] = {}
    where: list[Line] = []
    unit = _THOUSANDS_OF_KRONER
    for line in lines:
        if "\t" not in line.of(text):
            continue
        cells = _row(text, line)
        column = _column_of(cells[0]) if len(cells) in (2, 3) else None
        if column is None or _column_of(cells[1]):
            continue
        if column is Column.EXPENDITURE:
            unit = _unit(cells[0])
        found.setdefault(column, cells[1])
        where.append(line)
    if len(found) < _FEWEST_HEADS:
        return None
    return _Cells(values=found, unit_kr=unit, span=Span(start=where[0].start, end=where[-1].end))


def _unit(head: str) -> int:
    unit = find_unit(head)
    return unit.kr if unit else _THOUSANDS_OF_KRONER


# ---------------------------------------------------------------- flattened, wrapped, one cell a line


def _from_stream(text: str, span: Span) -> _Cells | None:
    """The table as running text."""
    for found in _HEAD_STREAM.finditer(text, span.start, span.end):
        stretch = text[found.start() : min(span.end, found.start() + _STREAM_REACH)]
        cells = _interleaved(stretch) or _heads_first(stretch)
        if cells is not None:
            values, head, end = cells
            return _Cells(values=values, unit_kr=_unit(head), span=Span(start=found.start(), end=found.start() + end))
    return None


def _interleaved(stretch: str) -> tuple[dict[Column, str], str, int] | None:
    """Heads with their value behind each: 'Udgift 2 mio. kr. Forventet vedtagelse Budget 2022 …'."""
    places: list[tuple[int, int, Column]] = []
    for column in _COLUMNS:
        found = _HEADS[column].search(stretch, places[-1][1] if places else 0)
        if found is None:
            return None
        places.append((found.start(), found.end(), column))
    values: dict[Column, str] = {}
    for (_, end, column), following in zip(places, [*places[1:], None], strict=True):
        until = following[0] if following else min(len(stretch), end + 12)
        values[column] = stretch[end:until].strip(" \n:")
    unit = _UNIT_HEAD.match(values[Column.EXPENDITURE])
    head = unit[0] if unit else ""
    values[Column.EXPENDITURE] = values[Column.EXPENDITURE][len(head) :].strip()
    last = places[-1][1]
    mark = _MARKS.match(stretch[last:].lstrip())
    values[Column.NEW_TECHNOLOGY] = mark[0].split()[0] if mark else ""
    if sum(bool(v) for c, v in values.items() if c is not Column.NEW_TECHNOLOGY) < _FEWEST_HEADS:
        return None
    return values, head, last + (len(mark[0]) if mark else 0)


def _heads_first(stretch: str) -> tuple[dict[Column, str], str, int] | None:
    """All heads, then the values that were not empty: '… ny teknologi 2 mio. kr. Budget 2022 1-2 mio. kr. X X X'."""
    start, heads = _after_heads(stretch)
    if heads < _FEWEST_HEAD_WORDS:
        return None
    values = stretch[start:]
    marks = _MARKS.search(values)
    # Nothing before the marks is a table without figures; marks far away belong to another text.
    body = values[: marks.start()] if marks else values[:200]
    adoption = ADOPTION.search(body)
    found: dict[Column, str] = {}
    if adoption:
        found[Column.EXPENDITURE] = body[: adoption.start()]
        found[Column.ADOPTION] = adoption[0]
        found[Column.POTENTIAL] = body[adoption.end() :]
    elif read_amount(body, default_unit_kr=_THOUSANDS_OF_KRONER) is None:
        return None
    given = marks[0].split() if marks else []
    if len(given) == len(_MARKED):
        found.update(zip(_MARKED, given, strict=True))
    end = start + (marks.end() if marks else len(body))
    return (found, stretch[:start], end) if found else None


def _after_heads(stretch: str) -> tuple[int, int]:
    """Where the run of column heads ends (behind the last head word before any other word), and of how many words."""
    at = count = 0
    while True:
        while at < len(stretch) and stretch[at].isspace():
            at += 1
        found = _HEAD_WORDS.match(stretch, at)
        if found is None:
            return at, count
        at, count = found.end(), count + 1


# ---------------------------------------------------------------- from cells to values


def _from_cells(cells: _Cells) -> Criteria:
    values = cells.values
    filled = any(values.get(column, "").strip() for column in _MARKED)
    marks = {column: _mark(values[column]) if filled and column in values else None for column in _MARKED}
    cross, technology = marks[Column.CROSS_CUTTING], marks[Column.NEW_TECHNOLOGY]
    potential = values.get(Column.POTENTIAL, "")
    return Criteria(
        cross_cutting=cross if isinstance(cross, bool) else None,
        large_scale=marks[Column.LARGE_SCALE],
        new_technology=technology if isinstance(technology, bool) else None,
        expenditure=_amount(values.get(Column.EXPENDITURE, ""), cells.unit_kr),
        expected_adoption=_adoption(values.get(Column.ADOPTION, "")),
        potential=_amount(potential, cells.unit_kr),
        potential_fte=read_staff(potential),
        span=cells.span,
    )


def _mark(cell: str) -> bool | str | None:
    """A mark as printed: True, False (also for a blank cell), 'partial' for '(X)', None for anything else."""
    printed = cell.strip(" *_")
    if not printed or _NO.match(printed):
        return False
    if _PARTIAL.match(printed):
        return "partial"
    return True if _YES.match(printed) else None


def _amount(cell: str, unit_kr: int) -> AmountRange | None:
    """A cell's amount in kroner, the end nearer zero first."""
    amount = read_amount(cell, default_unit_kr=unit_kr)
    if amount is None or abs(amount.low) <= abs(amount.high):
        return amount
    return AmountRange(low=amount.high, high=amount.low)


def _adoption(cell: str) -> str | None:
    printed = " ".join(cell.split()).strip(" *-–")
    if len(printed) > _LONGEST_ADOPTION:
        found = ADOPTION.search(printed)
        return found[0] if found else None
    return printed or None


_AMOUNT_IN_STAFF = re.compile(r"\d\s{0,2}(?:mio|t\s?[./]?\s?kr|kr|million)[^\n]{0,20}?svarende\s{1,2}til", re.I)


def _stated_staff(text: str, spans: Sequence[Span], potential: AmountRange) -> AmountRange | None:
    """The full-time equivalents that a sentence gives for the very amount of the potential."""
    wanted = {abs(potential.low), abs(potential.high)}
    for span in spans:
        for found in _AMOUNT_IN_STAFF.finditer(text, span.start, span.end):
            before = text[max(span.start, found.start() - 40) : found.end()].split("\n")[-1]
            amounts = (read_amount(before[at:], default_unit_kr=None) for at in _number_starts(before))
            if not any(a is not None and {abs(a.low), abs(a.high)} == wanted for a in amounts):
                continue
            staff = read_staff(text[found.end() : min(span.end, found.end() + _STAFF_REACH)].split("\n")[0])
            if staff is not None:
                return staff
    return None


def _number_starts(text: str) -> list[int]:
    return [m.start() for m in re.finditer(r"(?<![\d.,])-?\d", text)]
