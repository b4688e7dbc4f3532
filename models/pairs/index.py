"""The collection in memory: what is related to a proposal, which pairs overlap, and what a search finds."""

from __future__ import annotations

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
from models.pairs.search import Hit, search
from models.pairs.space import Placed, Vector, Vocabulary, place
from models.types import Reason, RelatedProposal, Relation

LEAST_RELATED = 0.05
"""Probability of being at least related below which a proposal is no answer."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Judged:
    number: int
    features: Vector
    verdict: Verdict


class Index:
    """Stored proposals, ready to be compared. Adding is not safe while another thread asks."""

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self._vocabulary = Vocabulary(model.weights)
        self._placed: list[Placed] = []
        self._numbers: dict[str, int] = {}
        self._mentioning: dict[str, set[int]] = {}
        self._finder = self._new_finder()

    @classmethod
    def build(cls, entries: Iterable[Entry], model: PairModel) -> Index:
        """An index of these entries."""
        index = cls(model)
        for entry in entries:
            index._take(entry)
        index._finder = index._new_finder()
        return index

    def __len__(self) -> int:
        return len(self._placed)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def add(self, entry: Entry) -> None:
        """One more proposal. Raises ValueError where its id is taken."""
        self._finder.add(self._take(entry))

    def _take(self, entry: Entry) -> Placed:
        if entry.id in self._numbers:
            raise ValueError(f"Forslaget {entry.id} er allerede i samlingen. Giv det et andet id.")
        placed = place(entry, self._model.weights, self._vocabulary)
        self._numbers[entry.id] = len(self._placed)
        for mention in entry.mentions:
            if mention.proposal_id:
                self._mentioning.setdefault(mention.proposal_id, set()).add(len(self._placed))
        self._placed.append(placed)
        return placed

    def _new_finder(self) -> Finder:
        weights = self._model.weights
        return Finder(weights.turn.shape[1], len(weights.concept_weights), self._placed)

    def related(self, asked: str | Entry, limit: int = 10) -> tuple[RelatedProposal, ...]:
        """What belongs with a stored proposal (by id) or with one that is not stored, best first.

        Raises KeyError for an id that is not in the collection.
        """
        placed = self._placed[self._numbers[asked]] if isinstance(asked, str) else self._lay(asked)
        judged = sorted(self._judge(placed), key=lambda one: -one.verdict.score)
        answers = [one for one in judged if one.verdict.related >= LEAST_RELATED or self._flags(one.verdict)]
        return tuple(self._answer(placed, one) for one in answers[:limit])

    def overlaps(self) -> tuple[Overlap, ...]:
        """Every pair that is flagged in the collection, most certain first, with the money that both ask for."""
        found = []
        for number, placed in enumerate(self._placed):
            for one in self._judge(placed):
                # Each pair is met from both ends, or from one only where the other has many better candidates.
                other = self._placed[one.number]
                if self._flags(one.verdict) and (one.number > number or number not in self._candidates(other)):
                    found.append((placed, other, one))
        found.sort(key=lambda item: (-item[2].verdict.flagged, item[0].entry.id, item[1].entry.id))
        return tuple(
            overlap_of(
                placed.entry,
                other.entry,
                relation=one.verdict.kind,
                probability=one.verdict.flagged,
                reasons=self._reasons(placed, other, one),
            )
            for placed, other, one in found
        )

    def search(self, words: str, vector: Vector | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """What answers a search, by its words and (where the query's vector is given) by its meaning, in one list."""
        return search(words, vector, self._placed, self._finder, self._vocabulary, self._model.weights, limit)

    def _lay(self, entry: Entry) -> Placed:
        return place(entry, self._model.weights, self._vocabulary)

    def _candidates(self, placed: Placed) -> set[int]:
        """Candidates, and those that it mentions or that mention it, the proposal itself left out."""
        named = (self._numbers.get(mention.proposal_id or "") for mention in placed.entry.mentions)
        naming = self._mentioning.get(placed.entry.id, ())
        found = {*self._finder.candidates(placed), *(number for number in named if number is not None), *naming}
        return found - {self._numbers.get(placed.entry.id, -1)}

    def _judge(self, placed: Placed) -> list[_Judged]:
        asked = question(placed, len(self._vocabulary))
        numbers = sorted(self._candidates(placed))
        if not numbers:
            return []
        rows = [pair_features(asked, self._placed[n], self._model.weights, self._model.names) for n in numbers]
        verdicts = self._model.judge(np.array(rows))
        return [
            _Judged(number=number, features=row, verdict=verdict)
            for number, row, verdict in zip(numbers, rows, verdicts, strict=True)
        ]

    def _flags(self, verdict: Verdict) -> bool:
        return verdict.flagged >= self._model.threshold

    def _answer(self, placed: Placed, one: _Judged) -> RelatedProposal:
        other, verdict = self._placed[one.number], one.verdict
        flagged = self._flags(verdict)
        return RelatedProposal(
            id=other.entry.id,
            title=other.entry.title,
            year=other.entry.year,
            relation=verdict.kind if flagged else Relation.RELATED,
            probability=round(verdict.flagged if flagged else verdict.related, 4),
            score=round(verdict.score, 4),
            mentions=mentioned(placed.entry, other.entry) is not None,
            reasons=self._reasons(placed, other, one),
        )

    def _reasons(self, placed: Placed, other: Placed, one: _Judged) -> tuple[Reason, ...]:
        pair = Pair(here=placed, there=other, features=one.features, names=self._model.names)
        return reasons(pair, self._model.flagged)
