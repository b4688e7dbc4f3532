"""How much is read, and how often: bodies are cut off before they fill memory, and nobody asks for all the others."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import BodyTooLarge, TooManyRequests
from service.api.problems import Problem, problem

SMALL_BYTES = 64 * 1024
"""Of a body that is no file: corrections and decisions are some hundred bytes."""

FORM_BYTES = 64 * 1024
"""What the fields around a file may take."""

_UPLOADS = frozenset({"/api/v1/analyse", "/api/v1/proposals"})


class BodyLimit:
    """ASGI middleware: refuses a body that is too large, by its announced length or while it comes in."""

    def __init__(self, app: ASGIApp, *, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, with as much of its body as it may have."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        upload = scope["path"] in _UPLOADS
        shown = self._upload_bytes if upload else SMALL_BYTES
        most = shown + FORM_BYTES if upload else shown
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > most:
            await problem(Request(scope), BodyTooLarge(shown))(scope, receive, send)
            return
        read = 0

        async def receive_no_more() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise Problem(BodyTooLarge(shown))
            return message

        await self._app(scope, receive_no_more, send)


class Rate:
    """How often each one may do a thing; counted in memory, so a new start forgives."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, who: str) -> None:
        """Counts one. Raises TooManyRequests where it is one too many."""
        if not self._limiter.hit(self._item, who):
            raise TooManyRequests(self._seconds(who))

    def _seconds(self, who: str) -> int:
        reset = self._limiter.get_window_stats(self._item, who).reset_time
        return max(1, math.ceil(reset - time.time()))
