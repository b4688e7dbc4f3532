from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from service.api.routes import ROUTERS
from service.api.security import Allowed, GuardedRoute
from service.roles import Role
from tests.service.api.serving import API, Served, served

ANYONE, READER, EDITOR, ADMINISTRATOR = None, Role.READER, Role.EDITOR, Role.ADMINISTRATOR

P = "2014-KF31"
MATRIX: dict[tuple[str, str], tuple[Role | None, dict[str, Any]]] = {
    ("POST", "/analyse"): (READER, {"data": {"text": "Forslag om bilpuljer"}}),
    ("POST", "/proposals"): (EDITOR, {"files": {"file": ("a.txt", b"Forslag")}}),
    ("GET", "/proposals"): (READER, {}),
    ("GET", "/proposals/{proposal_id}"): (READER, {}),
    ("DELETE", "/proposals/{proposal_id}"): (ADMINISTRATOR, {}),
    ("GET", "/proposals/{proposal_id}/related"): (READER, {}),
    ("GET", "/overlaps"): (READER, {}),
    ("GET", "/proposals/{proposal_id}/decision"): (READER, {}),
    ("PUT", "/proposals/{proposal_id}/decision"): (EDITOR, {"json": {"outcome": "rejected"}}),
    ("GET", "/search"): (READER, {"params": {"q": "tolk"}}),
    ("GET", "/figures"): (READER, {}),
    ("GET", "/themes"): (READER, {}),
    ("GET", "/corrections"): (READER, {}),
    ("POST", "/corrections"): (
        EDITOR,
        {"json": {"kind": "theme", "proposal": P, "theme": "hr", "correct": True}},
    ),
    ("DELETE", "/corrections/{correction_id}"): (EDITOR, {}),
    ("GET", "/jobs"): (READER, {}),
    ("GET", "/jobs/{job_id}"): (READER, {}),
    ("GET", "/model"): (READER, {}),
    ("POST", "/model/train"): (ADMINISTRATOR, {}),
    ("POST", "/model/rollback"): (ADMINISTRATOR, {}),
    ("GET", "/users"): (ADMINISTRATOR, {}),
    ("POST", "/users"): (ADMINISTRATOR, {"json": {"name": "Ny", "role": "reader"}}),
    ("POST", "/users/{name}/key"): (ADMINISTRATOR, {}),
    ("DELETE", "/users/{name}"): (ADMINISTRATOR, {}),
    ("GET", "/audit"): (ADMINISTRATOR, {}),
    ("GET", "/audit/check"): (ADMINISTRATOR, {}),
    ("POST", "/persons/export"): (ADMINISTRATOR, {"json": {"name": "Ane Holm"}}),
    ("POST", "/retention"): (ADMINISTRATOR, {"json": {"dry_run": True}}),
    ("GET", "/health"): (ANYONE, {}),
    ("GET", "/ready"): (ANYONE, {}),
    ("GET", "/metrics"): (READER, {}),
    ("GET", "/openapi.json"): (ANYONE, {}),
}
"""Every route, the least role that it is for, and a request that is otherwise right."""

ROLES = {"reader": Role.READER, "editor": Role.EDITOR, "administrator": Role.ADMINISTRATOR}


def routes() -> Iterator[tuple[str, str, GuardedRoute]]:
    for route in itertools.chain.from_iterable(router.routes for router in ROUTERS):
        assert isinstance(route, GuardedRoute), f"{route} says nothing of who may use it"
        for method in route.methods or ():
            yield method, route.path.removeprefix(API), route


def ask(service: Served, who: str | None, method: str, path: str, given: dict[str, Any]) -> int:
    filled = path.format(proposal_id=P, correction_id="ingen", job_id="ingen", name="ingen")
    return service.client(who).request(method, API + filled, **given).status_code


def test_the_matrix_names_every_route_and_each_declares_what_stands_there() -> None:
    declared = {(method, path): route.guard.least for method, path, route in routes()}
    assert declared == {route: least for route, (least, _) in MATRIX.items()}


def test_every_route_of_the_application_is_one_of_ours(service: Served) -> None:
    ours = {(path, method) for method, path, _ in routes()}
    there = set()
    for route in all_routes(service.app.router):
        there |= {(route.path.removeprefix(API), method) for method in route.methods or ()}
    assert there == ours


def all_routes(router: APIRouter) -> Iterator[APIRoute]:
    for route in router.routes:
        inner = getattr(route, "original_router", None)  # what include_router leaves
        if inner is not None:
            yield from all_routes(inner)
        else:
            assert isinstance(route, GuardedRoute), f"{route} can be asked by anybody"
            yield route


@pytest.mark.parametrize(("method", "path"), MATRIX)
def test_nobody_gets_in_without_a_key_or_with_another(service: Served, method: str, path: str) -> None:
    least, given = MATRIX[method, path]
    if least is None:
        assert ask(service, None, method, path, given) == 200
        return
    assert ask(service, None, method, path, given) == 401
    wrong = service.client(None)
    wrong.headers["Authorization"] = "Bearer gk_" + "x" * 43
    filled = path.format(proposal_id=P, correction_id="ingen", job_id="ingen", name="ingen")
    assert wrong.request(method, API + filled, **given).status_code == 401


@pytest.mark.parametrize(("method", "path"), MATRIX)
@pytest.mark.parametrize("who", ROLES)
def test_each_role_may_do_what_it_is_for_and_no_more(service: Served, who: str, method: str, path: str) -> None:
    least, given = MATRIX[method, path]
    status = ask(service, who, method, path, given)
    if least is None or ROLES[who].may(least):
        assert status not in (401, 403)
        assert status < 500
    else:
        assert status == 403


def test_a_route_that_declares_nothing_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="who may use it"):
        APIRouter(route_class=GuardedRoute).get("/aaben")(lambda: "alt")


def test_nobody_is_answered_before_it_is_known_who_asks(service: Served) -> None:
    # A body that cannot be read would be told of with 422 or 400.
    answer = service.client(None).put(f"{API}/proposals/{P}/decision", content=b"{", headers={"Content-Type": "a/b"})
    assert answer.status_code == 401
    assert service.client("reader").post(f"{API}/users", content=b"{").status_code == 403


def test_who_tries_many_keys_is_made_to_wait(with_secret: Path, tmp_path: Path) -> None:
    with served(with_secret, tmp_path, failed_keys_per_minute=3) as service:
        client = service.client(None)
        statuses = [client.get(f"{API}/themes", headers={"X-API-Key": f"gk_{n}"}).status_code for n in range(5)]
        assert statuses == [401, 401, 401, 429, 429]


def test_a_trusted_proxy_says_who_the_user_is_and_nobody_else_does(with_secret: Path, tmp_path: Path) -> None:
    # The test client's address is 'testclient', which is none: the peer is set by hand.
    with served(with_secret, tmp_path, trusted_proxies=("10.1.0.0/16",), identity_header="X-Bruger") as service:
        trusted, stranger = (
            type(service.client(None))(service.app, client=(peer, 1)) for peer in ("10.1.2.3", "10.2.0.1")
        )
        assert trusted.get(f"{API}/users", headers={"X-Bruger": "administrator"}).status_code == 200
        assert trusted.get(f"{API}/users", headers={"X-Bruger": "reader"}).status_code == 403
        assert trusted.get(f"{API}/themes", headers={"X-Bruger": "ukendt"}).json()["type"].endswith("unknown-identity")
        assert trusted.get(f"{API}/themes").status_code == 401
        assert stranger.get(f"{API}/themes", headers={"X-Bruger": "administrator"}).status_code == 401
        twice = [("X-Bruger", "reader"), ("X-Bruger", "administrator")]
        assert trusted.get(f"{API}/users", headers=twice).status_code == 403


def test_another_sites_page_cannot_use_the_proxys_cookie(with_secret: Path, tmp_path: Path) -> None:
    with served(with_secret, tmp_path, trusted_proxies=("10.1.0.0/16",)) as service:
        client = type(service.client(None))(service.app, client=("10.1.2.3", 1))
        headers = {"X-Remote-User": "administrator", "Sec-Fetch-Site": "cross-site"}
        answer = client.post(f"{API}/model/train", headers=headers)
        assert answer.json()["type"].endswith("foreign-origin")
        headers["Sec-Fetch-Site"] = "same-origin"
        assert client.post(f"{API}/model/train", headers=headers).status_code == 202


def test_who_asks_too_often_is_told_when_to_come_back(with_secret: Path, tmp_path: Path) -> None:
    with served(with_secret, tmp_path, requests_per_minute=5) as service:
        answers = [service.client("reader").get(f"{API}/themes") for _ in range(7)]
        assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert service.client("editor").get(f"{API}/themes").status_code == 200


def test_the_declaration_is_what_the_description_shows(service: Served) -> None:
    told = service.app.openapi()["paths"]
    for method, path, route in routes():
        secured = bool(told[API + path][method.lower()].get("security"))
        assert secured == isinstance(route.guard, Allowed), f"{method} {path}"
