"""How well themes and probabilities fit the labels.

Themes are matrices of one row a proposal and one column a theme. A theme is right (``must``), optional (``may``: given
or left out, it counts neither way) or wrong; this is how the scorer of real documents counts, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, label_ranking_average_precision_score, ndcg_score

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

SEED = 20261123
"""Of every resampling, so that the same data give the same intervals."""

BINS = 10
"""Of a reliability table."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many were right, how many there are, how many were found (optional ones left out of all three)."""

    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """Share of the found ones that are right; 1 where nothing was found and nothing was to be."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of those to be found that were; 1 where nothing was to be found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def count(given: Flags, must: Flags, may: Flags) -> Counts:
    """All cells of the matrices counted as one."""
    return Counts(right=int((given & must).sum()), gold=int(must.sum()), found=int((given & (must | ~may)).sum()))


def count_by_theme(given: Flags, must: Flags, may: Flags) -> tuple[Counts, ...]:
    """The counts of each column."""
    sums = ((given & must).sum(axis=0), must.sum(axis=0), (given & (must | ~may)).sum(axis=0))
    return tuple(Counts(right=int(a), gold=int(b), found=int(c)) for a, b, c in zip(*sums, strict=True))


def micro_f1(given: Flags, must: Flags, may: Flags) -> float:
    """F1 of all given themes together: frequent themes weigh most."""
    return count(given, must, may).f1


def macro_f1(given: Flags, must: Flags, may: Flags) -> float:
    """The mean F1 of the themes that at least one proposal must have: rare themes weigh as much as frequent ones."""
    scores = [counts.f1 for counts in count_by_theme(given, must, may) if counts.gold]
    return float(np.mean(scores)) if scores else 0.0


# ---------------------------------------------------------------- order


def ndcg(scores: Numbers, must: Flags, may: Flags, *, k: int) -> Numbers:
    """nDCG of the first ``k`` themes by score, for each proposal: a must theme gains 1, optional ones are left out.

    NaN, here and below, for a proposal without a theme to find or without one that would be wrong.
    """
    return _by_row(
        scores, must, may, lambda true, row: float(ndcg_score(true[None, :].astype(float), row[None, :], k=k))
    )


def ranking_precision(scores: Numbers, must: Flags, may: Flags) -> Numbers:
    """Label ranking average precision: at each must theme, the share of must themes among those ranked as high."""
    return _by_row(
        scores, must, may, lambda true, row: float(label_ranking_average_precision_score(true[None, :], row[None, :]))
    )


def precision_at(scores: Numbers, must: Flags, may: Flags, *, k: int) -> Numbers:
    """The share of must themes among the first ``k`` by score, or among as many as there are to be found if fewer."""

    def first(true: Flags, row: Numbers) -> float:
        reach = min(k, int(true.sum()))
        return float(true[np.argsort(-row, kind="stable")[:reach]].mean())

    return _by_row(scores, must, may, first)


def _by_row(scores: Numbers, must: Flags, may: Flags, of_row: Callable[[Flags, Numbers], float]) -> Numbers:
    values = []
    for row, true, optional in zip(scores, must, may & ~must, strict=True):
        counted = ~optional
        some = 0 < true.sum() < counted.sum()
        values.append(of_row(true[counted], row[counted]) if some else float("nan"))
    return np.array(values, dtype=np.float64)


# ---------------------------------------------------------------- probabilities


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Answers of about one probability: from ``low`` to ``high``, their mean, and the share that was right."""

    low: float
    high: float
    answers: int
    probability: float
    right: float


def counted(probabilities: Numbers, must: Flags, may: Flags) -> tuple[Numbers, Flags]:
    """The probabilities that can be right or wrong, and which of them are right; optional themes are left out."""
    kept = must | ~may
    return probabilities[kept], must[kept]


def reliability(probabilities: Numbers, right: Flags, *, bins: int = BINS, equal_mass: bool = False) -> tuple[Bin, ...]:
    """Answers binned by probability, into bins of equal width from 0 to 1 or of (nearly) as many answers each.

    Bins without an answer are left out. Raises ValueError for what is no probability.
    """
    if len(probabilities) and not (np.min(probabilities) >= 0 and np.max(probabilities) <= 1):
        raise ValueError("Sandsynligheder skal ligge fra 0 til 1.")
    if equal_mass:
        order = np.argsort(probabilities, kind="stable")
        groups = [group for group in np.array_split(order, min(bins, len(order)) or 1) if len(group)]
        edges = [(float(probabilities[group].min()), float(probabilities[group].max())) for group in groups]
    else:
        place = np.minimum((probabilities * bins).astype(int), bins - 1)
        filled = [number for number in range(bins) if (place == number).any()]
        groups = [np.flatnonzero(place == number) for number in filled]
        edges = [(number / bins, (number + 1) / bins) for number in filled]
    return tuple(
        Bin(
            low=low,
            high=high,
            answers=len(group),
            probability=float(probabilities[group].mean()),
            right=float(right[group].mean()),
        )
        for group, (low, high) in zip(groups, edges, strict=True)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far probability and share right lie apart, weighted by the answers of a bin."""
    answers = sum(one.answers for one in bins)
    return sum(one.answers * abs(one.probability - one.right) for one in bins) / answers if answers else 0.0


def ece(probabilities: Numbers, right: Flags, *, bins: int = BINS, equal_mass: bool = False) -> float:
    """The expected calibration error of answers, from 0 (probabilities hold) to 1."""
    return calibration_error(reliability(probabilities, right, bins=bins, equal_mass=equal_mass))


def brier(probabilities: Numbers, right: Flags) -> float:
    """The mean squared distance of probability and truth, from 0 to 1."""
    return float(brier_score_loss(right, probabilities)) if len(right) else 0.0


# ---------------------------------------------------------------- certainty of a figure


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A figure with the range that resampled data gave it."""

    value: float
    low: float
    high: float


def interval(
    statistic: Callable[[Indices], float],
    families: Sequence[str],
    *,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval:
    """A percentile bootstrap over families: members of a family resemble each other, so they are drawn together.

    ``statistic`` gives the figure for rows by index (a row may come more than once). Raises ValueError without rows.
    """
    if not families:
        raise ValueError("Der er ingen forslag at måle på.")
    names = np.asarray(families)
    members = [np.flatnonzero(names == name) for name in sorted(set(families))]
    draw = np.random.default_rng(seed)
    values = []
    for _ in range(draws):
        chosen = draw.integers(len(members), size=len(members))
        values.append(statistic(np.concatenate([members[one] for one in chosen])))
    outside = (1 - level) / 2
    low, high = np.quantile(values, [outside, 1 - outside]) if values else (float("nan"), float("nan"))
    return Interval(value=statistic(np.arange(len(names))), low=float(low), high=float(high))
