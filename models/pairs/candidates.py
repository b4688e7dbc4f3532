"""Which proposals of a collection are worth a closer look: by meaning, by words, by concepts, by copied text."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.pairs.rows import Rows
from models.pairs.shingles import sampled
from models.pairs.space import Placed, Vector, Words, unit

MOST = 40
"""Candidates of one question that the relation model is asked about."""

_TERMS = 60  # heaviest words of a proposal that are looked up; the others move no rank
_FUSION = 60.0  # of reciprocal rank fusion, as usual: how fast a rank loses weight
_LEAST_SHARED_RUNS = 3  # sampled runs of five words; fewer are a coincidence
_MOST_COPIES = 20


class Finder:
    """The collection as it is searched. Proposals are known by their number, in the order in which they were added."""

    def __init__(self, dimensions: int, concepts: int) -> None:
        self._wholes = Rows(dimensions)
        self._concepts = Rows(concepts)
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        self._runs: dict[int, array[int]] = {}

    def __len__(self) -> int:
        return len(self._wholes)

    def add(self, placed: Placed) -> None:
        """One more proposal."""
        number = len(self)
        self._wholes.add(placed.whole)
        self._concepts.add(unit(placed.concepts))
        for word, weight in zip(placed.words[0].tolist(), placed.words[1].tolist(), strict=True):
            numbers, weights = self._postings.setdefault(word, (array("i"), array("f")))
            numbers.append(number)
            weights.append(weight)
        for run in sampled(placed.runs).tolist():
            self._runs.setdefault(run, array("i")).append(number)

    def candidates(self, placed: Placed, *, most: int = MOST) -> list[int]:
        """The numbers of the proposals to look at, likeliest first; those that share text are always among them."""
        if not len(self):
            return []
        rankings = [
            self._wholes.values @ placed.whole,
            self._concepts.values @ unit(placed.concepts),
            self.by_words(placed.words),
            self.by_words(placed.title_words),
        ]
        return list(dict.fromkeys([*self.copies(placed), *fused(rankings, most)]))

    def by_meaning(self, vector: Vector) -> Vector:
        """How alike each proposal as a whole is to a vector of the space."""
        return np.asarray(self._wholes.values @ vector, dtype=np.float32)

    def by_words(self, words: Words) -> Vector:
        """How much each proposal has of these words: the cosine over the heaviest of them."""
        score = np.zeros(len(self), dtype=np.float32)
        heaviest = np.argsort(-words[1])[:_TERMS]
        for word, weight in zip(words[0][heaviest].tolist(), words[1][heaviest].tolist(), strict=True):
            if word in self._postings:
                numbers, weights = self._postings[word]
                score[np.array(numbers, dtype=np.intp)] += weight * np.array(weights, dtype=np.float32)
        return score

    def copies(self, placed: Placed) -> Sequence[int]:
        """The proposals that share runs of words with it, most first."""
        shared: Counter[int] = Counter()
        for run in sampled(placed.runs).tolist():
            shared.update(self._runs.get(run, ()))
        return [number for number, count in shared.most_common(_MOST_COPIES) if count >= _LEAST_SHARED_RUNS]


def fused(rankings: Iterable[NDArray[np.float32]], most: int) -> list[int]:
    """The best of several rankings by reciprocal rank fusion; what no ranking gives a positive score is left out."""
    score: dict[int, float] = {}
    for values in rankings:
        reach = min(2 * most, len(values))
        top = np.argpartition(-values, reach - 1)[:reach]
        for rank, number in enumerate(top[np.argsort(-values[top])].tolist()):
            if values[number] > 0:
                score[number] = score.get(number, 0.0) + 1 / (_FUSION + rank)
    return sorted(score, key=lambda number: (-score[number], number))[:most]
