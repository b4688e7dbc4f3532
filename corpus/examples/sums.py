"""Does the money of an example add up? Every sum that does not hold is a mismatch of two numbers.

A mismatch is an error, unless the author planted it and labelled the two numbers as an inconsistency.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.examples.example import Example, MoneyTable, PaybackRow
from corpus.examples.gold import headline, summing_row
from corpus.types import RowRole, TableKind

_SUMS = (RowRole.SUBTOTAL, RowRole.TOTAL)
_PRICE_DRIFT = 0.08
"""How far a front table's amount may lie from the proposal's own for another price level: four years of 2 pct."""

_FRONT_ROUNDING = 50_000
"""Front tables print millions with one decimal."""

_PAYBACK_ROUNDING = 0.1
"""Pay-back is printed with at most one decimal; whole years are rounded up."""


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """Two numbers (kroner, or years of pay-back) that ought to agree, and where they stand."""

    where: str
    printed: float
    computed: float


def mismatches(example: Example) -> tuple[Mismatch, ...]:
    """Every sum of the example that does not hold."""
    found: list[Mismatch] = []
    for table in example.tables.values():
        found += _within(table)
    found += _between(example)
    found += _payback(example)
    found += _front(example)
    return tuple(found)


def _within(table: MoneyTable) -> Iterator[Mismatch]:
    """Subtotals against the rows above them since the last sum; totals against the subtotals, or else all rows."""
    block: Counter[int] = Counter()
    subtotals: Counter[int] = Counter()
    for row in table.rows:
        if row.role not in _SUMS:
            block.update(row.values)
            continue
        expected = block if row.role is RowRole.SUBTOTAL else _add(subtotals, block)
        yield from _compare(f"{table.name}, '{row.label}'", row.values, expected)
        if row.role is RowRole.SUBTOTAL:
            subtotals.update(row.values)
            block = Counter()


def _add(a: Counter[int], b: Counter[int]) -> Counter[int]:
    result = Counter(a)
    result.update(b)
    return result


def _compare(where: str, printed: Mapping[int, int], expected: Counter[int]) -> Iterator[Mismatch]:
    for year in sorted(set(printed) | set(expected)):
        if printed.get(year, 0) != expected[year]:
            yield Mismatch(where=f"{where}, {year}", printed=printed.get(year, 0), computed=expected[year])


def _by_area(table: MoneyTable, roles: Iterable[RowRole], area: str) -> Counter[int]:
    wanted = set(roles)
    result: Counter[int] = Counter()
    for row in table.rows:
        if row.role in wanted and row.area == area:
            result.update(row.values)
    return result


def _between(example: Example) -> Iterator[Mismatch]:
    """The later tables say the main table's money again: their sums must agree with it, year by year."""
    main = example.main
    if main is None:
        return
    lasting = (RowRole.LASTING, RowRole.OPERATION)
    for table in example.tables.values():
        printed = next((row for row in reversed(table.rows) if row.role in _SUMS), None)
        if printed is None or table.name == main.name:
            continue
        if table.kind is TableKind.SERVICE_INVESTMENTS:
            expected = _by_area(main, (RowRole.IMPLEMENTATION,), "Service")
        elif table.kind is TableKind.CONSTRUCTION_INVESTMENTS:
            expected = _by_area(main, (RowRole.IMPLEMENTATION,), "Anlæg")
        elif table.kind is TableKind.LASTING_CHANGES:
            expected = _by_area(main, lasting, "Service")
        elif table.kind is TableKind.COMMITTEE_SPLIT:
            expected = _nearest(main, printed.values)
        else:
            continue
        yield from _compare(f"{table.name}, '{printed.label}' mod hovedtabellen", printed.values, expected)


def _nearest(main: MoneyTable, printed: Mapping[int, int]) -> Counter[int]:
    """Which of the main table's sums a split by committee divides: the one that it shares most years with."""
    sums = [Counter(row.values) for row in main.rows if row.role in _SUMS]
    sums += [_by_area(main, (RowRole.IMPLEMENTATION,), area) for area in ("Service", "Anlæg")]
    return max(sums, key=lambda each: sum(printed.get(year, 0) == value for year, value in each.items() if value))


def _payback(example: Example) -> Iterator[Mismatch]:
    """Pay-back is investment over yearly gain at full effect, or the year in which the accumulated sum turns."""
    main = example.main
    lasting = summing_row(main, (RowRole.LASTING, RowRole.OPERATION)) if main else None
    if main is None or lasting is None or not lasting.values:
        return
    cost = sum(sum(row.values.values()) for row in main.rows if row.role is RowRole.IMPLEMENTATION)
    gain = -lasting.values[max(lasting.values)]
    if gain <= 0:
        return
    ratio = cost / gain
    turning = _turning(main, gain)
    for line in main.lines:
        if not isinstance(line, PaybackRow) or line.years is None:
            continue
        allowed = (ratio, math.ceil(ratio), turning)
        if not any(abs(line.years - value) <= _PAYBACK_ROUNDING for value in allowed):
            yield Mismatch(where=f"{main.name}, '{line.label}'", printed=line.years, computed=round(ratio, 1))


def _turning(main: MoneyTable, gain: int) -> float:
    """The number of years until the accumulated one-off costs and lasting changes are back at zero."""
    yearly: Counter[int] = Counter()
    for row in main.rows:
        if row.role not in _SUMS:
            yearly.update(row.values)
    balance = 0
    for count, year in enumerate(main.years, start=1):
        balance += yearly[year]
        if balance <= 0:
            return count
    return len(main.years) + math.ceil(balance / gain)


def _front(example: Example) -> Iterator[Mismatch]:
    """The front table's amount against the one-off costs, after rounding and price level."""
    own = headline(example)["implementation_total_kr"]
    if example.front is None or not isinstance(own, int):
        return
    drift = _PRICE_DRIFT if example.front.price_level_year != example.price_level_year else 0.0
    if abs(example.front.amount_kr - own) > _FRONT_ROUNDING + drift * own:
        yield Mismatch(where="forsidetabellen", printed=example.front.amount_kr, computed=own)
