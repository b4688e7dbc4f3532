"""The key figures of a proposal, from its tables and its criteria table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.tables import Total, total_of
from corpus.types import AmountRange, Proposal, Row, RowRole, Table, TableKind
from models.types import Headline

YearValues = Mapping[int, int]
_INVESTMENT_AREAS = {TableKind.SERVICE_INVESTMENTS: "Service", TableKind.CONSTRUCTION_INVESTMENTS: "Anlæg"}


def headline(proposal: Proposal) -> Headline:
    """Key figures in whole kroner; every figure is None where the document is silent."""
    main = main_table(proposal.tables)
    by_year = implementation_by_year(proposal.tables)
    lasting = lasting_by_year(proposal.tables)
    criteria = proposal.criteria
    payback = main.payback if main else {}
    at_full_effect = lasting[max(lasting)] if lasting else None
    return Headline(
        implementation_total_kr=sum(by_year.values()) if by_year else None,
        implementation_by_year=by_year,
        implementation_by_area=_by_area(proposal.tables, sum(by_year.values())) if by_year else None,
        lasting_effect_by_year=lasting,
        lasting_effect_kr_per_year=_range(at_full_effect) if at_full_effect is not None else criteria.potential,
        payback_years_service=payback.get("service"),
        payback_years_total=payback.get("total"),
        fte_saved=criteria.potential_fte,
        expected_follow_up_investment_kr=criteria.expenditure,
        expected_adoption=criteria.expected_adoption,
    )


def _range(amount: int) -> AmountRange:
    return AmountRange(low=float(amount), high=float(amount))


def main_table(tables: Sequence[Table]) -> Table | None:
    """The table of the proposal's economic consequences: of several, the one with most rows."""
    found = [t for t in tables if t.kind is TableKind.ECONOMIC_CONSEQUENCES]
    return max(found, key=lambda t: len(t.rows), default=None)


def add_years(rows: Iterable[YearValues]) -> dict[int, int]:
    """The sum of several rows, year by year."""
    total: dict[int, int] = {}
    for row in rows:
        for year, value in row.items():
            total[year] = total.get(year, 0) + value
    return dict(sorted(total.items()))


def _totals(table: Table, total: Total) -> list[Row]:
    return [r for r in table.rows if total_of(r.label) is total]


def table_total(table: Table) -> dict[int, int]:
    """What a table of one kind of money comes to, year by year: its printed total, or else the sum of its rows."""
    printed = [r for r in table.rows if r.role is RowRole.TOTAL]
    if printed:
        return dict(printed[-1].values)
    return add_years(r.values for r in table.rows if r.role is not RowRole.SUBTOTAL)


def implementation_by_year(tables: Sequence[Table]) -> dict[int, int] | None:
    """The one-off costs of the main table, year by year; without such rows, those of the investment tables."""
    main = main_table(tables)
    if main is not None:
        printed = _totals(main, Total.IMPLEMENTATION)
        items = [r for r in main.rows if r.role is RowRole.IMPLEMENTATION]
        if printed or items:
            return add_years(r.values for r in printed or items)
    investments = [t for t in tables if t.kind in _INVESTMENT_AREAS]
    return add_years(table_total(t) for t in investments) if investments else None


def lasting_by_year(tables: Sequence[Table]) -> dict[int, int] | None:
    """The net lasting change of the main table, year by year with the printed sign; None where it has none."""
    main = main_table(tables)
    if main is not None:
        printed = _totals(main, Total.LASTING)
        items = [r for r in main.rows if r.role in (RowRole.LASTING, RowRole.OPERATION)]
        if printed or items:
            return add_years(r.values for r in printed or items)
    changes = [t for t in tables if t.kind is TableKind.LASTING_CHANGES]
    return add_years(table_total(t) for t in changes) if changes else None


def _by_area(tables: Sequence[Table], total: int) -> dict[str, int] | None:
    """One-off costs by area (Service, Anlæg …).

    Where all rows name one area, or only one is named, the printed total is of that area. Rows without an area count
    to the area of the investment tables, where these are of one kind.
    """
    main = main_table(tables)
    rows = [r for r in main.rows if r.role is RowRole.IMPLEMENTATION] if main else []
    named = {r.area for r in rows if r.area}
    if not named and main:
        named = {r.area for r in _totals(main, Total.IMPLEMENTATION) if r.area}
    if not named:
        kinds = {_INVESTMENT_AREAS[t.kind] for t in tables if t.kind in _INVESTMENT_AREAS}
        return {kinds.pop(): total} if len(kinds) == 1 else _investment_areas(tables)
    if len(named) == 1:
        return {named.pop(): total}
    by_area: dict[str, int] = {}
    for row in rows:
        if row.area:
            by_area[row.area] = by_area.get(row.area, 0) + sum(row.values.values())
    return by_area


def _investment_areas(tables: Sequence[Table]) -> dict[str, int] | None:
    by_area: dict[str, int] = {}
    for table in tables:
        if table.kind in _INVESTMENT_AREAS:
            area = _INVESTMENT_AREAS[table.kind]
            by_area[area] = by_area.get(area, 0) + sum(table_total(table).values())
    return by_area or None
