"""Which proposals of a collection are worth a closer look: by meaning, by words, by concepts, by copied text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.pairs.postings import Postings
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

    def __init__(self, dimensions: int, concepts: int, placed: Sequence[Placed] = ()) -> None:
        """``placed`` are proposals to begin with: many at once are taken in much faster than one by one."""
        self._wholes = Rows(dimensions, rows=[one.whole for one in placed])
        self._concepts = Rows(concepts, rows=[unit(one.concepts) for one in placed])
        self._gone: list[int] = []
        self._words = Postings([(one.words[0].astype(np.int64), one.words[1]) for one in placed])
        self._runs = Postings([_runs(one) for one in placed])

    def __len__(self) -> int:
        """Numbers given so far, those of proposals taken out among them."""
        return len(self._wholes)

    def add(self, placed: Placed) -> None:
        """One more proposal, with the next number."""
        number = len(self)
        self._wholes.add(placed.whole)
        self._concepts.add(unit(placed.concepts))
        self._words.add(number, placed.words[0].astype(np.int64), placed.words[1])
        self._runs.add(number, *_runs(placed))

    def remove(self, number: int) -> None:
        """Finds a proposal no more. Its number is not given again."""
        self._wholes.clear(number)
        self._concepts.clear(number)
        self._gone.append(number)

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
        having = self._words.of(words[0][heaviest].astype(np.int64))
        for weight, (numbers, values) in zip(words[1][heaviest], having, strict=True):
            score[numbers] += weight * values
        score[self._gone] = 0
        return score

    def copies(self, placed: Placed) -> Sequence[int]:
        """The proposals that share runs of words with it, most first."""
        having = [numbers for numbers, _ in self._runs.of(_runs(placed)[0])]
        if not having:
            return []
        shared = np.bincount(np.concatenate(having), minlength=len(self))
        shared[self._gone] = 0
        most = np.argsort(-shared, kind="stable")[:_MOST_COPIES]
        return [number for number in most.tolist() if shared[number] >= _LEAST_SHARED_RUNS]


def _runs(placed: Placed) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    keys = sampled(placed.runs).astype(np.int64)
    return keys, np.ones(len(keys), dtype=np.float32)


def fused(rankings: Iterable[NDArray[np.float32]], most: int) -> list[int]:
    """The best of several rankings by reciprocal rank fusion; what no ranking gives a positive score is left out."""
    score: dict[int, float] = {}
    for values in rankings:
        for rank, number in enumerate(_top(values, 2 * most)):
            score[number] = score.get(number, 0.0) + 1 / (_FUSION + rank)
    return sorted(score, key=lambda number: (-score[number], number))[:most]


def _top(values: NDArray[np.float32], most: int) -> list[int]:
    """The places of the highest positive values, of equal ones the first: the same whatever stands between them."""
    places = np.flatnonzero(values > 0)
    if len(places) > most:
        least = np.partition(values[places], len(places) - most)[len(places) - most]
        places = places[values[places] >= least]
    highest: list[int] = places[np.argsort(-values[places], kind="stable")][:most].tolist()
    return highest
