"""Sentences written for measuring alone: what was read right once is not lost, and what is wrong is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.evaluate_figures import RESULTS, Sentence, outcome, read_sentences

SETS = ("first", "second", "third")
KNOWN = json.loads(RESULTS.read_text(encoding="utf-8"))


def sentences(name: str) -> tuple[Sentence, ...]:
    return read_sentences(Path(__file__).parent / "fresh" / f"{name}.txt")


def faults(name: str) -> set[str]:
    """The sentences that the shipped result tells to be wrong."""
    return {fault["sentence"] for fault in KNOWN[name]["now"]["faults"]}


@pytest.mark.parametrize(
    "sentence",
    [one for name in SETS for one in sentences(name) if one.text not in faults(name)],
    ids=lambda one: one.text,
)
def test_what_was_read_is_not_lost(sentence: Sentence) -> None:
    found = outcome(sentence)
    assert (found.missed, found.extra) == ((), ())


@pytest.mark.parametrize("name", SETS)
def test_the_shipped_result_is_of_these_sentences(name: str) -> None:
    given = sentences(name)
    assert KNOWN[name]["now"]["sentences"] == KNOWN[name]["first run"]["sentences"] == len(given)
    assert faults(name) <= {one.text for one in given}
