"""What the trial of an adapted encoder is judged by, and what it learns from."""

from __future__ import annotations

import random

import numpy as np
import pytest

from models.types import Relation
from training.adapt_encoder import Pairs, batches, judge

FAMILIES = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"}
PAIRS: Pairs = {("a", "b"): Relation.OVERLAP, ("c", "d"): Relation.REVISION, ("b", "c"): Relation.NONE}
APART = {"a": [1, 0, 0], "b": [0.9, 0.1, 0], "c": [0, 1, 0], "d": [0, 0.9, 0.1], "e": [0, 0, 1]}


@pytest.mark.parametrize(("swapped", "precision"), [({}, 1.0), ({"b": APART["c"], "c": APART["b"]}, 0.5)])
def test_families_that_lie_together_are_ranked_first(swapped: dict[str, list[float]], precision: float) -> None:
    vectors = {name: np.array(vector, dtype=float) for name, vector in (APART | swapped).items()}
    found = judge(vectors, FAMILIES, PAIRS)
    assert (found["mean_average_precision"] == 1) is (precision == 1)
    assert (found["overlap_against_none_auc"] == 1) is (precision == 1)


def test_a_batch_pairs_what_belongs_together_and_brings_what_is_easy_to_mistake() -> None:
    texts = {name: [f"text {name}"] for name in FAMILIES}
    [(anchors, positives, negatives)] = batches(texts, PAIRS, random.Random(1))
    assert set(zip(anchors, positives, strict=True)) == {("text a", "text b"), ("text c", "text d")}
    assert set(negatives) == {"text b", "text c"}
