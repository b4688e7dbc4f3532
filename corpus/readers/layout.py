"""From words with boxes to lines of cells: shared by the PDF reader and by text recognition.

Coordinates run from the page's upper left corner, to the right and down, in any one unit (points, pixels); every
threshold is relative to the height of the words. Within a page words are grouped to printed lines; words inside a
ruled grid, and neighbouring lines with wide gaps at the same places, become rows of cells (see ``grid``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.grid import Grid, Rule, grids_of
from corpus.readers.open_text import LaidLine, OpenText, laid_row, laid_text
from corpus.readers.rows import Columns, rows_of
from corpus.readers.words import Word, printed_lines
from corpus.types import RawLine

PARAGRAPH_PITCH = 1.25  # times the usual distance of lines: a paragraph ends above a line that stands further off
USUAL_PITCH = 1.2  # heights of a line: single spacing
SMALLEST_PITCH, LARGEST_PITCH = 0.8, 2.5  # of a document's running text, in heights of a line
PITCH_PAGES = 20  # so many pages, spread over the document, tell its usual pitch


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page's words and its ruled lines. ``number`` counts from 1."""

    number: int
    words: Sequence[Word]
    rules: Sequence[Rule] = ()


def usual_pitch(pages: Sequence[Page]) -> float:
    """The usual distance between neighbouring lines of running text, in heights of a line (0.8 to 2.5)."""
    ratios: list[float] = []
    step = max(1, len(pages) // PITCH_PAGES)
    for page in pages[::step]:
        lines = [line for line in printed_lines(page.words) if len(line.words) > 3]
        for above, below in pairwise(lines):
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
    lines: list[RawLine] = []
    carried: Columns = ()
    for page in pages:
        rows, carried = page_rows(page, pitch=pitch, carried=carried)
        lines.extend(RawLine(cells=cells, page=page.number) for cells in rows)
    return tuple(lines)


def page_rows(
    page: Page, *, pitch: float = USUAL_PITCH, carried: Columns = ()
) -> tuple[list[tuple[str, ...]], Columns]:
    """One page's lines as tuples of cells, and the columns of its last table without a grid.

    ``pitch`` is the usual distance of lines in heights of a line, ``carried`` the columns of a table that may go on
    from the page before without its heading.
    """
    grids = grids_of(page.rules, page.words)
    laid: list[LaidLine] = []
    rest = page.words
    for number, grid in enumerate(grids, start=1):
        inside, rest = grid.parted(rest)
        laid.extend(_grid_lines(grid, inside, number))
    found = OpenText(
        lines=printed_lines(rest), horizontals=[r for r in page.rules if r.horizontal], first_table=len(grids) + 1
    )
    laid.extend(found.laid(carried))
    if grids:
        laid.sort(key=lambda line: line.top)
    return list(_with_blanks(laid, pitch)), found.columns[-1] if found.columns else ()


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
                yield laid_text(line)
            continue
        for row in rows_of(band.lines, band.separators, closed=band.closed):
            yield laid_row(row, len(grid.columns), number)
