"""Who may use the service."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router, problems
from service.api.security import allow
from service.api.values import YesOrNo
from service.erasure import sweep
from service.keys import new_key
from service.roles import Identity, Role
from service.store.audit import Audit
from service.store.users import LONGEST_NAME, UnknownUser, User, Users

router = new_router("Brugere")

UserName = Annotated[str, Path(max_length=LONGEST_NAME, description="Brugerens navn.")]


class UserGiven(BaseModel):
    """A new user."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"name": "Ane Holm", "role": "editor", "cleared": False}},
    )

    name: str = Field(max_length=LONGEST_NAME)
    role: Role
    cleared: YesOrNo = Field(False, description="Må se fortrolige forslag. Administratorer må altid.")


class UserTold(Told):
    """A user as stored. Keys are not known."""

    name: str
    role: Role
    cleared: bool
    added_at: str


class UserList(Told):
    """Every user, by name."""

    items: list[UserTold]


class KeyTold(Told):
    """A new key. It is told this once."""

    name: str
    key: str


@router.get("/users", responses=answers(UserList, 304))
def list_users(request: Request, at_hand: AtHand, _asker: Annotated[Identity, allow(Role.ADMINISTRATOR)]) -> Response:
    """Vis brugerne."""
    return etags.answer(request, {"items": [_told(one) for one in Users(at_hand.store.connection).all()]})


@router.post("/users", status_code=201, responses=answers(KeyTold, 409, status=201))
def add_user(
    at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)], given: UserGiven, request: Request
) -> Response:
    """Opret en bruger. Svaret har brugerens nøgle, som kun vises denne ene gang."""
    key = new_key()
    made = Users(at_hand.store.connection).add(given.name, given.role, given.cleared, key=key, now=at_hand.now)
    at_hand.audit(asker, "add_user", target=made.name, detail=made.role.value)
    return _key(request, made.name, key, status=201)


@router.post("/users/{name}/key", responses=answers(KeyTold, 404))
def replace_key(
    request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)], name: UserName
) -> Response:
    """Giv en bruger en ny nøgle; den gamle virker ikke længere."""
    key = new_key()
    Users(at_hand.store.connection).replace_key(name, key)
    at_hand.audit(asker, "new_key", target=name)
    return _key(request, name, key, status=200)


@router.delete("/users/{name}", status_code=204, responses=problems(404, 409))
def remove_user(
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.ADMINISTRATOR)],
    name: UserName,
    forget: Annotated[bool, Query(description="Slet også navnet i loggen.")] = False,
) -> Response:
    """Slet en bruger; nøglen virker ikke længere."""
    removed = Users(at_hand.store.connection).remove(name)
    forgotten = Audit(at_hand.store.connection).erase_names(name) if forget else 0
    if not removed and not forgotten:
        raise UnknownUser(name)
    at_hand.audit(asker, "remove_user", target=None if forget else name)
    if forget:
        sweep(at_hand.store)
    return Response(status_code=204)


def _told(user: User) -> dict[str, Any]:
    return {"name": user.name, "role": user.role.value, "cleared": user.cleared, "added_at": user.added_at}


def _key(request: Request, name: str, key: str, *, status: int) -> Response:
    # A key is neither kept nor compared by anything between us and the user.
    answer = etags.answer(request, {"name": name, "key": key}, status=status, headers={"Cache-Control": "no-store"})
    del answer.headers["ETag"]
    return answer
