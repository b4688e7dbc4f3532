"""A worker that is killed at the n-th time that it touches the disk: ``python -m tests.service.killing``.

Every run is a fork of this process, so that none has to load anything. It notes each upload that was promised to it
the moment the promise is made, and dies by SIGKILL before a write, sync, truncation or removal, or in the middle of a
write. The last run, at 0, is never killed and leaves behind how often it touched the disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import apsw

from corpus.errors import Damaged
from models.types import Analysis
from service.ingest import Ingest
from service.store.jobs import Jobs
from service.store.records import NewDocument
from service.store.store import Store
from service.store.stores import Stores
from tests.service.store.documents import document, line, proposal

SYSTEM = "unix"
"""What really writes."""

NOW = "2026-11-24T03:00:00Z"
DAMAGED = b"ikke et dokument"
UPLOADS = (b"2022-BU01 2022-BU02", b"2023-TM03", DAMAGED, b"2022-BU01 2022-BU02", b"2024-SU04 " + b"x" * 60_000)
"""The bytes submitted, in order: those of one file twice, one file large, one that cannot be read."""


class StandIn:
    """Reads a file as a list of proposals' ids, at once."""

    def analyse(self, content: bytes, source: str, *, reading: Any = None) -> Analysis:
        if content == DAMAGED:
            raise Damaged(source, "Filen er beskadiget. Gem den igen.")
        if reading is not None:
            reading()
        return Analysis(source=source, sha256="", proposals=(), overview=())

    def documents(self, files: Sequence[tuple[bytes, Analysis]]) -> list[NewDocument]:
        return [
            document(
                *map(proposal, proposals_of(content)),
                content=content,
                lines=(line("2021-KF99", "Ny cykelsti"),),
            )
            for content, _ in files
        ]

    def look_ahead(self) -> bool:
        return False


def proposals_of(content: bytes) -> list[str]:
    return [word for word in content.decode().split() if word[0] == "2"]


class Counter:
    """Counts touches of the disk, and kills at the one that was chosen (0: never)."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.count = 0

    def touch(self) -> bool:
        """Whether this is the one, at a write that is to be torn; dies at once where it is another's turn."""
        self.count += 1
        if self.count == self.fatal and self.fatal % 2:
            die()
        return self.count == self.fatal


class KillingVFS(apsw.VFS):
    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        super().__init__("killing", base=SYSTEM, makedefault=True)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - SQLite's name
        if self.counter.touch():
            die()
        super().xDelete(filename, syncdir)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return KillingFile(name, flags, self.counter)


class KillingFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], counter: Counter) -> None:
        self.counter = counter
        super().__init__(SYSTEM, name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        if self.counter.touch():
            super().xWrite(bytes(data)[: len(data) // 2], offset)
            die()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        if self.counter.touch():
            die()
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        if self.counter.touch():
            die()
        super().xTruncate(newsize)


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("killed")


def work(path: Path, promised: Path) -> None:
    """Two users' uploads, submitted and stored in turns, the log written back in between."""
    stores = Stores(path)
    connection = stores.here().connection
    ingest = Ingest(StandIn(), stores, now=lambda: NOW)
    with promised.open("ab", buffering=0) as notes:
        for number, content in enumerate(UPLOADS):
            job = Jobs(connection).submit(
                source=f"{number}.txt", content=content, marked=False, by="eva", now=NOW, idempotency_key=str(number)
            )
            notes.write(f"{number} {job.id}\n".encode())
            if number % 2:
                ingest.run_once()
            if number == 3:
                connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    while ingest.run_once():
        pass
    stores.close()


def run(folder: Path, fatal: int) -> None:
    """One run in a fork of its own."""
    path = folder / f"{fatal}.db"
    shutil.copy(folder / "empty.db", path)
    child = os.fork()
    if child == 0:
        counter = Counter(fatal)
        vfs = KillingVFS(counter)
        work(path, folder / f"{fatal}.promised")
        (folder / f"{fatal}.count").write_text(str(counter.count))
        vfs.unregister()
        os._exit(0)
    os.waitpid(child, 0)


def main() -> None:
    folder, most = Path(sys.argv[1]), int(sys.argv[2])
    Store(folder / "empty.db").close()
    run(folder, 0)
    touches = int((folder / "0.count").read_text())
    for fatal in sorted({1 + index * touches // most for index in range(most)}):
        run(folder, fatal)


if __name__ == "__main__":
    main()
