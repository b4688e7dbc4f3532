"""Stored models: the same bytes for the same content, and a clear sentence for anything that does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.artefact import MANIFEST, PARAMETERS, WEIGHTS, Expected, Manifest, installed, read, write
from models.errors import ArtefactDamaged, ArtefactError, ArtefactMissing, ArtefactOutdated, EncoderMismatch

EXPECTED = Expected(name="themes", version="2", encoder="e5-1234")
MADE = Manifest(name="themes", version="2", data="abc", libraries=installed("numpy"), encoder="e5-1234")


def stored(folder: Path, manifest: Manifest = MADE) -> Manifest:
    arrays: dict[str, np.ndarray] = {"b": np.arange(6, dtype=np.float32).reshape(2, 3).T, "a": np.ones(2)}
    return write(folder, arrays=arrays, parameters={"threshold": 0.4, "names": ["æ", "å"]}, manifest=manifest)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    stored(tmp_path)
    found = read(tmp_path, expected=EXPECTED)
    assert found.arrays["b"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert found.parameters == {"threshold": 0.4, "names": ["æ", "å"]}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        stored(tmp_path / name)
    for name in (MANIFEST, PARAMETERS, WEIGHTS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_fingerprint_of_the_content_changes_with_the_content_alone(tmp_path: Path) -> None:
    first = stored(tmp_path)
    described = stored(tmp_path, replace(MADE, details={"licence": "MIT"}))
    other = write(tmp_path, arrays={}, parameters={"threshold": 0.5}, manifest=MADE)
    assert first.content == described.content != other.content


def cut(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-2])


def manifest_with(**changes: object) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        given = json.loads((folder / MANIFEST).read_text())
        (folder / MANIFEST).write_text(json.dumps(given | changes))

    return change


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), ArtefactMissing, "ingen model"),
        (lambda folder: (folder / WEIGHTS).unlink(), ArtefactMissing, WEIGHTS),
        (cut(WEIGHTS), ArtefactDamaged, "sha256"),
        (cut(PARAMETERS), ArtefactDamaged, "sha256"),
        (cut(MANIFEST), ArtefactDamaged, "beskadiget"),
        (manifest_with(files={}), ArtefactDamaged, "felter"),
        (manifest_with(files={PARAMETERS: "0", "../x": "0"}), ArtefactDamaged, "uden for mappen"),
        (manifest_with(surprise=1), ArtefactDamaged, "felter"),
        (manifest_with(name="figures"), ArtefactDamaged, "'figures'"),
        (manifest_with(version="1"), ArtefactOutdated, "version 1"),
        (manifest_with(libraries={"numpy": "1.0"}), ArtefactOutdated, r"numpy 1\.0"),
        (manifest_with(libraries={"no-such-package": "1.0"}), ArtefactOutdated, "no-such-package"),
        (manifest_with(encoder="e5-9999"), EncoderMismatch, "e5-9999"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(
    tmp_path: Path, damage: Callable[[Path], object], error: type[ArtefactError], words: str
) -> None:
    stored(tmp_path)
    damage(tmp_path)
    with pytest.raises(error, match=words) as caught:
        read(tmp_path, expected=EXPECTED)
    assert str(tmp_path) in str(caught.value)


def test_a_model_without_arrays_keeps_none_of_an_earlier_one(tmp_path: Path) -> None:
    stored(tmp_path)
    write(tmp_path, arrays={}, parameters=None, manifest=MADE)
    assert not read(tmp_path, expected=EXPECTED).arrays
    assert not (tmp_path / WEIGHTS).exists()
