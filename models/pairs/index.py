"""The collection in memory: what is related to a proposal, which pairs overlap, and what a search finds."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.pairs.candidates import Finder
from models.pairs.entry import Entry
from models.pairs.features import mentioned, pair_features
from models.pairs.likeness import question
from models.pairs.model import PairModel, Verdict
from models.pairs.overlap import Overlap, overlap_of
from models.pairs.reasons import Pair, reasons
from models.pairs.search import Hit, find, hits
from models.pairs.space import Placed, Vector, Vocabulary, moved, place, place_all, turned
from models.types import Reason, RelatedProposal, Relation

LEAST_RELATED = 0.05
"""Probability of being at least related below which a proposal is no answer."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Judged:
    other: Placed
    features: Vector
    verdict: Verdict


class Index:
    """Stored proposals, ready to be compared. Several threads may ask while others add and remove.

    Answers are those of an index that was built of the same entries in the same order.
    """

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self._vocabulary = Vocabulary(model.weights)
        self._lock = threading.Lock()  # held while candidates are looked up, not while they are judged
        self._placed: list[Placed | None] = []  # by number; None for what was taken out
        self._numbers: dict[str, int] = {}
        self._mentioning: dict[str, set[int]] = {}
        self._finder = self._new_finder()

    @classmethod
    def build(cls, entries: Iterable[Entry], model: PairModel) -> Index:
        """An index of these entries."""
        index = cls(model)
        for placed in place_all(entries, model.weights, index._vocabulary):
            index._take(placed)
        index._finder = index._new_finder()
        return index

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def add(self, entry: Entry) -> None:
        """One more proposal. Raises ValueError where its id is taken."""
        placed = place(entry, self._model.weights, self._vocabulary)
        with self._lock:
            self._take(placed)
            self._finder.add(placed)

    def remove(self, name: str) -> None:
        """Leaves a proposal out of every answer from now on. Raises KeyError for an id that is not there."""
        with self._lock:
            number = self._numbers.pop(name)
            placed, self._placed[number] = self._placed[number], None
            self._finder.remove(number)
            for mention in placed.entry.mentions if placed is not None else ():
                if mention.proposal_id:
                    self._mentioning[mention.proposal_id].discard(number)

    def has_gaps(self) -> bool:
        """Whether something was removed of which traces are left, such as words that no other proposal has."""
        return len(self._placed) > len(self._numbers)

    def tidied(self) -> Index:
        """An index of what is left, without such traces. Others may go on asking this one meanwhile."""
        index = Index(self._model)
        with self._lock:
            left = [one for one in self._placed if one is not None]
        for one in left:
            index._take(moved(one, index._vocabulary))
        index._finder = index._new_finder()
        return index

    def _take(self, placed: Placed) -> None:
        entry, number = placed.entry, len(self._placed)
        if entry.id in self._numbers:
            raise ValueError(f"Forslaget {entry.id} er allerede i samlingen. Giv det et andet id.")
        self._numbers[entry.id] = number
        for mention in entry.mentions:
            if mention.proposal_id:
                self._mentioning.setdefault(mention.proposal_id, set()).add(number)
        self._placed.append(placed)

    def _new_finder(self) -> Finder:
        weights = self._model.weights
        placed = [one for one in self._placed if one is not None]
        return Finder(weights.turn.shape[1], len(weights.concept_weights), placed)

    def related(self, asked: str | Entry, limit: int = 10) -> tuple[RelatedProposal, ...]:
        """What belongs with a stored proposal (by id) or with one that is not stored, best first.

        Raises KeyError for an id that is not in the collection.
        """
        placed = self._there(asked) if isinstance(asked, str) else self._lay(asked)
        judged = sorted(self._judge(placed), key=lambda one: (-one.verdict.score, one.other.entry.id))
        answers = [one for one in judged if one.verdict.alarm or one.verdict.related >= LEAST_RELATED]
        return tuple(self._answer(placed, one) for one in answers[:limit])

    def overlaps(self) -> tuple[Overlap, ...]:
        """Every pair that is flagged in the collection, most certain first, with the money that both ask for."""
        met: set[frozenset[str]] = set()  # a pair is met from both ends, or from one that has few better candidates
        found = []
        for placed in [one for one in self._placed if one is not None]:
            for one in self._judge(placed):
                pair = frozenset((placed.entry.id, one.other.entry.id))
                if one.verdict.alarm and pair not in met:
                    met.add(pair)
                    found.append((placed, one))
        found.sort(key=lambda item: (-item[1].verdict.flagged, item[0].entry.id, item[1].other.entry.id))
        return tuple(
            overlap_of(
                placed.entry,
                one.other.entry,
                relation=one.verdict.kind,
                probability=one.verdict.flagged,
                reasons=self._reasons(placed, one),
            )
            for placed, one in found
        )

    def search(self, words: str, vector: Vector | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """What answers a search, by its words and (where the query's vector is given) by its meaning, in one list."""
        meant = None if vector is None else turned(vector, self._model.weights)
        with self._lock:
            numbers = find(words, meant, self._finder, self._vocabulary, limit)
            found = [one for number in numbers if (one := self._placed[number]) is not None]
        return hits(words, meant, found)

    def _there(self, name: str) -> Placed:
        with self._lock:
            placed = self._placed[self._numbers[name]]
        assert placed is not None, "a number belongs to a proposal that is there"
        return placed

    def _lay(self, entry: Entry) -> Placed:
        return place(entry, self._model.weights, self._vocabulary)

    def _candidates(self, placed: Placed) -> list[Placed]:
        """Candidates, and those that it mentions or that mention it, the proposal itself left out."""
        with self._lock:
            named = (self._numbers.get(mention.proposal_id or "") for mention in placed.entry.mentions)
            naming = self._mentioning.get(placed.entry.id, ())
            found = {*self._finder.candidates(placed), *(number for number in named if number is not None), *naming}
            found.discard(self._numbers.get(placed.entry.id, -1))
            return [one for number in sorted(found) if (one := self._placed[number]) is not None]

    def _judge(self, placed: Placed) -> list[_Judged]:
        others = self._candidates(placed)
        if not others:
            return []
        # Laid open after the candidates are known: one that was added just now may have brought new words.
        asked = question(placed, len(self._vocabulary))
        rows = [pair_features(asked, other, self._model.weights, self._model.names) for other in others]
        verdicts = self._model.judge(np.array(rows))
        return [
            _Judged(other=other, features=row, verdict=verdict)
            for other, row, verdict in zip(others, rows, verdicts, strict=True)
        ]

    def _answer(self, placed: Placed, one: _Judged) -> RelatedProposal:
        other, verdict = one.other, one.verdict
        return RelatedProposal(
            id=other.entry.id,
            title=other.entry.title,
            year=other.entry.year,
            relation=verdict.kind if verdict.alarm else Relation.RELATED,
            probability=round(verdict.probability, 4),
            score=round(verdict.score, 4),
            mentions=mentioned(placed.entry, other.entry) is not None,
            reasons=self._reasons(placed, one),
        )

    def _reasons(self, placed: Placed, one: _Judged) -> tuple[Reason, ...]:
        pair = Pair(here=placed, there=one.other, features=one.features, names=self._model.names)
        return reasons(pair, self._model.flagged)
