"""The list of proposals, narrowed to what is asked for and told page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import apsw

Key = tuple[int, str]
"""What a page begins behind: the year (0 for none) and the id of the last proposal shown."""


@dataclass(frozen=True, kw_only=True)
class ListFilters:
    """What a list is narrowed to; None narrows nothing.

    Years are the proposals' own. ``theme`` is a theme's id, corrections of people included. Amounts are what is asked
    for in all, in whole kroner. ``decision`` is what was decided.
    """

    year_from: int | None = None
    year_to: int | None = None
    theme: str | None = None
    administration: str | None = None
    kind: str | None = None
    amount_from: int | None = None
    amount_to: int | None = None
    decision: str | None = None


@dataclass(frozen=True, kw_only=True)
class ListedProposal:
    """A line of the list. ``amount_kr`` is what it asks for in all; ``confidential`` is seen by the cleared alone."""

    id: str
    title: str
    year: int | None
    kind: str
    administration: str | None
    amount_kr: int | None
    themes: tuple[str, ...]
    decision: str | None
    confidential: bool


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Some lines of the list, and what the next page begins behind; None on the last."""

    rows: tuple[ListedProposal, ...]
    next: Key | None


# A theme is one that the model gave or a person said is right, unless a person said that it is wrong.
_HAS_THEME = """(
    (EXISTS (SELECT 1 FROM theme WHERE theme.proposal = proposal.id AND theme.theme = :theme)
     OR EXISTS (SELECT 1 FROM correction WHERE correction.proposal = proposal.id AND correction.kind = 'theme'
                AND correction.theme = :theme AND correct))
    AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.proposal = proposal.id AND correction.kind = 'theme'
                    AND correction.theme = :theme AND NOT correct))"""

_CONDITIONS: Mapping[str, str] = {
    "year_from": "proposal.year >= :year_from",
    "year_to": "proposal.year <= :year_to",
    "theme": _HAS_THEME,
    "administration": "proposal.administration = :administration",
    "kind": "proposal.kind = :kind",
    "amount_from": "proposal.amount_kr >= :amount_from",
    "amount_to": "proposal.amount_kr <= :amount_to",
    "decision": "proposal.id IN (SELECT proposal FROM decision WHERE outcome = :decision)",
}


def conditions(filters: ListFilters, *, cleared: bool) -> tuple[str, dict[str, Any]]:
    """The filters as a condition on the table ``proposal``, and its values."""
    given = {name: value for name, value in asdict(filters).items() if value is not None}
    parts = ["(:cleared OR proposal.confidential = 0)", *(_CONDITIONS[name] for name in given)]
    return " AND ".join(parts), {"cleared": cleared, **given}


class Listing:
    """The list of one collection, on its connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def page(self, *, cleared: bool, filters: ListFilters, after: Key | None, limit: int) -> ListPage:
        """At most ``limit`` lines from behind ``after``: the newest year first, those without a year last, then ids."""
        condition, given = conditions(filters, cleared=cleared)
        behind = ""
        if after is not None:
            behind = " AND (coalesce(year, 0) < :year OR (coalesce(year, 0) = :year AND proposal.id > :id))"
            given |= {"year": after[0], "id": after[1]}
        found = self._connection.execute(
            "SELECT id, title, year, kind, administration, amount_kr, confidential,"
            " (SELECT outcome FROM decision WHERE decision.proposal = proposal.id) FROM proposal"
            f" WHERE {condition}{behind} ORDER BY coalesce(year, 0) DESC, id LIMIT :limit",
            {**given, "limit": limit + 1},
        ).fetchall()
        shown: list[Any] = found[:limit]
        themes = self._themes([row[0] for row in shown])
        rows = tuple(
            ListedProposal(
                id=name,
                title=title,
                year=year,
                kind=kind,
                administration=administration,
                amount_kr=amount,
                themes=themes.get(name, ()),
                decision=outcome,
                confidential=bool(confidential),
            )
            for name, title, year, kind, administration, amount, confidential, outcome in shown
        )
        return ListPage(rows=rows, next=(rows[-1].year or 0, rows[-1].id) if len(found) > limit else None)

    def count(self, *, cleared: bool, filters: ListFilters) -> int:
        """How many proposals fit the filters."""
        condition, given = conditions(filters, cleared=cleared)
        (count,) = self._connection.execute(f"SELECT count(*) FROM proposal WHERE {condition}", given).fetchone()  # type: ignore[misc]
        return int(count)

    def _themes(self, names: list[str]) -> dict[str, tuple[str, ...]]:
        """The themes of proposals, the most probable first, with people's corrections."""
        found: dict[str, tuple[str, ...]] = {}
        rows: Any = self._connection.execute(
            "SELECT proposal, theme FROM ("
            "  SELECT proposal, theme, probability FROM theme UNION"
            "  SELECT proposal, theme, 1.0 FROM correction WHERE kind = 'theme' AND correct)"
            " AS given WHERE proposal IN (SELECT value FROM json_each(?)) AND NOT EXISTS ("
            "  SELECT 1 FROM correction AS no WHERE no.proposal = given.proposal AND no.kind = 'theme'"
            "  AND no.theme = given.theme AND NOT no.correct)"
            " GROUP BY proposal, theme ORDER BY proposal, max(probability) DESC, theme",
            (json.dumps(names),),
        )
        for name, theme in rows:
            found[name] = (*found.get(name, ()), theme)
        return found
