"""The measure of planted errors: its vectors fit the examples, and what counts as found, missed or a false alarm."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from corpus.examples.load import load_examples
from models.checks import RULES
from training.planted import __main__ as command
from training.planted import measure, plants, prints, vectors
from training.planted.measure import Outcome, Trapped, Twins, Untouched
from training.planted.vectors import Trap, Vector, VectorError

FEWEST_VECTORS = 4
FEWEST_EXAMPLES = 3
SUM = next(one for one in vectors.load_vectors() if one.id == "sum-delsum")


def test_every_rule_is_measured_by_several_errors_in_several_examples() -> None:
    examples: defaultdict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for one in vectors.load_vectors():
        counts[one.rule] += 1
        examples[one.rule].add(one.example)
    assert {rule.id for rule in RULES if counts[rule.id] < FEWEST_VECTORS} == set()
    assert {rule.id for rule in RULES if len(examples[rule.id]) < FEWEST_EXAMPLES} == set()


def test_no_example_of_the_test_part_is_used() -> None:
    kept_back = {one.id for one in load_examples() if one.split == "test"}
    used = {name for one in vectors.load_vectors() for name in (one.example, one.other)}
    used |= {one.example for one in vectors.load_traps()}
    assert not used & kept_back


def test_every_vector_and_trap_fits_its_example() -> None:
    examples = vectors.open_examples()
    every: list[Vector | Trap] = [*vectors.load_vectors(), *vectors.load_traps()]
    for one in every:
        assert plants.planted(examples[one.example], one.plants) != examples[one.example] or not one.plants


def test_a_right_sentence_takes_the_wrong_ones_place() -> None:
    pairs = [one for one in vectors.load_vectors() if one.right]
    assert pairs
    for one in pairs:
        assert one.sentence != one.right
        assert [plant["text"] for plant in one.corrected] == [one.right]


_HEAD = '[[vector]]\nid = "a"\nexample = "{example}"\nrule = "{rule}"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (_HEAD.format(example="2019-KF22", rule="summ") + 'plants = [{ do = "resum" }]', "reglen 'summ' findes ikke"),
        (_HEAD.format(example="1999-XX1", rule="sum") + 'plants = [{ do = "resum" }]', "er ikke et eksempel"),
        (_HEAD.format(example="2018-ØU60", rule="sum") + 'plants = [{ do = "resum" }]', "har selv en fejl"),
        (_HEAD.format(example="2019-KF22", rule="sum"), "ændrer ikke noget"),
        (_HEAD.format(example="2019-KF22", rule="sum") + 'dialect = "ods"\nplants = [{ do = "resum" }]', "udskrifter"),
        (2 * (_HEAD.format(example="2019-KF22", rule="sum") + 'edits = [["x", "y"]]\n'), "samme id"),
    ],
)
def test_a_vector_that_cannot_be_used_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VectorError, match=complaint):
        vectors.load_vectors(tmp_path)


def test_words_that_do_not_stand_in_the_print_cannot_be_changed() -> None:
    example = vectors.open_examples()["2019-KF22"]
    for dialect in ("docx", "cells"):
        with pytest.raises(prints.EditError, match="står ikke"):
            prints.checked(example, dialect, (("findes intetsteds", ""),))


def test_a_planted_error_is_found_and_the_twin_is_silent() -> None:
    one = measure.outcome(SUM, Twins())
    assert one.found
    assert one.twin == ()


def test_a_finding_about_another_number_is_a_miss() -> None:
    elsewhere = Vector(
        id="elsewhere", rule="sum", example=SUM.example, fresh=True, plants=SUM.plants, expected=(4_711_000.0,)
    )
    one = measure.outcome(elsewhere, Twins())
    assert not one.found
    assert len(one.near) == 1


def test_an_error_between_two_proposals_is_found() -> None:
    vector = next(one for one in vectors.load_vectors() if one.id == "twice-indtastning")
    assert measure.outcome(vector, Twins()).found


def test_figures_count_misses_and_each_false_alarm_once() -> None:
    trap = Trap(id="t", rule="sum", example="2019-KF22", plants=SUM.plants)
    outcomes = [
        _outcome("a", found=True, fresh=True, twin=("den samme",)),
        _outcome("b", found=False, fresh=True, twin=("den samme",)),
        _outcome("c", found=False, fresh=False, beyond="uden for reglen"),
    ]
    result = measure.measures(
        outcomes,
        [Trapped(trap=trap, said=(("sum", "falsk"),))],
        [Untouched(example="2019-KF22", rule="sum", message="den samme")],
    )
    assert (result["planted"], result["found"], result["recall"]) == (3, 1, 0.3333)
    assert result["fresh"] == {"planted": 2, "found": 1, "recall": 0.5}
    assert result["claimed"] == {"planted": 2, "found": 1, "recall": 0.5}
    assert result["false_alarms_on_twins"] == 1
    assert result["false_alarms_on_traps"] == 1
    rules = result["rules"]
    assert isinstance(rules, dict)
    assert rules["sum"]["found_in_all_untouched"] == 1
    assert rules["area"]["planted"] == 0


def test_the_first_run_stays_beside_todays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missed = Vector(id="missed", rule="sum", example=SUM.example, fresh=False, plants=SUM.plants, says="noget andet")
    monkeypatch.setattr(command, "load_vectors", lambda: (SUM, missed))
    monkeypatch.setattr(command, "load_traps", lambda: ())
    monkeypatch.setattr(command, "untouched", lambda twins: ())
    results = tmp_path / "results.json"
    for name in ("first run", "now"):
        command.main(["--as", name, "--results", str(results)])
    command.main(["--rules", "sum", "--results", str(tmp_path / "none.json")])
    written = json.loads(results.read_text(encoding="utf-8"))
    assert written["first run"] == written["now"]
    assert written["now"]["found"] == 1
    assert [one["id"] for one in written["now"]["misses"]] == ["missed"]
    assert not (tmp_path / "none.json").exists()


def _outcome(name: str, *, found: bool, fresh: bool, twin: tuple[str, ...] = (), beyond: str | None = None) -> Outcome:
    vector = Vector(id=name, rule="sum", example="2019-KF22", fresh=fresh, plants=SUM.plants, beyond=beyond)
    return Outcome(vector=vector, found=found, near=(), others=(), twin=twin, corrected=None)
