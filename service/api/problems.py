"""Errors as they leave the house: RFC 9457 problem details in Danish, and the one table of their HTTP statuses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import apsw
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import GenklangError, ReadError, TooLarge
from corpus.themes import TaxonomyError
from models.errors import ModelError
from service.api import errors
from service.collection import UnknownProposal
from service.erasure import UnfitPersonName
from service.learning import TrainingFailed
from service.model_store import ModelStoreError, NothingBefore
from service.store.corrections import UnfitCorrection
from service.store.database import StoreError
from service.store.decisions import UnfitDecision, VersionConflict
from service.store.jobs import IdempotencyConflict, QueueFull, UnknownJob
from service.store.users import LastAdministrator, UnfitName, UnknownUser, UserExists

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:genklang:problem:"
"""Begins the type of every problem; the rest is a word that programs may rely on."""

STATUSES: Mapping[type[Exception], tuple[HTTPStatus, str, str]] = {
    errors.NotIdentified: (HTTPStatus.UNAUTHORIZED, "not-identified", "Hvem er du?"),
    errors.NotAllowed: (HTTPStatus.FORBIDDEN, "not-allowed", "Det må du ikke"),
    errors.UnknownIdentity: (HTTPStatus.FORBIDDEN, "unknown-identity", "Du er ikke oprettet"),
    errors.ForeignOrigin: (HTTPStatus.FORBIDDEN, "foreign-origin", "Sendt fra en anden side"),
    errors.TooManyRequests: (HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "For mange forespørgsler"),
    errors.BodyTooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", "For stort"),
    errors.Busy: (HTTPStatus.SERVICE_UNAVAILABLE, "busy", "Optaget"),
    errors.UnfitCursor: (HTTPStatus.NOT_FOUND, "unfit-cursor", "Ukendt markør"),
    errors.UnknownTheme: (HTTPStatus.NOT_FOUND, "unknown-theme", "Ukendt tema"),
    errors.UnknownFigure: (HTTPStatus.NOT_FOUND, "unknown-figure", "Ukendt nøgletal"),
    errors.UnknownCorrection: (HTTPStatus.NOT_FOUND, "unknown-correction", "Ukendt rettelse"),
    errors.NoDecision: (HTTPStatus.NOT_FOUND, "no-decision", "Ingen beslutning"),
    errors.VersionNeeded: (HTTPStatus.PRECONDITION_REQUIRED, "version-needed", "Hvilken udgave?"),
    errors.NothingToAnalyse: (HTTPStatus.UNPROCESSABLE_ENTITY, "nothing-to-analyse", "Intet at analysere"),
    UnknownProposal: (HTTPStatus.NOT_FOUND, "unknown-proposal", "Ukendt forslag"),
    UnknownJob: (HTTPStatus.NOT_FOUND, "unknown-job", "Ukendt opgave"),
    IdempotencyConflict: (HTTPStatus.CONFLICT, "idempotency-conflict", "Nøglen er brugt"),
    QueueFull: (HTTPStatus.TOO_MANY_REQUESTS, "queue-full", "For mange venter"),
    VersionConflict: (HTTPStatus.PRECONDITION_FAILED, "version-conflict", "Ændret af en anden"),
    UnfitDecision: (HTTPStatus.UNPROCESSABLE_ENTITY, "unfit-decision", "Beslutningen kan ikke passe"),
    UnfitCorrection: (HTTPStatus.UNPROCESSABLE_ENTITY, "unfit-correction", "Rettelsen kan ikke passe"),
    UnfitPersonName: (HTTPStatus.UNPROCESSABLE_ENTITY, "unfit-person-name", "Navnet kan ikke søges"),
    UnfitName: (HTTPStatus.UNPROCESSABLE_ENTITY, "unfit-name", "Navnet kan ikke bruges"),
    UnknownUser: (HTTPStatus.NOT_FOUND, "unknown-user", "Ukendt bruger"),
    UserExists: (HTTPStatus.CONFLICT, "user-exists", "Navnet er optaget"),
    LastAdministrator: (HTTPStatus.CONFLICT, "last-administrator", "Eneste administrator"),
    NothingBefore: (HTTPStatus.CONFLICT, "nothing-before", "Ingen tidligere model"),
    TrainingFailed: (HTTPStatus.SERVICE_UNAVAILABLE, "training-failed", "Træningen blev ikke færdig"),
    TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "file-too-large", "For stor fil"),
    ReadError: (HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable-file", "Filen kan ikke læses"),
    ModelStoreError: (HTTPStatus.SERVICE_UNAVAILABLE, "models-unusable", "Modellerne kan ikke bruges"),
    ModelError: (HTTPStatus.SERVICE_UNAVAILABLE, "models-unusable", "Modellerne kan ikke bruges"),
    TaxonomyError: (HTTPStatus.SERVICE_UNAVAILABLE, "taxonomy-unusable", "Taksonomien kan ikke bruges"),
    StoreError: (HTTPStatus.SERVICE_UNAVAILABLE, "collection-unusable", "Samlingen kan ikke bruges"),
    apsw.BusyError: (HTTPStatus.SERVICE_UNAVAILABLE, "collection-busy", "Samlingen er optaget"),
    apsw.FullError: (HTTPStatus.INSUFFICIENT_STORAGE, "disk-full", "Disken er fuld"),
    GenklangError: (HTTPStatus.UNPROCESSABLE_ENTITY, "refused", "Det kan ikke lade sig gøre"),
}
"""The one place that knows statuses; an error that is not named has that of the nearest class it derives from."""

_SENTENCES: Mapping[type[Exception], str] = {
    apsw.BusyError: "Samlingen bruges af en anden, der er ved at skrive. Prøv igen om lidt.",
    apsw.FullError: "Der er ikke plads på disken. Intet blev gemt; skaf plads, og prøv igen.",
}
"""For errors of libraries, which speak no Danish."""

_OF_HTTP: Mapping[int, tuple[str, str, str]] = {
    400: ("bad-request", "Kan ikke læses", "Forespørgslen kan ikke læses. Se beskrivelsen i openapi.json."),
    404: ("not-found", "Findes ikke", "Adressen findes ikke. De, der findes, står i /api/v1/openapi.json."),
    405: ("method-not-allowed", "Forkert metode", "Adressen findes, men ikke med den metode. Se openapi.json."),
    413: ("body-too-large", "For stort", "Det sendte er for stort og er ikke læst. Send mindre ad gangen."),
}
_RETRY_SECONDS = 5


class Problem(HTTPException):
    """An error that is raised where only HTTP exceptions pass, as while a body is being read."""

    def __init__(self, error: Exception) -> None:
        super().__init__(_found(error)[0])
        self.error = error


def problem(request: Request, error: Exception) -> Response:
    """The answer to a request that ended in an error of ours, or in one of a library's that is named in the table."""
    status, word, title = _found(error)
    detail = (
        error.reason
        if isinstance(error, ReadError)
        else next((sentence for kind, sentence in _SENTENCES.items() if isinstance(error, kind)), str(error))
    )
    return respond(request, status, word, title, detail, headers=_headers(error, status))


def http_problem(request: Request, error: HTTPException) -> Response:
    """The answer where the framework says no: no such address, no such method, a body that cannot be read."""
    if isinstance(error, Problem):
        return problem(request, error.error)
    word, title, detail = _OF_HTTP.get(error.status_code, _OF_HTTP[400])
    return respond(request, error.status_code, word, title, detail, headers=error.headers)


def invalid(request: Request, error: RequestValidationError) -> Response:
    """The answer to values that cannot be used: each is named, with what is wrong with it."""
    wrong = [
        {"place": ".".join(map(str, one["loc"])), "message": _invalid_value(one)}
        for one in error.errors()[:_MOST_NAMED]
    ]
    told = "; ".join(f"{one['place']}: {one['message']}" for one in wrong[:3])
    return respond(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "Noget er skrevet forkert",
        f"Ret det, der er nævnt, og send igen. {told}",
        errors=wrong,
    )


def respond(
    request: Request,
    status: int,
    word: str,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> Response:
    """A problem as JSON."""
    told: dict[str, Any] = {
        "type": TYPE + word,
        "title": title,
        "status": int(status),
        "detail": detail,
        "request_id": request.scope.get("genklang.request_id", ""),
    }
    if errors:
        told["errors"] = list(errors)
    body = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", errors="replace")
    return Response(body, status_code=int(status), media_type=MEDIA_TYPE, headers=dict(headers or {}))


def _found(error: Exception) -> tuple[HTTPStatus, str, str]:
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def _headers(error: Exception, status: HTTPStatus) -> dict[str, str]:
    if status is HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": 'Bearer realm="Genklang"'}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return {"Retry-After": str(getattr(error, "seconds", _RETRY_SECONDS))}
    return {}


_MOST_NAMED = 20

_WRONG = {
    "missing": "mangler",
    "int_parsing": "skal være et helt tal",
    "int_type": "skal være et helt tal",
    "int_from_float": "skal være et helt tal",
    "value_error": "{error}",  # ours, in Danish already
    "float_parsing": "skal være et tal",
    "float_type": "skal være et tal",
    "finite_number": "skal være et endeligt tal",
    "bool_parsing": "skal være true eller false",
    "bool_type": "skal være true eller false",
    "string_type": "skal være tekst",
    "greater_than_equal": "skal være mindst {ge}",
    "less_than_equal": "må højst være {le}",
    "string_too_short": "skal have mindst {min_length} tegn",
    "string_too_long": "må højst have {max_length} tegn",
    "string_pattern_mismatch": "har tegn, der ikke kan være i den",
    "enum": "skal være en af {expected}",
    "literal_error": "skal være en af {expected}",
    "union_tag_not_found": "mangler {discriminator}",
    "union_tag_invalid": "skal have {discriminator} som en af {expected_tags}",
    "extra_forbidden": "findes ikke her",
    "json_invalid": "er ikke gyldig JSON",
    "date_from_datetime_parsing": "skal være en dato som 2026-11-24",
    "date_parsing": "skal være en dato som 2026-11-24",
    "date_type": "skal være en dato som 2026-11-24",
    "model_attributes_type": "skal være et JSON-objekt",
    "dict_type": "skal være et JSON-objekt",
}
"""What pydantic finds wrong, by its own words for it, in Danish."""


def _invalid_value(wrong: Mapping[str, Any]) -> str:
    sentence = _WRONG.get(wrong["type"], "kan ikke bruges")
    context = {name: str(value).replace(" or ", " eller ") for name, value in wrong.get("ctx", {}).items()}
    try:
        return sentence.format(**context)
    except KeyError:
        return "kan ikke bruges"
