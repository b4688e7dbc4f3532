from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.examples.demonstration import demonstrations
from corpus.examples.load import load_examples
from corpus.parse import parse
from corpus.read import read_bytes
from corpus.split import split
from service.first_start import ADMINISTRATOR, prepare
from service.roles import Identity, Role
from service.store.jobs import Jobs
from service.store.store import Store
from service.store.users import Users
from tests.service.store.documents import document, proposal

NOW = "2026-11-24T03:00:00Z"
ADMIN = Identity(name="admin", role=Role.ADMINISTRATOR, cleared=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as store:
        yield store


def test_the_first_start_lets_an_administrator_in_and_promises_the_examples(store: Store) -> None:
    first = prepare(store, examples=True, now=lambda: NOW)
    assert first.key is not None
    identity = Users(store.connection).by_key(first.key)
    assert identity is not None and (identity.name, identity.role) == (ADMINISTRATOR, Role.ADMINISTRATOR)
    waiting = Jobs(store.connection).list(by=ADMIN, limit=100)
    assert len(waiting) == first.examples > 4
    assert {"luftskifte.pdf", "eksempler-2018.txt"} <= {job.source for job in waiting}


def test_the_next_start_repeats_nothing(store: Store) -> None:
    first = prepare(store, examples=True, now=lambda: NOW)
    second = prepare(store, examples=True, now=lambda: NOW)
    assert second.key is None
    assert Jobs(store.connection).unfinished() == first.examples


@pytest.mark.parametrize("examples", [True, False])
def test_a_collection_in_use_gets_no_examples(store: Store, examples: bool) -> None:
    store.add(document(proposal("2022-TM01")))
    assert prepare(store, examples=examples, now=lambda: NOW).examples == 0


def test_the_key_is_not_in_the_file(store: Store, tmp_path: Path) -> None:
    key = prepare(store, examples=False, now=lambda: NOW).key
    assert key is not None
    store.close()
    assert key.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_every_shipped_example_is_among_the_documents_once() -> None:
    texts = [one for one in demonstrations() if one.name.startswith("eksempler-")]
    one = next(one for one in texts if one.name == "eksempler-2016.txt")
    read = {proposal.title for proposal in parse(split(read_bytes(one.content, one.name)))}
    assert read == {example.title for example in load_examples() if example.id.startswith("2016")}
