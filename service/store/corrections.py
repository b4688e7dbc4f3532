"""What people say of the answers: a theme, a figure or a pair is right, or it is not.

There is one word on each thing: a later one, by whomever, takes the earlier one's place. A correction that touches a
confidential proposal is there only for those who are ``cleared``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import apsw

from corpus.errors import GenklangError
from models.types import Relation
from service.store.database import writing


class UnfitCorrection(GenklangError):
    """A correction that cannot mean anything; the sentence says what to change."""


class CorrectionKind(StrEnum):
    """What a correction is about."""

    THEME = "theme"
    FIGURE = "figure"
    PAIR = "pair"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A stored correction. ``correct`` tells that the theme or figure is right, or that the pair is the same.

    ``theme`` is a theme's id. ``start`` and ``end`` are a figure's place in the proposal's text, ``value`` what it
    should have been, in its own unit (kroner for money). ``other`` is the pair's other proposal; ``relation`` what the
    pair is, where that was said. ``by`` is a user's name, ``at`` an ISO time in UTC.
    """

    id: str
    kind: CorrectionKind
    proposal: str
    correct: bool
    by: str
    at: str
    other: str | None = None
    theme: str | None = None
    start: int | None = None
    end: int | None = None
    value: float | None = None
    relation: Relation | None = None
    reason: str | None = None


_COLUMNS = (
    'correction.id, correction.kind, proposal, other, theme, start, "end", correct, value, relation, reason, by, at'
)
# A pair is seen by who may see both of its proposals.
_SEEN = (
    f"SELECT {_COLUMNS} FROM correction JOIN proposal AS one ON one.id = proposal"
    " LEFT JOIN proposal AS two ON two.id = other"
    " WHERE (:cleared OR (one.confidential = 0 AND coalesce(two.confidential, 0) = 0))"
)
_VISIBLE = "SELECT 1 FROM proposal WHERE id = ? AND (? OR confidential = 0)"
_FLAGGED = frozenset({Relation.DUPLICATE, Relation.REVISION, Relation.FOLLOW_ON, Relation.OVERLAP})


class Corrections:
    """The corrections of one collection, on its connection."""

    def __init__(
        self, connection: apsw.Connection, *, token: Callable[[], str] = lambda: secrets.token_urlsafe(12)
    ) -> None:
        self._connection = connection
        self._token = token

    # ------------------------------------------------------------------ saying

    def theme(
        self, proposal: str, theme: str, *, correct: bool, by: str, now: Callable[[], str], cleared: bool
    ) -> Correction | None:
        """Says whether a proposal has a theme; None where there is no such proposal that may be seen.

        Whether the theme exists is for the caller to look up: the taxonomy may be a municipality's own.
        """
        return self._put(
            Correction(
                id=self._token(),
                kind=CorrectionKind.THEME,
                proposal=proposal,
                theme=theme,
                correct=correct,
                by=by,
                at=now(),
            ),
            cleared=cleared,
        )

    def figure(
        self,
        proposal: str,
        start: int,
        end: int,
        *,
        correct: bool,
        by: str,
        now: Callable[[], str],
        cleared: bool,
        value: float | None = None,
    ) -> Correction | None:
        """Says whether the figure at a place is right, and what it should be; None as in `theme`.

        Raises UnfitCorrection for a place that is none, or for a right figure with another value.
        """
        if not 0 <= start < end:
            raise UnfitCorrection("Tallets plads skal have en start, der ligger før dets slutning. Ret start og end.")
        if correct and value is not None:
            raise UnfitCorrection("Et tal, der er rigtigt, kan ikke også have en anden værdi. Udelad value.")
        return self._put(
            Correction(
                id=self._token(),
                kind=CorrectionKind.FIGURE,
                proposal=proposal,
                start=start,
                end=end,
                correct=correct,
                value=value,
                by=by,
                at=now(),
            ),
            cleared=cleared,
        )

    def pair(
        self,
        one: str,
        other: str,
        *,
        same: bool,
        by: str,
        now: Callable[[], str],
        cleared: bool,
        relation: Relation | None = None,
        reason: str | None = None,
    ) -> Correction | None:
        """Says whether two proposals, in either order, ask for the same; None as in `theme`, for either of them.

        Raises UnfitCorrection for a pair of one, and for a relation that does not go with ``same``.
        """
        if one == other:
            raise UnfitCorrection("Et par skal have to forskellige forslag. Ret det ene id.")
        if relation is not None and not (same and relation in _FLAGGED):
            raise UnfitCorrection(
                "Kun et par, der er det samme, har en relation: duplicate, revision, follow-on eller overlap."
            )
        return self._put(
            Correction(
                id=self._token(),
                kind=CorrectionKind.PAIR,
                proposal=min(one, other),
                other=max(one, other),
                correct=same,
                relation=relation,
                reason=reason,
                by=by,
                at=now(),
            ),
            cleared=cleared,
        )

    def remove(self, correction_id: str, *, cleared: bool) -> Correction | None:
        """Takes a correction back and gives it; None where there is none that may be seen."""
        with writing(self._connection):
            found = self.get(correction_id, cleared=cleared)
            if found is not None:
                self._execute("DELETE FROM correction WHERE id = ?", (correction_id,))
        return found

    # ------------------------------------------------------------------ reading

    def get(self, correction_id: str, *, cleared: bool) -> Correction | None:
        """A correction by its id, or None where there is none that may be seen."""
        row = self._execute(f"{_SEEN} AND correction.id = :id", {"id": correction_id, "cleared": cleared}).fetchone()
        return None if row is None else _correction(row)

    def of(self, proposal: str, *, cleared: bool) -> tuple[Correction, ...]:
        """Every correction that touches a proposal, the oldest first."""
        return tuple(
            self._rows(f"{_SEEN} AND :proposal IN (proposal, other) ORDER BY at, correction.id", cleared, proposal)
        )

    def all(self, *, cleared: bool, kind: CorrectionKind | None = None) -> tuple[Correction, ...]:
        """Every correction, or those of one kind, the oldest first."""
        return tuple(
            one for one in self._rows(f"{_SEEN} ORDER BY at, correction.id", cleared) if kind in (None, one.kind)
        )

    def page(self, *, cleared: bool, after: tuple[str, str] | None, limit: int) -> tuple[Correction, ...]:
        """At most ``limit`` corrections, the oldest first, from behind the one with this time and id."""
        rows = self._execute(
            f"{_SEEN} AND (at, correction.id) > (:at, :id) ORDER BY at, correction.id LIMIT :limit",
            {"cleared": cleared, "at": (after or ("", ""))[0], "id": (after or ("", ""))[1], "limit": limit},
        )
        return tuple(map(_correction, rows))

    # ------------------------------------------------------------------ inside

    def _put(self, said: Correction, *, cleared: bool) -> Correction | None:
        with writing(self._connection):
            touched = [name for name in (said.proposal, said.other) if name is not None]
            if not all(self._execute(_VISIBLE, (name, cleared)).fetchone() for name in touched):
                return None
            # REPLACE also takes out the row that says something else of the same thing.
            self._execute(
                "INSERT OR REPLACE INTO correction VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    said.id,
                    said.kind.value,
                    said.proposal,
                    said.other,
                    said.theme,
                    said.start,
                    said.end,
                    said.correct,
                    said.value,
                    None if said.relation is None else said.relation.value,
                    said.reason,
                    said.by,
                    said.at,
                ),
            )
        return said

    def _rows(self, statement: str, cleared: bool, proposal: str | None = None) -> Iterator[Correction]:
        given: dict[str, Any] = {"cleared": cleared}
        return map(_correction, self._execute(statement, given | ({"proposal": proposal} if proposal else {})))

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)


def _correction(row: Any) -> Correction:
    name, kind, proposal, other, theme, start, end, correct, value, relation, reason, by, at = row
    return Correction(
        id=name,
        kind=CorrectionKind(kind),
        proposal=proposal,
        other=other,
        theme=theme,
        start=start,
        end=end,
        correct=bool(correct),
        value=value,
        relation=None if relation is None else Relation(relation),
        reason=reason,
        by=by,
        at=at,
    )
