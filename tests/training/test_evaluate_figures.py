"""Measuring figures of written sentences: how they are read, and what counts as right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.evaluate_figures import main, measures, outcome, read_sentences

SENTENCES = """# money
Det koster 1,5 mio. kr. over 4 år. | money 1500000; duration 4
Prisen er 5-7 mio. kr. | money 5000000..7000000
# none
Mødet er den 3. maj. | -
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "small.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_set_is_read_with_groups_ranges_and_sentences_without_figures(tmp_path: Path) -> None:
    first, second, third = read_sentences(written(tmp_path, SENTENCES))
    assert (first.group, third.group) == ("money", "none")
    assert [str(one.kind) for one in first.expected] == ["money", "duration"]
    assert (second.expected[0].low, second.expected[0].high) == (5e6, 7e6)
    assert third.expected == ()


@pytest.mark.parametrize(
    ("line", "missed", "extra"),
    [
        ("Der er 12 skabe. | count 12", 0, 0),
        ("Der er 12 skabe. | count 13", 1, 1),
        ("Der er 12 skabe. | count? 12", 0, 0),
        ("Der er 12 skabe. | count? 13", 0, 1),
        ("Der er 12 skabe. | -", 0, 1),
        ("Der er ingen skabe. | count 12", 1, 0),
        ("Det giver -2 mio. kr. | money 2000000", 0, 0),
    ],
)
def test_what_is_missed_and_what_is_extra(tmp_path: Path, line: str, missed: int, extra: int) -> None:
    (sentence,) = read_sentences(written(tmp_path, line))
    found = outcome(sentence)
    assert (len(found.missed), len(found.extra)) == (missed, extra)


def test_an_optional_figure_counts_neither_way(tmp_path: Path) -> None:
    lines = "Der er 12 skabe. | count? 12\nDer er 7 låse. | count 7"
    said = measures([outcome(one) for one in read_sentences(written(tmp_path, lines))])
    assert (said["precision"], said["recall"], said["figures"]) == (1.0, 1.0, 1)


def test_a_line_without_its_figures_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mangler"):
        read_sentences(written(tmp_path, "Der er 12 skabe."))


def test_an_earlier_run_stands_beside_the_new_one(tmp_path: Path) -> None:
    written(tmp_path, SENTENCES)
    results = tmp_path / "results.json"
    main([str(tmp_path), "--as", "first run", "--results", str(results)])
    main([str(tmp_path), "--results", str(results)])
    stored = json.loads(results.read_text(encoding="utf-8"))["small"]
    assert stored["first run"] == stored["now"]
    assert stored["now"]["sentences_right"] == 3
