"""The money of a proposal as far as two proposals are compared by it: what it asks for and what it says to save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.types import Proposal, RowRole, Table, TableKind
from models.types import Headline


@dataclass(frozen=True, kw_only=True)
class MoneySummary:
    """What is asked for and saved, in kroner at the price level of ``price_level_year`` (None where not printed).

    ``asked`` is one-off money by area and year; ``saved`` the net lasting change by year, savings negative as printed.
    """

    price_level_year: int | None = None
    asked: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    saved: Mapping[int, int] = field(default_factory=dict)

    @property
    def asked_years(self) -> tuple[int, ...]:
        """The years in which one-off money is asked for."""
        return tuple(sorted({year for by_year in self.asked.values() for year, kroner in by_year.items() if kroner}))

    @property
    def asked_total(self) -> int:
        """One-off money of all areas and years."""
        return sum(kroner for by_year in self.asked.values() for kroner in by_year.values())


def summarise(proposal: Proposal, headline: Headline) -> MoneySummary:
    """The money of a proposal's main table, by area where its rows tell it; from the headline otherwise."""
    main = next((t for t in proposal.tables if t.kind is TableKind.ECONOMIC_CONSEQUENCES), None)
    asked = _by_area(main) if main else {}
    by_year = headline.implementation_by_year or {}
    if by_year and _by_year(asked) != {year: kroner for year, kroner in by_year.items() if kroner}:
        areas = list(headline.implementation_by_area or {})
        asked = {areas[0] if len(areas) == 1 else "": dict(by_year)}
    level = main.price_level_year if main and main.price_level_year else proposal.price_level_year
    return MoneySummary(price_level_year=level, asked=asked, saved=dict(headline.lasting_effect_by_year or {}))


def _by_area(table: Table) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for row in table.rows:
        if row.role is RowRole.IMPLEMENTATION:
            area = found.setdefault(row.area or "", {})
            for year, kroner in row.values.items():
                area[year] = area.get(year, 0) + kroner
    return found


def _by_year(asked: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    total: dict[int, int] = {}
    for by_year in asked.values():
        for year, kroner in by_year.items():
            total[year] = total.get(year, 0) + kroner
    return {year: kroner for year, kroner in total.items() if kroner}
