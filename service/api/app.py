"""The application: routes, what surrounds every request, and what lives as long as the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
import apsw
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from corpus.errors import GenklangError
from service.api.contract import ProblemDetails
from service.api.limits import BodyLimit
from service.api.problems import http_problem, invalid, problem
from service.api.requests import Requests
from service.api.resources import Resources
from service.api.routes import ROUTERS
from service.settings import Settings

VERSION = "1.0.0"
"""Of the API: the first number follows the address, the second grows with what is added."""

_THREADS = 12
"""Requests answered at once on two cores; more would keep each other waiting, and each has a connection of its own."""


def create_app(settings: Settings, at_hand: Resources) -> FastAPI:
    """The service over one collection, which whoever opened it closes."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        yield

    # The framework's own pages fetch their scripts from outside; its description is a route of ours.
    app = FastAPI(
        title="Genklang",
        version=VERSION,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.resources = at_hand
    for router in ROUTERS:
        app.include_router(router)
    _tell_errors(app)
    app.add_middleware(BodyLimit, upload_bytes=settings.upload_bytes)
    app.add_middleware(Requests, metrics=at_hand.metrics, model_version=lambda: at_hand.collection.model_version)
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    return app


def _tell_errors(app: FastAPI) -> None:
    handlers: dict[type[Exception], Any] = {
        GenklangError: problem,
        apsw.BusyError: problem,
        apsw.FullError: problem,
        HTTPException: http_problem,
        RequestValidationError: invalid,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _description(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        told = get_openapi(
            title="Genklang",
            version=VERSION,
            description=(
                "Læser en kommunes investerings- og innovationsforslag: hvad er set før, hvad betales måske to gange,"
                " og hvad koster det. Hver bruger har en nøgle. Fejl er RFC 9457 på dansk, med et id i X-Request-ID."
            ),
            routes=app.routes,
        )
        schemas = told["components"]["schemas"]
        schemas["ProblemDetails"] = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        for name in ("HTTPValidationError", "ValidationError"):  # the framework's, in place of which ours are told
            schemas.pop(name, None)
        app.openapi_schema = told
    return app.openapi_schema
