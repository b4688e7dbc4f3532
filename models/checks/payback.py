"""The printed pay-back time against what the table gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate

from corpus.types import Row, RowRole, Table
from models.checks.rule import Evidence, Rule
from models.headline import add_years, main_table
from models.types import Finding

PAYBACK = Rule(
    id="payback",
    severity="warning",
    title="Tilbagebetalingstiden følger ikke af tabellen",
    compares="Den trykte tilbagebetalingstid med investeringen delt med den årlige besparelse, og med det år, hvor "
    "summen af udgifter og besparelser vender.",
    example="1,2 mio. kr. og en besparelse på 0,3 mio. kr. om året er fire år; tabellen siger 1 år.",
    remedy="Regn tilbagebetalingstiden ud igen af tabellens tal, og ret den.",
)

_BASIS = {"service": "Service", "total": None}
_WORDS = {"service": "serviceeffektivisering", "total": "totaløkonomi"}

TOLERANCE_YEARS = 1.0
"""Printed pay-back times are rounded up or down to whole years, and count from this year or the next."""

TOLERANCE_DECIMAL = 0.5
"""Of a pay-back time with a decimal, in years: that one was calculated and not counted."""

TOLERANCE_SHARE = 0.15
"""Of a long pay-back time: prices and phasing in move it by more than a year."""


def find_payback(evidence: Evidence) -> Iterator[Finding]:
    """Printed years that no usual way of calculating them gives."""
    main = main_table(evidence.proposal.tables)
    if main is None or main.placement == "assumed" or main.warnings:
        return
    for basis, printed in main.payback.items():
        areas = dict.fromkeys((_BASIS.get(basis), None))  # a form without areas, or with both, counts all its money
        years = [value for area in areas for value in possible_years(main, area)]
        if not years:
            continue
        whole = float(printed).is_integer()
        allowed = max(TOLERANCE_YEARS if whole else TOLERANCE_DECIMAL, TOLERANCE_SHARE * printed)
        if min(years) - allowed <= printed <= max(years) + allowed:
            continue
        simplest = round(years[0], 1)
        yield PAYBACK.finding(
            f"Tilbagebetalingstiden efter {_WORDS.get(basis, basis)} står til {_years(printed)}, men tabellens "
            f"egne tal giver omkring {_years(simplest)}.",
            values=(printed, simplest),
            at=main,
        )


def possible_years(table: Table, area: str | None) -> list[float]:
    """Every usual way of counting the pay-back time, in years, the plainest first.

    Empty where nothing is invested or nothing is saved. Otherwise investment over the yearly gain at full effect, net
    and before running costs; and the place in the years where the accumulated sum turns. ``area`` counts the money of
    one area alone.
    """
    rows = [row for row in table.rows if row.role not in (RowRole.SUBTOTAL, RowRole.TOTAL)]
    rows = [row for row in rows if area is None or row.area in (area, None)]
    once = add_years(row.values for row in rows if row.role is RowRole.IMPLEMENTATION)
    changes = [row for row in rows if row.role in (RowRole.LASTING, RowRole.OPERATION)]
    invested = sum(once.values())
    if invested <= 0 or not changes:
        return []
    savings = [row for row in changes if sum(row.values.values()) < 0]
    found = [invested / -year for year in (_full(changes), _full(savings)) if year < 0]
    turning = _turning(add_years([once, *(row.values for row in changes)]), _full(changes))
    return [*found, *turning] if found else []


def _full(rows: list[Row]) -> int:
    """The change a year at full effect."""
    by_year = add_years(row.values for row in rows)
    return by_year[max(by_year)] if by_year else 0


def _turning(by_year: Mapping[int, int], yearly: int) -> list[float]:
    """Years until the accumulated sum is no longer a cost, counted from the first year and to its end."""
    sums = list(accumulate(by_year[year] for year in sorted(by_year)))
    for place, total in enumerate(sums):
        if total <= 0:
            return [float(place), float(place + 1)]
    return [len(sums) + sums[-1] / -yearly] if yearly < 0 and sums else []


def _years(value: float) -> str:
    return f"{value:g} år".replace(".", ",")
