"""Related pairs against values computed by hand, and against the scorer of real documents."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.types import Relation
from tests.training.test_metrics import scorer
from training.metrics import Counts
from training.pair_metrics import average_precision, best_f1, pair_figures, related_ndcg

AB, AC, BC = frozenset("ab"), frozenset("ac"), frozenset("bc")
GOLD = {AB: Relation.REVISION, AC: Relation.RELATED, BC: Relation.NONE}


@pytest.mark.parametrize(
    ("given", "counts", "type_accuracy", "alarms"),
    [
        pytest.param({AB: Relation.REVISION}, Counts(right=1, gold=1, found=1), 1.0, 0.0, id="right"),
        pytest.param({AB: Relation.OVERLAP}, Counts(right=1, gold=1, found=1), 0.0, 0.0, id="flagged as another"),
        pytest.param(
            {AB: Relation.REVISION, AC: Relation.OVERLAP, BC: Relation.DUPLICATE},
            Counts(right=1, gold=1, found=3),
            1.0,
            2.0,
            id="related and unrelated pairs flagged",
        ),
        pytest.param({AC: Relation.RELATED}, Counts(right=0, gold=1, found=0), 0.0, 0.0, id="related is no alarm"),
    ],
)
def test_flagged_pairs(
    given: dict[frozenset[str], Relation], counts: Counts, type_accuracy: float, alarms: float
) -> None:
    found = pair_figures(given, GOLD, 100)
    assert found.flagged == counts
    assert found.type_accuracy == type_accuracy
    assert found.false_alarms_per_100 == alarms


def test_order_of_answers() -> None:
    answers = {"a": ["c", "b"], "b": ["a"], "c": []}
    of_a = (1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3))
    assert related_ndcg(answers, GOLD) == pytest.approx((of_a + 1 + 0) / 3)


def test_the_scorer_of_real_documents_gives_the_same() -> None:
    answers = {"a": ["c", "b"], "b": ["a", "c"], "c": ["b"]}
    printed = {
        one: {"related": [{"id": name, "relation": "overlap", "probability": 1.0} for name in found]}
        for one, found in answers.items()
    }
    pairs = [{"a": min(pair), "b": max(pair), "relation": relation.value} for pair, relation in GOLD.items()]
    said, _ = scorer().score_related(printed, pairs)
    ours = pair_figures(dict.fromkeys((AB, AC, BC), Relation.OVERLAP), GOLD, 3)
    assert said["ndcg@5"] == round(related_ndcg(answers, GOLD), 4)
    assert (said["flagged"]["right"], said["flagged"]["found"]) == (ours.flagged.right, ours.flagged.found)
    assert said["relation_type"]["share"] == ours.type_accuracy


def test_average_precision() -> None:
    right = np.array([True, False, True])
    assert average_precision(np.array([0.9, 0.8, 0.7]), right) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.array([0.9]), np.array([False])) == 0.0


def test_the_best_threshold_flags_equal_scores_together() -> None:
    scores, right = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    threshold, reached = best_f1(scores, right)
    assert threshold == 0.5
    assert reached == pytest.approx(4 / 5)
