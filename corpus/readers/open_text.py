"""Text outside ruled grids: running text, and tables whose columns show only by gaps in neighbouring lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.grid import Rule
from corpus.readers.rows import Column, Columns, TableLine, columns_of, is_number, join_lines, place, rows_of
from corpus.readers.words import CHECKED, UNCHECKED, PrintedLine, Run

WIDE_GAP = 0.75  # of the line's height: wider than any ordinary word space
TAB_GAP = 1.6  # of the line's height: a gap that no justified text has between two words
BLOCK_PITCH = 3.2  # times the height: lines that stand further apart are no rows of one table
LEADING = 1.55  # times the height: lines further apart are not one wrapped text
HALF_PITCH = 0.75  # times the height: nearer lines belong to one row
LOOK_AHEAD = 5  # lines of one cell that may stand between two rows of one table
CARRIED_WITHIN = 4  # lines (a page head) that may stand above a table that goes on from the page before

_ENUMERATOR = re.compile(r"[•▪◦‣●○·*–—-]|\(?[0-9]{1,2}[.)]?([0-9]{1,2}[.)]?){0,3}|[a-zA-Z][.)]|[ivxIVX]{1,4}[.)]")
_BREAKS_TABLE = re.compile(r"(?i:tabel|table|figur|note|bilag|kilde)\b|\*|[0-9]{1,2}\.([0-9]{1,2}\.?)?\s+[A-ZÆØÅ]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\*{0,2}")


@dataclass(frozen=True, kw_only=True)
class LaidLine:
    """A line or row on its way out, with its vertical place, from which blank lines are told."""

    cells: tuple[str, ...]
    top: float
    bottom: float
    height: float
    table: int  # 0 for running text, otherwise the number of the table on the page


def laid_text(line: PrintedLine) -> LaidLine:
    """A line of running text."""
    return LaidLine(cells=(line.text,), top=line.top, bottom=line.bottom, height=line.height, table=0)


def laid_row(lines: Sequence[TableLine], width: int, table: int) -> LaidLine:
    """One row of ``width`` cells from the lines that it was printed on."""
    cells = tuple(
        join_lines([line.cells[index] for line in lines if line.cells.get(index)]).strip() for index in range(width)
    )
    return LaidLine(
        cells=cells if any(cells) else ("",),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        height=lines[0].height,
        table=table,
    )


@dataclass(frozen=True, kw_only=True)
class OpenText:
    """The printed lines of a page that stand in no grid. ``columns`` collects the columns of the tables found."""

    lines: list[PrintedLine]
    horizontals: Sequence[Rule]
    first_table: int = 1
    columns: list[Columns] = field(default_factory=list)

    def laid(self, carried: Columns) -> Iterator[LaidLine]:
        """Running text line by line, tables row by row."""
        lines = self.lines
        runs = [_cells_by_gap(line, lines, index) for index, line in enumerate(lines)]
        index = 0
        while index < len(lines):
            if len(runs[index]) < 2 and not _opens_table(lines, runs, index):
                yield laid_text(lines[index])
                index += 1
                continue
            end = _block_end(lines, runs, index)
            before = carried if not self.columns and index < CARRIED_WITHIN else ()
            columns = _columns(runs[index:end], before)
            number = self.first_table + len(self.columns)
            self.columns.append(columns)
            table = [place(line, row, columns) for line, row in zip(lines[index:end], runs[index:end], strict=True)]
            for rows in rows_of(table, _separators(table, self.horizontals), closed=False):
                yield laid_row(rows, len(columns), number)
            index = end


def _columns(rows: Sequence[Sequence[Run]], carried: Columns) -> Columns:
    own = columns_of(rows)
    if any(map(_is_header, rows)):
        if all(_YEAR.fullmatch(run.text) for row in rows for run in row):
            # A table of years has labels, though none stands beside its heading.
            own = (Column(left=0.0, right=max(own[0].left - 1.0, 0.0)), *own)
        return own
    numbers = [run for row in rows if len(row) > 1 for run in row if is_number(run.text)]
    if not carried or not numbers:
        return own
    fits = all(sum(run.left < c.right and run.right > c.left for c in carried) == 1 for run in numbers)
    return columns_of(rows, carried) if fits and len(carried) > len(own) else own


def _cells_by_gap(line: PrintedLine, lines: list[PrintedLine], index: int) -> tuple[Run, ...]:
    """The line's words in runs, apart where the gap is wide; one run for running text."""
    runs = line.runs(WIDE_GAP * line.height)
    if len(runs) < 2:
        return runs
    if _is_stretched(line, lines, index):
        return (line.whole,)
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last is not None and (last.text in (CHECKED, UNCHECKED) or (last.text == "•" and len(merged) == 1)):
            merged[-1] = last.joined(run)
        else:
            merged.append(run)
    if len(merged) == 2 and _ENUMERATOR.fullmatch(merged[0].text) and not is_number(merged[1].text):
        return (line.whole,)
    return tuple(merged)


def _is_stretched(line: PrintedLine, lines: list[PrintedLine], index: int) -> bool:
    """Whether the wide gaps come from justified text: all gaps alike, words throughout, and a neighbour as wide."""
    gaps = line.gaps
    if max(gaps) > TAB_GAP * line.height or len(gaps) < 2:
        return False
    if min(gaps) * 2 < max(gaps) or sum(is_number(word.text) for word in line.words) * 2 > len(line.words):
        return False
    near = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return any(abs(other.right - line.right) < 0.3 * line.height for other in near)


def _is_header(runs: Sequence[Run]) -> bool:
    return sum(bool(_YEAR.fullmatch(run.text)) for run in runs) >= 2


def _pitch(lines: Sequence[PrintedLine], index: int) -> float:
    """The distance from the line above, in heights."""
    return (lines[index].middle - lines[index - 1].middle) / lines[index].height


# ---------------------------------------------------------------- where a table begins and ends


def _opens_table(lines: Sequence[PrintedLine], runs: Sequence[Sequence[Run]], index: int) -> bool:
    """Whether a line of one run is the first line of a cell that the row below it goes on with."""
    for below in range(index + 1, min(index + 3, len(lines))):
        if _pitch(lines, below) > LEADING:
            return False
        if len(runs[below]) >= 2:
            break
        if _pitch(lines, below) >= HALF_PITCH and not _goes_on(lines[below], lines[below - 1]):
            return False
    else:
        return False
    line, row = lines[index], runs[below]
    if _pitch(lines, index + 1) < HALF_PITCH:
        return True
    over = [run for run in row if line.left < run.right + line.height and line.right > run.left]
    if len(over) != 1 or abs(line.left - over[0].left) > line.height or line.text.endswith((".", ":")):
        return False
    return line.text.endswith("-") or over[0].text[:1].islower()


def _goes_on(line: PrintedLine, above: PrintedLine) -> bool:
    return line.text[:1].islower() or above.text.endswith(("-", "/", ","))


def _block_end(lines: Sequence[PrintedLine], runs: Sequence[Sequence[Run]], start: int) -> int:
    """The index after the last line of the table that starts at ``start``."""
    end = start + 1
    data = False
    edge = _value_edge(runs[start])
    lefts = {round(run.left) for run in runs[start][1:]}
    for index in range(start, len(lines)):
        line, row = lines[index], runs[index]
        if index > start and _pitch(lines, index) > BLOCK_PITCH:
            break
        if len(row) >= 2:
            if data and _is_header(row):
                break
            data = data or (not _is_header(row) and any(is_number(run.text) for run in row[1:]))
            edge = min(edge, _value_edge(row))
            lefts.update(round(run.left) for run in row[1:])
            end = index + 1
        elif index > start:
            in_column = not lefts.isdisjoint((round(line.left) - 1, round(line.left), round(line.left) + 1))
            if index > end + LOOK_AHEAD or _BREAKS_TABLE.match(line.text):
                break
            if line.right > edge + line.height and not in_column and not is_number(line.text):
                break
            if _belongs_to_row_above(lines, index, in_column):
                end = index + 1
    return end


def _value_edge(row: Sequence[Run]) -> float:
    """Where the row's values begin: the left end of its first number, or of its second cell."""
    numbers = [run.left for run in row[1:] if is_number(run.text)]
    if numbers:
        return min(numbers)
    return row[1].left if len(row) > 1 else float("inf")


def _belongs_to_row_above(lines: Sequence[PrintedLine], index: int, in_column: bool) -> bool:
    """Whether a line of one run ends the row above it: a wrapped cell, a centred label, the last check box."""
    line, above = lines[index], lines[index - 1]
    pitch = _pitch(lines, index)
    if pitch < HALF_PITCH:
        return True
    if line.text[0] in (CHECKED, UNCHECKED):
        return abs(line.left - above.left) < line.height
    return pitch < LEADING and (in_column or _goes_on(line, above))


def _separators(table: Sequence[TableLine], horizontals: Sequence[Rule]) -> set[int]:
    """The indices of the lines that have a ruled line above them, and of the end, if one stands below."""
    found: set[int] = set()
    left, right = min(line.left for line in table), max(line.right for line in table)
    half = 0.5 * (right - left)
    tops = [rule.top for rule in horizontals if min(rule.right, right) - max(rule.left, left) > half]
    if not tops:
        return found
    middles = [line.middle for line in table]
    reach = 1.5 * table[0].height
    places = [middles[0] - reach, *middles, middles[-1] + reach]
    for index, (above, below) in enumerate(pairwise(places)):
        if any(above < top < below for top in tops):
            found.add(index)
    return found
