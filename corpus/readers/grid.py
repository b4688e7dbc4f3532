"""Ruled tables: from the ruled lines of a page to grids, and from a grid to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.readers.rows import Column, TableLine
from corpus.readers.words import Word, printed_lines

THICKEST = 4.0  # points or pixels at 72 dpi: a thicker bar is a coloured area, no rule
TOUCHING = 3.0  # points: rules whose ends are this near meet
MOST_RULES = 3000  # a page with more is a drawing
MOST_MERGED = 600
RUNNING_LINES = 3  # a cell across the table with so many lines is running text in a frame


class Rule(NamedTuple):
    """A horizontal or vertical ruled line: its box, y running down the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs along a row."""
        return self.right - self.left >= self.bottom - self.top


class Edge(NamedTuple):
    """A rule as its place across (``at``) and its extent along."""

    at: float
    begin: float
    end: float


@dataclass(frozen=True, kw_only=True)
class Band:
    """What stands between two horizontal rules of a grid."""

    lines: Sequence[TableLine]
    words: Sequence[Word]
    separators: frozenset[int] = frozenset()
    closed: bool = True
    running: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and the rules that are really drawn."""

    across: tuple[float, ...]  # x of the column edges
    down: tuple[float, ...]  # y of the row edges
    horizontals: tuple[Edge, ...]
    verticals: tuple[Edge, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns between the edges."""
        return tuple(Column(left=a, right=b) for a, b in zip(self.across, self.across[1:], strict=False))

    def holds(self, word: Word) -> bool:
        """Whether the word's middle is inside."""
        _, left, top, right, bottom = word
        return self.down[0] <= (top + bottom) / 2 <= self.down[-1] and (
            self.across[0] <= (left + right) / 2 <= self.across[-1]
        )

    def parted(self, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
        """The words that it `holds`, and the others, both in the order given."""
        # A catalogue asks this some hundred thousand times: the edges are doubled once instead of halving each sum.
        first, last = 2 * self.down[0], 2 * self.down[-1]
        left_end, right_end = 2 * self.across[0], 2 * self.across[-1]
        inside: list[Word] = []
        outside: list[Word] = []
        for word in words:
            _, left, top, right, bottom = word
            held = first <= top + bottom <= last and left_end <= left + right <= right_end
            (inside if held else outside).append(word)
        return inside, outside

    def bands(self, words: Sequence[Word]) -> Iterator[Band]:
        """The table's rows from the top, each with its words by column."""
        held: dict[tuple[int, int], list[Word]] = {}
        starts = [self._starts(band) for band in range(len(self.down) - 1)]
        for word in words:
            band = _index(self.down, (word.top + word.bottom) / 2)
            column = _index(self.across, (word.left + word.right) / 2)
            first = starts[band][column]
            held.setdefault((self._owner(band, column), first), []).append(word)
        for band, begins in enumerate(starts):
            cells = {column: held[band, column] for column in range(len(begins)) if (band, column) in held}
            if cells:
                yield self._band(cells, begins)

    def _band(self, cells: dict[int, list[Word]], starts: Sequence[int]) -> Band:
        every = [word for words in cells.values() for word in words]
        if len(cells) == 1:
            column = next(iter(cells))
            last = max(index for index, first in enumerate(starts) if first == column)
            wide = self.across[last + 1] - self.across[column] > 0.6 * (self.across[-1] - self.across[0])
            if wide and len(printed_lines(every)) >= RUNNING_LINES:
                return Band(lines=(), words=every, running=True)
        lines = []
        for line in printed_lines(every):
            texts: dict[int, str] = {}
            for word in line.words:
                column = starts[_index(self.across, (word.left + word.right) / 2)]
                texts[column] = f"{texts[column]} {word.text}" if column in texts else word.text
            lines.append(TableLine(cells=texts, top=line.top, bottom=line.bottom, left=line.left, right=line.right))
        return Band(lines=lines, words=every)

    def _starts(self, band: int) -> list[int]:
        """For every column the first column of the cell that it belongs to: a cell may span several."""
        middle = (self.down[band] + self.down[band + 1]) / 2
        drawn = [edge.at for edge in self.verticals if edge.begin <= middle <= edge.end]
        starts = [0]
        for column in range(1, len(self.across) - 1):
            at = self.across[column]
            starts.append(column if any(abs(x - at) <= TOUCHING for x in drawn) else starts[-1])
        return starts

    def _owner(self, band: int, column: int) -> int:
        """The band in which the cell begins: a cell may run over several rows."""
        middle = (self.across[column] + self.across[column + 1]) / 2
        while band > 0:
            at = self.down[band]
            if any(abs(e.at - at) <= TOUCHING and e.begin <= middle <= e.end for e in self.horizontals):
                break
            band -= 1
        return band


def _index(edges: Sequence[float], at: float) -> int:
    for index in range(1, len(edges) - 1):
        if at < edges[index]:
            return index - 1
    return len(edges) - 2


# ---------------------------------------------------------------- finding the grids


def grids_of(rules: Sequence[Rule], words: Sequence[Word]) -> list[Grid]:
    """The ruled tables with at least two columns and some text, from the top of the page down."""
    if not words or len(rules) < 3 or len(rules) > MOST_RULES:
        return []
    horizontals = merged_edges([Edge(_mid(r.top, r.bottom), r.left, r.right) for r in rules if r.horizontal])
    verticals = merged_edges([Edge(_mid(r.left, r.right), r.top, r.bottom) for r in rules if not r.horizontal])
    if not verticals or not horizontals or len(horizontals) + len(verticals) > MOST_MERGED:
        return []
    found = []
    for rows, columns in _components(horizontals, verticals):
        grid = _grid(rows, columns)
        if grid is not None and any(grid.holds(word) for word in words):
            found.append(grid)
    found.sort(key=lambda grid: grid.down[0])
    return [g for i, g in enumerate(found) if not any(_within(g, other) for j, other in enumerate(found) if j != i)]


def _within(inner: Grid, outer: Grid) -> bool:
    return (
        outer.across[0] < inner.across[0]
        and inner.across[-1] < outer.across[-1]
        and outer.down[0] < inner.down[0]
        and inner.down[-1] < outer.down[-1]
    )


def _mid(a: float, b: float) -> float:
    return (a + b) / 2


def merged_edges(edges: Sequence[Edge]) -> list[Edge]:
    """Pieces of one rule (drawn cell by cell, or twice) as one edge."""
    merged: list[Edge] = []
    group: list[Edge] = []
    for edge in sorted(edges):
        if group and edge.at - group[0].at > TOUCHING:
            merged.extend(_chained(group))
            group = []
        group.append(edge)
    merged.extend(_chained(group))
    return merged


def _chained(group: Sequence[Edge]) -> Iterator[Edge]:
    current: Edge | None = None
    for edge in sorted(group, key=lambda e: e.begin):
        if current is None:
            current = edge
        elif edge.begin <= current.end + TOUCHING:
            current = Edge(current.at, current.begin, max(current.end, edge.end))
        else:
            yield current
            current = edge
    if current is not None:
        yield current


def _components(horizontals: Sequence[Edge], verticals: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The rules in groups that meet or cross."""
    owner = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for h, row in enumerate(horizontals):
        for v, column in enumerate(verticals, start=len(horizontals)):
            along = row.begin - TOUCHING <= column.at <= row.end + TOUCHING
            if along and column.begin - TOUCHING <= row.at <= column.end + TOUCHING:
                owner[root(h)] = root(v)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for h, row in enumerate(horizontals):
        groups.setdefault(root(h), ([], []))[0].append(row)
    for v, column in enumerate(verticals, start=len(horizontals)):
        groups.setdefault(root(v), ([], []))[1].append(column)
    return list(groups.values())


def _grid(rows: Sequence[Edge], columns: Sequence[Edge]) -> Grid | None:
    if not rows or not columns:
        return None
    across = _distinct([e.at for e in columns] + [min(e.begin for e in rows), max(e.end for e in rows)])
    down = _distinct([e.at for e in rows] + [min(e.begin for e in columns), max(e.end for e in columns)])
    if len(across) < 3 or len(down) < 2:
        return None
    tall = [e for e in columns if across[0] + TOUCHING < e.at < across[-1] - TOUCHING]
    if not tall:
        return None
    left, right = Edge(across[0], down[0], down[-1]), Edge(across[-1], down[0], down[-1])
    return Grid(across=across, down=down, horizontals=tuple(rows), verticals=(*columns, left, right))


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > TOUCHING:
            distinct.append(value)
    return tuple(distinct)
