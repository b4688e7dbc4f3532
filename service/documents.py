"""Which files the user means by the paths of a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError
from corpus.read import readable_files
from corpus.readers.formats import KINDS


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The files to read, in order, each once; and the paths that lead to none, with the reason."""

    files: tuple[Path, ...]
    missing: tuple[ReadError, ...]


def choose(paths: Sequence[Path]) -> Chosen:
    """The files behind ``paths``; a path that leads to none costs the user none of the others."""
    files: dict[Path, Path] = {}
    missing: list[ReadError] = []
    for path in paths:
        try:
            found = readable_files([path])
        except ReadError as error:
            missing.append(error)
            continue
        if not found:
            missing.append(ReadError(str(path), f"Mappen indeholder ingen dokumenter, der kan læses: {KINDS}."))
        for file in found:
            files.setdefault(file.absolute(), file)
    return Chosen(files=tuple(files.values()), missing=tuple(missing))
