"""Printed totals against their rows, and the main table against the tables that give the same money again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.numerals import format_kr
from corpus.types import Addition, RowRole, Table, TableKind
from models.checks.rule import Evidence, Rule
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

SUM = Rule(
    id="sum",
    severity="error",
    title="En sum passer ikke",
    compares="En tabels trykte sum med de rækker, som den lægger sammen, år for år og efter afrunding.",
    example="Rækkerne i 2026 er 420 og 260, men »I alt« siger 780.",
    remedy="Regn tabellen efter, og ret enten rækken eller summen; ret også de steder, der bruger tallet.",
)
TABLES_DISAGREE = Rule(
    id="tables_disagree",
    severity="error",
    title="To tabeller siger hver sit",
    compares="Hovedtabellen med tabellerne over investeringer og varige ændringer, som giver de samme penge igen.",
    example="Hovedtabellen har 840 i 2026; tabellen over serviceinvesteringer har 690.",
    remedy="Afgør, hvilken tabel der gælder, og ret den anden, så begge har de samme beløb i de samme år.",
)


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


def name_of(table: Table, *, begins: bool = False) -> str:
    """How a message calls a table; ``begins`` where the name begins the sentence."""
    if table.caption:
        return f"»{table.caption}«"
    return f"{'T' if begins else 't'}abellen over forslagets økonomi"


def find_sums(evidence: Evidence) -> Iterator[Finding]:
    """Printed totals that their rows do not come to."""
    for table in evidence.proposal.tables:
        yield from _sums(table)


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
        yield SUM.finding(
            f"I {name_of(table)} svarer rækkerne ikke til »{total.label}« ({years}).",
            values=(v for _, rows, printed in off for v in (rows, printed)),
            at=total,
            severity="warning" if table.placement == "assumed" else None,
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


def find_disagreements(evidence: Evidence) -> Iterator[Finding]:
    """Money that the main table and the tables of investments or lasting changes give differently."""
    tables = evidence.proposal.tables
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
        names = " og ".join(name_of(t) for t in others)
        years = ", ".join(f"{y}: {format_kr(a)} mod {format_kr(b)}" for y, a, b in off)
        within = [pair for t in others for pair in _area_differences(main, t, allowed) if pair not in off]
        yield TABLES_DISAGREE.finding(
            f"Forslagets tabeller giver forskellige {what}: {name_of(main)} og {names} er ikke enige ({years}).",
            values=(v for _, a, b in (*off, *within) for v in (a, b)),
            at=others[0],
            severity=None if certain else "warning",
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
