"""Numbers that belong to labels, told from values by the printed totals.

In running text 'Fase 2 300 200' may be a label 'Fase 2' with two values or 'Fase' with three. Where a total does not
hold, and one number given back to its label makes it hold, that number was no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from corpus.tables.printed import PrintedRow
from corpus.tables.solver import tolerance
from corpus.tables.structure import additions
from corpus.types import Addition, TableKind

# Numbers in labels are small and whole: phases, persons, days. Amounts in thousands seldom are.
LARGEST_IN_LABEL = Decimal(400)

# A total may miss more than one such number, but each one more makes a false agreement likelier.
MOST_AT_ONCE = 3
MOST_CANDIDATES = 14

Rows = tuple[PrintedRow, ...]


def mend_labels(rows: Rows, kind: TableKind) -> Rows:
    """The rows with numbers given back to labels where that, and only that, makes a total hold."""
    # Each mending changes the rows' indexes, so the totals are looked at anew; every round mends one total at least.
    for _ in range(len(rows)):
        mended = _mend_one(rows, kind)
        if mended is None:
            return rows
        rows = mended
    return rows


def _mend_one(rows: Rows, kind: TableKind) -> Rows | None:
    for addition in additions(rows, kind):
        if _holds(rows, addition.members, addition.total):
            continue
        candidates = [(i, False) for i in addition.members if _may_count(rows, i)]
        candidates += [(i, True) for i in addition.members if _may_begin_next(rows, i)]
        candidates = candidates[:MOST_CANDIDATES]
        for count in range(1, MOST_AT_ONCE + 1):
            ways = [new for chosen in combinations(candidates, count) if (new := _mended(rows, chosen, addition, kind))]
            if len(ways) == 1:
                return ways[0]
            if ways:
                break
    return None


def _holds(rows: Rows, members: Sequence[int], total: int) -> bool:
    """Whether all values of the rows come to all values of the total, whatever their columns."""
    found = sum((v for i in members for v in rows[i].values if v is not None), Decimal(0))
    printed = sum((v for v in rows[total].values if v is not None), Decimal(0))
    return abs(found - printed) <= tolerance(len(members))


def _may_count(rows: Rows, index: int) -> bool:
    """Whether the first number of a row may belong to its label."""
    values = rows[index].values
    first = values[0] if values else None
    if first is None or not 0 < first <= LARGEST_IN_LABEL or first != first.to_integral_value():
        return False
    return len(values) > 1 or (index + 1 < len(rows) and rows[index + 1].total is None)


def _may_begin_next(rows: Rows, index: int) -> bool:
    """Whether the last number of a row may begin the label of the next one: '… 300 12 skabe 100'."""
    if index + 1 >= len(rows) or not rows[index + 1].label[:1].islower():
        return False
    values = rows[index].values
    last = values[-1] if len(values) > 1 else None
    return last is not None and 0 < last <= LARGEST_IN_LABEL and last == last.to_integral_value()


def _mended(rows: Rows, chosen: Sequence[tuple[int, bool]], addition: Addition, kind: TableKind) -> Rows | None:
    """The rows with numbers of the chosen ones given to their own or the next row's label, if the total then holds."""
    new = rows
    for index, forward in sorted(chosen, reverse=True):
        new = _give_on(new, index) if forward else _give_back(new, index)
    again = next((a for a in additions(new, kind) if new[a.total] == rows[addition.total]), None)
    return new if again and _holds(new, again.members, again.total) else None


def _give_on(rows: Rows, index: int) -> Rows:
    """The rows with the last number of row ``index`` at the beginning of the next row's label."""
    row, following = rows[index], rows[index + 1]
    label = f"{row.values[-1]} {following.label}"
    changed = (replace(row, values=row.values[:-1], columns=None), replace(following, label=label))
    return (*rows[:index], *changed, *rows[index + 2 :])


def _give_back(rows: Rows, index: int) -> Rows:
    """The rows with the first number of row ``index`` in its label; a row left empty becomes the next one's label."""
    row = rows[index]
    label = f"{row.label} {row.values[0]}"
    if len(row.values) > 1:
        return (*rows[:index], replace(row, label=label, values=row.values[1:], columns=None), *rows[index + 1 :])
    following = rows[index + 1]
    joined = replace(following, label=f"{label} {following.label}", start=row.start)
    return (*rows[:index], joined, *rows[index + 2 :])
