"""Examples as training data: read as users' files are, in the parts that were asked for, pairs known on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.read import read_bytes
from corpus.renderers import docx
from models.types import Relation
from training import dataset
from training.dataset import CACHE_VARIABLE, fingerprint, labelled_pairs, labelled_proposals

FAMILY = "opskrivning-til-plads"


def few() -> tuple[Example, ...]:
    """A family with overlaps and a hard negative, an unrelated example, and one of the test part."""
    known = load_examples()
    family = [one for one in known if one.family == FAMILY]
    marked = [one for one in known if one.id == "2017-ØU50"]
    assert all(one.split == "train" for one in (*family, *marked))
    other = next(one for one in known if one.split == "calibration")
    return (*family, *marked, other, next(one for one in known if one.split == "test"))


@pytest.fixture(autouse=True)
def _few_examples(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    examples = few()
    monkeypatch.setattr(dataset, "load_examples", lambda: examples)
    dataset._labelled.cache_clear()
    yield
    dataset._labelled.cache_clear()


def test_the_test_part_comes_only_when_it_is_named() -> None:
    assert {one.part for one in labelled_proposals()} == {"train", "calibration"}
    assert {one.part for one in labelled_proposals(("test",))} == {"test"}


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="Delen 'prøve' findes ikke"):
        labelled_proposals(("prøve",))


def test_a_proposal_is_what_a_user_would_have_read_from_the_file() -> None:
    example = few()[0]
    assert dataset._document(example) == read_bytes(docx.render([example]), f"{example.id}.docx")
    labelled = next(one for one in labelled_proposals() if one.id == example.id)
    assert labelled.proposal.title == example.title
    assert labelled.must == set(example.labels.must)
    assert labelled.gold["id"] == example.id


def test_what_is_kept_on_disk_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = few()[0]
    fresh = dataset._document(example)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "kept"))
    assert dataset._document(example) == fresh
    monkeypatch.setattr(dataset, "_read", lambda _: pytest.fail("it was read again"))
    assert dataset._document(example) == fresh
    with pytest.raises(pytest.fail.Exception):
        dataset._document(replace(example, title="En anden titel"))


def test_pairs_have_the_relation_that_either_side_names() -> None:
    pairs = {(one.a.id, one.b.id): one for one in labelled_pairs(("train",))}
    assert all(a < b for a, b in pairs)
    assert pairs["2013-BU50", "2018-KF50"].relation is Relation.OVERLAP
    assert pairs["2013-BU50", "2018-KF50"].kind == "family"
    negative = pairs["2013-BU50", "2017-ØU50"]
    assert (negative.relation, negative.hard, negative.kind) == (Relation.NONE, True, "marked")
    count = len(labelled_proposals(("train",)))
    assert len(pairs) == count * (count - 1) // 2


def test_no_pair_crosses_parts() -> None:
    assert all(one.a.part == one.b.part for one in labelled_pairs(("train", "calibration", "test")))


def test_the_fingerprint_follows_texts_and_labels_but_not_the_order() -> None:
    labelled = labelled_proposals(("train",))
    before = fingerprint(labelled)
    assert fingerprint(tuple(reversed(labelled))) == before
    first = labelled[0]
    other = replace(first, example=replace(first.example, labels=replace(first.example.labels, may=())))
    assert fingerprint((other, *labelled[1:])) != before
    assert fingerprint(labelled[1:]) != before
