"""One collection used by several threads: each has a connection of its own, for a connection serves one at a time."""

from __future__ import annotations

import threading
from pathlib import Path

from service.store.store import Store


class Stores:
    """The stores of one file, opened for a thread when it first asks. Close it when all threads have ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.local()
        self._opened: list[Store] = []
        self._lock = threading.Lock()

    @property
    def path(self) -> Path:
        """The collection's file."""
        return self._path

    def here(self) -> Store:
        """The store of the thread that asks. Raises StoreError where the file cannot be used."""
        store: Store | None = getattr(self._here, "store", None)
        if store is None:
            store = self._here.store = Store(self._path)
            with self._lock:
                self._opened.append(store)
        return store

    def close(self) -> None:
        """Ends every thread's use of the file."""
        with self._lock:
            while self._opened:
                self._opened.pop().close()
        self._here = threading.local()
