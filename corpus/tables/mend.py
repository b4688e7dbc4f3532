"""Numbers that belong to labels, told from values by the printed totals.

In running text 'Fase 2 300 200' may be a label 'Fase 2' with two values or 'Fase' with three. Where a total does not
hold, and one number given back to its label makes it hold, that number was no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.tables.printed import PrintedRow
from corpus.tables.solver import tolerance
from corpus.tables.structure import additions
from corpus.types import TableKind

# Numbers in labels are small and whole: phases, persons, days. Amounts in thousands seldom are.
LARGEST_IN_LABEL = Decimal(400)

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
        ways = [
            new
            for index in addition.members
            for new in _ways(rows, index)
            if (again := next((a for a in additions(new, kind) if new[a.total] == rows[addition.total]), None))
            and _holds(new, again.members, again.total)
        ]
        if len(ways) == 1:
            return ways[0]
    return None


def _holds(rows: Rows, members: Sequence[int], total: int) -> bool:
    """Whether all values of the rows come to all values of the total, whatever their columns."""
    found = sum((v for i in members for v in rows[i].values if v is not None), Decimal(0))
    printed = sum((v for v in rows[total].values if v is not None), Decimal(0))
    return abs(found - printed) <= tolerance(len(members))


def _ways(rows: Rows, index: int) -> Iterator[Rows]:
    """The rows with the first number of row ``index`` given to its label, or the whole row to the next one's."""
    row = rows[index]
    first = row.values[0] if row.values else None
    if first is None or not 0 < first <= LARGEST_IN_LABEL or first != first.to_integral_value():
        return
    label = f"{row.label} {first}"
    if len(row.values) > 1:
        shorter = replace(row, label=label, values=row.values[1:], columns=None)
        yield (*rows[:index], shorter, *rows[index + 1 :])
    elif index + 1 < len(rows) and rows[index + 1].total is None:
        following = rows[index + 1]
        joined = replace(following, label=f"{label} {following.label}", start=row.start)
        yield (*rows[:index], joined, *rows[index + 2 :])
