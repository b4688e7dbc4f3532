"""The columns of a front table: which of them hold one-off investments, lasting effect and pay-back time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column's figures are."""

    INVESTMENT = "investering"
    EFFECT = "varig effekt"
    PAYBACK = "tilbagebetalingstid"
    SUM = "i alt"


_GROUP = re.compile(
    r"(?P<effect>effektivisering\w*|varig\w*|effekt\b|besparelse\w*|afkast|gevinst\w*|potentiale\w*)"
    r"|(?P<payback>tilbagebetaling\w*)"
    r"|(?P<investment>innovationspulje\w*|investering\w*|beløb|ansøgt|udgift\w*|finansiering\w*|bevilling\w*)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<total>\bi alt\b|\btotal\b)|(?P<years>\bår\b)|(?P<area>\bservice\b|\banlæg\b|\boverførsler\b|\bfinansposter\b)"
    r"|(?P<year>\b20\d\d\b(?![ -]{0,2}(?:p/|-?priser)))",
    re.IGNORECASE,
)
_ROLES = {"effect": Column.EFFECT, "payback": Column.PAYBACK, "investment": Column.INVESTMENT}


def read_columns(head: str) -> tuple[Column, ...]:
    """The amount columns, in order, that the words of a front table's head announce; empty where they say nothing.

    A head of two rows names the groups first ('Investeringer', 'Effektivisering', 'Tilbagebetalingstid') and then all
    their parts ('Service', 'Anlæg', 'Service', 'År'): a part that comes again opens the next group.
    """
    groups = _groups(head)
    parts = [(match.start(), str(match.lastgroup), match[0].lower()) for match in _PART.finditer(head)]
    if not parts:
        return tuple(role for _, role in groups)
    if groups and parts[0][0] < groups[-1][0]:
        return _parts_beside_groups(groups, parts)
    return _parts_below_groups([role for _, role in groups] or [Column.INVESTMENT], parts)


def _groups(head: str) -> list[tuple[int, Column]]:
    """Group words with their places; words of one meaning in a row ('Varig effektivisering') are one group."""
    groups: list[tuple[int, Column]] = []
    end = -_SAME_CELL
    for match in _GROUP.finditer(head):
        role = _ROLES[str(match.lastgroup)]
        if not (groups and groups[-1][1] is role and match.start() - end < _SAME_CELL):
            groups.append((match.start(), role))
        end = match.end()
    return groups


_SAME_CELL = 12  # characters between words of one heading ('Ansøgt beløb i innovationspuljen')


def _parts_below_groups(roles: Sequence[Column], parts: Sequence[tuple[int, str, str]]) -> tuple[Column, ...]:
    columns: list[Column] = []
    seen: set[str] = set()
    group = 0
    for _, sort, word in parts:
        if sort == "years":
            columns.append(Column.PAYBACK)
            continue
        if word in seen:
            seen.clear()
            group = min(group + 1, len(roles) - 1)
        columns.append(_role(roles[group], sort, first=not seen))
        seen.add(word)
    return tuple(columns)


def _parts_beside_groups(
    groups: Sequence[tuple[int, Column]], parts: Sequence[tuple[int, str, str]]
) -> tuple[Column, ...]:
    columns: list[Column] = [Column.INVESTMENT for place, sort, _ in parts if place < groups[0][0] and sort == "area"]
    for index, (place, role) in enumerate(groups):
        end = groups[index + 1][0] if index + 1 < len(groups) else parts[-1][0] + 1
        own = [sort for at, sort, _ in parts if place < at < end]
        columns += [_role(role, sort, first=number == 0) for number, sort in enumerate(own)] or [role]
    return tuple(columns)


def _role(role: Column, sort: str, *, first: bool) -> Column:
    if sort == "years":
        return Column.PAYBACK
    return Column.SUM if sort == "total" and not first else role
