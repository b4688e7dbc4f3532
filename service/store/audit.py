"""What was done by whom, so that later changes of it show: entries are only added, and each covers the one before.

The hash of an entry covers the names in it through commitments (SHA-256 of a random salt and the value), so that a
name can be erased, salt and all, without breaking the chain. Somebody who may write to the file can make the whole
chain anew; against that, keep the newest number and hash of `verify` somewhere else and give them as ``witness``.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import apsw

from service.clock import Clock
from service.store.database import writing

SALT_BYTES = 16
"""128 bits: who has the commitment of an erased name cannot find the name by trying all names."""

BEFORE_THE_FIRST = "0" * 64
"""What the first entry takes for the hash before it."""

_PERSONAL = ("actor", "target", "detail")


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One thing that was done. ``erased`` names those of actor, target and detail that were erased afterwards."""

    number: int
    at: str
    action: str
    actor: str | None
    target: str | None
    detail: str | None
    erased: tuple[str, ...]
    hash: str


@dataclass(frozen=True, kw_only=True)
class AuditCheck:
    """Whether the log is as it was written.

    ``broken_at`` is the first entry that is not, or None. ``names_erased`` counts the entries with something erased.
    """

    entries: int
    head: str
    broken_at: int | None
    names_erased: int

    @property
    def intact(self) -> bool:
        """Whether every entry stands as it was written."""
        return self.broken_at is None


class Audit:
    """The audit log of one collection, on its connection."""

    def __init__(
        self, connection: apsw.Connection, *, random_bytes: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._connection = connection
        self._random_bytes = random_bytes

    def record(
        self,
        *,
        now: Clock,
        actor: str,
        action: str,
        target: str | None = None,
        detail: str | None = None,
    ) -> int:
        """Adds an entry in a transaction of its own and gives its number."""
        with writing(self._connection):
            return self.record_within(now=now, actor=actor, action=action, target=target, detail=detail)

    def record_within(
        self,
        *,
        now: Clock,
        actor: str,
        action: str,
        target: str | None = None,
        detail: str | None = None,
    ) -> int:
        """Adds an entry inside the open transaction, so that what was done and its entry are kept together."""
        head: Any = self._connection.execute("SELECT number + 1, hash FROM audit_head").fetchone()
        number, previous = head
        at = now()
        sealed = [self._sealed(value) for value in (actor, target, detail)]
        digest = _digest(number, at, action, [commitment for _, _, commitment in sealed], previous)
        flat = [part for seal in sealed for part in seal]
        self._connection.execute(
            "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (number, at, action, *flat, previous, digest)
        )
        return int(number)

    def entries(self, *, after: int, limit: int) -> tuple[AuditEntry, ...]:
        """At most ``limit`` entries with a number above ``after``, oldest first."""
        rows = self._connection.execute(f"{_SELECT} WHERE number > ? ORDER BY number LIMIT ?", (after, limit))
        return tuple(map(_entry, rows))

    def verify(self, *, witness: tuple[int, str] | None = None) -> AuditCheck:
        """Reads the whole log and says whether it is as it was written.

        ``witness`` is a number and hash that were noted earlier, outside the file.
        """
        # One transaction: an entry added meanwhile would disagree with the head read before it.
        self._connection.execute("BEGIN")
        try:
            return self._verified(witness)
        finally:
            self._connection.execute("ROLLBACK")

    def erase_names(self, name: str) -> int:
        """Erases a name, of a person or a proposal, wherever it is actor, target or a word of a detail.

        Gives the number of entries changed; the chain still verifies.
        """
        with writing(self._connection):
            return self.erase_names_within(name)

    def erase_names_within(self, *names: str) -> int:
        """As `erase_names` for several names, inside the open transaction."""
        told = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)
        rows = self._connection.execute(f"{_SELECT} WHERE actor IS NOT NULL OR target IS NOT NULL OR detail NOT NULL")
        changes = [
            (entry.number, fields)
            for entry in map(_entry, rows)
            if (
                fields := [
                    field
                    for field, value in (("actor", entry.actor), ("target", entry.target), ("detail", entry.detail))
                    if value is not None and (value in names or (field == "detail" and told.search(value)))
                ]
            )
        ]
        for number, fields in changes:
            self._blank(fields, "number = ?", number)
        return len(changes)

    def named_before(self, at: str) -> int:
        """How many entries older than ``at`` still hold a name or a detail."""
        return int(self._connection.execute(f"SELECT count(*) FROM audit WHERE {_NAMED_BEFORE}", (at,)).get)

    def erase_before_within(self, at: str) -> None:
        """Erases every name and detail of the entries older than ``at``, inside the open transaction."""
        self._blank(_PERSONAL, _NAMED_BEFORE, at)

    def _blank(self, fields: list[str] | tuple[str, ...], where: str, value: int | str) -> None:
        emptied = ", ".join(f"{field} = NULL, {field}_salt = NULL" for field in fields)
        self._connection.execute(f"UPDATE audit SET {emptied} WHERE {where}", (value,))

    def _sealed(self, value: str | None) -> tuple[str | None, bytes | None, str | None]:
        if value is None:
            return None, None, None
        salt = self._random_bytes(SALT_BYTES)
        return value, salt, _commitment(value, salt)

    def _verified(self, witness: tuple[int, str] | None) -> AuditCheck:
        count, previous, erased, broken = 0, BEFORE_THE_FIRST, 0, None
        rows: Iterator[Any] = self._connection.execute("SELECT * FROM audit ORDER BY number")
        for count, row in enumerate(rows, start=1):
            holds, names = _holds(row, count, previous)
            previous = row[-1]
            erased += names
            if broken is None and not (holds and (witness is None or count != witness[0] or previous == witness[1])):
                broken = count
        head: Any = self._connection.execute("SELECT number, hash FROM audit_head").fetchone()
        missing = head != (count, previous) or (witness is not None and count < witness[0])
        if broken is None and missing:
            broken = count + 1
        return AuditCheck(entries=count, head=previous, broken_at=broken, names_erased=erased)


_SELECT = (
    "SELECT number, at, action, actor, target, detail, actor_commitment, target_commitment, detail_commitment, hash"
    " FROM audit"
)
_NAMED_BEFORE = "at < ? AND (actor IS NOT NULL OR target IS NOT NULL OR detail IS NOT NULL)"


def _commitment(value: str, salt: bytes) -> str:
    return hashlib.sha256(salt + value.encode()).hexdigest()


def _digest(number: int, at: str, action: str, commitments: list[str | None], previous: str) -> str:
    covered = json.dumps([number, at, action, *commitments, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(covered.encode()).hexdigest()


def _holds(row: Any, number: int, previous: str) -> tuple[bool, bool]:
    """Whether an entry is as it was written, and whether something in it was erased."""
    stored, at, action, *sealed, before, digest = row
    seals = [tuple(sealed[place : place + 3]) for place in range(0, len(sealed), 3)]
    erased = any(value is None and commitment is not None for value, _, commitment in seals)
    kept = all(
        (value is None and salt is None)
        or (value is not None and salt is not None and _commitment(value, salt) == commitment)
        for value, salt, commitment in seals
    )
    commitments = [commitment for _, _, commitment in seals]
    chained = stored == number and before == previous and digest == _digest(number, at, action, commitments, previous)
    return kept and chained, erased


def _entry(row: Any) -> AuditEntry:
    number, at, action, *personal, digest = row
    values, commitments = personal[:3], personal[3:]
    return AuditEntry(
        number=number,
        at=at,
        action=action,
        actor=values[0],
        target=values[1],
        detail=values[2],
        erased=tuple(
            field
            for field, value, commitment in zip(_PERSONAL, values, commitments, strict=True)
            if value is None and commitment is not None
        ),
        hash=digest,
    )
