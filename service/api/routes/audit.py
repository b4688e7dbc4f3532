"""The audit log: who did what, and whether the log is as it was written."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags, pagination
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.roles import Identity, Role
from service.store.audit import Audit

router = new_router("Log")


class EntryTold(Told):
    """A line of the log. ``erased`` names those of actor, target and detail that were erased afterwards."""

    number: int
    at: str
    action: str
    actor: str | None
    target: str | None
    detail: str | None
    erased: list[str]
    hash: str


class EntryPage(Told):
    """A page of the log, the oldest first."""

    items: list[EntryTold]
    next: str | None


class CheckTold(Told):
    """Whether the log is as it was written; ``broken_at`` is the first line that is not."""

    intact: bool
    entries: int
    head: str
    broken_at: int | None
    names_erased: int


@router.get("/audit", responses=answers(EntryPage, 304, 404))
def list_entries(
    request: Request,
    at_hand: AtHand,
    _asker: Annotated[Identity, allow(Role.ADMINISTRATOR)],
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis loggen, de ældste linjer først."""
    behind = pagination.decode(cursor, int)
    found = Audit(at_hand.store.connection).entries(after=int(behind[0] or 0) if behind else 0, limit=limit + 1)
    page = found[:limit]
    items = [
        {
            "number": one.number,
            "at": one.at,
            "action": one.action,
            "actor": one.actor,
            "target": one.target,
            "detail": one.detail,
            "erased": list(one.erased),
            "hash": one.hash,
        }
        for one in page
    ]
    more = pagination.encode((page[-1].number,)) if len(found) > limit else None
    return etags.answer(request, {"items": items, "next": more})


@router.get("/audit/check", responses=answers(CheckTold, 304))
def check(
    request: Request,
    at_hand: AtHand,
    _asker: Annotated[Identity, allow(Role.ADMINISTRATOR)],
    witness: Annotated[
        str | None,
        Query(pattern=r"^\d{1,15}:[0-9a-f]{64}$", description="Nummer og hash, som I skrev ned sidst."),
    ] = None,
) -> Response:
    """Se efter, om loggen er, som den blev skrevet."""
    number, _, noted = (witness or "").partition(":")
    found = Audit(at_hand.store.connection).verify(witness=(int(number), noted) if witness else None)
    return etags.answer(
        request,
        {
            "intact": found.intact,
            "entries": found.entries,
            "head": found.head,
            "broken_at": found.broken_at,
            "names_erased": found.names_erased,
        },
    )
