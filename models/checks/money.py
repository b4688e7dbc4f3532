"""What the tables of a proposal come to, in every way in which a sentence may say it again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.types import Proposal, Row, RowRole, Table, TableKind
from models.checks.sentences import Statement, agrees
from models.headline import INVESTMENT_AREAS, add_years, implementation_by_year, lasting_by_year, main_table

_SUMS = (RowRole.SUBTOTAL, RowRole.TOTAL)
_LASTING_ROLES = (RowRole.LASTING, RowRole.OPERATION)
_LASTING_TABLES = (TableKind.LASTING_CHANGES, TableKind.ADMIN_EFFECT)


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """An amount that the tables give, in kroner without sign.

    ``once`` and ``lasting`` tell what money it is; of a row that does not say, both hold. ``yearly`` is True for what
    stands under a year, False for a sum over the years.
    """

    amount: float
    once: bool
    lasting: bool
    yearly: bool


def quantities(proposal: Proposal) -> frozenset[Quantity]:
    """Every amount of the tables and the sums that prose makes of them.

    Cells; rows over all years; rows of one role, area or sign by year and over all years; the amounts of the criteria
    table and of the front table. Sums of any two rows are left out: among them nearly every amount would be found.
    """
    found: set[Quantity] = set()
    for table in proposal.tables:
        found.update(_of_table(table))
    overview, criteria = proposal.overview, proposal.criteria
    other = [float(overview.amount_kr)] if overview and overview.amount_kr else []
    for amount in (criteria.expenditure, criteria.potential):
        other += [amount.low, amount.high] if amount else []
    found.update(Quantity(amount=abs(value), once=True, lasting=True, yearly=True) for value in other if value)
    return frozenset(found)


def _of_table(table: Table) -> Iterator[Quantity]:
    for row in table.rows:
        yield from _quantities([row], *_nature(table, row))
    groups: defaultdict[object, list[Row]] = defaultdict(list)
    for row in table.rows:
        if row.role in _SUMS:
            continue
        nature, gains = _nature(table, row), sum(row.values.values()) < 0
        for key in (nature, (nature, "area", row.area), (nature, "gains", gains)):
            groups[key].append(row)
    for rows in groups.values():
        yield from _quantities(rows, *_nature(table, rows[0]))


def _nature(table: Table, row: Row) -> tuple[bool, bool]:
    """Whether a row's money is spent once, and whether it lasts; both where neither the row nor its table says."""
    once = row.role is RowRole.IMPLEMENTATION or table.kind in INVESTMENT_AREAS
    lasting = row.role in _LASTING_ROLES or table.kind in _LASTING_TABLES
    if row.role in _SUMS and table.kind is TableKind.ECONOMIC_CONSEQUENCES:
        label = row.label.lower()
        once = "implementering" in label or "investering" in label or "engangs" in label
        lasting = "varig" in label or "effektivisering" in label
        if "påvirkning" in label:  # both kinds of money together: no sentence about one of them means it
            return False, False
    return (once, lasting) if once or lasting else (True, True)


def _quantities(rows: Sequence[Row], once: bool, lasting: bool) -> Iterator[Quantity]:
    years = add_years(row.values for row in rows)
    for amount in years.values():
        if amount:
            yield Quantity(amount=abs(amount), once=once, lasting=lasting, yearly=True)
    if total := abs(sum(years.values())):
        yield Quantity(amount=total, once=once, lasting=lasting, yearly=False)


_MILLIONS = re.compile(r"\bmi[ol]", re.I)
_COARSE, _FINE = 0.125, 0.025
"""The share by which rounding may move an amount of few digits: '4 mio. kr.' more than '800.000 kr.'."""


def is_in(statement: Statement, known: Collection[float]) -> bool:
    """Whether the amount of a statement can stand for one of the known ones, as it is printed and called."""
    figure = statement.figure
    coarsest = _COARSE if _MILLIONS.search(figure.text) else _FINE
    return any(agrees(figure.low, value, coarsest=coarsest, roughly=statement.roughly) for value in known)


def one_off(proposal: Proposal) -> float | None:
    """What the proposal costs once, over all years; None where the tables do not say."""
    by_year = implementation_by_year(proposal.tables)
    return float(sum(by_year.values())) if by_year else None


def lasting(proposal: Proposal) -> float | None:
    """The net change a year at full effect, printed sign; None where the tables have none."""
    by_year = lasting_by_year(proposal.tables)
    return float(by_year[max(by_year)]) if by_year else None


def gains(proposal: Proposal) -> float | None:
    """What is saved a year at full effect before running costs, printed sign; None where the tables save nothing."""
    main = main_table(proposal.tables)
    rows = [r for r in main.rows if r.role not in _SUMS and r.role is not RowRole.IMPLEMENTATION] if main else []
    saving = add_years(r.values for r in rows if sum(r.values.values()) < 0)
    return float(saving[max(saving)]) if saving else None
