"""Money tables whose cells reach us apart: rows of cells, with the years printed above their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from corpus.numerals import find_price_level, find_unit, read_cell
from corpus.tables.printed import PrintedRow, PrintedTable
from corpus.tables.vocabulary import (
    CAPTION,
    COLUMN_HEADING,
    FIGURE,
    NOTE,
    PAYBACK,
    TOTAL_COLUMN,
    Total,
    area_of,
    block_of,
    total_of,
)
from corpus.types import Line, Part

_YEAR_CELL = re.compile(
    r"(?:(?:budget|budgetforslag|overslag(?:sår)?|regnskab|b|bf|bo|r)\.?\s?)?"
    r"(?P<year>(?:19|20)\d\d)\s?(?:\*{1,3}|p/l|og frem|ff\.?|→|>)?",
    re.I,
)
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s((?:19|20)\d\d)")
_DAMAGED_YEAR = re.compile(r"[12Zz][0-9OoIlZz|]{2,5}")
# So many years side by side show what a damaged one beside them was.
LEAST_TRUSTED_YEARS = 2
_NUMBER_LIKE = re.compile(r"[-−–(]?\s?\d[\d.,  ]{0,18}\d?\)?[*¹²³]{0,2}")
_DASHES = {"-", "–", "—", "−", "--"}
# Lines above a header that may hold its caption and unit, and the longest line that can be a row's label alone.
LOOK_BACK = 4
LONGEST_LABEL = 160
# Between two rows of one table a page break may leave a line or two of text.
LOOK_AHEAD = 3


@dataclass(frozen=True, kw_only=True)
class _Header:
    """Which cell of a row is which year. ``first_line`` is where the table begins, caption included."""

    years: tuple[int, ...]
    cells: tuple[int, ...]
    total_cell: int | None
    width: int
    caption: str | None
    unit_kr: int | None
    price_level_year: int | None
    first_line: int


@dataclass
class _Builder:
    """The rows of one table while its lines are read."""

    header: _Header
    rows: list[PrintedRow] = field(default_factory=list)
    payback: list[tuple[str, str]] = field(default_factory=list)
    block: Total | None = None
    pending: tuple[str, int] | None = None  # a label without values, and where it starts
    warnings: list[str] = field(default_factory=list)


def cells_of(text: str, line: Line) -> list[str]:
    """The cells of a line; one for running text."""
    return [cell.strip() for cell in line.of(text).split("\t")]


def year_columns(cells: Sequence[str]) -> dict[int, int]:
    """Cell index to year for the cells that name nothing but a year, in print order and rising; else empty.

    Scans run two years into one cell and leave the next one empty, or damage a digit of one year; where the years
    beside it tell, it is put right.
    """
    found: dict[int, int] = {}
    for index, cell in enumerate(cells):
        match = _YEAR_CELL.fullmatch(cell)
        two = _TWO_YEARS.fullmatch(cell) if not match and index + 1 < len(cells) and not cells[index + 1] else None
        if match:
            found[index] = int(match["year"])
        elif two:
            found[index], found[index + 1] = int(two[1]), int(two[2])
    years = list(found.values())
    if not all(a < b for a, b in pairwise(years)):
        return {}
    return _with_damaged_years(cells, found)


def _with_damaged_years(cells: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """The years with those that stand between or beside consecutive ones and have a wrong digit ('20621')."""
    shifts = {year - index for index, year in found.items()}
    if len(found) < LEAST_TRUSTED_YEARS or len(shifts) != 1:
        return found
    shift = shifts.pop()
    near = range(max(0, min(found) - 1), min(len(cells), max(found) + 2))
    damaged = {i: i + shift for i in near if i not in found and _DAMAGED_YEAR.fullmatch(cells[i])}
    return dict(sorted({**found, **damaged}.items()))


def read_grids(part: Part) -> tuple[tuple[PrintedTable, ...], tuple[tuple[int, int], ...]]:
    """The tables whose cells are apart, and the (start, end) of the text that they cover.

    A table begins at a row of two or more years (or of one, beside a unit of money) and ends at a caption, a heading,
    a note or a line of prose.
    """
    tables: list[PrintedTable] = []
    covered: list[tuple[int, int]] = []
    text, lines = part.text, part.lines
    index, free_from = 0, 0
    while index < len(lines):
        header = _find_header(text, lines, index, free_from)
        if header is None:
            index += 1
            continue
        builder = _Builder(header=header)
        end = _read_rows(text, lines, index + 1, builder)
        if builder.rows:
            start = lines[header.first_line].start
            tables.append(_finish(builder, start, lines[end - 1].end))
            covered.append((start, lines[end - 1].end))
            free_from = end
        index = max(end, index + 1)
    return tuple(tables), tuple(covered)


def _find_header(text: str, lines: Sequence[Line], index: int, free_from: int) -> _Header | None:
    cells = cells_of(text, lines[index])
    if len(cells) < 2:
        return None
    years = year_columns(cells)
    if not years or (len(years) == 1 and find_unit(" ".join(cells)) is None):
        return None
    first, caption = index, None
    above: list[str] = [lines[index].of(text)]
    for k in range(index - 1, max(free_from, index - 1 - LOOK_BACK) - 1, -1):
        line = lines[k].of(text)
        if len(line) > LONGEST_LABEL and not CAPTION.match(line):
            break
        if "\t" in line and any(_is_number(c) for c in cells_of(text, lines[k])):
            break
        above.append(line)
        if CAPTION.match(line.strip()):
            first, caption = k, _caption_text(line)
            break
        if find_unit(line) and "\t" in line:
            first = k
    unit = next((u for u in map(find_unit, above) if u), None)
    level = next((p for p in map(find_price_level, above) if p), None)
    total = next((i for i, c in enumerate(cells) if i > max(years) and TOTAL_COLUMN.fullmatch(c)), None)
    return _Header(
        years=tuple(years.values()),
        cells=tuple(years),
        total_cell=total,
        width=len(cells),
        caption=caption,
        unit_kr=unit.kr if unit else None,
        price_level_year=level,
        first_line=first,
    )


def _caption_text(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


def _is_number(cell: str) -> bool:
    return read_cell(cell) is not None


def _read_rows(text: str, lines: Sequence[Line], index: int, builder: _Builder) -> int:
    """Reads rows from line ``index`` on; returns the index after the last line that belongs to the table."""
    end = index
    while index < len(lines):
        line = lines[index].of(text)
        cells = cells_of(text, lines[index])
        if len(cells) == 1:
            if not _continues(text, lines, index, builder.header):
                break
        elif year_columns(cells):
            if tuple(year_columns(cells).values()) != builder.header.years:
                break
            index += 1
            continue
        elif _is_prose_row(cells) or CAPTION.match(line.strip()):
            break
        if _read_row(cells, lines[index], builder):
            end = index + 1
        index += 1
    return end


def _is_prose_row(cells: Sequence[str]) -> bool:
    """A row of another table: no number, and text in several cells or a long one."""
    if any(_is_number(c) for c in cells):
        return False
    words = [c for c in cells if c and c not in _DASHES and area_of(c) is None]
    return len(words) > 2 or any(len(c) > LONGEST_LABEL for c in words)


def _continues(text: str, lines: Sequence[Line], index: int, header: _Header) -> bool:
    """Whether a line of text stands inside the table: a short label with rows of values soon after it."""
    line = lines[index].of(text).strip()
    if (
        lines[index].heading
        or len(line) > LONGEST_LABEL
        or CAPTION.match(line)
        or NOTE.match(line)
        or FIGURE.match(line)
    ):
        return False
    if line[:1].isdigit() and re.match(r"\d{1,2}\.", line):
        return False
    if block_of(line) or total_of(line):
        return True
    for k in range(index + 1, min(index + 1 + LOOK_AHEAD, len(lines))):
        cells = cells_of(text, lines[k])
        if CAPTION.match(lines[k].of(text).strip()) or year_columns(cells):
            return False
        if len(cells) >= min(header.cells) and any(_is_number(c) for c in cells[1:]):
            return True
    return False


def _read_row(cells: list[str], line: Line, builder: _Builder) -> bool:
    """Adds one line to the table; returns whether it belongs to it."""
    header = builder.header
    if all(not c or c in _DASHES for c in cells):
        return False
    head = [c for c in cells[: min(header.cells)] if c and not _is_number(c)]
    area = next((a for a in map(area_of, head[1:] if len(head) > 1 else []) if a), None)
    label = next((c for c in head if area is None or area_of(c) is None), head[0] if head else "")
    if PAYBACK.search(label):
        value = next((c for c in cells[1:] if c and area_of(c) is None), "")
        builder.payback.append((label, value))
        builder.pending = None
        return True
    values, columns = _read_values(cells, header, builder, label)
    if not values:
        return _read_label(label, line, builder)
    start = line.start
    if builder.pending is not None and (not label or label[:1].islower()):
        label, start = f"{builder.pending[0]} {label}".strip(), builder.pending[1]
    builder.pending = None
    if COLUMN_HEADING.fullmatch(label) and total_of(label) is None:
        return False
    total = total_of(label)
    builder.rows.append(
        PrintedRow(
            label=label,
            area=area or _area_in_total(label, total),
            values=values,
            columns=columns,
            block=builder.block,
            total=total,
            start=start,
            end=line.end,
        )
    )
    if total in (Total.LASTING, Total.IMPLEMENTATION) and total is builder.block:
        builder.block = None
    return True


def _area_in_total(label: str, total: Total | None) -> str | None:
    """The area at the end of a total's label: 'Investeringer totalt, service'."""
    return area_of(label.replace(",", " ").split()[-1]) if total is not None and label else None


def _read_label(label: str, line: Line, builder: _Builder) -> bool:
    """A row without values: a block's heading, the rest of the label above, or the beginning of the one below."""
    block = block_of(label)
    if block is not None and total_of(label) is None:
        builder.block, builder.pending = block, None
        return True
    if label[:1].islower() and builder.rows and builder.pending is None:
        last = builder.rows[-1]
        builder.rows[-1] = PrintedRow(
            label=f"{last.label} {label}",
            area=last.area,
            values=last.values,
            columns=last.columns,
            block=last.block,
            total=total_of(f"{last.label} {label}") or last.total,
            start=last.start,
            end=line.end,
        )
        return True
    before = f"{builder.pending[0]} " if builder.pending and label[:1].islower() else ""
    builder.pending = (before + label, builder.pending[1] if before and builder.pending else line.start)
    return True


def _read_values(
    cells: list[str], header: _Header, builder: _Builder, label: str
) -> tuple[tuple[Decimal | None, ...], tuple[int, ...] | None]:
    """The values of a row and their columns; columns are None where the cells do not line up with the header's."""
    by_cell = {i: v for i, c in enumerate(cells) if (v := read_cell(c)) is not None}
    year_cells = {cell: column for column, cell in enumerate(header.cells)}
    crowded = any(len(_NUMBER_LIKE.findall(c)) > 1 and not re.search(r"[A-Za-zÆØÅæøå]", c) for c in cells)
    stray = [i for i in by_cell if i not in year_cells and i != header.total_cell and i >= min(header.cells)]
    if not crowded and not stray and len(cells) <= header.width:
        placed = [(year_cells[i], v) for i, v in by_cell.items() if i in year_cells]
        return tuple(v for _, v in placed), tuple(c for c, _ in placed)
    values = [v for i, v in by_cell.items() if i > 0]
    if crowded:
        numbers = (m.group() for c in cells[1:] for m in _NUMBER_LIKE.finditer(c))
        values = [v for v in map(read_cell, numbers) if v is not None]
    if len(values) > len(header.years):
        if header.total_cell is None:
            builder.warnings.append(f"Rækken »{label}« har flere tal end tabellen har år; de sidste er udeladt.")
        values = values[: len(header.years)]
    columns = tuple(range(len(values))) if len(values) == len(header.years) else None
    return tuple(values), columns


def _finish(builder: _Builder, start: int, end: int) -> PrintedTable:
    header = builder.header
    return PrintedTable(
        caption=header.caption,
        unit_kr=header.unit_kr,
        price_level_year=header.price_level_year,
        years=header.years,
        total_column=header.total_cell is not None,
        rows=tuple(builder.rows),
        start=start,
        end=end,
        payback=tuple(builder.payback),
        warnings=tuple(builder.warnings),
    )
