"""Every error is problem+json in Danish with the request's id, whoever raised it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import apsw
import pytest
from starlette.exceptions import HTTPException

from corpus import errors as reading
from corpus.errors import GenklangError
from service.api import errors, problems
from tests.service.api.serving import API, OPEN, Served

_DANISH = re.compile(r"[A-ZÆØÅ»].*[.!]$", re.DOTALL)

Request = tuple[str, str, Mapping[str, Any], int, str]
P = OPEN[0]
WRONG: list[Request] = [
    ("GET", "/findes-ikke", {}, 404, "not-found"),
    ("PATCH", "/proposals", {}, 405, "method-not-allowed"),
    ("GET", "/proposals/2014-XX99", {}, 404, "unknown-proposal"),
    ("GET", "/proposals?limit=0", {}, 422, "invalid"),
    ("GET", "/proposals?cursor=%2F%2F", {}, 404, "unfit-cursor"),
    ("GET", "/proposals?cursor=WzEsMl0", {}, 404, "unfit-cursor"),
    ("GET", "/search", {}, 422, "invalid"),
    ("GET", "/jobs/x", {}, 404, "unknown-job"),
    ("GET", f"/proposals/{P}/decision", {}, 404, "no-decision"),
    ("PUT", f"/proposals/{P}/decision", {"json": {"outcome": "måske"}}, 422, "invalid"),
    ("PUT", f"/proposals/{P}/decision", {"json": {"outcome": "rejected", "amount_kr": 5}}, 422, "invalid"),
    ("PUT", f"/proposals/{P}/decision", {"content": b"{"}, 422, "invalid"),
    (
        "PUT",
        f"/proposals/{P}/decision",
        {"json": {"outcome": "rejected"}, "headers": {"If-Match": '"v7"'}},
        412,
        "version-conflict",
    ),
    ("POST", "/corrections", {"json": {"kind": "alt"}}, 422, "invalid"),
    (
        "POST",
        "/corrections",
        {"json": {"kind": "theme", "proposal": P, "theme": "intet", "correct": True}},
        404,
        "unknown-theme",
    ),
    (
        "POST",
        "/corrections",
        {"json": {"kind": "figure", "proposal": P, "start": 0, "end": 1, "correct": True}},
        404,
        "unknown-figure",
    ),
    ("DELETE", "/corrections/x", {}, 404, "unknown-correction"),
    ("POST", "/analyse", {}, 422, "nothing-to-analyse"),
    ("POST", "/analyse", {"files": {"file": ("a.pdf", b"%PDF-1.7 hul")}}, 422, "unreadable-file"),
    ("POST", "/proposals", {}, 422, "invalid"),
    ("POST", "/users", {"json": {"name": "reader", "role": "reader"}}, 409, "user-exists"),
    ("POST", "/users", {"json": {"name": " ", "role": "reader"}}, 422, "unfit-name"),
    ("DELETE", "/users/administrator", {}, 409, "last-administrator"),
    ("DELETE", "/users/ingen", {}, 404, "unknown-user"),
    ("POST", "/model/rollback", {}, 409, "nothing-before"),
    ("POST", "/persons/export", {"json": {"name": "..."}}, 422, "unfit-person-name"),
]


@pytest.mark.parametrize(("method", "path", "given", "status", "word"), WRONG)
def test_an_error_is_a_problem_that_a_person_can_read(
    service: Served, method: str, path: str, given: Mapping[str, Any], status: int, word: str
) -> None:
    answer = service.client("administrator").request(method, API + path, **given)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    told = answer.json()
    assert told["type"] == problems.TYPE + word
    assert told["status"] == status
    assert told["request_id"] == answer.headers["X-Request-ID"]
    assert _DANISH.match(told["title"] + ".")
    assert _DANISH.match(told["detail"]) or told.get("errors")
    for one in told.get("errors", []):
        assert set(one) == {"place", "message"}
        assert not re.search(r"\b(?:should|input|field|value|valid)\b", one["message"], re.IGNORECASE)


def test_a_wrong_value_is_named_in_danish(service: Served) -> None:
    told = service.client("reader").get(f"{API}/proposals?limit=tusind&year_from=1").json()
    assert told["errors"] == [
        {"place": "query.year_from", "message": "skal være mindst 1900"},
        {"place": "query.limit", "message": "skal være et helt tal"},
    ]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (apsw.BusyError("database is locked"), 503),
        (apsw.FullError("database or disk is full"), 507),
        (reading.TooLarge("a.pdf", "Filen er for stor."), 413),
        (errors.Busy(), 503),
        (GenklangError("Det går ikke."), 422),
        (HTTPException(418, "I'm a teapot"), 418),
    ],
)
def test_what_happens_inside_is_told_in_danish(
    service: Served, monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("service.query.Query.search", fail)
    answer = service.client("reader").get(f"{API}/search?q=x")
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert not re.search(r"database|teapot", answer.text)
    if status == 503:
        assert int(answer.headers["Retry-After"]) > 0


def test_a_fault_of_ours_says_nothing_of_what_was_in_the_document(
    service: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Borgeren Ane Holm har cpr 010190-1234")

    monkeypatch.setattr("service.query.Query.search", fail)
    answer = service.client("reader").get(f"{API}/search?q=hemmelig+sygdom")
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("fault")
    assert "fejl-id" in answer.json()["detail"]
    logged = caplog.text + answer.text
    assert answer.headers["X-Request-ID"] in caplog.text
    for secret in ("Ane", "010190", "hemmelig", "Traceback", "RuntimeError"):
        assert secret not in logged


def test_every_error_of_the_program_has_a_status() -> None:
    def below(kind: type[Exception]) -> set[type[Exception]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    for kind in below(errors.ApiError) - {errors.ApiError}:
        assert kind in problems.STATUSES, f"{kind.__name__} has no status of its own"
    words = [word for _, word, _ in problems.STATUSES.values()]
    assert {word for word in words if words.count(word) > 1} <= {"models-unusable"}


def test_a_proxys_request_id_is_passed_on_and_anything_else_is_not(service: Served) -> None:
    client = service.client("reader")
    assert client.get(f"{API}/themes", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"
    forged = client.get(f"{API}/themes", headers={"X-Request-ID": "a b\tc"}).headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{16}", forged)
