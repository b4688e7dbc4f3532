"""A copy of a whole collection while others use it, and whether a file is a collection that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from service.store.audit import Audit, AuditEntry
from service.store.database import BUSY_MS, StoreError, connect, migrations

_AUDIT_SINCE = 2
"""The migration that brought the audit log: older files have none."""

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a sound collection holds. ``audit_head`` is the number and hash of the newest entry of its audit log."""

    documents: int
    proposals: int
    audit_head: tuple[int, str] | None


def copy(source: Path, to: Path) -> None:
    """Copies a collection as it is at one moment, whatever is written meanwhile, into the new file ``to``.

    The copy is one file, without a log beside it. Raises StoreError where ``source`` cannot be read or disk is short.
    """
    try:
        read = _opened(source)
        try:
            written = apsw.Connection(str(to))
            try:
                with written.backup("main", read, "main") as backup:
                    backup.step(-1)  # all pages in one reading transaction: writers go on, in the log
                written.execute("PRAGMA journal_mode = DELETE")
            finally:
                written.close()
        finally:
            read.close()
    except apsw.Error as error:
        raise _refused(source, error) from error


def check(path: Path) -> Contents:
    """Reads every page of a collection. Raises StoreError where it is damaged, foreign, or of a newer program."""
    try:
        connection = _opened(path)
        try:
            return _checked(connection, path)
        finally:
            connection.close()
    except apsw.Error as error:
        raise _refused(path, error) from error


def close_for_others(path: Path) -> apsw.Connection | None:
    """A connection that alone has the collection, its log emptied and gone; None for a file that is damaged.

    Raises StoreError while others use it.
    """
    try:
        connection = _opened(path)
    except apsw.Error:
        return None
    connection.set_busy_timeout(0)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except (apsw.BusyError, apsw.LockedError) as error:
        connection.close()
        raise StoreError(f"{path} er i brug. Stands tjenesten, og prøv igen.") from error
    except apsw.Error:
        connection.close()
        return None
    return connection


def bring_up_to_date(path: Path) -> None:
    """Brings a collection that nobody uses to the newest schema. Raises StoreError."""
    connection = connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def entries_of(path: Path, action: str) -> tuple[AuditEntry, ...]:
    """Every entry of an action in the audit log of a collection; none where it cannot be read."""
    found: list[AuditEntry] = []
    try:
        connection = _opened(path)
        try:
            audit = Audit(connection)
            after = 0
            while entries := audit.entries(after=after, limit=_BATCH):
                found += [entry for entry in entries if entry.action == action]
                after = entries[-1].number
        finally:
            connection.close()
    except apsw.Error:
        return ()
    return tuple(found)


def _opened(path: Path) -> apsw.Connection:
    if not path.is_file():
        raise StoreError(f"{path} findes ikke; se efter, om navnet er rigtigt.")
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(BUSY_MS)
    return connection


def _checked(connection: apsw.Connection, path: Path) -> Contents:
    version = int(_one(connection, "PRAGMA user_version"))
    if version > migrations()[-1][0]:
        raise StoreError(f"{path} er gemt af en nyere udgave af Genklang. Brug den udgave til at hente den frem.")
    sound = _one(connection, "PRAGMA integrity_check") == "ok"
    if not version or not _one(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'proposal'"):
        raise StoreError(f"{path} er ikke en samling, som Genklang har gemt.")
    if not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreError(f"{path} er beskadiget. Brug en anden sikkerhedskopi.")
    head: Any = None
    if version >= _AUDIT_SINCE:
        head = connection.execute("SELECT number, hash FROM audit_head").fetchone()
    return Contents(
        documents=int(_one(connection, "SELECT count(*) FROM document")),
        proposals=int(_one(connection, "SELECT count(*) FROM proposal")),
        audit_head=head,
    )


def _one(connection: apsw.Connection, statement: str) -> Any:
    return connection.execute(statement).get


def _refused(path: Path, error: apsw.Error) -> StoreError:
    match error:
        case apsw.NotADBError():
            return StoreError(f"{path} er ikke en samling, som Genklang kan læse.")
        case apsw.CorruptError():
            return StoreError(f"{path} er beskadiget. Brug en anden sikkerhedskopi.")
        case apsw.FullError() | apsw.IOError():
            return StoreError("Kopien kunne ikke skrives færdig; se efter, om der er plads på disken.")
        case apsw.BusyError():
            return StoreError(f"{path} er i brug; prøv igen om lidt.")
        case _:
            return StoreError(f"{path} kan ikke læses; se efter, om du har adgang til filen og dens mappe.")
