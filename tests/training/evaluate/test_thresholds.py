"""Thresholds are chosen where F1 is best, and a rule only where it holds on families that it was not chosen on."""

from __future__ import annotations

import numpy as np
import pytest

from training.evaluate.thresholds import calibrated, choose, half_way, one_each, one_for_all

NOTHING = np.zeros((4, 2), dtype=bool)
SCORES = np.array([[0.9, 0.4], [0.8, 0.3], [0.5, 0.1], [0.4, 0.05]])
MUST = np.array([[True, True], [True, True], [False, False], [False, False]])


def test_each_theme_has_the_threshold_that_parts_its_own_answers() -> None:
    assert one_each(SCORES, MUST, NOTHING).tolist() == pytest.approx([0.65, 0.2])


def test_the_common_threshold_is_a_compromise() -> None:
    common = one_for_all(SCORES, MUST, NOTHING)
    assert len(set(common.tolist())) == 1
    mean = (common + np.array([0.65, 0.2])) / 2
    assert half_way(SCORES, MUST, NOTHING).tolist() == pytest.approx(mean.tolist())


def test_optional_themes_move_no_threshold() -> None:
    may = np.zeros((4, 2), dtype=bool)
    may[2, 0] = True  # the wrong 0.5 does not count
    assert one_each(SCORES, MUST, may)[0] == pytest.approx(0.6)


def test_a_theme_that_nobody_has_gets_the_common_threshold() -> None:
    must = MUST.copy()
    must[:, 1] = False
    assert one_each(SCORES, must, NOTHING)[1] == pytest.approx(one_for_all(SCORES, must, NOTHING)[0])


def test_the_rule_that_holds_on_other_folds_is_chosen() -> None:
    draw = np.random.default_rng(1)
    must = draw.random((60, 2)) < 0.4
    apart = np.where(must, 0.8, 0.6) * np.array([1.0, 0.3]) + draw.normal(0, 0.01, (60, 2))
    folds = np.arange(60) % 5
    chosen = choose(apart, must, np.zeros_like(must), folds)
    assert chosen.rule == "one for each theme"
    assert chosen.f1 > 0.95
    assert (chosen.given(apart) == must).mean() > 0.95
    noise = draw.random((60, 2))
    assert choose(noise, must, np.zeros_like(must), folds).f1 < 0.8


def test_calibrated_scores_promise_what_they_keep() -> None:
    draw = np.random.default_rng(2)
    truth = draw.random((4000, 1))
    must = draw.random((4000, 1)) < truth
    odds = truth / (1 - truth)
    bold = odds**3 / (1 + odds**3)  # far too sure
    found = calibrated(bold, must, np.zeros_like(must), bold)
    assert np.abs(found - truth).mean() < 0.03
    assert np.abs(bold - truth).mean() > 0.1
