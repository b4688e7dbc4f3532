"""Simple methods that the tagger must beat: the most frequent themes, and regressions on words or on an encoder.

A regression is given every advantage that costs nothing: optional themes are left out of its training, its strength
and weighting are chosen over the development folds, and its thresholds as those of every other method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from training.evaluate.material import Sample, flags
from training.metrics import Flags, Numbers

Scorer = Callable[[Sequence[Sample]], Numbers]
"""Scores from 0 to 1 of samples, a row each and a column a theme."""

_MOST_STEPS = 2000  # of a regression's solver; it takes some dozens
_SPANNED = 1e-10  # of the longest direction: a shorter one is rounding


class Encodes(Protocol):
    """What the baselines need of an encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of length 1 for each text."""


class Fit(Protocol):
    """How a method is fitted on samples, for themes in this order."""

    def __call__(self, training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        """The fitted method."""


@dataclass(frozen=True, kw_only=True)
class Strength:
    """How a regression is held back: ``inverse`` as in scikit-learn's C; ``balanced`` weighs rare answers up."""

    inverse: float
    balanced: bool


STRENGTHS = tuple(
    Strength(inverse=inverse, balanced=balanced) for balanced in (False, True) for inverse in (1.0, 10.0, 100.0)
)


def majority(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
    """Every text gets each theme's share of the training samples."""
    must, _ = flags(training, themes)
    share = must.mean(axis=0)
    return lambda samples: np.tile(share, (len(samples), 1))


class Words:
    """TF-IDF over words, pairs of words and character n-grams, in the few directions that the training texts span.

    A regression with a quadratic penalty has the same answers there as on all the words, many times faster. What was
    counted for one training set is kept, as every strength asks for it again.
    """

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._kept: dict[tuple[str, ...], tuple[Numbers, Callable[[Sequence[Sample]], Numbers]]] = {}

    def features(self, training: Sequence[Sample]) -> tuple[Numbers, Callable[[Sequence[Sample]], Numbers]]:
        """The features of the training samples, and what gives those of others."""
        key = tuple(one.id for one in training)
        if key not in self._kept:
            self._kept[key] = self._count(training)
        return self._kept[key]

    @staticmethod
    def _count(training: Sequence[Sample]) -> tuple[Numbers, Callable[[Sequence[Sample]], Numbers]]:
        kinds: Mapping[str, Any] = {"sublinear_tf": True, "lowercase": True}
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, **kinds)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, **kinds)
        texts = [one.text for one in training]
        known = sparse.hstack([words.fit_transform(texts), pieces.fit_transform(texts)]).tocsr()
        inner = (known @ known.T).toarray()
        values, directions = np.linalg.eigh(inner)
        spanned = values > values.max() * _SPANNED
        turn = directions[:, spanned] / np.sqrt(values[spanned])

        def of_others(samples: Sequence[Sample]) -> Numbers:
            asked = [one.text for one in samples]
            rows = sparse.hstack([words.transform(asked), pieces.transform(asked)]).tocsr()
            found: Numbers = (rows @ known.T).toarray() @ turn
            return found

        return inner @ turn, of_others


def lexical(strength: Strength, words: Words | None = None) -> Fit:
    """TF-IDF and a logistic regression for each theme; ``words`` is shared by fits of other strengths."""
    counted = words or Words()

    def fit(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        known, of_others = counted.features(training)
        answers = one_vs_rest(known, *flags(training, themes), strength)
        return lambda samples: answers(of_others(samples))

    return fit


def embedded(strength: Strength, encoder: Encodes) -> Fit:
    """The frozen encoder's passages, their mean centred on the training samples, and a regression for each theme."""

    def fit(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        known = _means(training, encoder)
        centre = known.mean(axis=0)
        answers = one_vs_rest(_unit(known - centre), *flags(training, themes), strength)
        return lambda samples: answers(_unit(_means(samples, encoder) - centre))

    return fit


def combined(strength: Strength, encoder: Encodes, words: Words | None = None) -> Fit:
    """Both kinds of features side by side, each of length 1, and a logistic regression for each theme."""
    counted = words or Words()

    def fit(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        known, of_others = counted.features(training)
        means = _means(training, encoder)
        centre = means.mean(axis=0)
        features = np.hstack([_unit(known), _unit(means - centre)])
        answers = one_vs_rest(features, *flags(training, themes), strength)

        def score(samples: Sequence[Sample]) -> Numbers:
            return answers(np.hstack([_unit(of_others(samples)), _unit(_means(samples, encoder) - centre)]))

        return score

    return fit


def one_vs_rest(features: Numbers, must: Flags, may: Flags, strength: Strength) -> Callable[[Numbers], Numbers]:
    """A regression for each theme, on the samples for which it is not optional; 0 for a theme that no sample has."""
    weights = np.zeros((features.shape[1], must.shape[1]))
    bias = np.full(must.shape[1], -np.inf)
    for theme in range(must.shape[1]):
        rows = must[:, theme] | ~may[:, theme]
        right = must[rows, theme]
        if right.any() and not right.all():
            weighting = "balanced" if strength.balanced else None
            fitted = LogisticRegression(C=strength.inverse, class_weight=weighting, max_iter=_MOST_STEPS)
            fitted.fit(features[rows], right)
            weights[:, theme], bias[theme] = fitted.coef_[0], fitted.intercept_[0]

    def answers(asked: Numbers) -> Numbers:
        probabilities: Numbers = 1 / (1 + np.exp(-(asked @ weights + bias)))
        return probabilities

    return answers


def _means(samples: Sequence[Sample], encoder: Encodes) -> Numbers:
    texts = [text for one in samples for text in one.passages]
    rows = encoder.encode(texts).astype(np.float64)
    ends = np.cumsum([len(one.passages) for one in samples])
    return np.array([group.mean(axis=0) for group in np.split(rows, ends[:-1])])


def _unit(rows: Numbers) -> Numbers:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Numbers = rows / np.where(lengths > 0, lengths, 1)
    return result
