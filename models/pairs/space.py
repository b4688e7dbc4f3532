"""The space in which proposals are compared: what is common to all of them is taken out.

Raw vectors of one encoder all lie close together, and raw word counts are full of 'kommune'. So vectors are
centred and their widest directions narrowed, and words and concepts weigh by how rare they are. All of that is learnt
once, from the proposals of fitting: the likeness of two proposals does not change with the collection around them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.types import SectionKind
from models.pairs.concepts import FACETS, concept_numbers, concepts
from models.pairs.entry import Entry, compared_names
from models.pairs.shingles import Hashes, union

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
Words = tuple[NDArray[np.int32], Vector]  # numbers in the vocabulary and weights of length 1, in the order of spelling

TITLE_SHARE = 3.0
"""What a concept of title and summary counts more than one of the text."""

_CONTENT = frozenset({SectionKind.CONTENT, SectionKind.IMPLEMENTATION})
_BACKGROUND = frozenset({SectionKind.BACKGROUND})
_AT_ONCE = 64  # proposals; more would take memory and no less time
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
        self._growing = threading.Lock()
        self._known = len(weights.word_weights)
        self._rarity = np.append(weights.word_weights, np.float32(weights.unknown_word)).astype(np.float32)

    def __len__(self) -> int:
        return len(self._numbers)

    def words(self, counted: Mapping[str, float]) -> Words:
        """Counts as weighted numbers: damped by logarithm, weighed by rarity, scaled to length 1.

        In the order of spelling, since numbers depend on which proposals came before.
        """
        spelt = sorted(counted)
        numbers = self.numbers(spelt)
        times = np.fromiter(map(counted.__getitem__, spelt), dtype=np.float32, count=len(spelt))
        damped = np.where(times >= 1, 1 + np.log(np.maximum(times, 1)), times)
        return numbers, unit(damped * self.rarity(numbers))

    def numbers(self, spelt: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of words, new ones for those that no proposal had yet."""
        found = list(map(self._numbers.get, spelt))  # half a million words in a collection: no loop of our own
        if None in found:
            with self._growing:
                found = list(map(self._number, spelt))
        return np.array(found, dtype=np.int32)

    def rarity(self, numbers: NDArray[np.int32]) -> Vector:
        """The weights of words by their number; a word that fitting never saw is as rare as can be."""
        return self._rarity[np.minimum(numbers, self._known)]

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
    return _placed(entry, turned(entry.vectors, weights), weights, vocabulary, common)


def place_all(entries: Iterable[Entry], weights: Weights, vocabulary: Vocabulary) -> Iterator[Placed]:
    """As `place`, for many: turning the vectors of several proposals at once takes a fifth of the time."""
    coming = iter(entries)
    while group := list(islice(coming, _AT_ONCE)):
        rows = turned(np.concatenate([entry.vectors for entry in group]), weights)
        ends = np.cumsum([0, *(len(entry.vectors) for entry in group)]).tolist()
        for entry, (start, end) in zip(group, pairwise(ends), strict=True):
            yield _placed(entry, rows[start:end], weights, vocabulary)


def _placed(
    entry: Entry, rows: Matrix, weights: Weights, vocabulary: Vocabulary, common: Vector | None = None
) -> Placed:
    if not len(rows):
        rows = np.zeros((1, weights.turn.shape[1]), dtype=np.float32)
    own = np.ones(len(rows), dtype=np.float32) if common is None else np.maximum(1 - common, 0.05)
    heard = np.log1p(_concept_counts(entry))
    sections = [one.section for one in entry.passages] or [SectionKind.OTHER]
    return Placed(
        entry=_left(entry),
        passages=rows.astype(np.float16),
        whole=unit((rows * own[:, None]).sum(axis=0)),
        words=vocabulary.words(entry.words),
        title_words=vocabulary.words(entry.title_words),
        concepts=(heard * weights.concept_weights).astype(np.float32),
        about=(np.maximum(heard - np.log1p(_ACCENT), 0) * weights.concept_weights).astype(np.float32),
        runs=union(entry.shingles),
        content=np.array([section in _CONTENT for section in sections]),
        background=np.array([section in _BACKGROUND for section in sections]),
        vocabulary=vocabulary,
    )


def moved(placed: Placed, vocabulary: Vocabulary) -> Placed:
    """The same proposal with its words counted in another vocabulary."""
    words, title_words = (
        (vocabulary.numbers(placed.vocabulary.spelling(numbers)), values)
        for numbers, values in (placed.words, placed.title_words)
    )
    return replace(placed, words=words, title_words=title_words, vocabulary=vocabulary)


def turned(vectors: NDArray[Any], weights: Weights) -> NDArray[np.float32]:
    """The encoder's vectors, or one of them, in the space."""
    centred = vectors.astype(np.float32) - weights.centre
    if len(centred) == 1:  # libraries add up a single row in another order than one of many
        return unit(np.concatenate([centred, centred]) @ weights.turn)[:1]
    return unit(centred @ weights.turn)


def _left(entry: Entry) -> Entry:
    """What the space does not hold: of a large collection nothing is kept in memory twice."""
    none = np.empty((0, entry.vectors.shape[1]), dtype=np.float16)
    return replace(entry, vectors=none, words={}, title_words={}, concepts={}, title_concepts={}, themes={})


def _concept_counts(entry: Entry) -> Vector:
    numbers = concept_numbers()
    counts = np.zeros(len(numbers), dtype=np.float32)
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
