"""What two proposals ask for twice: years, areas and kroner that both ask for, and savings that both claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.price_index import at_level
from models.pairs.entry import Entry
from models.types import Reason, Relation


@dataclass(frozen=True, kw_only=True)
class SharedMoney:
    """Kroner that both ask for, or save, at one price level; the smaller of the two amounts.

    ``area`` is the steering area, None for savings. ``a_kr`` and ``b_kr`` are each one's own amount over the years in
    ``years``, which both print. Savings are negative, as printed.
    """

    kind: str  # "asked" or "saved"
    area: str | None
    years: tuple[int, ...]
    a_kr: int
    b_kr: int
    both_kr: int


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A flagged pair. ``money`` is told at ``price_level_year``; empty where they share no years or print no money."""

    a: str
    b: str
    relation: Relation
    probability: float
    reasons: tuple[Reason, ...]
    money: tuple[SharedMoney, ...] = ()
    price_level_year: int | None = None


def overlap_of(a: Entry, b: Entry, *, relation: Relation, probability: float, reasons: tuple[Reason, ...]) -> Overlap:
    """The pair with the money that both ask for and save."""
    money, level = shared_money(a, b)
    return Overlap(
        a=a.id,
        b=b.id,
        relation=relation,
        probability=round(probability, 4),
        reasons=reasons,
        money=money,
        price_level_year=level,
    )


def shared_money(a: Entry, b: Entry) -> tuple[tuple[SharedMoney, ...], int | None]:
    """The shared money and its price level: the later of the two, or None where one of them prints no level."""
    levels = (a.money.price_level_year, b.money.price_level_year)
    if levels[0] is None or levels[1] is None:
        return (), None
    level = max(levels[0], levels[1])
    found = []
    for area in sorted(set(a.money.asked) & set(b.money.asked)):
        found += _shared("asked", area or None, a.money.asked[area], b.money.asked[area], (levels[0], levels[1], level))
    found += _shared("saved", None, a.money.saved, b.money.saved, (levels[0], levels[1], level))
    return tuple(found), level


def _shared(
    kind: str, area: str | None, one: Mapping[int, int], other: Mapping[int, int], levels: tuple[int, int, int]
) -> list[SharedMoney]:
    years = tuple(sorted(year for year in one if one[year] and other.get(year)))
    if not years:
        return []
    here = sum(at_level(one[year], levels[0], levels[2]) for year in years)
    there = sum(at_level(other[year], levels[1], levels[2]) for year in years)
    if here * there <= 0:
        return []
    both = min(here, there, key=abs)
    return [SharedMoney(kind=kind, area=area, years=years, a_kr=here, b_kr=there, both_kr=both)]
