"""What was decided about the proposals: adopted, rejected or postponed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import apsw

from corpus.errors import GenklangError
from service.store.database import writing


class Outcome(StrEnum):
    """How a proposal was decided."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"


class VersionConflict(GenklangError):
    """Somebody else has changed the decision since it was read. ``version`` is the one that holds now, 0 for none."""

    def __init__(self, proposal: str, version: int) -> None:
        super().__init__(
            f"Beslutningen om »{proposal}« er ændret, siden du hentede den. Hent den igen, og ret i den nye udgave."
        )
        self.proposal = proposal
        self.version = version


class UnfitDecision(GenklangError):
    """A decision that cannot mean anything; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A stored decision. ``amount_kr`` is what was granted, in whole kroner; ``date`` the day of the decision.

    ``version`` is 1 for the first decision and grows by one with each change. ``by`` is a user's name, ``at`` an ISO
    time in UTC.
    """

    proposal: str
    outcome: Outcome
    amount_kr: int | None
    date: date | None
    version: int
    by: str
    at: str


_SEEN = (
    "SELECT proposal, outcome, decision.amount_kr, date, version, by, at FROM decision"
    " JOIN proposal ON proposal.id = proposal WHERE (:cleared OR confidential = 0)"
)


class Decisions:
    """The decisions of one collection, on its connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def decide(
        self,
        proposal: str,
        outcome: Outcome,
        *,
        by: str,
        now: Callable[[], str],
        cleared: bool,
        expected: int | None,
        amount_kr: int | None = None,
        date: date | None = None,
    ) -> Decision | None:
        """Stores a decision; None where there is no such proposal that may be seen.

        ``expected`` is the version that the user has read, 0 for "no decision yet", None to decide whatever stands.
        Raises VersionConflict where another version stands, and UnfitDecision for an amount that cannot be granted.
        """
        if amount_kr is not None and (outcome is not Outcome.ADOPTED or amount_kr < 0):
            raise UnfitDecision(
                "Kun et vedtaget forslag har et bevilget beløb, og det er ikke negativt."
                " Ret amount_kr, eller udelad det."
            )
        with writing(self._connection):
            visible = "SELECT 1 FROM proposal WHERE id = ? AND (? OR confidential = 0)"
            if self._execute(visible, (proposal, cleared)).fetchone() is None:
                return None
            stands = self.of(proposal, cleared=cleared)
            version = 0 if stands is None else stands.version
            if expected is not None and expected != version:
                raise VersionConflict(proposal, version)
            made = Decision(
                proposal=proposal,
                outcome=outcome,
                amount_kr=amount_kr,
                date=date,
                version=version + 1,
                by=by,
                at=now(),
            )
            day = None if date is None else date.isoformat()
            self._execute(
                "INSERT OR REPLACE INTO decision VALUES (?,?,?,?,?,?,?)",
                (proposal, outcome.value, amount_kr, day, made.version, by, made.at),
            )
        return made

    def of(self, proposal: str, *, cleared: bool) -> Decision | None:
        """The decision about a proposal, or None where there is none that may be seen."""
        row = self._execute(f"{_SEEN} AND proposal = :id", {"id": proposal, "cleared": cleared}).fetchone()
        return None if row is None else _decision(row)

    def all(self, *, cleared: bool) -> tuple[Decision, ...]:
        """Every decision, in the order of the proposals' ids."""
        return tuple(map(_decision, self._execute(f"{_SEEN} ORDER BY proposal", {"cleared": cleared})))

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)


def _decision(row: Any) -> Decision:
    proposal, outcome, amount, day, version, by, at = row
    return Decision(
        proposal=proposal,
        outcome=Outcome(outcome),
        amount_kr=amount,
        date=None if day is None else date.fromisoformat(day),
        version=version,
        by=by,
        at=at,
    )
