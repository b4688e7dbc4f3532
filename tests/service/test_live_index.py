from __future__ import annotations

import threading
from collections.abc import Collection, Iterable

import pytest

from models.pairs import Index, pack
from service.live_index import LiveIndex
from service.store.records import Ready
from tests.models.pairs.proposals import TEXTS, entry, model

NAMES = sorted([*TEXTS, "2018-SO01-2"])
COPY = "2018-SO01-2"


def block(name: str, text_of: str) -> bytes:
    title, text = TEXTS[text_of[:9]]
    return pack(entry(name, text=text, title=title))


class Shelf:
    """What a store would give."""

    def __init__(self, *names: str) -> None:
        self.documents = {name: number for number, name in enumerate(names)}
        self.texts: dict[str, str] = {}

    def ready(self) -> tuple[Ready, ...]:
        return tuple(Ready(id=name, document=number) for name, number in sorted(self.documents.items()))

    def fetch(self, names: Collection[str] | None) -> Iterable[tuple[str, bytes]]:
        return [
            (name, block(name, self.texts.get(name, name)))
            for name in sorted(self.documents)
            if names is None or name in names
        ]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(*TEXTS)


@pytest.fixture
def live(shelf: Shelf) -> LiveIndex:
    live = LiveIndex(model())
    live.keep_up(shelf.ready, shelf.fetch)
    return live


def test_what_is_stored_later_is_compared_as_if_it_had_always_been_there(live: LiveIndex, shelf: Shelf) -> None:
    shelf.documents[COPY] = 99
    live.keep_up(shelf.ready, shelf.fetch)
    whole = Index.build([entry(name, title=TEXTS[name[:9]][0], text=TEXTS[name[:9]][1]) for name in NAMES], model())
    assert live.related("2018-SO01", 10) == whole.related("2018-SO01", 10)
    assert live.overlaps(shelf.fetch) == whole.overlaps()


@pytest.mark.parametrize("tidied", [False, True])
def test_what_is_taken_out_is_in_no_answer_at_once(live: LiveIndex, shelf: Shelf, tidied: bool) -> None:
    shelf.documents[COPY] = 99
    live.keep_up(shelf.ready, shelf.fetch)
    assert COPY in {name for pair in live.overlaps(shelf.fetch) for name in (pair.a, pair.b)}
    del shelf.documents[COPY]
    live.keep_up(shelf.ready, shelf.fetch)
    if tidied:
        assert live.tidy()
        assert not live.tidy()
    assert COPY not in {name for pair in live.overlaps(shelf.fetch) for name in (pair.a, pair.b)}
    assert COPY not in {one.id for one in live.related("2018-SO01", 10)}
    assert COPY not in {hit.id for hit in live.search("tolk på skærmen", None, 10)}
    with pytest.raises(KeyError):
        live.related(COPY, 10)


def test_an_id_that_is_used_again_stands_for_the_new_document(live: LiveIndex, shelf: Shelf) -> None:
    del shelf.documents["2020-KF04"]
    live.keep_up(shelf.ready, shelf.fetch)
    shelf.documents["2020-KF04"] = 77
    live.keep_up(shelf.ready, shelf.fetch)
    assert "2020-KF04" in {hit.id for hit in live.search("lys boldbaner kunstgræs", None, 10)}


def test_a_pair_is_told_no_more_when_one_of_its_ids_stands_for_another_document(live: LiveIndex, shelf: Shelf) -> None:
    shelf.documents[COPY] = 99
    live.keep_up(shelf.ready, shelf.fetch)
    assert live.overlaps(shelf.fetch)
    shelf.texts[COPY] = "2020-KF04"
    shelf.documents[COPY] = 100
    live.keep_up(shelf.ready, shelf.fetch)
    assert (COPY, "2018-SO01") not in {(pair.b, pair.a) for pair in live.overlaps(shelf.fetch)}
    assert ("2018-SO01", COPY) not in {(pair.a, pair.b) for pair in live.overlaps(shelf.fetch)}


def test_a_change_that_was_broken_off_is_made_the_next_time(live: LiveIndex, shelf: Shelf) -> None:
    shelf.documents |= {COPY: 99, "2019-TM03-2": 100}

    def broken(names: Collection[str] | None) -> Iterable[tuple[str, bytes]]:
        yield from list(shelf.fetch(names))[:1]
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        live.keep_up(shelf.ready, broken)
    live.keep_up(shelf.ready, shelf.fetch)
    assert {COPY, "2019-TM03"} <= {one.id for name in ("2018-SO01", "2019-TM03-2") for one in live.related(name, 10)}


def test_questions_are_answered_while_proposals_come_in(shelf: Shelf) -> None:
    live = LiveIndex(model())
    coming, faults = list(shelf.documents.items()), list[BaseException]()
    shelf.documents = dict(coming[:1])
    live.keep_up(shelf.ready, shelf.fetch)
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                live.related("2018-SO01", 5)
                live.search("skærm", None, 5)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for name, number in coming[1:]:
        shelf.documents = {**shelf.documents, name: number}
        live.keep_up(shelf.ready, shelf.fetch)
    done.set()
    for thread in threads:
        thread.join()
    assert not faults
    assert all(name in live for name in TEXTS)
