from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from corpus.examples.load import load_example
from corpus.renderers import cells
from service.first_start import prepare
from service.store.store import Store
from tests.service.api.serving import API, OPEN, PROPOSALS, SECRET, Served, served, text_of

NEW = "2014-BI43"
SECONDS = 60.0


def finished(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"{API}/jobs/{job['id']}").json()
        if told["finished_at"]:
            return told
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_a_file_that_is_handed_in_can_be_read_compared_corrected_and_erased(service: Served) -> None:
    editor, administrator = service.client("editor"), service.client("administrator")
    answer = editor.post(f"{API}/proposals", files={"file": ("forslag.txt", text_of(NEW))})
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"{API}/jobs/{answer.json()['id']}"
    job = finished(editor, answer.json())
    assert (job["state"], job["proposals"]) == ("stored", [NEW])
    found = editor.get(f"{API}/proposals/{NEW}").json()
    assert found["title"] == load_example(PROPOSALS / NEW).title
    related = editor.get(f"{API}/proposals/{NEW}/related").json()
    assert related["id"] == NEW
    assert {one["id"] for one in editor.get(f"{API}/search?q={found['title']}").json()["hits"]} >= {NEW}
    theme = found["themes"][0]["id"]
    given = {"kind": "theme", "proposal": NEW, "theme": theme, "correct": False}
    made = editor.post(f"{API}/corrections", json=given)
    assert made.status_code == 201
    assert theme not in {one["id"] for one in editor.get(f"{API}/proposals/{NEW}").json()["themes"]}
    assert NEW not in {one["id"] for one in editor.get(f"{API}/proposals?theme={theme}").json()["items"]}
    assert editor.delete(made.headers["Location"]).status_code == 204
    assert theme in {one["id"] for one in editor.get(f"{API}/proposals/{NEW}").json()["themes"]}
    assert administrator.delete(f"{API}/proposals/{NEW}").json() == {"id": NEW, "swept": True}
    assert editor.get(f"{API}/proposals/{NEW}").status_code == 404
    assert NEW not in {one["id"] for one in editor.get(f"{API}/search?q={found['title']}").json()["hits"]}


def test_a_file_that_cannot_be_read_is_set_aside_with_the_reason(service: Served) -> None:
    editor = service.client("editor")
    job = finished(editor, editor.post(f"{API}/proposals", files={"file": ("a.pdf", b"%PDF-1.7 hul")}).json())
    assert job["state"] == "set_aside"
    assert job["reason"].endswith(".")


def test_the_same_request_again_is_the_same_job(service: Served) -> None:
    editor = service.client("editor")

    def upload(content: bytes) -> Any:
        return editor.post(
            f"{API}/proposals", files={"file": ("a.txt", content)}, headers={"Idempotency-Key": "mit-eget"}
        )

    assert upload(b"Forslag et").json()["id"] == upload(b"Forslag et").json()["id"]
    assert upload(b"Forslag to").status_code == 409


def test_who_marks_a_file_as_confidential_may_not_see_it_without_clearance(service: Served) -> None:
    editor = service.client("editor")
    answer = editor.post(
        f"{API}/proposals", files={"file": ("forslag.txt", text_of(NEW))}, data={"confidential": "true"}
    )
    assert finished(editor, answer.json())["proposals"] == []
    assert editor.get(f"{API}/proposals/{NEW}-fortrolig").status_code == 404
    assert service.client("cleared").get(f"{API}/proposals/{NEW}-fortrolig").status_code == 200


def test_analysing_answers_the_contracts_object_and_stores_nothing(service: Served) -> None:
    reader = service.client("reader")
    by_file = reader.post(f"{API}/analyse", files={"file": ("a.txt", text_of(NEW))}).json()
    text = cells.render([load_example(PROPOSALS / NEW)])
    by_text = reader.post(f"{API}/analyse", data={"text": text}).json()
    assert by_file["documents"][0]["proposals"][0]["id"] == NEW
    assert by_text["documents"][0]["proposals"] == by_file["documents"][0]["proposals"]
    assert reader.get(f"{API}/proposals").json()["total"] == len(OPEN)


def test_a_decision_is_not_written_over_by_who_has_not_read_it(service: Served) -> None:
    editor, address = service.client("editor"), f"{API}/proposals/{OPEN[0]}/decision"
    first = editor.put(address, json={"outcome": "adopted", "amount_kr": 2_400_000, "date": "2014-06-19"})
    assert first.status_code == 200
    assert editor.put(address, json={"outcome": "rejected"}).status_code == 428
    second = editor.put(address, json={"outcome": "postponed"}, headers={"If-Match": first.headers["ETag"]})
    assert (second.status_code, second.json()["version"]) == (200, 2)
    stale = editor.put(address, json={"outcome": "adopted"}, headers={"If-Match": first.headers["ETag"]})
    assert stale.status_code == 412
    listed = editor.get(f"{API}/proposals?decision=postponed").json()["items"]
    assert [(one["id"], one["decision"]) for one in listed] == [(OPEN[0], "postponed")]


def test_a_pair_that_a_person_calls_the_same_stands_first_and_among_the_overlaps(service: Served) -> None:
    editor = service.client("editor")
    given = {
        "kind": "pair",
        "proposal": OPEN[0],
        "other": OPEN[2],
        "correct": True,
        "relation": "overlap",
        "reason": "Samme haller",
    }
    assert editor.post(f"{API}/corrections", json=given).status_code == 201
    first = editor.get(f"{API}/proposals/{OPEN[0]}/related").json()["related"][0]
    assert (first["id"], first["relation"], first["probability"]) == (OPEN[2], "overlap", 1)
    assert first["reasons"][0]["message"].endswith("Samme haller")
    pairs = editor.get(f"{API}/overlaps").json()["pairs"]
    assert {pairs[0]["a"], pairs[0]["b"]} == {OPEN[0], OPEN[2]}
    assert editor.post(f"{API}/corrections", json={**given, "correct": False, "relation": None}).status_code == 201
    assert OPEN[2] not in {one["id"] for one in editor.get(f"{API}/proposals/{OPEN[0]}/related").json()["related"]}


@pytest.mark.parametrize("address", ["proposals", "figures", "corrections", "jobs", "audit"])
def test_the_pages_of_a_list_have_everything_once(service: Served, address: str) -> None:
    administrator = service.client("administrator")
    for number in range(3):
        # A job under way would change between the two readings.
        sent = administrator.post(f"{API}/proposals", files={"file": ("a.txt", b"Forslag %d" % number)})
        finished(administrator, sent.json())
        theme = administrator.get(f"{API}/themes").json()["themes"][number]["id"]
        given = {"kind": "theme", "proposal": OPEN[0], "theme": theme, "correct": True}
        administrator.post(f"{API}/corrections", json=given)
    whole = administrator.get(f"{API}/{address}?limit=200").json()["items"]
    assert len(whole) >= 3
    found, cursor = [], ""
    while True:
        page = administrator.get(f"{API}/{address}?limit=2{cursor}").json()
        found += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    # The log grows by being read of confidential papers; what was there stays where it was.
    assert found[: len(whole)] == whole


def test_what_has_not_changed_is_not_sent_again(service: Served) -> None:
    reader = service.client("reader")
    first = reader.get(f"{API}/proposals/{OPEN[0]}")
    again = reader.get(f"{API}/proposals/{OPEN[0]}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "public" not in first.headers["Cache-Control"]
    given = {"kind": "theme", "proposal": OPEN[0], "theme": "hr", "correct": True}
    service.client("editor").post(f"{API}/corrections", json=given)
    changed = reader.get(f"{API}/proposals/{OPEN[0]}", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_figures_can_be_taken_into_a_spreadsheet(service: Served) -> None:
    reader = service.client("reader")
    items = reader.get(f"{API}/figures?limit=200").json()["items"]
    assert {one["origin"] for one in items} == {"headline", "text"}
    csv = reader.get(f"{API}/figures?format=csv").content.decode("utf-8-sig")
    assert csv.startswith("forslag;titel;år;")
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{API}/figures?format=xlsx").content))
    rows = list(book["Nøgletal"].iter_rows(values_only=True))
    assert (
        len(rows) - 1
        == len(csv.strip().split("\r\n")) - 1
        == reader.get(f"{API}/figures?limit=200").text.count('"origin"')
    )
    total = next(one for one in items if one["name"] == "implementation_total_kr")
    assert any(row[7] == total["low"] and row[0] == total["proposal"] for row in rows)


def test_a_corrected_figure_is_told_with_the_value_that_a_person_gave(service: Served) -> None:
    editor = service.client("editor")
    figure = next(one for one in editor.get(f"{API}/figures?origin=text").json()["items"] if one["kind"] == "money")
    given = {
        "kind": "figure",
        "proposal": figure["proposal"],
        "start": figure["start"],
        "end": figure["end"],
        "correct": False,
        "value": 123_000,
    }
    assert editor.post(f"{API}/corrections", json=given).status_code == 201
    again = editor.get(f"{API}/figures?origin=text&limit=200").json()["items"]
    told = next(one for one in again if (one["proposal"], one["start"]) == (figure["proposal"], figure["start"]))
    assert (told["low"], told["high"], told["correct"]) == (123_000, 123_000, False)
    whole = editor.get(f"{API}/proposals/{figure['proposal']}").json()["figures"]
    assert next(one for one in whole if one["start"] == figure["start"])["low"] == 123_000


def test_what_is_too_large_is_refused_before_it_is_read(with_secret: Path, tmp_path: Path) -> None:
    with served(with_secret, tmp_path, upload_megabytes=1) as service:
        editor = service.client("editor")
        announced = editor.post(f"{API}/proposals", content=b"", headers={"Content-Length": str(10**12)})
        assert announced.status_code == 413

        def endless() -> Any:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            for _ in range(10_000):
                yield b"x" * 65_536

        streamed = editor.post(
            f"{API}/proposals", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert streamed.status_code == 413
        assert editor.put(f"{API}/proposals/{OPEN[0]}/decision", content=b"x" * 100_000).status_code == 413
        assert editor.get(f"{API}/jobs").json()["items"] == []


def test_users_are_made_given_keys_and_removed(service: Served) -> None:
    administrator = service.client("administrator")
    key = administrator.post(f"{API}/users", json={"name": "Ane Holm", "role": "editor"}).json()["key"]
    ane = service.client(None)
    ane.headers["Authorization"] = f"Bearer {key}"
    assert ane.get(f"{API}/themes").status_code == 200
    fresh = administrator.post(f"{API}/users/Ane Holm/key")
    assert fresh.headers["Cache-Control"] == "no-store"
    assert ane.get(f"{API}/themes").status_code == 401
    ane.headers["Authorization"] = f"Bearer {fresh.json()['key']}"
    assert ane.get(f"{API}/themes").status_code == 200
    assert administrator.delete(f"{API}/users/Ane Holm?forget=true").status_code == 204
    assert ane.get(f"{API}/themes").status_code == 401
    assert "Ane Holm" not in administrator.get(f"{API}/audit").text


def test_everything_that_is_stored_about_a_person_is_told(service: Served) -> None:
    administrator = service.client("administrator")
    administrator.post(f"{API}/users", json={"name": "Ane Holm", "role": "reader"})
    told = administrator.post(f"{API}/persons/export", json={"name": "Ane Holm"}).json()
    assert {one["table"] for one in told["holdings"]} >= {"user", "audit"}


def test_the_rules_of_retention_are_tried_before_they_are_applied(service: Served) -> None:
    administrator = service.client("administrator")
    tried = administrator.post(f"{API}/retention", json={"proposal_years": 11}).json()
    assert tried["dry_run"] is True
    assert f"{SECRET}-fortrolig" in tried["proposals"]
    assert administrator.get(f"{API}/proposals").json()["total"] == len(OPEN) + 1
    done = administrator.post(f"{API}/retention", json={"proposal_years": 11, "dry_run": False}).json()
    assert done["proposals"] == tried["proposals"]
    assert administrator.get(f"{API}/proposals").json()["total"] == len(OPEN) + 1 - len(done["proposals"])


def test_the_model_says_what_it_is_and_training_is_a_job(service: Served) -> None:
    administrator = service.client("administrator")
    told = administrator.get(f"{API}/model").json()
    assert told["themes_version"] == "shipped"
    assert told["card"].startswith("#")
    assert told["quality"]["theme_precision"] == {"right": 0, "total": 0, "share": None, "interval": None}
    job = administrator.post(f"{API}/model/train")
    assert job.status_code == 202
    # This service was started without a way to train, which the job tells.
    assert finished(administrator, job.json())["state"] == "refused"


def test_every_answer_names_the_model_that_gave_it(service: Served) -> None:
    for address in ("proposals", "health", "findes-ikke"):
        answer = service.client("reader").get(f"{API}/{address}")
        assert answer.headers["X-Model-Version"] == service.at_hand.collection.model_version


def test_metrics_count_requests_and_tell_of_the_queue_to_the_cleared_alone(service: Served) -> None:
    service.client("reader").get(f"{API}/proposals/{OPEN[0]}?q=hemmeligt")
    for who, told in (("reader", False), ("administrator", True)):
        text = service.client(who).get(f"{API}/metrics").text
        assert 'route="/api/v1/proposals/{proposal_id}",status="200"' in text
        assert "hemmeligt" not in text
        assert ('genklang_jobs_unfinished{kind="document"}' in text) == told


def test_a_service_whose_worker_has_died_is_not_ready(service: Served) -> None:
    client = service.client(None)
    assert client.get(f"{API}/ready").status_code == 200
    service.at_hand.ingest.stop()
    assert client.get(f"{API}/ready").json()["state"] == "not-ready"
    assert client.get(f"{API}/health").status_code == 200


def test_requests_are_logged_without_a_word_of_what_was_asked(
    service: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        service.client("reader").get(f"{API}/search?q=hemmelig+sag")
        service.client("reader").get(f"{API}/proposals/2014-en-hemmelig-titel")
    ours = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("service"))
    assert "/api/v1/search 200" in ours
    assert "/api/v1/proposals/{proposal_id} 404" in ours
    assert "hemmelig" not in ours


def test_the_first_start_makes_an_administrator_whose_key_works(with_secret: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "ny.db") as store:
        first = prepare(store, examples=False)
        assert first.key is not None
        assert prepare(store, examples=False).key is None
    with served(tmp_path / "ny.db", tmp_path) as service:
        client = service.client(None)
        client.headers["X-API-Key"] = first.key
        assert client.get(f"{API}/users").json()["items"][0]["role"] == "administrator"
