"""What speaks for a figure's role: its kind and unit, the words around it, its section, and the tables' amounts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log10
from typing import TYPE_CHECKING

from corpus.types import Proposal, RowRole
from models.figures.cues import cues
from models.figures.words import Word, words_of
from models.types import Figure, FigureKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = 3  # words beside a figure whose place counts
_FAR = 12  # words beside it that count wherever they stand
_STEM = 5  # letters of a word's beginning and end: Danish compounds share them
_ROUNDED = 0.03  # how far '1,9 mio. kr.' of the text may be from the table's 1.860
_ROW_REACH = 40  # words before a figure in which its row's first cell is looked for
_GAP = 6  # words between two figures that are named together
_LETTERS = 6  # of a heading's word
_MOST_ALIKE = 4  # figures of one kind before this one, beyond which they are many
_TENTHS = 10  # parts of the text in which a figure may stand
_PERIODS = frozenset({"år", "måned", "uge", "dag", "kvartal", "halvår", "døgn"})


class Surroundings:
    """A proposal's words, table amounts and figures (all of them, in order), looked up for each figure."""

    def __init__(self, proposal: Proposal, doc: Doc, figures: Sequence[Figure]) -> None:
        self._proposal = proposal
        self._words = words_of(doc)
        self._starts = [word.start for word in self._words]
        self._figures = figures
        self._sections = [section.start for section in proposal.sections]

    def all_evidence(self) -> Iterator[frozenset[str]]:
        """Of each figure the names of everything that holds for it; each is a feature that a model may have learnt."""
        seen: Counter[str] = Counter()
        values = Counter((figure.kind, figure.low, figure.high) for figure in self._figures)
        for place, figure in enumerate(self._figures):
            repeated = values[figure.kind, figure.low, figure.high] > 1
            order = f"order {figure.kind} {min(seen[figure.kind], _MOST_ALIKE)}"
            seen[figure.kind] += 1
            yield frozenset(
                (
                    *self._own(figure),
                    *self._context(figure),
                    *self._tables(figure),
                    *self._neighbours(place),
                    *self._place(figure),
                    order,
                    "repeated" if repeated else "once",
                )
            )

    def _own(self, figure: Figure) -> Iterator[str]:
        per = "none" if figure.per is None else "period" if figure.per in _PERIODS else "thing"
        unit = (figure.unit or "").lower()
        yield f"kind {figure.kind}"
        yield f"kind {figure.kind} per {per}"
        yield f"unit {unit[:_STEM]}"
        yield f"unit end {unit[-_STEM:]}"
        yield f"kind {figure.kind} section {figure.section}"
        yield f"section {figure.section}"
        yield f"kind {figure.kind} size {round(2 * log10(abs(figure.high))) if figure.high else 'zero'}"
        if figure.low < 0:
            yield "negative"
        if figure.low != figure.high:
            yield "range"
        table = self._proposal.criteria.span
        if table and table.start <= figure.start < table.end:
            column = self._proposal.text.count("\t", self._proposal.text.rfind("\n", 0, figure.start) + 1, figure.start)
            yield f"criteria column {column}"

    def _context(self, figure: Figure) -> Iterator[str]:
        first = bisect_right(self._starts, figure.start) - 1
        last = bisect_right(self._starts, figure.end - 1)
        before = list(_sentence_before(self._words, first))
        behind = list(_sentence_behind(self._words, last))
        for name, words in (("before", before), ("behind", behind)):
            for distance, word in enumerate(words[:_NEAR], 1):
                yield f"{name} {distance} {word}"
            yield from cues(words, name, str(figure.kind))
            for word in words[:_FAR]:
                yield from (f"{name} {word[:_STEM]}", f"kind {figure.kind} near {word[:_STEM]}")
                if len(word) > 2 * _STEM:
                    yield f"{name} end {word[-_STEM:]}"
        if not before:
            yield "begins"
        if "fra" in before[:2] and "til" in behind[:3]:
            yield "first of two"
        yield from self._row(first)

    def _row(self, first: int) -> Iterator[str]:
        """Where the figure stands in a table of words: the column, and the words of the row's first cell."""
        if first < 0:
            return
        text = self._proposal.text
        line = text.rfind("\n", 0, self._words[first].start) + 1
        column = text.count("\t", line, self._words[first].start)
        row_end = text.find("\n", line)
        if column or "\t" in text[line : row_end if row_end >= 0 else len(text)]:
            yield f"column {min(column, 5)}"
            head = text[line : line + 80].split("\t")[0].lower().split()
            yield from (f"row {word[:_STEM]}" for word in head[:_FAR])

    def _neighbours(self, place: int) -> Iterator[str]:
        """The figures before and behind on the same line, and the words between where there are few."""
        figure, text = self._figures[place], self._proposal.text
        for name, other in (
            ("prev", self._figures[place - 1] if place else None),
            ("next", self._figures[place + 1] if place + 1 < len(self._figures) else None),
        ):
            if other is None:
                continue
            between = text[min(figure.end, other.end) : max(figure.start, other.start)]
            if "\n" in between:
                continue
            yield f"{name} {other.kind}"
            gap = between.lower().split()
            if len(gap) <= _GAP:
                yield f"{name} close {other.kind} {figure.kind}"
                yield from (f"{name} gap {word[:_LETTERS]}" for word in gap)
                if other.unit == figure.unit:
                    yield f"{name} same unit"
                    yield from (f"{name} same gap {word}" for word in gap)

    def _place(self, figure: Figure) -> Iterator[str]:
        """Where in the text it stands: the tenth, the words of the section's heading, the head of a table's column."""
        text = self._proposal.text
        yield f"place {min(_TENTHS - 1, _TENTHS * figure.start // max(1, len(text)))}"
        section = bisect_right(self._sections, figure.start) - 1
        if section >= 0:
            yield from (f"heading {w[:_LETTERS]}" for w in self._proposal.sections[section].heading.lower().split())
        line = text.rfind("\n", 0, figure.start) + 1
        if line not in self._heads:
            return
        end = text.find("\n", figure.start)
        row = text[line : end if end >= 0 else len(text)]
        head, column = self._heads[line], text.count("\t", line, figure.start)
        if head and column < len(head):
            yield "in table"
            yield from (f"head {word[:_LETTERS]}" for word in head[column].lower().split())
        yield from (f"line {word[:_STEM]}" for word in row.lower().split()[: _FAR * 2])

    @cached_property
    def _heads(self) -> dict[int, list[str]]:
        """Of each row of a table of words, by its offset: the cells of the table's first row; none for that row."""
        heads: dict[int, list[str]] = {}
        above: list[str] | None = None
        start = 0
        for line in self._proposal.text.split("\n"):
            if "\t" in line:
                heads[start] = above or []
                above = above or line.split("\t")
            else:
                above = None
            start += len(line) + 1
        return heads

    def _tables(self, figure: Figure) -> Iterator[str]:
        if figure.kind is not FigureKind.MONEY:
            return
        size = abs(figure.low)
        for role, amounts in self._amounts.items():
            if any(abs(size - amount) <= _ROUNDED * amount for amount in amounts):
                yield f"agrees with {role}"

    @cached_property
    def _amounts(self) -> dict[str, set[int]]:
        """The amounts of the money tables, by the role of their row; a row's sum over the years counts too."""
        amounts: dict[str, set[int]] = {}
        for table in self._proposal.tables:
            for row in table.rows:
                sizes = {abs(value) for value in row.values.values() if value} | {abs(sum(row.values.values()))}
                name = f"{row.role} negative" if _is_saving(row.role, row.values.values()) else str(row.role)
                amounts.setdefault(name, set()).update(sizes - {0})
        return amounts


def _is_saving(role: RowRole, values: object) -> bool:
    assert hasattr(values, "__iter__")
    return role is not RowRole.IMPLEMENTATION and any(value < 0 for value in values)


def _sentence_before(words: Sequence[Word], first: int) -> Iterator[str]:
    """The words before a place, nearest first, as far as its sentence goes."""
    for here in range(first - 1, max(-1, first - 1 - _ROW_REACH), -1):
        if words[here + 1].sentence:
            return
        yield _normal(words[here])


def _sentence_behind(words: Sequence[Word], last: int) -> Iterator[str]:
    for here in range(last, min(len(words), last + _ROW_REACH)):
        if words[here].sentence:
            return
        yield _normal(words[here])


def _normal(word: Word) -> str:
    return "#" if word.text[0].isdigit() else word.lower
