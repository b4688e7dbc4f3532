"""Backups: taken while the collection is in use, checked before they count, and put back beside what they replace."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.clock import Clock
from service.erasure import ERASED
from service.store import snapshot
from service.store.database import StoreError
from service.store.snapshot import Contents

_SIDE_FILES = ("-wal", "-shm", "-journal")
_OWNER_ONLY = 0o600
_UNFINISHED = "delvis"
"""Ends the name of a copy that is being made; nobody takes it for a backup."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A collection that was put back. ``aside`` is where the one before it lies, or None where there was none.

    ``erased_since`` are proposals that were erased after the backup was taken and are in the collection again: ids
    where the audit log has them; ``erased_unnamed`` counts those whose ids it may not keep.
    """

    contents: Contents
    aside: Path | None
    erased_since: tuple[str, ...]
    erased_unnamed: int


def backup(path: Path, to: Path) -> Contents:
    """Copies the collection ``path`` as it is at one moment to the new file ``to``, and reads the copy through.

    Others may read and write meanwhile. Raises StoreError, leaving no file, where ``to`` exists or the copy fails.
    """
    if to.exists():
        raise StoreError(f"{to} findes allerede. Giv sikkerhedskopien et andet navn.")
    unfinished = _beside(to, _UNFINISHED)
    contents = _copied(path, unfinished)
    try:
        _sync(unfinished)
        os.replace(unfinished, to)
        _sync(to.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return contents


def restore(source: Path, to: Path, *, now: Clock) -> Restored:
    """Puts a backup in the place of the collection ``to``, which is kept beside it under another name.

    Nothing is changed before the backup has been read through and brought to this program's schema. Raises StoreError
    where it is damaged, foreign or newer, or where the collection is in use.
    """
    unfinished = _beside(to, _UNFINISHED)
    _copied(source, unfinished)
    try:
        snapshot.bring_up_to_date(unfinished)
        contents = snapshot.check(unfinished)
        _sync(unfinished)
        aside = _set_aside(to, unfinished, _beside(to, f"tidligere-{now().translate({ord(':'): None})}"))
        _sync(to.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    again = _erased_since(aside, to)
    return Restored(
        contents=contents,
        aside=aside,
        erased_since=tuple(sorted({one for one in again if one is not None})),
        erased_unnamed=again.count(None),
    )


def _copied(source: Path, to: Path) -> Contents:
    if not to.parent.is_dir():
        raise StoreError(f"{to.parent} findes ikke. Opret mappen, eller vælg en anden.")
    try:
        # Made by us first: what SQLite makes can be read by others on the machine.
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    except FileExistsError as error:
        raise StoreError(f"{to} er i vejen. Slet den, hvis ingen anden er ved at kopiere, og prøv igen.") from error
    except OSError as error:
        raise StoreError(f"{to.parent} kan ikke skrives i ({error.strerror}); vælg en anden mappe.") from error
    try:
        snapshot.copy(source, to)
        return snapshot.check(to)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def _set_aside(there: Path, new: Path, aside: Path) -> Path | None:
    if not there.exists():
        os.replace(new, there)
        return None
    if aside.exists():
        raise StoreError(f"{aside} findes allerede. Flyt den, og prøv igen.")
    held = snapshot.close_for_others(there)
    try:
        _give_to_owner_of(there, new)
        os.replace(there, aside)
        for side in _SIDE_FILES:  # left by a damaged collection; read into the new one they would damage it too
            if (log := Path(f"{there}{side}")).exists():
                os.replace(log, f"{aside}{side}")
        os.replace(new, there)
    finally:
        if held is not None:
            held.close()
    return aside


def _give_to_owner_of(there: Path, new: Path) -> None:
    """Lets whoever the service runs as read what an administrator put back for it."""
    owner = there.stat()
    os.chmod(new, stat.S_IMODE(owner.st_mode))
    with suppress(PermissionError):  # only root may give files away
        os.chown(new, owner.st_uid, owner.st_gid)


def _erased_since(before: Path | None, now: Path) -> list[str | None]:
    if before is None:
        return []
    kept = {entry.hash for entry in snapshot.entries_of(now, ERASED)}
    return [entry.target for entry in snapshot.entries_of(before, ERASED) if entry.hash not in kept]


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f"{path.name}.{word}")


def _sync(path: Path) -> None:
    """Makes sure that a file, or the names in a folder, would outlast a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
