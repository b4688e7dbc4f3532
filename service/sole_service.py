"""One service for a collection: two would each do the other's jobs again."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import GenklangError


class AlreadyServed(GenklangError):
    """Another service works on the collection."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} bruges allerede af en anden »genklang serve«. Stop den først, eller angiv en anden fil."
        )


@contextmanager
def sole_service(path: Path) -> Iterator[None]:
    """Holds the collection's file for one service; the hold ends with the process, however that ends.

    Raises AlreadyServed.
    """
    # A file of its own: closing the collection's would end the locks that SQLite holds on it.
    lock = os.open(path.with_name(f"{path.name}.serve"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyServed(path) from error
        yield
    finally:
        os.close(lock)
