"""The shipped files are what the build command writes today."""

from __future__ import annotations

import json

import pytest

from corpus.examples.build import FILES, build, labels, shipments
from corpus.examples.notation import folder_name

LARGEST = 400_000
"""Bytes: the shipped files are part of every checkout."""


@pytest.mark.parametrize("name", [name for name in shipments() if "scan" not in name])
def test_a_shipped_file_is_what_the_build_gives(name: str) -> None:
    assert build(name) == (FILES / name).read_bytes()


@pytest.mark.parametrize("name", shipments())
def test_shipped_files_are_small(name: str) -> None:
    assert 0 < (FILES / name).stat().st_size < LARGEST


def test_the_shipped_labels_are_those_of_the_examples() -> None:
    for label in labels():
        shipped = json.loads((FILES / "gold" / f"{folder_name(str(label['id']))}.json").read_text(encoding="utf-8"))
        assert shipped == json.loads(json.dumps(label)), label["id"]
