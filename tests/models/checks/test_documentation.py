"""The page about the checks is what the rules say, and the rules are complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.checks import RULES
from models.checks.documentation import documentation
from models.checks.rule import Rule

PAGE = Path(__file__).resolve().parents[3] / "docs" / "checks.md"


def test_the_page_is_made_from_the_rules() -> None:
    assert PAGE.read_text(encoding="utf-8") == documentation(), "run `python -m models.checks > docs/checks.md`"


def test_ids_are_told_apart() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert rule.compares.endswith(".") and rule.remedy.endswith(".")
    assert not rule.title.endswith(".")
    assert "|" not in rule.title + rule.compares + rule.example + rule.remedy
