"""From scores to given themes: one way of choosing thresholds, the same for every method that brings none of its own.

Three rules are tried: one threshold for all themes, one for each theme, and half-way between the two. The one that does
best on folds that it was not chosen on is used; it is then chosen on all development samples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.metrics import Flags, Numbers, counted, micro_f1

_CLIP = 1e-4  # scores of 0 and 1 have no log-odds
_UNPENALISED = 1e6  # the inverse strength of a regression that is to follow the data


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """A theme is given where its score is at or above the theme's value. ``f1`` was reached on unseen folds."""

    rule: str
    values: Numbers
    f1: float

    def given(self, scores: Numbers) -> Flags:
        """The themes that are given."""
        return scores >= self.values


def choose(scores: Numbers, must: Flags, may: Flags, folds: NDArray[np.intp]) -> Thresholds:
    """The thresholds of the rule with the best micro-F1 over folds; ``folds`` has a number for each row."""
    reached = {name: _over_folds(rule, scores, must, may, folds) for name, rule in RULES.items()}
    best = max(reached, key=lambda name: reached[name])  # of equals the first, which is the simplest
    return Thresholds(rule=best, values=RULES[best](scores, must, may), f1=reached[best])


def one_for_all(scores: Numbers, must: Flags, may: Flags) -> Numbers:
    """The one threshold with the best micro-F1, for every theme."""
    return np.full(scores.shape[1], _best(*counted(scores, must, may)))


def one_each(scores: Numbers, must: Flags, may: Flags) -> Numbers:
    """For each theme the threshold with its best F1; the common one for a theme that nobody must have."""
    common = one_for_all(scores, must, may)
    for column in np.flatnonzero(must.any(axis=0)):
        common[column] = _best(*counted(scores[:, column], must[:, column], may[:, column]))
    return common


def half_way(scores: Numbers, must: Flags, may: Flags) -> Numbers:
    """The mean of the two: a theme's own threshold is uncertain where few samples have it."""
    return (one_for_all(scores, must, may) + one_each(scores, must, may)) / 2


RULES: Mapping[str, Callable[[Numbers, Flags, Flags], Numbers]] = {
    "one for all themes": one_for_all,
    "half-way": half_way,
    "one for each theme": one_each,
}


def calibrated(development: Numbers, must: Flags, may: Flags, scores: Numbers) -> Numbers:
    """The scores as probabilities: one logistic curve over the scores' log-odds, fitted on the development samples."""
    known, right = counted(development, must, may)
    curve = LogisticRegression(C=_UNPENALISED).fit(_log_odds(known)[:, None], right)
    answers: Numbers = curve.predict_proba(_log_odds(scores.ravel())[:, None])[:, 1]
    return answers.reshape(scores.shape)


def _over_folds(
    rule: Callable[[Numbers, Flags, Flags], Numbers],
    scores: Numbers,
    must: Flags,
    may: Flags,
    folds: NDArray[np.intp],
) -> float:
    given = np.zeros_like(must)
    for fold in np.unique(folds):
        out = folds == fold
        given[out] = scores[out] >= rule(scores[~out], must[~out], may[~out])
    return micro_f1(given, must, may)


def _best(scores: Numbers, right: Flags) -> float:
    """The threshold with the best F1, half-way to the next lower score."""
    order = np.argsort(-scores, kind="stable")
    sorted_scores = scores[order]
    f1 = 2 * np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + right.sum())
    f1[:-1][sorted_scores[1:] == sorted_scores[:-1]] = -1  # equal scores are given together
    best = int(np.argmax(f1))
    below = sorted_scores[best + 1] if best + 1 < len(order) else sorted_scores[best]
    return float((sorted_scores[best] + below) / 2)


def _log_odds(scores: Numbers) -> Numbers:
    clipped = np.clip(scores, _CLIP, 1 - _CLIP)
    odds: Numbers = np.log(clipped / (1 - clipped))
    return odds
