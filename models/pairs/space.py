"""The space in which proposals are compared: what is common to all of them is taken out.

Raw vectors of one encoder all lie close together, and raw word counts are full of 'kommune'. So vectors are
centred and their widest directions narrowed, and words and concepts weigh by how rare they are. All of that is learnt
once, from the proposals of fitting: the likeness of two proposals does not change with the collection around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.types import SectionKind
from models.pairs.concepts import FACETS, concept_numbers, concepts
from models.pairs.entry import Entry, compared_names
from models.pairs.shingles import Hashes, union

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
Words = tuple[NDArray[np.int32], Vector]  # numbers in the vocabulary, rising, and weights of length 1

TITLE_SHARE = 3.0
"""What a concept of title and summary counts more than one of the text."""

_CONTENT = frozenset({SectionKind.CONTENT, SectionKind.IMPLEMENTATION})
_BACKGROUND = frozenset({SectionKind.BACKGROUND})
_ACCENT = 2  # times that a concept must be meant before it counts as what the proposal is about


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What fitting learnt of the material: see `training.fit_pairs`. ``turn`` maps a centred vector into the space."""

    centre: Vector
    turn: Matrix
    vocabulary: Mapping[str, int]
    word_weights: Vector
    unknown_word: float
    concept_weights: Vector

    @cached_property
    def facets(self) -> Mapping[str, NDArray[np.intp]]:
        """The numbers of the concepts of each facet."""
        return {facet: np.array([c.number for c in concepts() if c.facet == facet]) for facet in FACETS}


@dataclass(frozen=True, kw_only=True, eq=False)
class Placed:
    """A proposal in the space. ``passages`` are rows of length 1, the first of title and summary."""

    entry: Entry
    passages: NDArray[np.float16]
    whole: Vector
    words: Words
    title_words: Words
    concepts: Vector
    runs: Hashes
    about: Vector  # the concepts that it comes back to, or has in its title
    content: NDArray[np.bool_]
    background: NDArray[np.bool_]
    vocabulary: Vocabulary  # that ``words`` count in

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of systems and bodies by folded spelling, with their usual one."""
        return compared_names(self.entry)


class Vocabulary:
    """Numbers for words: those of fitting first, new ones as they come, so that rare names of a collection count."""

    def __init__(self, weights: Weights) -> None:
        self._numbers = dict(weights.vocabulary)
        self._spelling = list(weights.vocabulary)
        self._weights = weights
        self._known = len(weights.word_weights)

    def __len__(self) -> int:
        return len(self._numbers)

    def words(self, counted: Mapping[str, float]) -> Words:
        """Counts as weighted numbers: damped by logarithm, weighed by rarity, scaled to length 1."""
        found = list(map(self._numbers.get, counted))  # half a million words in a collection: no loop of our own
        if None in found:
            found = [self._number(word) for word in counted]
        numbers = np.array(found, dtype=np.int32)
        times = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        damped = np.where(times >= 1, 1 + np.log(np.maximum(times, 1)), times)
        values = damped * self.rarity(numbers)
        order = np.argsort(numbers)
        return numbers[order], unit(values[order].astype(np.float32))

    def rarity(self, numbers: NDArray[np.int32]) -> Vector:
        """The weights of words by their number; a word that fitting never saw is as rare as can be."""
        weights = np.full(len(numbers), self._weights.unknown_word, dtype=np.float32)
        seen = numbers < self._known
        weights[seen] = self._weights.word_weights[numbers[seen]]
        return weights

    def spelling(self, numbers: NDArray[np.int32]) -> tuple[str, ...]:
        """The words behind numbers."""
        return tuple(map(self._spelling.__getitem__, numbers.tolist()))

    def number(self, word: str) -> int | None:
        """A word's number where some proposal has it."""
        return self._numbers.get(word)

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        if number == len(self._spelling):
            self._spelling.append(word)
        return number


def place(entry: Entry, weights: Weights, vocabulary: Vocabulary, common: Vector | None = None) -> Placed:
    """A proposal in the space. ``common`` is how much of each passage stands in many others (0 to 1), where known."""
    rows = unit((entry.vectors.astype(np.float32) - weights.centre) @ weights.turn)
    if not len(rows):
        rows = np.zeros((1, weights.turn.shape[1]), dtype=np.float32)
    own = np.ones(len(rows), dtype=np.float32) if common is None else np.maximum(1 - common, 0.05)
    counted = _concept_counts(entry)
    sections = [one.section for one in entry.passages] or [SectionKind.OTHER]
    return Placed(
        entry=replace(entry, vectors=entry.vectors[:0], words={}, title_words={}),  # they are in the space now
        passages=rows.astype(np.float16),
        whole=unit((rows * own[:, None]).sum(axis=0)),
        words=vocabulary.words(entry.words),
        title_words=vocabulary.words(entry.title_words),
        concepts=(np.log1p(counted) * weights.concept_weights).astype(np.float32),
        about=(np.maximum(np.log1p(counted) - np.log1p(_ACCENT), 0) * weights.concept_weights).astype(np.float32),
        runs=union(entry.shingles),
        content=np.array([section in _CONTENT for section in sections]),
        background=np.array([section in _BACKGROUND for section in sections]),
        vocabulary=vocabulary,
    )


def _concept_counts(entry: Entry) -> Vector:
    counts = np.zeros(len(concepts()), dtype=np.float32)
    numbers = concept_numbers()
    for share, counted in ((1.0, entry.concepts), (TITLE_SHARE, entry.title_concepts)):
        for name, times in counted.items():
            number = numbers.get(name)  # None for a concept that has been given up since
            if number is not None:
                counts[number] += share * times
    return counts


def unit(values: NDArray[Any]) -> NDArray[np.float32]:
    """Rows (or one vector) scaled to length 1; nothing stays nothing."""
    length = np.linalg.norm(values, axis=-1, keepdims=True)
    return np.asarray(values / np.maximum(length, 1e-9), dtype=np.float32)


def fit_weights(entries: Sequence[Entry], *, narrowing: float = 0.5, floor: float = 0.5) -> Weights:
    """Learns centre and turn of the vectors and the rarity of words and concepts from background proposals.

    Directions are narrowed by ``(variance + floor * mean variance) ** -narrowing``: all-round likeness of official
    prose lies in a few wide directions. Rarity is the logarithm of how few of the proposals have a word.
    """
    rows = np.concatenate([entry.vectors.astype(np.float32) for entry in entries])
    centre = rows.mean(axis=0)
    _, lengths, directions = np.linalg.svd(rows - centre, full_matrices=False)
    variance = lengths**2 / len(rows)
    turn = directions.T * (variance + floor * variance.mean()) ** -narrowing
    count = len(entries)
    having: dict[str, int] = {}
    for entry in entries:
        for word in entry.words:
            having[word] = having.get(word, 0) + 1
    listed = sorted(having)
    rarity = np.array([_rarity(having[word], count) for word in listed], dtype=np.float32)
    names = [f"{concept.facet}:{concept.name}" for concept in concepts()]
    with_concept = _counted(names, entries)
    return Weights(
        centre=centre.astype(np.float32),
        turn=turn.astype(np.float32),
        vocabulary={word: number for number, word in enumerate(listed)},
        word_weights=rarity,
        unknown_word=_rarity(0, count),
        concept_weights=np.array([_rarity(n, count) for n in with_concept], dtype=np.float32),
    )


def _rarity(having: int, count: int) -> float:
    return float(np.log((count + 1) / (max(having, 1) + 0.5)))


def _counted(names: Iterable[str], entries: Sequence[Entry]) -> list[int]:
    return [sum(name in entry.concepts for entry in entries) for name in names]
