"""How the service is: for those who watch over it, and for programs that want to know the API."""

from __future__ import annotations

from typing import Annotated, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router, problems
from service.api.security import allow, allow_anyone
from service.roles import Identity, Role
from service.store.jobs import JobKind, Jobs

router = new_router("Tilstand")


class State(Told):
    """``ok`` or ``not-ready``, with the reason."""

    state: str
    reason: str | None


@router.get("/health", dependencies=[allow_anyone()], responses=answers(State))
def health() -> Response:
    """Svarer, når tjenesten kører."""
    return JSONResponse({"state": "ok", "reason": None})


@router.get("/ready", dependencies=[allow_anyone()], responses=answers(State))
def ready(at_hand: AtHand) -> Response:
    """Svarer 200, når tjenesten kan svare og tage imod, ellers 503."""
    if not at_hand.ingest.alive:
        return JSONResponse({"state": "not-ready", "reason": "Opgaverne udføres ikke."}, status_code=503)
    at_hand.store.empty()  # raises where the file is gone or locked
    return JSONResponse({"state": "ok", "reason": None})


@router.get(
    "/metrics",
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problems()},
    response_class=Response,
)
def metrics(at_hand: AtHand, asker: Annotated[Identity, allow(Role.READER)]) -> Response:
    """Tal til overvågning i Prometheus' format. Køens længde vises kun for dem, der må se fortrolige forslag."""
    jobs = Jobs(at_hand.store.connection)
    waiting = {kind.value: jobs.unfinished(kind) for kind in JobKind} if asker.cleared else {}
    body = at_hand.metrics.text(model_version=at_hand.collection.model_version, waiting=waiting)
    return Response(body, media_type=at_hand.metrics.content_type)


@router.get("/openapi.json", dependencies=[allow_anyone()], responses=answers(dict[str, Any]))
def description(request: Request) -> Response:
    """Denne API's beskrivelse (OpenAPI 3.1)."""
    return JSONResponse(request.app.openapi())
