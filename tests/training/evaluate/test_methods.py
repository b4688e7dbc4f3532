"""Baselines learn what can be learnt, out of fold; stored rivals are counted, and told when they saw other data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.evaluate.tiny import CountingEncoder, material
from training.evaluate.baselines import Fit, Strength, combined, embedded, lexical, majority, one_vs_rest
from training.evaluate.material import Material, flags
from training.evaluate.methods import baselines, by_fit, stored_rivals
from training.evaluate.vectors import RememberingEncoder
from training.metrics import micro_f1

PLAIN = Strength(inverse=100.0, balanced=False)


def test_the_most_frequent_themes_are_what_everybody_gets() -> None:
    given = material()
    scores = majority(given.training(), given.themes)(given.test)
    assert scores[0].tolist() == pytest.approx([10 / 21, 10 / 21, 6 / 21])
    assert (scores == scores[0]).all()


@pytest.mark.parametrize(
    "fit", [lexical(PLAIN), embedded(PLAIN, CountingEncoder()), combined(PLAIN, CountingEncoder())]
)
def test_a_regression_learns_words_that_tell(fit: Fit) -> None:
    found = by_fit(material(), fit, ("name", "label", "how"))
    assert micro_f1(found.given, *flags(material().test, material().themes)) == 1.0
    assert found.development_f1 == 1.0
    assert found.how == "how; thresholds: one for all themes"


def test_a_theme_without_samples_is_never_given() -> None:
    features = np.eye(4)
    must = np.array([[True, False], [True, False], [False, False], [False, False]])
    answers = one_vs_rest(features, must, np.zeros_like(must), PLAIN)(features)
    assert answers[:, 1].tolist() == [0, 0, 0, 0]
    assert answers[0, 0] > 0.5 > answers[3, 0]


def test_samples_for_which_a_theme_is_optional_teach_nothing_of_it() -> None:
    features = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    must = np.array([[True], [True], [False], [False]])
    may = np.array([[False], [False], [False], [True]])
    with_it = one_vs_rest(features, must, may, PLAIN)(features[:1])
    without = one_vs_rest(features[:3], must[:3], may[:3], PLAIN)(features[:1])
    assert with_it == pytest.approx(without)


def test_baselines_never_learn_from_the_test() -> None:
    given = material()
    unlike = replace(given, test=tuple(replace(one, must=frozenset({"it-drift"})) for one in given.test))
    for first, second in zip(baselines(given, CountingEncoder()), baselines(unlike, CountingEncoder()), strict=True):
        assert (first.given == second.given).all()
        assert first.probabilities == pytest.approx(second.probabilities)


def rival(folder: Path, given: Material, fingerprint: str) -> None:
    def right(samples: tuple[object, ...]) -> dict[str, dict[str, float]]:
        return {one.id: dict.fromkeys(one.must, 0.7) for one in samples}  # type: ignore[attr-defined]

    stored = {
        "rival": "Rival",
        "version": "1.2",
        "command": "run it",
        "fingerprint": fingerprint,
        "samples": {"development": 20, "sketches": 0},
        "variants": {name: {"development": right(given.development[:8]), "test": right(given.test)} for name in "ab"},
    }
    (folder / "rival.json").write_text(json.dumps(stored), encoding="utf-8")


def test_stored_rivals_are_counted_in_every_variant(tmp_path: Path) -> None:
    given = material()
    rival(tmp_path, given, given.fingerprint)
    found = stored_rivals(given, tmp_path)
    assert [(one.name, one.label) for one in found] == [("rival-a", "Rival (a)"), ("rival-b", "Rival (b)")]
    assert micro_f1(found[0].given, *flags(given.test, given.themes)) == 1.0
    assert "the same texts" in found[0].how


def test_a_rival_that_saw_other_texts_is_told(tmp_path: Path) -> None:
    rival(tmp_path, material(), "other")
    assert "as they were then (20 development, 0 sketches)" in stored_rivals(material(), tmp_path)[0].how


def test_a_text_is_embedded_once_even_over_runs(tmp_path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    texts = ["asfalt", "servere", "asfalt"]
    rows = RememberingEncoder(first, tmp_path).encode(texts)
    assert first.asked == ["asfalt", "servere"]
    assert rows.tolist() == CountingEncoder().encode(texts).tolist()
    again = RememberingEncoder(second, tmp_path)
    assert again.encode(texts).tolist() == rows.tolist()
    assert second.asked == []
    assert again.id == first.id
    other = CountingEncoder()
    other.id = "counting-2"
    RememberingEncoder(other, tmp_path).encode(texts)
    assert other.asked == ["asfalt", "servere"]
