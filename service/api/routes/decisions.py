"""Decisions: what became of a proposal."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from fastapi import Body, Header
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags
from service.api.contract import Told
from service.api.errors import NoDecision, VersionNeeded
from service.api.resources import AtHand
from service.api.routes.described import ProposalId, answers, new_router
from service.api.security import allow
from service.api.values import A_NUMBER
from service.collection import UnknownProposal
from service.roles import Identity, Role
from service.store.decisions import Decision, Decisions, Outcome, VersionConflict

router = new_router("Beslutninger")

LARGEST_AMOUNT = 10**15
"""Kroner: a thousand times what all of Denmark's municipalities spend in a year."""


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    date: datetime.date | None = Field(None, description="Beslutningens dag.")


class AdoptedGiven(_Given):
    """Adopted, with what was granted."""

    outcome: Literal["adopted"]
    amount_kr: Annotated[int, Field(ge=0, le=LARGEST_AMOUNT), A_NUMBER] | None = Field(
        None, description="Det bevilgede beløb i hele kroner."
    )


class NotAdoptedGiven(_Given):
    """Rejected or postponed."""

    outcome: Literal["rejected", "postponed"]


DecisionGiven = Annotated[
    AdoptedGiven | NotAdoptedGiven,
    Body(
        discriminator="outcome",
        openapi_examples={
            "vedtaget": {"value": {"outcome": "adopted", "amount_kr": 2_400_000, "date": "2024-06-19"}},
            "udskudt": {"value": {"outcome": "postponed"}},
        },
    ),
]


class DecisionTold(Told):
    """A decision as it stands; ``version`` grows with each change."""

    proposal: str
    outcome: Outcome
    amount_kr: int | None
    date: str | None
    version: int
    by: str
    at: str


@router.get("/proposals/{proposal_id}/decision", responses=answers(DecisionTold, 304, 404))
def get_decision(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    proposal_id: ProposalId,
) -> Response:
    """Vis, hvad der blev besluttet om et forslag."""
    at_hand.query(asker).stored(proposal_id)
    found = Decisions(at_hand.store.connection).of(proposal_id, cleared=asker.cleared)
    if found is None:
        raise NoDecision
    return etags.answer(request, told(found), etag=etags.version_tag(found.version))


@router.put("/proposals/{proposal_id}/decision", responses=answers(DecisionTold, 404, 412, 428))
def put_decision(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.EDITOR)],
    proposal_id: ProposalId,
    given: DecisionGiven,
    if_match: Annotated[
        str | None, Header(max_length=200, description="ETag for den beslutning, der rettes; udelades ved den første.")
    ] = None,
) -> Response:
    """Skriv, hvad der blev besluttet. Findes der en beslutning, skal dens ETag sendes med i If-Match."""
    expected = etags.expected_version(if_match)
    try:
        made = Decisions(at_hand.store.connection).decide(
            proposal_id,
            Outcome(given.outcome),
            by=asker.name,
            now=at_hand.now,
            cleared=asker.cleared,
            expected=0 if expected is None else expected,
            amount_kr=given.amount_kr if isinstance(given, AdoptedGiven) else None,
            date=given.date,
        )
    except VersionConflict as error:
        if expected is None:
            raise VersionNeeded from error
        raise
    if made is None:
        raise UnknownProposal(proposal_id)
    at_hand.audit(asker, "decide", target=proposal_id, detail=given.outcome)
    return etags.answer(request, told(made), etag=etags.version_tag(made.version))


def told(decision: Decision) -> dict[str, Any]:
    """A decision as JSON."""
    return {
        "proposal": decision.proposal,
        "outcome": decision.outcome.value,
        "amount_kr": decision.amount_kr,
        "date": None if decision.date is None else decision.date.isoformat(),
        "version": decision.version,
        "by": decision.by,
        "at": decision.at,
    }
