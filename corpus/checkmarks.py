"""Which administrations a form marks as affected: crossed boxes and lone crosses before or behind the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.administrations import ADMINISTRATIONS, find_administrations

_CROSSED = r"☒|☑|✓|✔|✗|✘|\[\s?[xX]\s?\]|\(\s?[xX]\s?\)|(?<![\wæøåÆØÅ-])[xX×](?![\wæøåÆØÅ-])"
_EMPTY = r"☐|□|❑|\[\s{0,2}\]|\(\s{0,2}\)"
_MARK = re.compile(rf"(?P<crossed>{_CROSSED})|(?P<empty>{_EMPTY})")
_LONGEST_GAP = 60  # characters between two names or marks of the field, such as 'Angiv p/l: 2023'
_ALL = re.compile(r"\b(?:alle|samtlige)\s(?:syv\s)?(?:forvaltninger|kommunens forvaltninger)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Token:
    """A mark or a name; ``cell`` numbers the line's or table's cell that it stands in."""

    name: str | None
    crossed: bool
    row: int
    cell: int


def affected_administrations(text: str) -> tuple[str, ...] | None:
    """The full names that the field 'Berørte forvaltninger' marks, in printed order.

    None where the marks cannot be read: no name at all, boxes that are all empty, or the printed list of all
    administrations without a mark. A printed list of some of them means those.
    """
    tokens = _tokens(text)
    names = [token for token in tokens if token.name]
    if not names:
        return tuple(ADMINISTRATIONS.values()) if _ALL.search(text) else None
    marks = [token for token in tokens if not token.name]
    if marks:
        boxes = any(not mark.crossed for mark in marks)
        return (_by_boxes(tokens) if boxes else _by_crosses(tokens)) or None
    listed = tuple(dict.fromkeys(token.name for token in names if token.name))
    return None if set(listed) >= set(ADMINISTRATIONS.values()) else listed


def _tokens(text: str) -> list[_Token]:
    places: list[tuple[int, int, str | None, bool]] = [
        (one.start, one.end, one.name, False) for one in find_administrations(text)
    ]
    places += [(mark.start(), mark.end(), None, mark.lastgroup == "crossed") for mark in _MARK.finditer(text)]
    places.sort(key=lambda place: place[0])
    tokens: list[_Token] = []
    row = cell = position = 0
    last = 0
    for start, end, name, crossed in places:
        if tokens and start - last > _LONGEST_GAP:
            break  # running text behind the field
        last = end
        between = text[position:start]
        row += between.count("\n")
        cell += between.count("\n") + between.count("\t")
        position = start
        tokens.append(_Token(name=name, crossed=crossed, row=row, cell=cell))
    return tokens


def _by_boxes(tokens: Sequence[_Token]) -> tuple[str, ...]:
    """The names whose box is crossed, where empty boxes are printed too: all boxes lie on the side of the first one."""
    pairs = pairwise(tokens) if tokens[0].name is None else pairwise(reversed(tokens))
    return _in_order(tokens, {name.name for mark, name in pairs if name.name and mark.name is None and mark.crossed})


def _by_crosses(tokens: Sequence[_Token]) -> tuple[str, ...]:
    """The names with a cross, where nothing is printed at the others.

    A cross in a name's own cell is that name's. The others lie all on one side, which the ends of the rows tell, or
    else the ends of the field; where those do not tell, they stand before the names, as the form prints its boxes.
    """
    several_cells = tokens[0].cell != tokens[-1].cell
    cells = Counter(token.cell for token in tokens if token.name)
    marked: set[str | None] = set()
    lone: list[int] = []
    for index, token in enumerate(tokens):
        if token.name is None and several_cells and cells[token.cell] == 1:
            marked |= {
                name.name for name in tokens[max(0, index - 1) : index + 2] if name.name and name.cell == token.cell
            }
        elif token.name is None:
            lone.append(index)
    before = _crosses_stand_before(tokens)
    for index in lone:
        at = index + 1 if before else index - 1
        if 0 <= at < len(tokens):
            marked.add(tokens[at].name)
    return _in_order(tokens, marked)


def _crosses_stand_before(tokens: Sequence[_Token]) -> bool:
    rows: dict[int, list[_Token]] = {}
    for token in tokens:
        rows.setdefault(token.row, []).append(token)
    mixed = [row for row in rows.values() if any(token.name for token in row)]
    votes = sum((row[0].name is None) - (row[-1].name is None) for row in mixed)
    if votes == 0:
        votes = (tokens[0].name is None) - (tokens[-1].name is None)
    return votes >= 0


def _in_order(tokens: Sequence[_Token], marked: Container[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.name for token in tokens if token.name and token.name in marked))
