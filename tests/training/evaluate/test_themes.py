"""The result file holds what was measured, and the card says just that."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.training.evaluate.tiny import CountingEncoder, material
from training import card
from training.evaluate import themes
from training.evaluate.figures import Json
from training.evaluate.material import flags
from training.evaluate.methods import OURS, Scored, baselines


def perfect() -> Scored:
    must, _ = flags(material().test, material().themes)
    scores = np.where(must, 0.95, 0.05)
    return Scored(name=OURS, label="Genklang", how="by heart", scores=scores, probabilities=scores, given=must)


def result() -> Json:
    made = themes.compare(material(), [perfect(), *baselines(material(), CountingEncoder())[:1]], draws=50)
    point = {"share": 0.5, "micro_f1": 0.7, "low": 0.6, "high": 0.8}
    made["learning_curve"] = [{"name": OURS, "label": "Genklang", "points": [point, point | {"share": 1.0}]}]
    return made | {"encoder": "counting-1"}


def test_the_comparison_is_measured_on_the_test_alone() -> None:
    made = json.loads(json.dumps(result()))
    assert made["methods"][OURS]["micro_f1"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert made["methods"][OURS]["ece"]["value"] == pytest.approx(0.05)
    assert made["data"] | {"fingerprint": ""} == {
        "fingerprint": "",
        "development": 20,
        "development_families": 10,
        "sketches": 1,
        "test": 4,
        "test_families": 2,
        "themes": 3,
    }
    assert [line["gold"] for line in made["per_theme"]] == [2, 2, 1]
    assert sum(line["answers"] for line in made["reliability"]) == 12
    ahead = made["ahead_of_best_rival"]
    assert ahead["rival"] == "majority"
    assert ahead["micro_f1"]["value"] == pytest.approx(1 - made["methods"]["majority"]["micro_f1"]["value"], abs=1e-4)


def test_the_same_measurement_writes_the_same_files(tmp_path: Path) -> None:
    made = result()
    for name in ("first", "second"):
        themes.write(made, tmp_path / name)
    written = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    assert set(written) == {
        "themes.json",
        "themes-reliability.svg",
        "themes-reliability.md",
        "themes-learning.svg",
        "themes-learning.md",
    }
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}


def test_the_card_says_what_was_measured_and_what_was_not_reached(tmp_path: Path) -> None:
    made = json.loads(json.dumps(result()))
    card.write(made, tmp_path / "card" / "CARD.md")
    text = (tmp_path / "card" / "CARD.md").read_text(encoding="utf-8")
    assert "Mikro-F1: 1,000 (1,000–1,000). Mål: mindst 0,850; nået." in text
    assert "| Veje | 2 | 2 | 2 | 1,000 |" in text
    assert "3 af 3 temaer står i færre end 5 af testens forslag" in text
    assert "Den må ikke bruges til" in text
    assert "Encoder: `counting-1`" in text
    made["methods"][OURS]["ece"]["value"] = 0.2
    assert "ECE (kalibreringsfejl): 0,200 (0,050–0,050). Mål: højst 0,050; ikke nået." in card.text(made)


def test_a_card_without_a_learning_curve_says_so() -> None:
    made = json.loads(json.dumps(result())) | {"learning_curve": []}
    assert "Ikke målt i denne kørsel" in card.text(made)
    assert set(card.pictures(made)) == {"reliability"}
