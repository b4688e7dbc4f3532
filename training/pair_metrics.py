"""How well related proposals are found: the order of the answers, the pairs that are flagged, and their relations.

Pairs have no direction. The relations from duplicate to overlap are flagged to the user; ``related`` is an answer, but
no alarm. This is how the scorer of real documents counts, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score

from models.types import Relation
from training.metrics import Counts, Flags, Numbers

FLAGGED = frozenset({Relation.DUPLICATE, Relation.REVISION, Relation.FOLLOW_ON, Relation.OVERLAP})
"""What the user is told of unasked."""

GAIN: Mapping[Relation, int] = {
    Relation.DUPLICATE: 3,
    Relation.REVISION: 3,
    Relation.FOLLOW_ON: 2,
    Relation.OVERLAP: 2,
    Relation.RELATED: 1,
}
"""What it is worth to find a pair, in the exponent of 2, when answers are put in order."""

Pair = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class PairFigures:
    """What was flagged among the pairs of so many proposals; ``hits`` counts those of the right relation as well."""

    flagged: Counts
    hits: int
    proposals: int

    @property
    def type_accuracy(self) -> float:
        """The share of the pairs to be flagged that were given the very relation they have."""
        return self.hits / self.flagged.gold if self.flagged.gold else 1.0

    @property
    def false_alarms_per_100(self) -> float:
        """Wrongly flagged pairs for every 100 proposals."""
        return 100 * (self.flagged.found - self.flagged.right) / self.proposals if self.proposals else 0.0


def pair_figures(given: Mapping[Pair, Relation], gold: Mapping[Pair, Relation], proposals: int) -> PairFigures:
    """Counts the flagged pairs among the given ones against the labelled ones; a pair not named has no relation."""
    want = {pair for pair, relation in gold.items() if relation in FLAGGED}
    found = {pair for pair, relation in given.items() if relation in FLAGGED}
    return PairFigures(
        flagged=Counts(right=len(want & found), gold=len(want), found=len(found)),
        hits=sum(given.get(pair) == gold[pair] for pair in want),
        proposals=proposals,
    )


def related_ndcg(answers: Mapping[str, Sequence[str]], gold: Mapping[Pair, Relation], *, k: int = 5) -> float:
    """nDCG of the first ``k`` answers, mean over the proposals that have anything to find among those asked about.

    ``answers`` holds the ids that were given for each id, best first. 0 where nobody has anything to find.
    """
    values = []
    for asked, given in answers.items():
        gains = _gains(asked, gold, answers)
        if gains:
            reached = _discounted(gains.get(name, 0) for name in [one for one in given if one != asked][:k])
            values.append(reached / _discounted(sorted(gains.values(), reverse=True)[:k]))
    return float(np.mean(values)) if values else 0.0


def average_precision(scores: Numbers, right: Flags) -> float:
    """The precision at each flagged pair that is right, pairs sorted by score; 0 where no pair is."""
    return float(average_precision_score(right, scores)) if right.any() else 0.0


def best_f1(scores: Numbers, right: Flags) -> tuple[float, float]:
    """The threshold (flag at or above it) with the best F1, and that F1: what a simple score can reach at most."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    found = np.arange(1, len(order) + 1)
    last = np.append(scores[order][1:] != scores[order][:-1], True)  # equal scores are flagged together
    f1 = np.where(last, 2 * hits / (found + right.sum()), 0.0)
    best = int(np.argmax(f1))
    return float(scores[order][best]), float(f1[best])


def _gains(asked: str, gold: Mapping[Pair, Relation], among: Iterable[str]) -> dict[str, int]:
    others = ((name, gold.get(frozenset((asked, name)), Relation.NONE)) for name in among if name != asked)
    return {name: GAIN[relation] for name, relation in others if relation in GAIN}


def _discounted(gains: Iterable[int]) -> float:
    return math.fsum((2.0**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))
