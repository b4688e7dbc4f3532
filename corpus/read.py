"""From a file to its cleaned text: the one place where documents enter.

bytes ─reader, in a process of its own→ RawDocument ─repair→ Document
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread

from corpus.errors import EmptyFile, ReadError, TooLarge, Unreadable
from corpus.readers import sandbox
from corpus.readers.formats import SUFFIXES
from corpus.readers.limits import MAX_FILE_BYTES, MEGABYTE
from corpus.types import Document

MISSING = "Filen eller mappen findes ikke. Kontrollér stien."
NOT_A_FILE = "Stien er hverken en almindelig fil eller en mappe. Giv en fil."
FORBIDDEN = "Filen kan ikke åbnes. Kontrollér, at den ikke er låst, og at der er adgang til at læse den."
EMPTY = "Filen er tom. Kontrollér, at den er gemt og hentet helt."
TOO_LARGE = f"Filen er større end {MAX_FILE_BYTES // MEGABYTE} MB. Del den op i mindre filer."


def read(path: Path) -> Document:
    """Read a file of any format that we know. Its ``source`` is the path as given. Raises a `ReadError`."""
    source = _name(path)
    if not path.exists():
        raise ReadError(source, MISSING)
    if not path.is_file():  # a pipe or a device might never end
        raise ReadError(source, NOT_A_FILE)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise Unreadable(source, FORBIDDEN) from error
    return read_bytes(data, source)


def read_bytes(data: bytes, source: str) -> Document:
    """Read a file's bytes; ``source`` is its name, for messages and where the content does not tell the format.

    The parsing runs in a process with limits. Raises a `ReadError` whose text names the file and says what to do.
    """
    if not data:
        raise EmptyFile(source, EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(source, TOO_LARGE)
    # This process only waits for the other one: meanwhile it loads what it needs next. As a daemon, the loading holds
    # nobody up whose file cannot be read.
    Thread(target=_load_word_lists, name="word lists", daemon=True).start()
    raw = sandbox.read(data, source)

    from corpus import repair

    return repair.clean(raw, source=source, sha256=hashlib.sha256(data).hexdigest())


def _load_word_lists() -> None:
    from corpus.repair import lexicon

    lexicon.load_common()


def readable_files(paths: Sequence[Path]) -> list[Path]:
    """The files that the paths stand for, each once: a file itself, a folder's documents recursively in name order.

    From a folder come only files named as documents, and no hidden ones or Word's lock files ('~$…'); links to other
    folders are not followed. Raises `ReadError` for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise ReadError(_name(path), MISSING)
        found.update(dict.fromkeys(_documents(path) if path.is_dir() else [path]))
    return list(found)


def _documents(folder: Path) -> Iterator[Path]:
    """A folder's documents, in the order of their paths within it."""
    documents: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        documents += [Path(place, name) for name in names if _is_document(name)]
    yield from sorted((path for path in documents if path.is_file()), key=lambda path: path.relative_to(folder).parts)


def _is_document(name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES


def _name(path: Path) -> str:
    """The path as text that can be printed, whatever bytes the file system has in it."""
    return os.fsencode(path).decode("utf-8", "replace")
