"""From words with boxes to lines of cells: shared by the PDF reader and by text recognition.

Coordinates run from the page's upper left corner, to the right and down, in any one unit (points, pixels); every
threshold is relative to the height of the words. Within a page words are grouped to printed lines; words inside a
ruled grid, and neighbouring lines with wide gaps at the same places, become rows of cells (see ``grid``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.grid import Grid, Rule, grids_of
from corpus.readers.rows import TableLine, columns_of, is_number, join_lines, place, rows_of
from corpus.readers.words import PrintedLine, Run, Word, printed_lines
from corpus.types import RawLine

WIDE_GAP = 0.75  # of the line's height: wider than any ordinary word space
TAB_GAP = 1.6  # of the line's height: a gap that no justified text has between two words
PARAGRAPH_PITCH = 1.25  # times the usual distance of lines: a paragraph ends above a line that stands further off
BLOCK_PITCH = 3.2  # times the height: lines that stand further apart are no rows of one table
USUAL_PITCH = 1.2  # heights of a line: single spacing
SMALLEST_PITCH, LARGEST_PITCH = 0.8, 2.5  # of a document's running text, in heights of a line
PITCH_PAGES = 20  # so many pages, spread over the document, tell its usual pitch
LOOK_AHEAD = 5  # lines without values that may stand between two rows of one table

_ENUMERATOR = re.compile(r"[•▪◦‣●○·*–—-]|\(?[0-9]{1,2}[.)]?([0-9]{1,2}[.)]?){0,3}|[a-zA-Z][.)]|[ivxIVX]{1,4}[.)]")
_BREAKS_TABLE = re.compile(r"(?i:tabel|table|figur|note|bilag|kilde)\b|\*|[0-9]{1,2}\.([0-9]{1,2}\.?)?\s+[A-ZÆØÅ]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\*{0,2}")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page's words and its ruled lines. ``number`` counts from 1."""

    number: int
    words: Sequence[Word]
    rules: Sequence[Rule] = ()


@dataclass(frozen=True, kw_only=True)
class LaidLine:
    """A line or row on its way out, with its vertical place, from which blank lines are told."""

    cells: tuple[str, ...]
    top: float
    bottom: float
    height: float
    table: int  # 0 for running text, otherwise the number of the table on the page


def usual_pitch(pages: Sequence[Page]) -> float:
    """The usual distance between neighbouring lines of running text, in heights of a line (0.8 to 2.5)."""
    ratios: list[float] = []
    step = max(1, len(pages) // PITCH_PAGES)
    for page in pages[::step]:
        lines = [line for line in printed_lines(page.words) if len(line.words) > 3]
        for above, below in zip(lines, lines[1:], strict=False):
            ratio = (below.middle - above.middle) / below.height
            if SMALLEST_PITCH < ratio < LARGEST_PITCH and abs(above.height - below.height) < 0.1 * below.height:
                ratios.append(ratio)
    if not ratios:
        return USUAL_PITCH
    # Half the lines of a short form start a paragraph: the lower quartile is the distance within paragraphs.
    return sorted(ratios)[len(ratios) // 4]


def raw_lines(pages: Sequence[Page]) -> tuple[RawLine, ...]:
    """The lines of all pages in reading order, ``("",)`` where a gap shows a new paragraph."""
    pitch = usual_pitch(pages)
    return tuple(RawLine(cells=cells, page=page.number) for page in pages for cells in page_rows(page, pitch=pitch))


def page_rows(page: Page, *, pitch: float = USUAL_PITCH) -> list[tuple[str, ...]]:
    """One page's lines as tuples of cells; ``pitch`` is the usual distance of lines, in heights of a line."""
    grids = grids_of(page.rules, page.words)
    laid: list[LaidLine] = []
    rest = page.words
    for number, grid in enumerate(grids, start=1):
        inside = [word for word in rest if grid.holds(word)]
        rest = [word for word in rest if not grid.holds(word)]
        laid.extend(_grid_lines(grid, inside, number))
    lines = printed_lines(rest)
    horizontals = [rule for rule in page.rules if rule.horizontal]
    laid.extend(_open_lines(lines, horizontals, first_table=len(grids) + 1))
    if grids:
        laid.sort(key=lambda line: line.top)
    return list(_with_blanks(laid, pitch))


def _with_blanks(laid: Sequence[LaidLine], pitch: float) -> Iterator[tuple[str, ...]]:
    previous: LaidLine | None = None
    for line in laid:
        if previous is not None and not (line.table and line.table == previous.table):
            gap = line.top - previous.bottom
            height = min(line.height, previous.height)
            changed = bool(line.table) != bool(previous.table)
            if changed or gap > (pitch * PARAGRAPH_PITCH - 1.0) * height + 0.1 * abs(line.height - previous.height):
                yield ("",)
        yield line.cells
        previous = line


# ---------------------------------------------------------------- ruled tables


def _grid_lines(grid: Grid, words: Sequence[Word], number: int) -> Iterator[LaidLine]:
    for band in grid.bands(words):
        if band.running:
            for line in printed_lines(band.words):
                yield _running(line, table=0)
            continue
        for row in rows_of(band.lines, band.separators, closed=band.closed):
            yield _row(row, len(grid.columns), number)


def _row(lines: Sequence[TableLine], width: int, number: int) -> LaidLine:
    cells = tuple(
        join_lines([line.cells[index] for line in lines if line.cells.get(index)]).strip() for index in range(width)
    )
    return LaidLine(
        cells=cells if any(cells) else ("",),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        height=lines[0].height,
        table=number,
    )


def _running(line: PrintedLine, *, table: int = 0) -> LaidLine:
    return LaidLine(cells=(line.text,), top=line.top, bottom=line.bottom, height=line.height, table=table)


# ---------------------------------------------------------------- tables without a grid


def _open_lines(lines: list[PrintedLine], horizontals: Sequence[Rule], *, first_table: int) -> Iterator[LaidLine]:
    """Running text and the tables whose columns show only by the gaps in neighbouring lines."""
    runs = [_cells_by_gap(line, lines, index) for index, line in enumerate(lines)]
    number = first_table
    index = 0
    while index < len(lines):
        if len(runs[index]) < 2 and not _opens_table(lines, runs, index):
            yield _running(lines[index])
            index += 1
            continue
        end = _block_end(lines, runs, index)
        columns = columns_of(runs[index:end])
        table = [place(line, row, columns) for line, row in zip(lines[index:end], runs[index:end], strict=True)]
        separators = _separators(table, horizontals)
        for row in rows_of(table, separators, closed=False):
            yield _row(row, len(columns), number)
        number += 1
        index = end


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
        if last is not None and (last.text in ("☒", "☐") or (last.text == "•" and len(merged) == 1)):
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
    return any(abs(other.right - line.right) < 0.3 * line.height and other is not line for other in near)


def _is_header(runs: Sequence[Run]) -> bool:
    return sum(bool(_YEAR.fullmatch(run.text)) for run in runs) >= 2


def _opens_table(lines: Sequence[PrintedLine], runs: Sequence[Sequence[Run]], index: int) -> bool:
    """Whether a line of one run is the first line of a wrapped label or of a centred one in the row below it."""
    if index + 1 >= len(lines) or len(runs[index + 1]) < 2:
        return _is_above_values(lines, runs, index)
    line, below = lines[index], lines[index + 1]
    pitch = (below.middle - line.middle) / below.height
    first, second = runs[index + 1][0], runs[index + 1][1]
    if pitch > 1.5 or line.right > second.left or line.left > first.right:
        return False
    continued = line.text.endswith("-") or first.text[:1].islower()
    return continued and not line.text.endswith((".", ":")) and abs(line.left - first.left) < line.height


def _is_above_values(lines: Sequence[PrintedLine], runs: Sequence[Sequence[Run]], index: int) -> bool:
    """Whether numbers alone stand half a line lower: the row's label is centred around them."""
    if index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return below.middle - line.middle < 0.75 * line.height and below.left > line.right


def _block_end(lines: Sequence[PrintedLine], runs: Sequence[Sequence[Run]], start: int) -> int:
    """The index after the last line of the table that starts at ``start``."""
    end = start + 1
    data = False
    index = start
    edge = _value_edge(runs[start])
    while index < len(lines):
        if index > start:
            pitch = lines[index].middle - lines[index - 1].middle
            if pitch > BLOCK_PITCH * lines[index].height:
                break
        row = runs[index]
        if len(row) >= 2:
            if data and _is_header(row):
                break
            data = data or not _is_header(row)
            edge = min(edge, _value_edge(row))
            end = index + 1
        elif index > start and (lines[index].right > edge + lines[index].height and not is_number(row[0].text)):
            break
        elif index > start and _BREAKS_TABLE.match(lines[index].text):
            break
        elif index >= end + LOOK_AHEAD:
            break
        elif index > start and _continues(lines, index):
            end = index + 1
        index += 1
    return end


def _value_edge(row: Sequence[Run]) -> float:
    """Where the row's values begin: the left end of its first number, or of its second cell."""
    numbers = [run.left for run in row[1:] if is_number(run.text)]
    if numbers:
        return min(numbers)
    return row[1].left if len(row) > 1 else float("inf")


def _continues(lines: Sequence[PrintedLine], index: int) -> bool:
    """Whether a line of one run goes on with the row above it: a wrapped cell, or the end of a centred label."""
    line, above = lines[index], lines[index - 1]
    pitch = line.middle - above.middle
    if pitch < 0.75 * line.height:
        return True
    return pitch < 1.5 * line.height and (line.text[:1].islower() or above.text.endswith("-"))


def _separators(table: Sequence[TableLine], horizontals: Sequence[Rule]) -> set[int]:
    """The indices of the lines that have a ruled line between themselves and the line above."""
    found: set[int] = set()
    for index in range(1, len(table)):
        above, below = table[index - 1], table[index]
        for rule in horizontals:
            crosses = rule.left < below.right and rule.right > below.left
            if crosses and above.middle < rule.top < below.middle:
                found.add(index)
    return found

