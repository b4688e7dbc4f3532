"""What the routes' descriptions share: how errors look, and the types of arguments that come again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path

from service.api.problems import MEDIA_TYPE
from service.api.security import GuardedRoute

LONGEST_ID = 200
"""Characters; an id of a proposal without a code is made of its title."""

ProposalId = Annotated[str, Path(max_length=LONGEST_ID, description="Forslagets id.", examples=["2024-BC01"])]

_MEANINGS = {
    304: "Uændret, siden du sidst hentede det.",
    400: "Forespørgslen kan ikke læses.",
    401: "Nøglen mangler eller er ukendt.",
    403: "Det kræver en anden rolle.",
    404: "Findes ikke, eller må ikke ses.",
    409: "Er i strid med noget, der allerede er gemt.",
    412: "Ændret af en anden siden.",
    413: "For stort.",
    422: "Noget er skrevet forkert.",
    428: "Sig, hvilken udgave der ændres, med If-Match.",
    429: "For mange forespørgsler; prøv igen senere.",
    503: "Optaget; prøv igen senere.",
    507: "Der er ikke plads på disken.",
}

_OF_EVERYBODY = (400, 401, 403, 413, 422, 429, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route, those that every route has among them."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    described: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*_OF_EVERYBODY, *statuses}):
        described[status] = {"description": _MEANINGS[status]}
        if status >= HTTPStatus.BAD_REQUEST:
            described[status]["content"] = content
    return described


def answers(model: Any, *statuses: int, status: int = 200, example: Any = None) -> dict[int | str, dict[str, Any]]:
    """What a route answers: the model of its success, and its errors."""
    good: dict[str, Any] = {"model": model}
    if example is not None:
        good["content"] = {"application/json": {"example": example}}
    return {status: good, **problems(*statuses)}


def new_router(tag: str) -> APIRouter:
    """A router whose routes say who may use them."""
    return APIRouter(route_class=GuardedRoute, tags=[tag], prefix="/api/v1")
