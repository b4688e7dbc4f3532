"""Searching the collection by words and meaning at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from service import schemas
from service.api import etags
from service.api.contract import Hits
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.roles import Identity, Role

router = new_router("Søgning")


@router.get("/search", responses=answers(Hits, 304))
def search(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    q: Annotated[
        str,
        Query(min_length=1, max_length=500, description="Almindelige ord.", examples=["vikarer på plejehjem"]),
    ],
    limit: Annotated[int, Query(ge=1, le=100, description="Højst så mange svar.")] = 20,
) -> Response:
    """Søg efter forslag, og efter linjer i fortabeller, hvis forslag ikke er i samlingen."""
    return etags.answer(request, schemas.hits(q, at_hand.query(asker).search(q, limit=limit)))
