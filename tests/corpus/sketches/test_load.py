"""The sketches cover the taxonomy, are sketches and not proposals, repeat nobody, and faults in them are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.examples.load import load_examples
from corpus.examples.notation import ExampleError
from corpus.sketches.load import Sketch, load_sketches
from corpus.themes import load_taxonomy

SKETCHES = load_sketches()
MUST = Counter(theme for sketch in SKETCHES for theme in sketch.must)
FLOORS = {"omraade": 11, "greb": 14, "gevinst": 40}
RARE = {"byggesag-plan", "erhverv", "samarbejde", "integration", "simulation-vr", "it-sikkerhed", "indtaegt"}
RARE_FLOOR = 16
RUN = 8  # words: shorter runs are the set phrases of any administration

GOOD = """
[[sketch]]
id = "hr-01"
title = "Titel"
text = "Tekst"
must = ["hr", "organisering"]
may = ["kvalitet"]
"""


def floor(theme_id: str, facet: str) -> int:
    return RARE_FLOOR if theme_id in RARE else FLOORS[facet]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def loaded(folder: Path, text: str) -> tuple[Sketch, ...]:
    (folder / "hr.toml").write_text(text, encoding="utf-8")
    return load_sketches(folder)


@pytest.mark.parametrize(("theme", "least"), [(t.id, floor(t.id, t.facet)) for t in load_taxonomy().themes])
def test_every_theme_is_a_must_often_enough(theme: str, least: int) -> None:
    assert MUST[theme] >= least


@pytest.mark.parametrize("facet", ["omraade", "greb"])
def test_every_sketch_says_what_it_is_about_and_by_what_means(facet: str) -> None:
    ids = {theme.id for theme in load_taxonomy().of_facet(facet)}
    assert [sketch.id for sketch in SKETCHES if not ids & {*sketch.must}] == []


def test_a_sketch_is_short_but_says_something() -> None:
    lengths = {sketch.id: len(sketch.text.split()) for sketch in SKETCHES}
    assert {name: words for name, words in lengths.items() if not 45 <= words <= 130} == {}


def test_no_run_of_words_is_shared_between_sketches_or_with_examples() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for example in load_examples():
        for paragraph in example.figure_text.split("\n\n"):
            owners.update(dict.fromkeys(runs(paragraph), example.id))
    shared = []
    for sketch in SKETCHES:
        for run in runs(sketch.text):
            if owners.setdefault(run, sketch.id) != sketch.id:
                shared.append((sketch.id, owners[run], " ".join(run)))
    assert shared == []


def test_sketches_come_sorted_and_as_written(tmp_path: Path) -> None:
    second, first = loaded(tmp_path, GOOD.replace("hr-01", "hr-02") + GOOD)[::-1]
    assert (first.id, second.id) == ("hr-01", "hr-02")
    assert first == Sketch(id="hr-01", title="Titel", text="Tekst", must=("hr", "organisering"), may=("kvalitet",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"hr",', '"hrr",'), r"hr\.toml, hr-01: Temaet 'hrr' findes ikke"),
        (GOOD.replace('["kvalitet"]', '["hr"]'), r"hr\.toml, hr-01: Temaet 'hr' står to gange"),
        (GOOD + GOOD, r"hr\.toml, hr-01: Id'et er brugt før"),
        (GOOD.replace('title = "Titel"', ""), r"hr\.toml, hr-01: Feltet 'title' mangler"),
        (GOOD.replace('may = ["kvalitet"]', ""), r"hr\.toml, hr-01: Feltet 'may' mangler"),
        (GOOD.replace('id = "hr-01"', ""), r"hr\.toml, skitse nr\. 1: Feltet 'id' mangler"),
        (GOOD + 'mai = ["kvalitet"]', r"hr\.toml, hr-01: Feltet 'mai' kendes ikke"),
        (GOOD.replace('["hr", "organisering"]', "[]"), r"hr\.toml, hr-01: 'must' er tom"),
        ("title = 1", r"hr\.toml: Der er ingen skitser"),
        ("[[sketch", r"hr\.toml: Filen er ikke gyldig TOML"),
    ],
)
def test_a_fault_is_named_by_file_and_id(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ExampleError, match=said):
        loaded(tmp_path, text)
