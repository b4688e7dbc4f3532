"""Proposals that belong together: those related to one, and every pair that may be paid for twice."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from service import schemas
from service.api import etags, pagination
from service.api.contract import Pairs, Related
from service.api.resources import AtHand
from service.api.routes.described import ProposalId, answers, new_router
from service.api.security import allow
from service.roles import Identity, Role

router = new_router("Sammenhænge")


@router.get("/proposals/{proposal_id}/related", responses=answers(Related, 304, 404))
def related(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    proposal_id: ProposalId,
    limit: Annotated[int, Query(ge=1, le=50, description="Højst så mange svar.")] = 10,
) -> Response:
    """Vis forslag, der hører sammen med et forslag, de bedste først, med grunde og sandsynlighed."""
    found = at_hand.query(asker).related(proposal_id, limit=limit)
    return etags.answer(request, schemas.related(proposal_id, found))


@router.get("/overlaps", responses=answers(Pairs, 304, 404))
def overlaps(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis alle par, der helt eller delvis beder om det samme, de sikreste først."""
    behind = pagination.decode(cursor, str, str)
    query = at_hand.query(asker)
    pairs = query.overlaps()
    start = 0
    if behind is not None:
        places = {(one.a, one.b): place for place, one in enumerate(pairs, start=1)}
        # Where the pair before is no longer flagged, nothing tells where to go on, and nothing may be left out.
        start = places.get((str(behind[0]), str(behind[1])), 0)
    page = pairs[start : start + limit]
    query.note_shown(name for pair in page for name in (pair.a, pair.b))
    more = start + limit < len(pairs)
    told = schemas.overlaps(page) | {"next": pagination.encode((page[-1].a, page[-1].b)) if more else None}
    return etags.answer(request, told)
