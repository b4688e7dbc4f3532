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
    Strength(inverse=inverse, balanced=balanced) for balanced in (False, True) for inverse in (1.0, 10.0, 100.0, 1000.0)
)


def majority(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
    """Every text gets each theme's share of the training samples."""
    must, _ = flags(training, themes)
    share = must.mean(axis=0)
    return lambda samples: np.tile(share, (len(samples), 1))


def lexical(strength: Strength) -> Fit:
    """TF-IDF over words, pairs of words and character n-grams, and a logistic regression for each theme."""

    def fit(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        kinds: Mapping[str, Any] = {"sublinear_tf": True, "lowercase": True}
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, **kinds)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, **kinds)
        texts = [one.text for one in training]
        known = sparse.hstack([words.fit_transform(texts), pieces.fit_transform(texts)]).tocsr()
        rotation = _rotation(known)
        answers = one_vs_rest(known @ rotation, *flags(training, themes), strength)

        def score(samples: Sequence[Sample]) -> Numbers:
            asked = [one.text for one in samples]
            return answers(sparse.hstack([words.transform(asked), pieces.transform(asked)]).tocsr() @ rotation)

        return score

    return fit


def embedded(strength: Strength, encoder: Encodes) -> Fit:
    """The frozen encoder's passages, their mean centred on the training samples, and a regression for each theme."""

    def fit(training: Sequence[Sample], themes: Sequence[str]) -> Scorer:
        known = _means(training, encoder)
        centre = known.mean(axis=0)
        answers = one_vs_rest(_unit(known - centre), *flags(training, themes), strength)
        return lambda samples: answers(_unit(_means(samples, encoder) - centre))

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


def _rotation(known: sparse.csr_matrix) -> Numbers:
    """Turns the few directions that the training texts span into columns.

    A regression with a quadratic penalty has the same answers there as on all the words, many times faster.
    """
    values, vectors = np.linalg.eigh((known @ known.T).toarray())
    kept = values > values.max() * 1e-10
    spanned: Numbers = known.T @ (vectors[:, kept] / np.sqrt(values[kept]))
    return spanned


def _means(samples: Sequence[Sample], encoder: Encodes) -> Numbers:
    texts = [text for one in samples for text in one.passages]
    rows = encoder.encode(texts).astype(np.float64)
    ends = np.cumsum([len(one.passages) for one in samples])
    return np.array([group.mean(axis=0) for group in np.split(rows, ends[:-1])])


def _unit(rows: Numbers) -> Numbers:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Numbers = rows / np.where(lengths > 0, lengths, 1)
    return result
