"""The comparison of a collection in memory, kept up with the store while several threads ask it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from models.pairs import Entry, Hit, Index, Overlap, PairModel, unpack
from models.pairs.overlap import overlap_of
from models.pairs.space import Vector
from models.types import RelatedProposal, Relation
from service.store.records import Ready

Fetch = Callable[[Collection[str] | None], Iterable[tuple[str, bytes]]]
"""Gives id and stored entry of the proposals named, or of all (None)."""

_ALL = 1_000
"""More answers than one proposal has candidates: none is left out."""


@dataclass(frozen=True, kw_only=True)
class _Flag:
    """A pair as it was judged from the end of ``here``."""

    here: str
    there: RelatedProposal


class LiveIndex:
    """Every proposal that one kind of asker may see, ready to be compared.

    New proposals are added to what is there and those taken out are left out, in between the questions of others:
    nobody waits while a question is answered.
    """

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self._lock = threading.Lock()  # held while the state below changes
        self._index = Index(model)
        self._documents: Mapping[str, int] = {}
        self._flags: dict[str, tuple[_Flag, ...]] = {}
        self._looking = threading.Lock()  # held while a proposal is looked at, so that no two look at the same
        self._read_at = 0.0

    def __contains__(self, name: object) -> bool:
        return name in self._documents

    def keep_up(self, ready: Callable[[], Iterable[Ready]], fetch: Fetch) -> None:
        """Brings the index to what the store has ready now."""
        called = time.monotonic()
        with self._lock:
            if self._read_at > called:  # somebody before us in the queue has read what we would read
                return
            reading = time.monotonic()
            before, now = self._documents, {one.id: one.document for one in ready()}
            if now != before:
                if before:
                    self._change(before, now, fetch)
                else:
                    self._index = self._built(fetch, now)
                self._documents = now
            self._read_at = reading

    def _built(self, fetch: Fetch, documents: Mapping[str, int]) -> Index:
        with _without_collecting():
            return Index.build((entry for entry in _entries(fetch(None)) if entry.id in documents), self._model)

    def _change(self, before: Mapping[str, int], now: Mapping[str, int], fetch: Fetch) -> None:
        leaving = {name for name, number in before.items() if now.get(name) != number}
        coming = [name for name, number in now.items() if before.get(name) != number]
        for name in leaving:
            if name in self._index:  # else it had left the store before it was fetched
                self._index.remove(name)
        self._flags = {
            name: tuple(flag for flag in flags if flag.there.id not in leaving)
            for name, flags in self._flags.items()
            if name not in leaving
        }
        for entry in _entries(fetch(sorted(coming))) if coming else ():
            if entry.id in self._index:  # a change before this one was broken off, as by a full disk
                self._index.remove(entry.id)
            self._index.add(entry)

    def tidy(self) -> bool:
        """Forgets what was taken out, while others go on asking; False where there is nothing to forget."""
        index, documents = self._index, self._documents
        if not index.has_gaps():
            return False
        tidied = index.tidied()
        with self._lock:
            if self._index is index and self._documents is documents:  # else the next call tries again
                self._index = tidied
        return True

    def related(self, proposal_id: str, limit: int) -> tuple[RelatedProposal, ...]:
        """What belongs with a proposal that is in the index, best first. Raises KeyError."""
        return self._index.related(proposal_id, limit)

    def search(self, words: str, vector: Vector | None, limit: int) -> tuple[Hit, ...]:
        """What answers a search by its words and its meaning, best first."""
        return self._index.search(words, vector, limit)

    def overlaps(self, fetch: Fetch) -> tuple[Overlap, ...]:
        """Every flagged pair, most certain first. Proposals that nobody has looked at yet are looked at one by one."""
        while self.look_at_one():
            pass
        pairs: dict[frozenset[str], _Flag] = {}
        with self._lock:
            for name in sorted(self._documents):  # in the order of ids, whenever they came
                for flag in self._flags.get(name, ()):
                    pairs.setdefault(frozenset((name, flag.there.id)), flag)
        entries = {one.id: one for one in _entries(fetch(sorted({name for pair in pairs for name in pair})))}
        found = [
            overlap_of(
                entries[flag.here],
                entries[flag.there.id],
                relation=flag.there.relation,
                probability=flag.there.probability,
                reasons=flag.there.reasons,
            )
            for flag in pairs.values()
            if {flag.here, flag.there.id} <= entries.keys()
        ]
        return tuple(sorted(found, key=lambda pair: (-pair.probability, pair.a, pair.b)))

    def look_at_one(self) -> bool:
        """Judges the pairs of one proposal that has not been looked at; False where there is none left."""
        with self._looking:
            with self._lock:
                index, documents = self._index, self._documents
                name = next((name for name in documents if name not in self._flags), None)
            if name is None:
                return False
            try:
                found = index.related(name, _ALL)
            except KeyError:  # it was taken out just now
                found = ()
            flags = tuple(_Flag(here=name, there=one) for one in found if one.relation is not Relation.RELATED)
            with self._lock:
                now = self._documents
                if now.get(name) == documents[name]:
                    self._flags[name] = tuple(flag for flag in flags if _same(flag.there.id, documents, now))
            return True


def _same(name: str, before: Mapping[str, int], now: Mapping[str, int]) -> bool:
    """Whether the name has not come to stand for nothing, or for another document."""
    return name in now and before.get(name, now[name]) == now[name]


def _entries(blocks: Iterable[tuple[str, bytes]]) -> Iterator[Entry]:
    return (unpack(block, name=name) for name, block in blocks)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of small objects are made and all are kept: looking for garbage among them would take a third more.

    Afterwards they are put where the collector does not look, else it would stop everybody for tenths of a second.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
