"""Who is not cleared gets the very bytes that they would get if there were no confidential paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.api.serving import API, OPEN, SECRET, Served, served, text_of

QUESTIONS = (
    "/proposals",
    "/proposals?limit=1",
    "/proposals?theme=hr",
    "/proposals?year_from=2014&year_to=2014",
    "/proposals?administration=Socialforvaltningen",
    *(f"/proposals/{name}" for name in OPEN),
    *(f"/proposals/{name}/related?limit=50" for name in OPEN),
    *(f"/proposals/{name}/decision" for name in OPEN),
    f"/proposals/{SECRET}",
    f"/proposals/{SECRET}-fortrolig",
    f"/proposals/{SECRET}-fortrolig/related",
    f"/proposals/{SECRET}-fortrolig/decision",
    "/overlaps",
    "/search?q=elever+i+skolen",
    "/search?q=fortrolig",
    "/figures",
    "/figures?format=csv",
    "/corrections",
    "/jobs",
    "/model",
    "/themes",
)


def answers(service: Served, who: str) -> dict[str, tuple[int, bytes, str | None]]:
    client = service.client(who)
    client.headers["X-Request-ID"] = "den-samme-hver-gang"
    found = {}
    for question in QUESTIONS:
        answer = client.get(API + question)
        found[question] = (answer.status_code, answer.content, answer.headers.get("ETag"))
    return found


def busy(service: Served, *, also_secret: bool) -> None:
    """Corrections and decisions as they are made in use, some of them about the confidential paper."""
    administrator = service.client("administrator")
    names = [OPEN[0], *([f"{SECRET}-fortrolig"] if also_secret else [])]
    for name in names:
        given = {"kind": "theme", "proposal": name, "theme": "hr", "correct": True}
        assert administrator.post(f"{API}/corrections", json=given).status_code == 201
        decision = {"outcome": "adopted", "amount_kr": 1000}
        assert administrator.put(f"{API}/proposals/{name}/decision", json=decision).status_code == 200
    if also_secret:
        pair = {"kind": "pair", "proposal": OPEN[0], "other": names[1], "correct": True, "reason": "Hemmeligt"}
        assert administrator.post(f"{API}/corrections", json=pair).status_code == 201


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_every_answer_is_the_same_with_and_without_a_confidential_paper(
    with_secret: Path, without_secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    # A correction's id is chance; chance is made the same for both.
    found = []
    for place, (template, secret) in enumerate([(with_secret, True), (without_secret, False)]):
        numbers = iter(f"{number:04}" for number in range(1000))
        monkeypatch.setattr("secrets.token_urlsafe", lambda _=12, numbers=numbers: "x" * 8 + next(numbers))
        folder = tmp_path / str(place)
        folder.mkdir()
        with served(template, folder, requests_per_minute=100_000) as service:
            busy(service, also_secret=secret)
            found.append(answers(service, who))
    assert found[0] == found[1]
    assert sum(status == 200 for status, _, _ in found[0].values()) > len(QUESTIONS) // 2


def test_the_cleared_see_it_and_the_log_tells_that_they_did(service: Served) -> None:
    name = f"{SECRET}-fortrolig"
    cleared = service.client("cleared")
    assert cleared.get(f"{API}/proposals/{name}").json()["id"] == name
    assert name in {one["id"] for one in cleared.get(f"{API}/proposals").json()["items"]}
    log = service.client("administrator").get(f"{API}/audit").json()["items"]
    told = [(one["action"], one["actor"], one["target"], one["detail"]) for one in log]
    assert ("read", "cleared", name, None) in told
    assert ("shown", "cleared", None, name) in told
    assert service.client("administrator").get(f"{API}/audit/check").json()["intact"]


def test_an_upload_tells_nobody_that_the_same_file_is_there_as_confidential(service: Served) -> None:
    editor = service.client("editor")
    job = editor.post(f"{API}/proposals", files={"file": ("a.txt", text_of(SECRET))}).json()
    assert job["proposals"] == []
    assert job["state"] == "queued"


def test_errors_are_the_same_for_what_is_not_there_and_what_may_not_be_seen(service: Served) -> None:
    editor = service.client("editor")
    there, not_there = f"{SECRET}-fortrolig", "2014-SU51-fortrolig"

    def told(name: str) -> list[str]:
        pair = {"kind": "pair", "proposal": OPEN[0], "other": name, "correct": True}
        theme = {"kind": "theme", "proposal": name, "theme": "hr", "correct": True}
        figure = {"kind": "figure", "proposal": name, "start": 0, "end": 5, "correct": True}
        asked = [
            editor.get(f"{API}/proposals/{name}"),
            editor.get(f"{API}/proposals/{name}/related"),
            editor.put(f"{API}/proposals/{name}/decision", json={"outcome": "adopted"}),
            *(editor.post(f"{API}/corrections", json=one) for one in (theme, figure)),
        ]
        pairs = editor.post(f"{API}/corrections", json=pair)
        texts = [*asked, pairs]
        return [str(one.status_code) + one.json()["detail"].replace(name, "ID") for one in texts]

    assert told(there) == told(not_there)
