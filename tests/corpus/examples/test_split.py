"""The split is fixed: no example changes part unseen, and nothing that belongs together is parted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.examples import split as splitting
from corpus.examples.load import ExampleError, load_examples
from corpus.examples.split import FILE, PARTS, load_split, main, moved, split_of, text_of

EXAMPLES = load_examples()
FAMILY = "behovsstyret-ventilation"
LEAST_SHARE = 0.15
"""Of all examples, in calibration and in test each: fewer would say little about a theme."""


def test_the_file_is_what_the_examples_say() -> None:
    assert FILE.read_text(encoding="utf-8") == text_of(split_of(EXAMPLES)), "run python -m corpus.examples.split"


def test_the_file_is_read_as_it_was_written() -> None:
    assert load_split() == split_of(EXAMPLES)


def test_no_part_is_starved() -> None:
    counts = Counter(load_split().part_of().values())
    assert counts.keys() == set(PARTS)
    assert min(counts["calibration"], counts["test"]) >= LEAST_SHARE * len(EXAMPLES)
    assert counts["train"] >= 0.5 * len(EXAMPLES)


def test_what_could_give_an_answer_away_stays_in_one_part() -> None:
    part = load_split().part_of()
    crossing = [
        (example.id, relation.to, relation.relation)
        for example in EXAMPLES
        for relation in example.labels.relations
        if relation.relation in ("duplicate", "revision", "follow-on", "overlap")
        and part[example.id] != part[relation.to]
    ]
    assert crossing == []


def test_a_move_is_named_and_written_only_when_it_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "split.toml"
    assert main([], path) == 0
    held = path.read_text(encoding="utf-8")
    changed = tuple(replace(e, split="test") if e.family == FAMILY else e for e in EXAMPLES)
    monkeypatch.setattr(splitting, "load_examples", lambda: changed)
    assert main([], path) == 1
    assert "2018-ØU3 flytter fra" in capsys.readouterr().out and path.read_text(encoding="utf-8") == held
    assert main(["--move"], path) == 0
    assert load_split(path).part_of()["2018-ØU3"] == "test"


def test_an_example_that_changes_family_is_a_move_as_well() -> None:
    here = next(e for e in EXAMPLES if e.split == "train")
    elsewhere = next(e.family for e in EXAMPLES if e.split == "test")
    changed = tuple(replace(e, family=elsewhere, split="test") if e.id == here.id else e for e in EXAMPLES)
    assert moved(split_of(EXAMPLES), split_of(changed)) == [f"{here.id} flytter fra train til test."]


def test_a_family_in_two_parts_is_refused() -> None:
    kin = [e for e in EXAMPLES if e.family == FAMILY]
    assert len(kin) > 1
    with pytest.raises(ExampleError, match="delt over flere dele"):
        split_of([kin[0], replace(kin[1], split="train" if kin[0].split != "train" else "test")])


def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "split.toml"
    path.write_text("[train]\n", encoding="utf-8")
    with pytest.raises(ExampleError, match=r"corpus\.examples\.split"):
        load_split(path)
