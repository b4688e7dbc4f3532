"""Figures against values computed by hand, and themes counted as the scorer of real documents counts them."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from training.metrics import (
    Counts,
    brier,
    count,
    counted,
    ece,
    interval,
    macro_f1,
    micro_f1,
    ndcg,
    precision_at,
    ranking_precision,
    reliability,
)

SCORER = Path(__file__).resolve().parents[3] / "shared" / "score.py"


def flags(*rows: str) -> np.ndarray:
    """'10' is a row whose first theme is set."""
    return np.array([[cell == "1" for cell in row] for row in rows])


@pytest.mark.parametrize(
    ("given", "must", "may", "right", "gold", "found"),
    [
        pytest.param("110", "100", "000", 1, 1, 2, id="one right, one wrong"),
        pytest.param("110", "100", "010", 1, 1, 1, id="an optional theme that is given is no mistake"),
        pytest.param("100", "100", "011", 1, 1, 1, id="optional themes that are not given are none either"),
        pytest.param("000", "110", "000", 0, 2, 0, id="nothing given"),
        pytest.param("001", "110", "001", 0, 2, 0, id="only an optional theme given"),
    ],
)
def test_themes_are_counted_as_the_real_documents_are(
    given: str, must: str, may: str, right: int, gold: int, found: int
) -> None:
    assert count(flags(given), flags(must), flags(may)) == Counts(right=right, gold=gold, found=found)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(right=1, gold=2, found=1), 1.0, 0.5, 2 / 3),
        (Counts(right=0, gold=0, found=0), 1.0, 1.0, 1.0),
        (Counts(right=0, gold=2, found=0), 0.0, 0.0, 0.0),
        (Counts(right=0, gold=0, found=3), 0.0, 1.0, 0.0),
    ],
)
def test_f1_also_where_there_is_nothing(counts: Counts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1))


def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("The scorer of real documents is not here.")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(5))
def test_the_scorer_of_real_documents_gives_the_same(seed: int) -> None:
    draw = np.random.default_rng(seed)
    must, may, given = (draw.random((6, 9)) < share for share in (0.3, 0.3, 0.4))
    may &= ~must
    tally = scorer().Tally()
    for row in range(len(must)):
        wanted, optional, got = ({*np.flatnonzero(one[row]).tolist()} for one in (must, may, given))
        tally.add(len(got & wanted), len(wanted), len(got - optional))
    said, ours = tally.row(), count(given, must, may)
    assert (said["right"], said["gold"], said["found"]) == (ours.right, ours.gold, ours.found)
    assert said["f1"] == round(ours.f1, 4)


def test_macro_f1_weighs_themes_alike_and_leaves_out_those_that_nobody_has() -> None:
    must, may = flags("100", "100", "110"), flags("000", "000", "000")
    given = flags("100", "100", "101")  # first theme 3 of 3, second missed, third nobody's
    assert macro_f1(given, must, may) == pytest.approx((1 + 0) / 2)
    assert micro_f1(given, must, may) == pytest.approx(2 * 3 / (4 + 4))


SCORES = np.array([[0.9, 0.8, 0.1, 0.2]])


@pytest.mark.parametrize(
    ("must", "may", "gain", "precision", "first"),
    [
        pytest.param("1000", "0000", 1.0, 1.0, 1.0, id="best first"),
        pytest.param("0100", "0000", 1 / math.log2(3), 1 / 2, 0.0, id="best second"),
        pytest.param("0100", "1000", 1.0, 1.0, 1.0, id="the optional theme before it does not count"),
        pytest.param(
            "1001", "0000", (1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)), (1 + 2 / 3) / 2, 0.5, id="first and third"
        ),
    ],
)
def test_the_order_of_themes(must: str, may: str, gain: float, precision: float, first: float) -> None:
    assert ndcg(SCORES, flags(must), flags(may), k=4) == pytest.approx([gain])
    assert ranking_precision(SCORES, flags(must), flags(may)) == pytest.approx([precision])
    assert precision_at(SCORES, flags(must), flags(may), k=2) == pytest.approx([first])


def test_a_proposal_without_themes_has_no_order_to_be_right() -> None:
    assert np.isnan(ndcg(SCORES, flags("0000"), flags("0000"), k=3)).all()


def test_calibration_error_is_the_distance_of_promise_and_truth() -> None:
    probabilities = np.array([0.9] * 10 + [0.2] * 10)
    right = np.array([True] * 9 + [False] + [True] * 4 + [False] * 6)
    assert ece(probabilities, right) == pytest.approx((0 + 0.2) / 2)
    assert ece(probabilities, right, bins=2, equal_mass=True) == pytest.approx(0.1)
    assert brier(probabilities, right) == pytest.approx((9 * 0.01 + 0.81 + 4 * 0.64 + 6 * 0.04) / 20)


def test_bins_of_equal_mass_hold_as_many_answers_each() -> None:
    probabilities = np.linspace(0, 0.1, 40)
    bins = reliability(probabilities, probabilities > 0.05, bins=4, equal_mass=True)
    assert [one.answers for one in bins] == [10, 10, 10, 10]
    assert len(reliability(probabilities, probabilities > 0.05, bins=4)) == 1


def test_a_certain_answer_is_in_the_last_bin() -> None:
    (only,) = reliability(np.array([1.0]), np.array([True]))
    assert (only.low, only.high, only.right) == (0.9, 1.0, 1.0)


def test_scores_that_are_no_probabilities_are_refused() -> None:
    with pytest.raises(ValueError, match="fra 0 til 1"):
        reliability(np.array([1.2]), np.array([True]))


def test_optional_themes_are_no_answers() -> None:
    probabilities, right = counted(np.array([[0.9, 0.5, 0.1]]), flags("100"), flags("010"))
    assert probabilities.tolist() == [0.9, 0.1]
    assert right.tolist() == [True, False]


def test_intervals_draw_families_whole() -> None:
    values = np.array([0.0, 0.0, 0.0, 1.0])
    drawn: list[set[int]] = []

    def mean(rows: np.ndarray) -> float:
        drawn.append(set(rows.tolist()))
        return float(values[rows].mean())

    found = interval(mean, ["a", "a", "a", "b"], draws=200)
    assert found.value == 0.25
    assert (found.low, found.high) == (0.0, 1.0)  # only a, only b
    assert all(rows & {0, 1, 2} in (set(), {0, 1, 2}) for rows in drawn)
    assert found == interval(mean, ["a", "a", "a", "b"], draws=200)


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="ingen forslag"):
        interval(lambda rows: 0.0, [])
