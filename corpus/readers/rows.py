"""From the printed lines of one table to its rows: which columns there are, and which lines belong to one row."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.words import PrintedLine, Run

HALF_PITCH = 0.75  # of the height: lines that overlap so much cannot be two rows
LEADING = 1.55  # of the height: lines further apart are not one wrapped text
RIGHT_ALIGNED = 1.0  # of the height: numbers of a column end that near to each other
LOOSE = 1.2  # times the table's closest distance: further apart than the lines of a wrapped cell

_NUMBER = re.compile(r"[-–−+(]{0,2}[0-9][0-9.,]*\)?%?\*?|[-–−]|[0-9]+½")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\*{0,2}")
_CONNECTIVE = re.compile(
    r"(?:^|\s)(?:af|at|baseret|eller|en|et|for|fra|hos|i|inkl\.|med|og|om|per|pr\.|på|samt|som|til|ved|vedr\.)$"
)
_ABBREVIATIONS = ("mio.", "kr.", "inkl.", "vedr.", "pr.", "ca.", "evt.", "bl.a.")
_AND = ("og", "eller", "samt", "og/eller", "hhv.")


def is_number(text: str) -> bool:
    """Whether a cell holds a number, or the dash that stands for none."""
    return _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, kw_only=True)
class Column:
    """The horizontal range that a column's cells fill."""

    left: float
    right: float


Columns = tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """One printed line of a table: column index to text."""

    cells: Mapping[int, str]
    top: float
    bottom: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height of the line."""
        return self.bottom - self.top

    @property
    def numbers(self) -> set[int]:
        """The columns in which this line has a number."""
        return {index for index, text in self.cells.items() if index and is_number(text)}


# ---------------------------------------------------------------- columns by alignment


def columns_of(rows: Sequence[Sequence[Run]], seed: Columns = ()) -> Columns:
    """The columns that runs at the same places on neighbouring lines make out.

    The row with the most runs comes first: its runs are columns. A run that overlaps one column widens it, one that
    overlaps none is a new column, one that overlaps several spans them and says nothing. ``seed`` holds columns that
    are known before.
    """
    spans = [[column.left, column.right] for column in seed]
    holders: list[set[int]] = [{-1 - index for index in range(len(seed))} for _ in seed]
    for number, row in sorted(enumerate(rows), key=lambda item: -len(item[1])):
        if len(row) < 2:
            continue
        for run in row:
            over = [index for index, span in enumerate(spans) if run.left < span[1] and run.right > span[0]]
            if len(over) == 1:
                span = spans[over[0]]
                span[0], span[1] = min(span[0], run.left), max(span[1], run.right)
                holders[over[0]].add(number)
            elif not over:
                spans.append([run.left, run.right])
                holders.append({number})
    order = sorted(range(len(spans)), key=lambda index: spans[index][0])
    columns = [(Column(left=spans[index][0], right=spans[index][1]), holders[index]) for index in order]
    return _without_header_shift(columns, rows)


def _without_header_shift(columns: Sequence[tuple[Column, set[int]]], rows: Sequence[Sequence[Run]]) -> Columns:
    """Neighbouring columns as one, where one holds only a year and the other only numbers below it.

    A heading set to the left of its column need not overlap short numbers set to the right.
    """
    headers = {number for number, row in enumerate(rows) if sum(bool(_YEAR.fullmatch(run.text)) for run in row) >= 2}
    merged: list[tuple[Column, set[int]]] = []
    for column, held in columns:
        if merged and headers and not held & merged[-1][1]:
            last, before = merged[-1]
            if (before <= headers) != (held <= headers) and len(merged) > 1:
                merged[-1] = (Column(left=last.left, right=column.right), before | held)
                continue
        merged.append((column, held))
    return tuple(column for column, _ in merged)


def place(line: PrintedLine, runs: Sequence[Run], columns: Sequence[Column]) -> TableLine:
    """The line with every run put into its column, and runs that hold several columns' numbers taken apart."""
    cells: dict[int, str] = {}
    for run in runs:
        for index, text in _apart(run, columns):
            cells[index] = f"{cells[index]} {text}" if index in cells else text
    return TableLine(cells=cells, top=line.top, bottom=line.bottom, left=line.left, right=line.right)


def _apart(run: Run, columns: Sequence[Column]) -> list[tuple[int, str]]:
    over = [index for index, column in enumerate(columns) if run.left < column.right and run.right > column.left]
    if len(over) < 2:
        return [(over[0] if over else _nearest(run, columns), run.text)]
    # From the right: numbers that stand in one of the columns are cells of their own.
    words = list(run.words)
    cells: list[tuple[int, str]] = []
    while words and is_number(words[-1].text):
        word = words[-1]
        off, index = min((abs(columns[i].right - word.right), i) for i in over)
        if not index or off > RIGHT_ALIGNED * (word.bottom - word.top):
            break
        cells.insert(0, (index, words.pop().text))
    if not words:
        return cells
    last = Run(words=words)
    first = [i for i in over if last.left < columns[i].right and last.right > columns[i].left]
    return [(first[0] if first else over[0], last.text), *cells]


def _nearest(run: Run, columns: Sequence[Column]) -> int:
    return min(range(len(columns)), key=lambda i: max(columns[i].left - run.right, run.left - columns[i].right))


# ---------------------------------------------------------------- lines to rows


def rows_of(lines: Sequence[TableLine], separators: Collection[int], *, closed: bool) -> list[list[TableLine]]:
    """The lines grouped to rows.

    ``separators`` are the indices of lines with a ruled line above them (the number of lines, where one stands below
    the last); between two of them stands one row, where no column would get two numbers. ``closed`` says that rules
    stand above the first line and below the last.
    """
    if not lines:
        return []
    rows: list[list[TableLine]] = []
    bounds = sorted({0, len(lines), *separators})
    for begin, end in pairwise(bounds):
        band = lines[begin:end]
        ruled = closed or (begin in separators and end in separators)
        if ruled and not _conflict(band):
            rows.append(list(band))
        else:
            rows.extend(_unruled_rows(band))
    return rows


def _conflict(lines: Sequence[TableLine]) -> bool:
    """Whether the lines cannot be one row: two numbers in a column, or two full lines that both begin anew."""
    seen: set[int] = set()
    full = 0
    for line in lines:
        numbers = line.numbers
        if numbers & seen:
            return True
        seen |= numbers
        full += _begins_anew(line)
    return full > 1 and bool(seen)


def _begins_anew(line: TableLine) -> bool:
    texts = [text for text in line.cells.values() if text]
    if any(text[0] in "☒☐" for text in texts):
        return True
    return len(texts) > 1 and 0 in line.cells and all(is_number(t) or not t[0].islower() for t in texts)


def _unruled_rows(lines: Sequence[TableLine]) -> list[list[TableLine]]:
    chains = _chains(lines)
    if len(chains) > 1 and not any(_conflict(chain) or sum(map(_begins_anew, chain)) > 1 for chain in chains):
        return chains
    rows: list[list[TableLine]] = []
    for line in lines:
        if rows and _belongs(line, rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _chains(lines: Sequence[TableLine]) -> list[list[TableLine]]:
    """The lines in groups that stand closer together than the groups do."""
    pitches = [(b.middle - a.middle) / b.height for a, b in pairwise(lines)]
    leadings = [pitch for pitch in pitches if HALF_PITCH <= pitch <= LEADING]
    closest = min(leadings, default=1.0)
    chains = [[lines[0]]]
    for line, pitch in zip(lines[1:], pitches, strict=True):
        if pitch < HALF_PITCH or pitch <= min(closest * LOOSE, LEADING):
            chains[-1].append(line)
        else:
            chains.append([line])
    return chains


def _belongs(line: TableLine, row: Sequence[TableLine]) -> bool:
    """Whether a line goes on with the row above it, judged by distance and by how its words begin."""
    above = row[-1]
    pitch = (line.middle - above.middle) / min(line.height, above.height)
    filled = set().union(*(part.numbers for part in row))
    if line.numbers & filled or pitch > LEADING:
        return False
    if pitch < HALF_PITCH:
        return True
    texts = {index: text for index, text in line.cells.items() if not (index and is_number(text))}
    if not texts or (line.numbers and filled):
        return False
    verdicts = [_goes_on(index, text, row) for index, text in texts.items()]
    return True in verdicts and False not in verdicts


def _goes_on(index: int, text: str, row: Sequence[TableLine]) -> bool | None:
    """Whether a cell's text goes on with the row's text in that column; None where that column is empty so far."""
    before = [part.cells[index] for part in row if index in part.cells]
    if not before:
        return None
    last = before[-1]
    if last.endswith(("-", "/", "\u00ad")) and not is_number(last):
        return True
    if last.endswith((".", ":")) and not last.endswith(_ABBREVIATIONS):
        return False
    return text[0].islower() or text[0] in "(½" or _CONNECTIVE.search(last) is not None or last.endswith(",")


def join_lines(lines: Sequence[str]) -> str:
    """The lines of one cell as one text: a word cut by a hyphen is put together again."""
    text = lines[0] if lines else ""
    for line in lines[1:]:
        first = line.split(" ", 1)[0]
        if len(text) > 1 and text.endswith(("-", "\u00ad")) and text[-2].isalpha() and first not in _AND:
            text = (text[:-1] if line[0].islower() else text) + line
        elif text.endswith("/") and text[-2:-1].strip() and line[0].islower():
            text += line
        else:
            text = f"{text} {line}"
    return text
