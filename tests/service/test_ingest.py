from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.examples.load import load_example
from corpus.renderers import cells
from service import schemas
from service.collection import Collection, UnknownProposal
from service.ingest import NO_TRAINING, Ingest, TrainingEnd
from service.reading_process import ReadingProcess
from service.roles import Identity, Role
from service.store.jobs import Jobs, JobState
from service.store.stores import Stores
from tests.pipeline import loaded
from tests.service.killing import StandIn
from training.benchmarks.damage import damaged_files

PROPOSALS = Path(__file__).parents[2] / "corpus" / "examples" / "proposals"
NOW = "2026-11-24T03:00:00Z"
ADMIN = Identity(name="admin", role=Role.ADMINISTRATOR, cleared=True)
SECONDS = 60.0


def text_of(name: str) -> bytes:
    return cells.render([load_example(PROPOSALS / name)]).encode()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    stores = Stores(tmp_path / "samling.db")
    yield stores
    stores.close()


@pytest.fixture
def jobs(stores: Stores) -> Jobs:
    return Jobs(stores.here().connection)


@pytest.fixture
def collection(stores: Stores) -> Collection:
    return Collection(stores.here, loaded(), now=lambda: NOW)


def submit(jobs: Jobs, name: str, content: bytes, *, marked: bool = False) -> str:
    return jobs.submit(source=name, content=content, marked=marked, by="admin", now=NOW).id


def test_the_thread_stores_what_is_submitted_and_the_comparison_knows_it(
    stores: Stores, jobs: Jobs, collection: Collection
) -> None:
    ingest = Ingest(collection, stores, now=lambda: NOW)
    collection.warm()
    ingest.start()
    try:
        names = [submit(jobs, f"{name}.txt", text_of(name)) for name in ("2013-KF30", "2014-KF31")]
        ingest.wake()
        finished = time.monotonic() + SECONDS
        while jobs.unfinished() and time.monotonic() < finished:
            time.sleep(0.05)
    finally:
        ingest.stop()
    assert [jobs.get(name, by=ADMIN).proposals for name in names] == [("2013-KF30",), ("2014-KF31",)]
    assert collection.related("2013-KF30", cleared=False)[0].id == "2014-KF31"
    assert [(pair.a, pair.b) for pair in collection.overlaps(cleared=False)] == [("2013-KF30", "2014-KF31")]
    assert not ingest.alive


def test_what_the_uncleared_get_is_the_same_with_and_without_a_confidential_paper(
    stores: Stores, jobs: Jobs, collection: Collection
) -> None:
    ingest = Ingest(collection, stores, now=lambda: NOW)
    submit(jobs, "a.txt", text_of("2013-KF30"))
    assert ingest.run_once()

    def answers() -> object:
        return (
            collection.related("2013-KF30", cleared=False),
            collection.overlaps(cleared=False),
            collection.search("fælles indkøb", cleared=False),
        )

    before = answers()
    submit(jobs, "b.txt", text_of("2014-KF31"), marked=True)
    assert ingest.run_once()
    assert answers() == before
    assert collection.related("2013-KF30", cleared=True)[0].id == "2014-KF31-fortrolig"
    with pytest.raises(UnknownProposal):
        collection.related("2014-KF31-fortrolig", cleared=False)


def test_what_is_removed_is_in_no_comparison(stores: Stores, jobs: Jobs, collection: Collection) -> None:
    ingest = Ingest(collection, stores, now=lambda: NOW)
    for name in ("2013-KF30", "2014-KF31"):
        submit(jobs, f"{name}.txt", text_of(name))
        ingest.run_once()
    assert collection.overlaps(cleared=False)
    assert collection.remove("2014-KF31")
    assert collection.overlaps(cleared=False) == ()
    while collection.look_ahead():
        pass
    assert collection.related("2013-KF30", cleared=False) == ()


def test_threads_that_analyse_at_once_come_to_what_one_alone_concludes(collection: Collection) -> None:
    texts = [text_of(name) for name in ("2013-KF30", "2014-KF31", "2014-KF06")]

    def conclude(content: bytes) -> str:
        return json.dumps(schemas.document(collection.analyse(content, "forslag.txt")), sort_keys=True)

    alone = [conclude(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(conclude, texts * 3)) == alone * 3


def test_a_damaged_file_is_refused_or_read_and_the_next_one_is_taken(
    stores: Stores, jobs: Jobs, collection: Collection
) -> None:
    ingest = Ingest(collection, stores, now=lambda: NOW)
    names = [submit(jobs, one.name, one.content) for one in damaged_files(11, seed=3) if "scan" not in one.name]
    while ingest.run_once():
        pass
    done = [jobs.get(name, by=ADMIN) for name in names]
    assert {job.state for job in done} == {JobState.STORED, JobState.SET_ASIDE}
    for job in done:
        assert (job.reason is None) == (job.state is JobState.STORED)
        assert job.reason is None or "fejl-id" not in job.reason


def test_a_fault_of_our_own_costs_no_other_job(stores: Stores, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = StandIn()
    monkeypatch.setattr(reading, "analyse", lambda *_, **__: 1 / 0)
    broken = submit(jobs, "a.txt", b"2022-BU01")
    Ingest(reading, stores, now=lambda: NOW).run_once()
    fine = submit(jobs, "b.txt", b"2022-BU02")
    Ingest(StandIn(), stores, now=lambda: NOW).run_once()
    failed = jobs.get(broken, by=ADMIN)
    assert failed.state is JobState.SET_ASIDE
    assert failed.reason is not None and "fejl-id" in failed.reason
    assert jobs.get(fine, by=ADMIN).state is JobState.STORED


@pytest.mark.parametrize(
    ("end", "state", "reason"),
    [
        (TrainingEnd(trained=True), JobState.TRAINED, None),
        (TrainingEnd(trained=False, reason="For få rettelser."), JobState.REFUSED, "For få rettelser."),
        (None, JobState.REFUSED, NO_TRAINING),
    ],
)
def test_a_training_is_done_in_turn(
    stores: Stores, jobs: Jobs, end: TrainingEnd | None, state: JobState, reason: str | None
) -> None:
    job = jobs.submit_training(by="admin", now=NOW)
    Ingest(StandIn(), stores, now=lambda: NOW, train=None if end is None else lambda: end).run_once()
    done = jobs.get(job.id, by=ADMIN)
    assert (done.state, done.reason) == (state, reason)


def test_the_thread_takes_up_what_was_under_way(stores: Stores, jobs: Jobs) -> None:
    job = submit(jobs, "a.txt", b"2022-BU01")
    assert jobs.claim(NOW) is not None
    ingest = Ingest(StandIn(), stores, now=lambda: NOW)
    ingest.start()
    finished = time.monotonic() + SECONDS
    while jobs.unfinished() and time.monotonic() < finished:
        time.sleep(0.02)
    ingest.stop()
    assert jobs.get(job, by=ADMIN).state is JobState.STORED
    assert not any(thread.name == "ingest" for thread in threading.enumerate())


def test_documents_are_read_in_a_process_of_their_own_that_ends_with_the_service(
    stores: Stores, jobs: Jobs, collection: Collection
) -> None:
    apart = ReadingProcess(stores.path)
    ingest = Ingest(collection, stores, now=lambda: NOW, apart=apart)
    ingest.start()
    try:
        name = submit(jobs, "a.txt", text_of("2013-KF30"))
        ingest.wake()
        finished = time.monotonic() + SECONDS
        while jobs.unfinished() and time.monotonic() < finished:
            time.sleep(0.05)
    finally:
        ingest.stop()
    assert jobs.get(name, by=ADMIN).proposals == ("2013-KF30",)
    assert collection.search("indkøb", cleared=False)[0].id == "2013-KF30"
    assert not apart.alive
