"""How alike two placed proposals are, in the ways that a person would name; each a number, more is more alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.pairs.space import Matrix, Placed, Vector, Weights, Words

LIKENESSES = (
    "whole",  # everything that is written
    "title",  # title and summary against each other
    "title_text",  # title and summary of the one against the best passage of the other
    "passages",  # every passage with its best match
    "closest",  # the five closest passages
    "content",  # what will be done
    "background",  # why
    "words",  # the words of the texts
    "title_words",  # the words of title and summary
    "title_in_text",  # the words of title and summary in the other's text
    "concepts",  # what it is about, by whatever words
    "about",  # what it comes back to
    "case",  # the same case or process
    "means",  # the same means
    "people",  # the same people
)

_CLOSEST = 5
_NO_SECTION = 0.05  # likeness of sections that one of them does not have: what unrelated ones have


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """A proposal laid open to be compared with many: its word weights by number."""

    placed: Placed
    passages: Matrix
    words: Vector
    title_words: Vector


def question(placed: Placed, vocabulary_size: int) -> Question:
    """Lays a proposal open. The vocabulary must not have grown when it is compared with others."""
    return Question(
        placed=placed,
        passages=placed.passages.astype(np.float32),
        words=_spread(placed.words, vocabulary_size),
        title_words=_spread(placed.title_words, vocabulary_size),
    )


def likenesses(asked: Question, other: Placed, weights: Weights) -> Vector:
    """The numbers of `LIKENESSES` for a pair."""
    one = asked.placed
    table = asked.passages @ other.passages.astype(np.float32).T
    facets = weights.facets
    values = [
        float(one.whole @ other.whole),
        float(table[0, 0]),
        float(table[0].max() + table[:, 0].max()) / 2,
        _best(table),
        _mean_of_closest(table),
        _best_between(table, one.content, other.content),
        _best_between(table, one.background, other.background),
        _dot(asked.words, other.words),
        _dot(asked.title_words, other.title_words),
        _dot(asked.title_words, other.words) + _dot(asked.words, other.title_words),
        _cosine(one.concepts, other.concepts),
        _cosine(one.about, other.about),
        *(_cosine(one.concepts[facets[f]], other.concepts[facets[f]]) for f in ("case", "means", "people")),
    ]
    return np.array(values, dtype=np.float32)


def _spread(words: Words, size: int) -> Vector:
    laid = np.zeros(size, dtype=np.float32)
    laid[words[0]] = words[1]
    return laid


def _dot(laid: Vector, words: Words) -> float:
    return float(laid[words[0]] @ words[1])


def _best(table: Matrix) -> float:
    return float(table.max(axis=1).mean() + table.max(axis=0).mean()) / 2


def _mean_of_closest(table: Matrix) -> float:
    values = table.ravel()
    if len(values) <= _CLOSEST:
        return float(values.mean())
    return float(np.partition(values, len(values) - _CLOSEST)[-_CLOSEST:].mean())


def _best_between(table: Matrix, rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> float:
    if not rows.any() or not columns.any():
        return _NO_SECTION
    return _best(table[rows][:, columns])


def _cosine(one: Vector, other: Vector) -> float:
    length = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / length if length else 0.0
