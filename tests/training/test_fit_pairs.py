from __future__ import annotations

import numpy as np
import pytest

from models.pairs.features import FEATURES
from tests.models.pairs.proposals import entry
from training.fit_pairs import SAME_THING, calibrated, fit, threshold
from training.pair_examples import damaged


def test_threshold_is_the_lowest_at_which_enough_are_right() -> None:
    probabilities = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.1])
    right = np.array([True, True, True, True, False, False])
    assert 0.4 < threshold(probabilities, right) <= 0.5


def test_threshold_is_strict_where_nothing_is_right() -> None:
    assert threshold(np.array([0.9, 0.8]), np.array([False, False])) >= 0.9


def test_calibration_gives_back_how_often_it_came_true() -> None:
    chance = np.random.default_rng(7)
    features = np.zeros((400, len(FEATURES)), dtype=np.float32)
    column = FEATURES.index("concepts")
    features[:, column] = chance.normal(size=400)
    right = chance.random(400) < 1 / (1 + np.exp(-features[:, column]))
    weight = np.ones(400)
    model = fit(features, right, weight, SAME_THING)
    overconfident = 5 * model.logits(features)[:, 0]
    _, probabilities = calibrated(model, overconfident, right, weight)
    assert float(probabilities.mean()) == pytest.approx(float(right.mean()), abs=0.01)
    assert float(probabilities.max()) < 0.99


def test_a_damaged_copy_is_the_same_each_time_and_keeps_its_title() -> None:
    one = entry("2018-SO01")
    assert damaged(one, 1).passages == damaged(one, 1).passages
    assert len(damaged(one, 1).vectors) == len(damaged(one, 1).passages)
    assert damaged(one, 0).id != one.id
