"""Checks of a proposal's numbers against each other: what a careful controller would point at.

| rule | what it compares |
| --- | --- |
| sum | a printed total with the rows that it adds up |
| tables_disagree | the main table with the tables that give the same money again |
| front_table | the bundle's front table with the proposal's own total, after price level |
| too_many_values | a row with more values than its table has years |
| columns_assumed | values whose year the print does not decide |
| unreadable_marks | check marks that were lost |
| incomplete_reading | anything else that could not be read |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.numerals import format_kr
from corpus.types import Addition, Proposal, RowRole, Table, TableKind
from models.headline import (
    INVESTMENT_AREAS,
    YearValues,
    add_years,
    implementation_by_year,
    lasting_by_year,
    main_table,
    table_total,
)
from models.types import Finding

# Prices and wages rise by some two per cent a year; an amount of the year before may be this much lower at most.
HIGHEST_YEARLY_INDEX = 1.045
LOWEST_YEARLY_INDEX = 0.995


def check(proposal: Proposal) -> tuple[Finding, ...]:
    """Every finding of a proposal, errors first, then in printed order."""
    found = [
        *(f for table in proposal.tables for f in _sums(table)),
        *_tables_disagree(proposal.tables),
        *_front_table(proposal),
        *_reading(proposal),
    ]
    weight = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda f: (weight[f.severity], f.start or 0)))


def grain(table: Table) -> int:
    """The smallest step of a table's printed amounts, in kroner: its unit, or the tenth or hundredth that it prints."""
    step = table.unit_kr
    values = [v for row in table.rows for v in row.values.values()]
    while step >= 10 and any(v % step for v in values):
        step //= 10
    return max(step, 1)


def slack(table: Table, members: int) -> int:
    """How far a total may be from the sum of rounded rows, in kroner: half a step for each, and at least one step."""
    return grain(table) * max(1, (members + 1) // 2)


def _name(table: Table) -> str:
    return f"»{table.caption}«" if table.caption else "tabellen over forslagets økonomi"


def _sums(table: Table) -> Iterator[Finding]:
    wrong: dict[int, Addition] = {}  # totals that are wrong themselves: what adds them up is judged without them
    for addition in table.additions:
        total = table.rows[addition.total]
        if table.kind is TableKind.COMMITTEE_SPLIT:
            off = _committee_sum(table, addition)
        else:
            off = _off(table, addition, addition.members)
        if off and (inner := [m for m in addition.members if m in wrong]):
            members = [i for m in addition.members for i in (wrong[m].members if m in inner else (m,))]
            off = _off(table, addition, members) and off
        if not off:
            continue
        wrong[addition.total] = addition
        years = ", ".join(f"{year}: {format_kr(rows)} mod {format_kr(printed)}" for year, rows, printed in off)
        yield Finding(
            rule="sum",
            severity="error",
            message=f"I {_name(table)} svarer rækkerne ikke til »{total.label}« ({years}).",
            values=tuple(float(v) for _, rows, printed in off for v in (rows, printed)),
            start=total.start,
            end=total.end,
        )


def _off(table: Table, addition: Addition, members: Sequence[int]) -> list[tuple[str, int, int]]:
    """The years in which the rows ``members`` do not come to the total: (year, sum of rows, printed total).

    Where the years of the values were assumed, only the whole row can be judged: its sum over all years.
    """
    total = table.rows[addition.total]
    rows = add_years(table.rows[i].values for i in members)
    allowed = slack(table, len(members))
    if table.placement == "assumed":
        all_rows, printed = sum(rows.values()), sum(total.values.values())
        spread = allowed * max(1, len(total.values))
        if abs(all_rows - printed) <= spread:
            return []
        return _years_off(rows, total.values, allowed) or [("i alt", all_rows, printed)]
    return _years_off(rows, total.values, allowed)


def _years_off(rows: YearValues, total: YearValues, allowed: int) -> list[tuple[str, int, int]]:
    """The years in which the sum of the rows is not the printed total."""
    pairs = [(str(y), rows.get(y, 0), total.get(y, 0)) for y in sorted({*rows, *total})]
    return [p for p in pairs if abs(p[1] - p[2]) > allowed]


def _committee_sum(table: Table, addition: Addition) -> list[tuple[str, int, int]]:
    """A split by committee may print committees and, below them, their offices: one of the levels must add up."""
    committees = [i for i in addition.members if "udvalg" in table.rows[i].label.lower()]
    offices = [i for i in addition.members if i not in committees]
    levels = [addition.members, *(level for level in (committees, offices) if level)]
    return min((_off(table, addition, level) for level in levels), key=len)


def _tables_disagree(tables: Sequence[Table]) -> Iterator[Finding]:
    main = main_table(tables)
    if main is None:
        return
    investments = [t for t in tables if t.kind in (TableKind.SERVICE_INVESTMENTS, TableKind.CONSTRUCTION_INVESTMENTS)]
    lasting = [t for t in tables if t.kind is TableKind.LASTING_CHANGES]
    for own, others, what, roles in (
        (implementation_by_year([main]), investments, "implementeringsomkostninger", {RowRole.IMPLEMENTATION}),
        (lasting_by_year([main]), lasting, "varige ændringer", {RowRole.LASTING, RowRole.OPERATION}),
    ):
        if not own or not others:
            continue
        again = add_years(table_total(t) for t in others)
        allowed = 2 * max(grain(t) for t in (main, *others))
        off = _differences(own, again, allowed)
        certain = all(t.placement != "assumed" for t in (main, *others))
        if not certain and abs(sum(own.values()) - sum(again.values())) <= allowed:
            off = []
        items = add_years(r.values for r in main.rows if r.role in roles)
        if not off or not _differences(items, again, allowed):
            continue  # they agree, or the rows do where only their total is wrong
        if len(others) == 1 and _is_one_area(main, others[0], allowed):
            continue
        names = " og ".join(_name(t) for t in others)
        years = ", ".join(f"{y}: {format_kr(a)} mod {format_kr(b)}" for y, a, b in off)
        within = [pair for t in others for pair in _area_differences(main, t, allowed) if pair not in off]
        yield Finding(
            rule="tables_disagree",
            severity="error",
            message=f"Forslagets tabeller giver forskellige {what}: {_name(main)} og {names} er ikke enige ({years}).",
            values=tuple(float(v) for _, a, b in (*off, *within) for v in (a, b)),
            start=others[0].start,
            end=others[0].end,
        )


def _area_differences(main: Table, other: Table, allowed: int) -> list[tuple[int, int, int]]:
    """The years in which an investment table differs from the main table's rows of its own area."""
    area = INVESTMENT_AREAS.get(other.kind)
    rows = [r.values for r in main.rows if r.role is RowRole.IMPLEMENTATION and r.area == area]
    return _differences(add_years(rows), table_total(other), allowed) if area and rows else []


def _differences(a: YearValues, b: YearValues, allowed: int) -> list[tuple[int, int, int]]:
    years = sorted({*a, *b})
    pairs = [(y, a.get(y, 0), b.get(y, 0)) for y in years]
    return [p for p in pairs if abs(p[1] - p[2]) > allowed]


def _is_one_area(main: Table, other: Table, allowed: int) -> bool:
    """Whether the other table gives just one area's rows of the main table again (service, or anlæg)."""
    again = table_total(other)
    areas = {r.area for r in main.rows if r.area}
    if len(areas) < 2:
        return False
    roles = {r.role for r in other.rows}
    for area in areas:
        rows = add_years(
            r.values for r in main.rows if r.area == area and r.role in roles and not r.role.endswith("total")
        )
        if rows and not _differences(rows, again, allowed):
            return True
    return False


def _front_table(proposal: Proposal) -> Iterator[Finding]:
    line = proposal.overview
    own = implementation_by_year(proposal.tables)
    if line is None or line.amount_kr is None or not own:
        return
    total = sum(own.values())
    years = (proposal.price_level_year or 0) - (line.price_level_year or 0)
    if not proposal.price_level_year or not line.price_level_year:
        years = 0
    factors = sorted((LOWEST_YEARLY_INDEX**years, HIGHEST_YEARLY_INDEX**years)) if years else [1.0, 1.0]
    rounding = 50_000 if line.amount_kr % 100_000 == 0 else 5_000 if line.amount_kr % 10_000 == 0 else 500
    low, high = (line.amount_kr - rounding) * factors[0], (line.amount_kr + rounding) * factors[1]
    if low - 1 <= total <= high + 1:
        return
    main = main_table(proposal.tables)
    yield Finding(
        rule="front_table",
        severity="warning",
        message=(
            f"Bundtets forside angiver {format_kr(line.amount_kr)}, men forslagets egne tabeller giver "
            f"{format_kr(total)}; forskellen i prisniveau forklarer det ikke."
        ),
        values=(float(line.amount_kr), float(total)),
        start=main.start if main else None,
        end=main.end if main else None,
    )


def _reading(proposal: Proposal) -> Iterator[Finding]:
    for table in proposal.tables:
        for warning in table.warnings:
            rule, severity = (
                ("too_many_values", "warning") if "flere tal" in warning else ("incomplete_reading", "note")
            )
            yield Finding(rule=rule, severity=severity, message=warning, start=table.start, end=table.end)  # type: ignore[arg-type]
        if table.placement == "assumed":
            yield Finding(
                rule="columns_assumed",
                severity="note",
                message=f"I {_name(table)} kan nogle tal høre til flere år; det mest sandsynlige år er valgt.",
                start=table.start,
                end=table.end,
            )
    if proposal.affected_administrations is None:
        yield Finding(
            rule="unreadable_marks",
            severity="note",
            message="Det kan ikke læses, hvilke forvaltninger der er afkrydset som berørte.",
        )
    if not proposal.tables:
        yield Finding(rule="incomplete_reading", severity="note", message="Forslaget har ingen tabel med beløb.")
    for note in proposal.notes:
        yield Finding(rule="incomplete_reading", severity="note", message=note)
