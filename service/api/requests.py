"""What holds for every request: an id, a line in the log without a word of content, and an answer whatever happens."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import failure
from service.api.metrics import Metrics
from service.api.problems import respond

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
MODEL_VERSION = "X-Model-Version"
_FIT_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")  # what a proxy gave is passed on, where it can stand in a log
_UNKNOWN_ROUTE = "(ukendt adresse)"

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Vary": "Authorization, X-API-Key",
}


class Requests:
    """ASGI middleware, outermost."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, model_version: Callable[[], str]) -> None:
        self._app = app
        self._metrics = metrics
        self._model_version = model_version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; what nobody foresaw is answered as a fault of ours."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        identity = given if _FIT_ID.fullmatch(given) else secrets.token_hex(8)
        scope["genklang.request_id"] = identity
        began, status = time.perf_counter(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = identity
                headers[MODEL_VERSION] = self._model_version()
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            # The error's own words may be those of a document, so neither the log nor the answer has them.
            told = failure.sentence(error)
            logger.error("%s %s", identity, told)
            if status == 0:
                answer = respond(
                    Request(scope),
                    HTTPStatus.INTERNAL_SERVER_ERROR,
                    "fault",
                    "Fejl i Genklang",
                    told[0].upper() + told[1:],
                )
                await answer(scope, receive, send_with_headers)
        finally:
            self._tell(scope, identity, status, time.perf_counter() - began)

    def _tell(self, scope: Scope, identity: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _UNKNOWN_ROUTE)  # the pattern: an id may be made of a title
        method = scope["method"] if scope["method"] in _METHODS else "?"
        self._metrics.count(method, route, status, seconds)
        logger.info("%s %s %s %d %.0f ms", identity, method, route, status, 1000 * seconds)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
