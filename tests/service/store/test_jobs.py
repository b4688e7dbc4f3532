from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.roles import Identity, Role
from service.store import jobs as module
from service.store.jobs import UNHURRIED, IdempotencyConflict, JobKind, Jobs, JobState, QueueFull, UnknownJob
from service.store.store import Store
from service.store.stores import Stores
from tests.service.store.documents import document, proposal

NOW, LATER = "2026-11-24T03:00:00Z", "2026-11-24T03:01:00Z"
EVA = Identity(name="eva", role=Role.EDITOR, cleared=False)
BO = Identity(name="bo", role=Role.EDITOR, cleared=True)
ADMIN = Identity(name="admin", role=Role.ADMINISTRATOR, cleared=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as store:
        yield store


@pytest.fixture
def jobs(store: Store) -> Jobs:
    return Jobs(store.connection)


def submit(jobs: Jobs, content: bytes = b"Bilpulje", *, by: str = "eva", key: str | None = None) -> str:
    return jobs.submit(source="bil.txt", content=content, marked=False, by=by, now=NOW, idempotency_key=key).id


def test_an_upload_goes_from_the_queue_to_its_stored_proposals(store: Store, jobs: Jobs) -> None:
    name = submit(jobs)
    assert jobs.get(name, by=EVA).state is JobState.QUEUED
    claimed = jobs.claim(NOW)
    assert claimed is not None
    assert (claimed.id, claimed.content, claimed.kind) == (name, b"Bilpulje", JobKind.DOCUMENT)
    assert jobs.get(name, by=EVA).state is JobState.READING
    jobs.advance(name, JobState.ANALYSING)
    jobs.store_document(name, store, document(proposal("2022-TM01")), marked=False, now=LATER)
    done = jobs.get(name, by=EVA)
    assert (done.state, done.finished_at, done.proposals) == (JobState.STORED, LATER, ("2022-TM01",))
    assert jobs.claim(NOW) is None


def test_the_same_bytes_many_times_are_analysed_and_stored_once(store: Store, jobs: Jobs) -> None:
    names = [submit(jobs, by=f"bruger{number}") for number in range(50)]
    assert len(set(names)) == 50
    claimed = jobs.claim(NOW)
    assert claimed is not None
    jobs.store_document(claimed.id, store, document(proposal("2022-TM01")), marked=False, now=NOW)
    late = submit(jobs)
    assert jobs.claim(NOW) is None
    assert {jobs.get(name, by=ADMIN).proposals for name in (*names, late)} == {("2022-TM01",)}


def test_fifty_clients_at_once_make_one_upload(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "samling.db")
    stores.here()
    together = threading.Barrier(50)

    def client() -> None:
        jobs = Jobs(stores.here().connection)
        together.wait()
        submit(jobs)

    threads = [threading.Thread(target=client) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Jobs(stores.here().connection).unfinished() == 50
    assert stores.here().connection.execute("SELECT count(*) FROM upload").get == 1
    stores.close()


def test_an_idempotency_key_stands_for_one_upload_of_one_user(jobs: Jobs) -> None:
    name = submit(jobs, key="a")
    assert submit(jobs, key="a") == name
    assert submit(jobs, key="b") != name
    assert submit(jobs, key="a", by="bo") != name
    with pytest.raises(IdempotencyConflict):
        submit(jobs, b"andet", key="a")


def test_too_many_waiting_jobs_are_refused_without_touching_other_users(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    submit(jobs)
    submit(jobs)
    with pytest.raises(QueueFull):
        submit(jobs)
    submit(jobs, by="bo")


def test_a_user_sees_own_jobs_alone_and_an_administrator_all(jobs: Jobs) -> None:
    mine, other = submit(jobs), submit(jobs, by="bo")
    assert [job.id for job in jobs.list(by=EVA)] == [mine]
    assert [job.id for job in jobs.list(by=ADMIN)] == [other, mine]
    assert [job.id for job in jobs.list(by=ADMIN, after=other)] == [mine]
    for ask in (lambda: jobs.get(other, by=EVA), lambda: jobs.list(by=EVA, after=other)):
        with pytest.raises(UnknownJob):
            ask()


def test_who_is_not_cleared_is_not_told_what_became_of_a_confidential_paper(store: Store, jobs: Jobs) -> None:
    mine, other = submit(jobs), submit(jobs, by="bo")
    jobs.claim(NOW)
    jobs.store_document(mine, store, document(proposal("2022-TM01", confidential=True)), marked=False, now=NOW)
    assert jobs.get(mine, by=EVA).proposals == ()
    assert jobs.get(other, by=BO).proposals == ("2022-TM01-fortrolig",)


def test_what_cannot_be_read_is_set_aside_with_the_reason_and_its_bytes_are_not_kept(store: Store, jobs: Jobs) -> None:
    name = submit(jobs)
    jobs.claim(NOW)
    jobs.set_aside(name, "Filen er beskadiget.", LATER)
    done = jobs.get(name, by=EVA)
    assert (done.state, done.reason, done.finished_at) == (JobState.SET_ASIDE, "Filen er beskadiget.", LATER)
    assert store.connection.execute("SELECT count(*) FROM upload").get == 0


def test_what_was_under_way_is_begun_anew(jobs: Jobs) -> None:
    name = submit(jobs)
    jobs.claim(NOW)
    assert jobs.claim(NOW) is None
    assert jobs.requeue_unfinished() == 1
    claimed = jobs.claim(NOW)
    assert claimed is not None and claimed.id == name


def test_nothing_is_stored_for_a_job_that_was_forgotten_meanwhile(store: Store, jobs: Jobs) -> None:
    name = submit(jobs)
    jobs.claim(NOW)
    given = document(proposal("2022-TM01"))
    assert jobs.forget_within(given.sha256) == 1
    assert jobs.store_document(name, store, given, marked=False, now=NOW) is None
    assert store.known(cleared=True) == ()


def test_training_is_a_job_and_waits_once(jobs: Jobs) -> None:
    job = jobs.submit_training(by="admin", now=NOW)
    assert jobs.submit_training(by="admin", now=NOW).id == job.id
    claimed = jobs.claim(NOW)
    assert claimed is not None and claimed.kind is JobKind.TRAINING
    jobs.end_training(job.id, JobState.REFUSED, "For få rettelser.", LATER)
    done = jobs.get(job.id, by=ADMIN)
    assert (done.state, done.reason) == (JobState.REFUSED, "For få rettelser.")


def test_what_users_hand_in_comes_before_the_shipped_examples(tmp_path: Path) -> None:
    with Store(tmp_path / "samling.db") as store:
        jobs = Jobs(store.connection)
        given: list[tuple[str, str | None]] = [("a", f"{UNHURRIED}a"), ("b", None), ("c", "mit-eget")]
        for name, key in given:
            jobs.submit(source=name, content=name.encode(), marked=False, by="ane", now="nu", idempotency_key=key)
        claimed = [jobs.claim("nu") for _ in given]
        assert [one.source for one in claimed if one is not None] == ["b", "c", "a"]
