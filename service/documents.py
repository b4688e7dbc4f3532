"""Which files the user means by the paths of a command."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError

SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".md", ".html", ".htm"})
"""Suffixes taken from a folder. A file that is named itself is tried whatever its suffix."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The files to read, in order, each once; and the paths that lead to none, with the reason."""

    files: tuple[Path, ...]
    missing: tuple[ReadError, ...]


def choose(paths: Sequence[Path]) -> Chosen:
    """The files behind ``paths`` in the given order; a folder stands for the documents below it in name order.

    Hidden files and folders below a folder are passed over, and so are files of other kinds. A file that several
    paths lead to is taken once.
    """
    files: dict[Path, Path] = {}
    missing: list[ReadError] = []
    for path in paths:
        if path.is_dir():
            below = list(_below(path))
            if not below:
                missing.append(ReadError(str(path), f"mappen indeholder ingen dokumenter ({_listed_suffixes()})."))
        elif path.exists():
            below = [path]
        else:
            below = []
            missing.append(ReadError(str(path), "filen eller mappen findes ikke."))
        for file in below:
            files.setdefault(Path(os.path.abspath(file)), file)
    return Chosen(files=tuple(files.values()), missing=tuple(missing))


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _listed_suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))
