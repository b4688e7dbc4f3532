"""Placing values in year columns where the print does not say, by the printed totals.

A row that lost its empty cells prints k values for n columns: they stand in order, but in which columns? A total row
says what each column adds up to. The solver looks for the placements under which every total holds; of several it takes
the likeliest, and says that there were several.

What is likely: one-off costs begin in the first year, lasting changes run to the last one, values stand side by side,
and a row that also stands in another table of the proposal stands in the same years there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from corpus.tables.printed import PrintedRow
from corpus.tables.vocabulary import Total
from corpus.types import Addition

Columns = tuple[int, ...]

# How many partial placements one total may cost, shared among the ways to place the total itself.
# A block of twenty rows with one value each in six columns has
# more placements than can be tried; the likeliest are tried first, so what is cut off is what nobody would print.
SEARCH_LIMIT = 20_000
WRONG_SIDE = 1.0  # per column away from the likely side
GAP = 4.0  # per empty column between two values of a row
AGAINST_HINT = 20.0  # a row whose twin in another table stands elsewhere


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Columns of every row, whether all totals hold, and whether they hold in no other way (``unique``)."""

    columns: tuple[Columns, ...]
    holds: bool
    unique: bool


def tolerance(members: int) -> Decimal:
    """How far a printed total may be from the sum of its printed rows, in printed units: each is rounded to a half."""
    return Decimal(max(1, (members + 1) // 2))


@lru_cache(maxsize=4096)
def _choices(values: int, columns: int, block: Total | None) -> tuple[tuple[Columns, float], ...]:
    """Every way to put so many values in order into so many columns, the likeliest first, with its cost."""
    right = block in (Total.LASTING, Total.EFFECT)
    found = []
    for chosen in combinations(range(columns), values):
        gaps = chosen[-1] - chosen[0] + 1 - values
        side = columns - 1 - chosen[-1] if right else chosen[0]
        found.append((chosen, WRONG_SIDE * side + GAP * gaps))
    return tuple(sorted(found, key=lambda choice: (choice[1], choice[0])))


@dataclass
class _Search:
    """Depth-first over the rows of one sum, cheapest first, with the totals of the columns that are left."""

    rows: Sequence[PrintedRow]
    choices: Sequence[Sequence[tuple[Columns, float]]]
    target: Mapping[int, Decimal]
    slack: Decimal
    columns: int
    limit: int = SEARCH_LIMIT
    sign: int = 0  # 1 or -1 when every value has that sign, so that a column can only grow; 0 when mixed
    steps: int = 0
    best: tuple[float, list[Columns]] | None = None
    solutions: int = 0
    chosen: list[Columns] = field(default_factory=list)

    def run(self, index: int, sums: list[Decimal], cost: float) -> None:
        """Tries the placements of row ``index`` given the column sums so far."""
        self.steps += 1
        if self.steps > self.limit or (self.solutions > 1 and self.best is not None and cost > self.best[0]):
            return
        if index == len(self.rows):
            if all(abs(sums[c] - self.target.get(c, Decimal(0))) <= self.slack for c in range(self.columns)):
                self.solutions += 1
                if self.best is None or cost < self.best[0]:
                    self.best = (cost, list(self.chosen))
            return
        values = self.rows[index].values
        for columns, price in self.choices[index]:
            for column, value in zip(columns, values, strict=True):
                sums[column] += value or 0
            if not self.overshoots(columns, sums):
                self.chosen.append(columns)
                self.run(index + 1, sums, cost + price)
                self.chosen.pop()
            for column, value in zip(columns, values, strict=True):
                sums[column] -= value or 0

    def overshoots(self, columns: Columns, sums: list[Decimal]) -> bool:
        """Whether one of these columns is past its total already and cannot come back."""
        if not self.sign:
            return False
        return any(self.sign * (sums[c] - self.target.get(c, Decimal(0))) > self.slack for c in columns)


Hint = Mapping[int, Columns]  # row index -> the columns in which its twin stands


def _row_choices(row: PrintedRow, index: int, columns: int, hints: Hint) -> list[tuple[Columns, float]]:
    if row.columns is not None:
        return [(row.columns, 0.0)]
    block = row.total if row.total in (Total.LASTING, Total.IMPLEMENTATION) else row.block
    choices = list(_choices(len(row.values), columns, block))
    if index in hints:
        choices = sorted(((c, p if c == hints[index] else p + AGAINST_HINT) for c, p in choices), key=lambda x: x[1])
    return choices


def place(rows: Sequence[PrintedRow], additions: Sequence[Addition], columns: int, hints: Hint) -> Placement:
    """Columns for the values of every row, such that the additions hold where that can be.

    ``rows`` may mix rows whose columns are printed with rows whose are not; no row has more values than ``columns``.
    """
    fixed: dict[int, Columns] = {i: r.columns for i, r in enumerate(rows) if r.columns is not None}
    holds, unique = True, True
    for one in additions:
        members = [i for i in one.members if rows[i].values]
        if all(i in fixed for i in (*members, one.total)):
            continue
        ok, single = _place_sum(rows, one, members, columns, hints, fixed)
        holds, unique = holds and ok, unique and single
    for i, row in enumerate(rows):
        if i not in fixed:
            choices = _row_choices(row, i, columns, hints)
            fixed[i] = choices[0][0]
            unique = unique and len(choices) == 1
    return Placement(columns=tuple(fixed[i] for i in range(len(rows))), holds=holds, unique=unique)


def _place_sum(
    rows: Sequence[PrintedRow], one: Addition, members: list[int], columns: int, hints: Hint, fixed: dict[int, Columns]
) -> tuple[bool, bool]:
    """Places the rows of one sum into ``fixed``; returns whether the total holds and whether only one way does."""
    total = rows[one.total]
    total_choices = [(fixed[one.total], 0.0)] if one.total in fixed else _row_choices(total, one.total, columns, hints)
    choices = [[(fixed[i], 0.0)] if i in fixed else _row_choices(rows[i], i, columns, hints) for i in members]
    # Rows with few ways first: they prune the rest. The solution is put back in order afterwards.
    order = sorted(range(len(members)), key=lambda k: len(choices[k]))
    best: tuple[float, Columns, list[Columns]] | None = None
    solutions = 0
    signs = {(v > 0) - (v < 0) for i in (*members, one.total) for v in rows[i].values if v}
    for total_columns, total_price in total_choices:
        target = {c: v for c, v in zip(total_columns, total.values, strict=True) if v is not None}
        search = _Search(
            rows=[rows[members[k]] for k in order],
            choices=[choices[k] for k in order],
            target=target,
            slack=tolerance(len(members)),
            columns=columns,
            limit=SEARCH_LIMIT // len(total_choices),
            sign=next(iter(signs)) if len(signs) == 1 else 0,
        )
        search.run(0, [Decimal(0)] * columns, total_price)
        solutions += search.solutions
        if search.best is not None and (best is None or search.best[0] < best[0]):
            best = (search.best[0], total_columns, search.best[1])
    if best is None:
        return False, False
    fixed[one.total] = best[1]
    for position, k in enumerate(order):
        fixed[members[k]] = best[2][position]
    return True, solutions == 1
