"""All methods get the same texts; families stay together, and rivals never see the test's labels."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.training.evaluate.tiny import material
from training.evaluate.material import flags, fold_of_families, matrix, write_texts


def test_families_stay_together_and_folds_are_of_a_size() -> None:
    labelled = [SimpleNamespace(family=name) for name in ("a", "a", "a", "b", "b", "c", "d", "e")]
    folds = fold_of_families(labelled, folds=3)  # type: ignore[arg-type]
    sizes = [sum(folds[one.family] == fold for one in labelled) for fold in range(3)]
    assert sorted(sizes) == [2, 3, 3]
    assert folds == fold_of_families(labelled[::-1], folds=3)  # type: ignore[arg-type]


def test_a_fit_without_a_fold_sees_nothing_of_it_but_every_sketch() -> None:
    given = material()
    seen = given.training(without_fold=2)
    assert {one.fold for one in seen} == {0, 1, 3, 4, None}
    assert set(given.sketches) <= set(seen)
    assert not set(given.test) & set(given.training())


def test_fewer_families_leave_sketches_and_test_as_they_are() -> None:
    fewer = material().with_families({"familie-0"})
    assert [one.id for one in fewer.development] == ["forslag-0", "forslag-1"]
    assert (fewer.sketches, fewer.test) == (material().sketches, material().test)


def test_rivals_get_labels_of_the_development_alone(tmp_path: Path) -> None:
    write_texts(material(), tmp_path / "texts")
    written = json.loads((tmp_path / "texts" / "texts.json").read_text(encoding="utf-8"))
    assert all(set(one) == {"id", "text"} for one in written["test"])
    assert written["development"][3]["themes"] == ["skole", "vej"]
    assert written["fingerprint"] == material().fingerprint
    vocabulary = (tmp_path / "texts" / "themes.ttl").read_text(encoding="utf-8")
    assert ":theme-skole" in vocabulary
    assert "kle" not in vocabulary


@pytest.mark.parametrize("part", ["development", "sketches", "test"])
def test_the_fingerprint_follows_every_label(part: str) -> None:
    given = material()
    first, *others = getattr(given, part)
    changed = replace(given, **{part: (replace(first, may=frozenset({"skole"})), *others)})  # type: ignore[arg-type]
    assert changed.fingerprint != given.fingerprint


def test_a_theme_that_is_both_right_and_optional_is_right() -> None:
    one = replace(material().development[0], may=frozenset({"vej", "skole"}))
    must, may = flags([one], material().themes)
    assert must.tolist() == [[True, False, False]]
    assert may.tolist() == [[False, True, False]]


def test_a_rival_that_forgot_a_sample_is_noticed() -> None:
    with pytest.raises(KeyError):
        matrix({}, material().test, material().themes)
