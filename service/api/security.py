"""Who asks, and what they may: declared by each route, checked before a byte of the request's body is read.

A route that declares nothing cannot be made; see `GuardedRoute`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from service.api.errors import ForeignOrigin, NotAllowed, NotIdentified, UnknownIdentity
from service.api.resources import Resources, resources
from service.roles import Identity, Role
from service.store.users import Users

_BEARER = HTTPBearer(auto_error=False, scheme_name="Nøgle", description="Din nøgle, der begynder med »gk_«.")
_HEADER = APIKeyHeader(
    name="X-API-Key", auto_error=False, scheme_name="X-API-Key", description="Din nøgle, hvor Authorization er optaget."
)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_PAGES = frozenset({"same-origin", "none", ""})


class Allowed:
    """A route's declaration of the least role; None for anyone at all."""

    def __init__(self, least: Role | None) -> None:
        self.least = least

    async def __call__(
        self,
        request: Request,
        _bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],  # for the API's description
        _key: Annotated[str | None, Security(_HEADER)],
    ) -> Identity:
        """Whoever asks; found by `GuardedRoute` before."""
        identity: Identity = request.state.identity
        return identity

    def identify(self, request: Request) -> Identity:
        """Whoever asks. Raises NotIdentified, UnknownIdentity, ForeignOrigin, NotAllowed and TooManyRequests."""
        at_hand = resources(request)
        identity = _by_key(request, at_hand) or _by_proxy(request, at_hand)
        if identity is None:
            raise NotIdentified
        at_hand.requests.count(identity.name)
        if self.least is not None and not identity.role.may(self.least):
            raise NotAllowed(self.least)
        return identity


class Anyone:
    """The declaration of a route that is open to anyone."""

    least = None

    async def __call__(self) -> None:
        """Asks nothing."""


def allow(least: Role) -> Any:
    """Declares a route for users with at least this role; the argument is then the `Identity` that asks."""
    return Depends(Allowed(least))


def allow_anyone() -> Any:
    """Declares a route that is open to anyone, whose answer tells nothing of the collection."""
    return Depends(Anyone())


class GuardedRoute(APIRoute):
    """A route that says who may use it, and turns others away first."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        super().__init__(path, endpoint, **given)
        declared = [one.call for one in self.dependant.dependencies if isinstance(one.call, Allowed | Anyone)]
        if len(declared) != 1:
            raise TypeError(f"{path}: a route declares who may use it, once")
        self.guard: Allowed | Anyone = declared[0]

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler behind the check."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            guard = self.guard
            if isinstance(guard, Allowed):
                request.state.identity = await run_in_threadpool(guard.identify, request)
            return await handle(request)

        return guarded


def _by_key(request: Request, at_hand: Resources) -> Identity | None:
    key = _given_key(request)
    if key is None:
        return None
    identity = Users(at_hand.store.connection).by_key(key)
    if identity is None:
        # Only those who are wrong are counted: colleagues behind the same proxy share its address.
        at_hand.failures.count(request.client.host if request.client is not None else "")
        raise NotIdentified
    return identity


def _given_key(request: Request) -> str | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and key.strip():
        return key.strip()
    return request.headers.get("X-API-Key")


def _by_proxy(request: Request, at_hand: Resources) -> Identity | None:
    """Whom a trusted proxy names. From anybody else the header counts for nothing."""
    settings = at_hand.settings
    named = request.headers.getlist(settings.identity_header)
    if not named or request.client is None or not settings.trusted_proxies:
        return None
    try:
        peer = ipaddress.ip_address(request.client.host)
    except ValueError:  # a socket file has no address
        return None
    if not any(peer in network for network in settings.trusted_proxies):
        return None
    identity = Users(at_hand.store.connection).by_name(_decoded(named[0])) if len(named) == 1 else None
    if identity is None:
        raise UnknownIdentity
    # The browser adds the proxy's cookie by itself, to requests of other sites' pages too.
    if request.method not in _READING and request.headers.get("Sec-Fetch-Site", "") not in _OWN_PAGES:
        raise ForeignOrigin
    return identity


def _decoded(value: str) -> str:
    """A header's text: proxies send UTF-8, which arrives byte by byte."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
