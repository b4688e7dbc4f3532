"""Opening the collection's file: settings that keep what was acknowledged, and numbered migrations."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path

import apsw

from corpus.errors import GenklangError

LOWEST_SQLITE = (3, 51, 3)
"""Earlier libraries can lose a committed page when the write-ahead log is reset while another process reads."""

BUSY_MS = 10_000
"""How long a writer waits for another, in milliseconds, before it gives up."""

_MIGRATION = re.compile(r"(\d{4})_[a-z_]{1,60}\.sql")


class StoreError(GenklangError):
    """The collection's file cannot be used; the sentence says why and what to do."""


def connect(path: Path) -> apsw.Connection:
    """The collection in the file ``path``, made if it is missing, brought to the newest schema.

    Raises StoreError where the file is no collection, is newer than this program, or cannot be written.
    """
    if tuple(map(int, apsw.sqlite_lib_version().split("."))) < LOWEST_SQLITE:
        raise StoreError(
            "SQLite er for gammel til at gemme sikkert; installér de versioner, som pyproject.toml angiver."
        )
    if not path.parent.is_dir():
        raise StoreError(f"{path}: mappen findes ikke. Opret den, eller angiv en anden fil med --db.")
    _make_for_owner(path)
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(BUSY_MS)
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL may lose acknowledged commits when the power fails; FULL does not.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased must not stay in free pages
        _migrate(connection, path)
    except apsw.NotADBError as error:
        raise StoreError(f"{path} er ikke en samling, som Genklang kan læse.") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise StoreError(f"{path} kan ikke åbnes til at skrive i; se efter, om du har adgang til den.") from error
    except apsw.BusyError as error:
        raise StoreError(f"{path} bruges af en anden, der er ved at skrive; prøv igen om lidt.") from error
    except apsw.CorruptError as error:
        raise StoreError(f"{path} er beskadiget; hent den frem fra en sikkerhedskopi.") from error
    return connection


def _make_for_owner(path: Path) -> None:
    """Makes a missing file so that nobody else on the machine can read it; the log beside it gets the same rights."""
    # Where it is there, it keeps the rights that it has; where it cannot be made, opening it tells so.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def writing(connection: apsw.Connection) -> Iterator[None]:
    """One change of the collection: all of it is kept, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def migrations() -> list[tuple[int, str]]:
    """Every step of the schema with its number, in order."""
    found = []
    for file in resources.files("service.store").joinpath("migrations").iterdir():
        if match := _MIGRATION.fullmatch(file.name):
            found.append((int(match[1]), file.read_text(encoding="utf-8")))
    return sorted(found)


def _migrate(connection: apsw.Connection, path: Path) -> None:
    steps = migrations()
    have = _version(connection)
    if have > steps[-1][0]:
        raise StoreError(f"{path} er gemt af en nyere udgave af Genklang; brug den, eller en ældre sikkerhedskopi.")
    if have == steps[-1][0]:
        return
    with writing(connection):
        have = _version(connection)  # another process may have been quicker
        if have == 0 and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            raise StoreError(f"{path} er en database, som ikke er lavet af Genklang.")
        for number, statements in steps:
            if number > have:
                connection.execute(statements)
                connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: apsw.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").get)
