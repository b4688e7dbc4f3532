"""The real documents: what was reached on them once is not lost again. Skipped where they are absent."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from models.analyse import analyse_file, link
from service.schemas import document
from tests.pipeline import loaded

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS = SHARED / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents of ../shared/seeds are not here")

FLOORS = {"split": 1.0, "tables": 0.99, "consulted": 1.0}
LEAST_FIELDS = 1.0
LEAST_HEADLINE = 1.0


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    analyses = [analyse_file(path, loaded()) for path in sorted(SEEDS.glob("*.txt"))]
    answer = {"documents": [document(one) for one in link(analyses, loaded().language)]}
    result: dict[str, Any] = score.score_analyse(json.loads(json.dumps(answer)), SEEDS / "gold")[0]
    return result


@pytest.mark.parametrize("part", FLOORS)
def test_parts(figures: dict[str, Any], part: str) -> None:
    assert figures[part]["f1"] >= FLOORS[part]


def test_shares(figures: dict[str, Any]) -> None:
    assert figures["fields_share"] >= LEAST_FIELDS
    assert figures["headline_share"] >= LEAST_HEADLINE


def test_every_known_contradiction_is_found(figures: dict[str, Any]) -> None:
    assert figures["findings"]["recall"] == 1.0


def test_no_false_alarm_in_ten_proposals(figures: dict[str, Any]) -> None:
    assert figures["findings"]["found"] - figures["findings"]["right"] <= 1
