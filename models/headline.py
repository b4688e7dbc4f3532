"""The key figures of a proposal, from its tables and its criteria table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.numerals import read_amounts, read_staff
from corpus.tables import Total, total_of
from corpus.types import AmountRange, Proposal, Row, RowRole, Table, TableKind
from models.types import Headline

# '1,9 mio. kr.' in the text for 1.860 in the table: how far an amount of the text may be from the table's.
ROUNDED = 0.03
_SENTENCE_END = re.compile(r"(?<=[a-zæøå0-9)%]{2}[.!?])\s+(?=[A-ZÆØÅ])|\n")

YearValues = Mapping[int, int]
INVESTMENT_AREAS = {TableKind.SERVICE_INVESTMENTS: "Service", TableKind.CONSTRUCTION_INVESTMENTS: "Anlæg"}


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
        fte_saved=criteria.potential_fte or staff_saved(proposal),
        expected_follow_up_investment_kr=criteria.expenditure,
        expected_adoption=criteria.expected_adoption,
    )


def staff_saved(proposal: Proposal) -> AmountRange | None:
    """Full-time equivalents that the text ties to a lasting saving of the tables ('2,2 årsværk eller 1,1 mio. kr.').

    Staff that a sentence names without such an amount may be a cost, an example or the staff there is, so they are
    left alone; so are two sentences that say different things.
    """
    savings = {
        abs(value)
        for table in proposal.tables
        for row in table.rows
        if row.role is RowRole.LASTING
        for value in row.values.values()
        if value < 0
    }
    found: list[AmountRange] = []
    for sentence in _SENTENCE_END.split(proposal.text) if savings else ():
        staff = read_staff(sentence)
        if staff is not None and staff not in found and any(_says(a, savings) for a in read_amounts(sentence)):
            found.append(staff)
    return found[0] if len(found) == 1 else None


def _says(amount: AmountRange, savings: set[int]) -> bool:
    """Whether an amount of the text is one of the savings, after rounding to the print's two or three digits."""
    return any(abs(abs(amount.low) - saving) <= ROUNDED * saving for saving in savings)


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
    investments = [t for t in tables if t.kind in INVESTMENT_AREAS]
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
        kinds = {INVESTMENT_AREAS[t.kind] for t in tables if t.kind in INVESTMENT_AREAS}
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
        if table.kind in INVESTMENT_AREAS:
            area = INVESTMENT_AREAS[table.kind]
            by_area[area] = by_area.get(area, 0) + sum(table_total(table).values())
    return by_area or None
