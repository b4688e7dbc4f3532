"""Amounts of different price levels made comparable by the municipal price and wage development (price_index.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("price_index.toml")


@dataclass(frozen=True, kw_only=True)
class PriceIndex:
    """Yearly changes in per cent, by the year that they lead to, and the years whose change was a forecast."""

    version: str
    change: dict[int, float]
    estimate: frozenset[int]

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last price level that can be told."""
        return min(self.change) - 1, max(self.change)


@cache
def load_price_index() -> PriceIndex:
    """The shipped table."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return PriceIndex(
        version=given["version"],
        change={int(year): float(per_cent) for year, per_cent in given["change"].items()},
        estimate=frozenset(given["estimate"]),
    )


def factor(from_year: int, to_year: int) -> float:
    """What one krone of the one price level is at the other. Levels outside the table count as its nearest."""
    index = load_price_index()
    first, last = index.years
    start, end = (min(max(year, first), last) for year in (from_year, to_year))
    product = 1.0
    for year in range(min(start, end) + 1, max(start, end) + 1):
        product *= 1 + index.change[year] / 100
    return product if end >= start else 1 / product


def at_level(kroner: int, from_year: int, to_year: int) -> int:
    """An amount at another price level, in whole kroner."""
    return round(kroner * factor(from_year, to_year))
