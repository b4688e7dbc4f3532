"""The comparison of a collection in memory, kept up with the store while several threads ask it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from models.pairs import Entry, Hit, Index, Overlap, PairModel, unpack
from models.pairs.overlap import overlap_of
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

    New proposals are added to what is there; those taken out are left out of every answer at once, and `tidy` forgets
    them. One question at a time: each takes hundredths of a second, and Python would not answer two at once anyway.
    """

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self._lock = threading.RLock()
        self._index = Index(model)
        self._documents: Mapping[str, int] = {}
        self._gone: set[str] = set()
        self._flags: dict[str, tuple[_Flag, ...]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._documents

    def keep_up(self, ready: Callable[[], Iterable[Ready]], fetch: Fetch) -> None:
        """Brings the index to what the store has ready now."""
        with self._lock:
            before = self._documents
            now = {one.id: one.document for one in ready()}  # within the lock, so that no thread goes back in time
            if now == before:
                return
            replaced = any(now[name] != number for name, number in before.items() if name in now)
            if not before or replaced or self._gone & (now.keys() - before.keys()):
                self._swap(self._built(fetch, now), now)
                return
            self._gone |= before.keys() - now.keys()
            fresh = now.keys() - before.keys()
            for entry in _entries(fetch(sorted(fresh))) if fresh else ():
                self._index.add(entry)
            self._documents = now

    def tidy(self, fetch: Fetch) -> bool:
        """Forgets what was taken out, while others go on asking; False where there is nothing to forget."""
        documents, gone = self._documents, self._gone
        if not gone:
            return False
        index = self._built(fetch, documents)
        with self._lock:
            if self._documents is documents:  # else somebody added meanwhile, and the next call tries again
                self._swap(index, documents)
        return True

    def _built(self, fetch: Fetch, documents: Mapping[str, int]) -> Index:
        with _without_collecting():
            return Index.build((entry for entry in _entries(fetch(None)) if entry.id in documents), self._model)

    def _swap(self, index: Index, documents: Mapping[str, int]) -> None:
        kept = {name for name, number in documents.items() if self._documents.get(name) == number}
        self._index, self._documents, self._gone = index, dict(documents), set()
        self._flags = {name: flags for name, flags in self._flags.items() if name in kept}

    def related(self, proposal_id: str, limit: int) -> tuple[RelatedProposal, ...]:
        """What belongs with a proposal that is in the index, best first. Raises KeyError."""
        with self._lock:
            if proposal_id not in self:
                raise KeyError(proposal_id)
            found = self._index.related(proposal_id, limit + len(self._gone))
            return tuple(one for one in found if one.id not in self._gone)[:limit]

    def search(self, words: str, vector: object, limit: int) -> tuple[Hit, ...]:
        """What answers a search by its words and its meaning, best first."""
        with self._lock:
            found = self._index.search(words, vector, limit + len(self._gone))  # type: ignore[arg-type]
            return tuple(one for one in found if one.id not in self._gone)[:limit]

    def overlaps(self, fetch: Fetch) -> tuple[Overlap, ...]:
        """Every flagged pair, most certain first. Proposals that nobody has looked at yet are looked at one by one."""
        while self.look_at_one():
            pass
        with self._lock:
            pairs: dict[frozenset[str], _Flag] = {}
            for name in self._documents:  # in the order of ids, whenever they came
                for flag in self._flags.get(name, ()):
                    if flag.there.id in self._documents:
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
        with self._lock:
            name = next((name for name in self._documents if name not in self._flags), None)
            if name is None:
                return False
            self._flags[name] = tuple(
                _Flag(here=name, there=one)
                for one in self._index.related(name, _ALL)
                if one.relation is not Relation.RELATED and one.id not in self._gone
            )
            return True


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
