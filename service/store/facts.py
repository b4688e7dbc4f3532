"""Figures across proposals: key figures and those of the running text, each a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import apsw

from service.store.listing import ListFilters, conditions

Key = tuple[str, str, int]
"""What a page begins behind: proposal, origin and place of the last figure shown."""


class Origin(StrEnum):
    """Where a figure stands: among the key figures, or in the running text."""

    HEADLINE = "headline"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A figure with the proposal that it belongs to; money in kroner.

    ``name`` is what it is to the proposal, where that is known. ``text``, ``start``, ``end`` and ``section`` tell where
    it stands, None for key figures. ``correct`` is what a person has said of it, None where nobody has; a value that a
    person gave stands in the place of the one that was read.
    """

    proposal: str
    title: str
    year: int | None
    administration: str | None
    origin: Origin
    place: int
    name: str | None
    kind: str
    low: float
    high: float
    unit: str | None
    per: str | None
    text: str | None
    start: int | None
    end: int | None
    section: str | None
    correct: bool | None

    @property
    def key(self) -> Key:
        """What the next page begins behind, where this is the last row of a page."""
        return self.proposal, self.origin.value, self.place


class Facts:
    """The figures of one collection, on its connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def figures(
        self,
        *,
        cleared: bool,
        filters: ListFilters,
        origin: Origin | None = None,
        kind: str | None = None,
        after: Key | None = None,
        limit: int,
    ) -> Iterator[FigureRow]:
        """At most ``limit`` figures of the proposals that fit the filters, in the order of ids, from behind ``after``.

        ``kind`` is a figure's: money, fte, hours and so on.
        """
        condition, given = conditions(filters, cleared=cleared)
        given |= {"origin": None if origin is None else origin.value, "of_kind": kind, "limit": limit}
        behind = ""
        if after is not None:
            behind = " AND (figure.proposal, figure.origin, figure.place) > (:after_id, :after_origin, :after_place)"
            given |= dict(zip(("after_id", "after_origin", "after_place"), after, strict=True))
        rows: Any = self._connection.execute(
            "SELECT figure.proposal, title, year, administration, origin, figure.place, name, figure.kind,"
            " CASE WHEN correct = 0 THEN coalesce(value, low) ELSE low END,"
            " CASE WHEN correct = 0 THEN coalesce(value, high) ELSE high END,"
            ' unit, per, text, figure.start, figure."end", section, correct'
            " FROM figure JOIN proposal ON proposal.id = figure.proposal"
            " LEFT JOIN correction ON correction.kind = 'figure' AND correction.proposal = figure.proposal"
            ' AND correction.start = figure.start AND correction."end" = figure."end"'
            f" WHERE {condition}{behind} AND (:origin IS NULL OR origin = :origin)"
            " AND (:of_kind IS NULL OR figure.kind = :of_kind)"
            " ORDER BY figure.proposal, figure.origin, figure.place LIMIT :limit",
            given,
        )
        yield from map(_row, rows)


def _row(row: Any) -> FigureRow:
    proposal, title, year, administration, origin, place, name, kind, low, high, *rest = row
    unit, per, text, start, end, section, correct = rest
    return FigureRow(
        proposal=proposal,
        title=title,
        year=year,
        administration=administration,
        origin=Origin(origin),
        place=place,
        name=name,
        kind=kind,
        low=low,
        high=high,
        unit=unit,
        per=per,
        text=text,
        start=start,
        end=end,
        section=section,
        correct=None if correct is None else bool(correct),
    )
