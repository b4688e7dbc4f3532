"""Jobs: uploads and trainings that were promised, from their submission to their end.

An upload's bytes and its job are committed together, and so are the stored document and the job's end: whenever the
program is stopped, a promised upload is either waiting with its bytes or in the collection, never both or neither.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import apsw

from corpus.errors import GenklangError
from service.roles import Identity, Role
from service.store.database import writing
from service.store.records import NewDocument
from service.store.store import Store

UNHURRIED = "eksempel "
"""Begins the idempotency keys of the shipped examples, for which nobody waits: what users hand in comes before them."""

MOST_WAITING = 500
"""Unfinished jobs of one user. Counted by user, so that nobody's queue tells of another's uploads."""


class JobKind(StrEnum):
    """What a job does."""

    DOCUMENT = "document"
    TRAINING = "training"


class JobState(StrEnum):
    """How far a job has come. Uploads end as ``stored`` or ``set_aside``, trainings as ``trained`` or ``refused``."""

    QUEUED = "queued"
    READING = "reading"
    ANALYSING = "analysing"
    STORED = "stored"
    SET_ASIDE = "set_aside"
    TRAINING = "training"
    TRAINED = "trained"
    REFUSED = "refused"

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to a job in this state."""
        return self in (JobState.STORED, JobState.SET_ASIDE, JobState.TRAINED, JobState.REFUSED)


class UnknownJob(GenklangError):
    """No job has this id, or none that the asker may see."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"Der er ingen opgave med id »{job_id}«. Se dine opgaver på listen over opgaver.")


class IdempotencyConflict(GenklangError):
    """The user's idempotency key stands for another upload."""

    def __init__(self) -> None:
        super().__init__(
            "Nøglen i Idempotency-Key er allerede brugt til en anden fil. Send en ny nøgle med hver ny fil."
        )


class QueueFull(GenklangError):
    """The user has too many jobs waiting."""

    def __init__(self) -> None:
        super().__init__(f"Du har allerede {MOST_WAITING} opgaver, der venter. Vent, til nogle af dem er færdige.")


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job as the asker may see it; ``proposals`` are the ids of what it stored, those that the asker may see.

    ``by`` is the name of the user who submitted it; times are ISO 8601 in UTC; ``reason`` is why it was set aside.
    """

    id: str
    kind: JobKind
    state: JobState
    source: str
    by: str
    submitted_at: str
    finished_at: str | None
    reason: str | None
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A job to be done now. ``content`` is empty for a training."""

    id: str
    kind: JobKind
    source: str
    content: bytes
    marked: bool


_COLUMNS = "id, kind, state, source, owner, submitted_at, finished_at, reason, document"


class Jobs:
    """The jobs of an open collection; of one thread, like the connection."""

    def __init__(
        self, connection: apsw.Connection, *, token: Callable[[], str] = lambda: secrets.token_urlsafe(16)
    ) -> None:
        self._connection = connection
        self._token = token

    # ------------------------------------------------------------------ submitting

    def submit(
        self, *, source: str, content: bytes, marked: bool, by: str, now: str, idempotency_key: str | None = None
    ) -> Job:
        """Promises to store an upload; when this returns, it is kept.

        The same key with the same bytes gives the job that there is. Raises IdempotencyConflict and QueueFull.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        with writing(self._connection):
            there = self._promised(by, idempotency_key, sha256, marked)
            if there is not None:
                return there
            self._refuse_when_full(by)
            self._execute(
                "INSERT INTO upload (sha256, marked, content) VALUES (?,?,?) ON CONFLICT DO NOTHING",
                (sha256, marked, content),
            )
            (upload,) = self._execute(
                "SELECT id FROM upload WHERE sha256 = ? AND marked = ?", (sha256, marked)
            ).fetchone()
            return self._insert(
                JobKind.DOCUMENT,
                by=by,
                now=now,
                source=source,
                sha256=sha256,
                marked=marked,
                upload=upload,
                idempotency_key=idempotency_key,
            )

    def submit_training(self, *, by: str, now: str) -> Job:
        """Promises to train a model; where a training waits or runs already, that one is answered to its owner.

        Raises QueueFull.
        """
        with writing(self._connection):
            row = self._execute(
                f"SELECT {_COLUMNS} FROM job WHERE kind = 'training' AND finished_at IS NULL AND owner = ?", (by,)
            ).fetchone()
            if row is not None:
                return self._job(row, cleared=False)
            self._refuse_when_full(by)
            return self._insert(JobKind.TRAINING, by=by, now=now)

    def _promised(self, by: str, key: str | None, sha256: str, marked: bool) -> Job | None:
        if key is None:
            return None
        row = self._execute(
            f"SELECT {_COLUMNS}, sha256, marked FROM job WHERE owner = ? AND idempotency_key = ?", (by, key)
        ).fetchone()
        if row is None:
            return None
        if (row[-2], bool(row[-1])) != (sha256, marked):
            raise IdempotencyConflict
        return self._job(row[:-2], cleared=False)

    def _refuse_when_full(self, by: str) -> None:
        (waiting,) = self._execute("SELECT count(*) FROM job WHERE owner = ? AND finished_at IS NULL", (by,)).fetchone()
        if waiting >= MOST_WAITING:
            raise QueueFull

    def _insert(self, kind: JobKind, *, by: str, now: str, **given: Any) -> Job:
        values = {"id": self._token(), "kind": kind.value, "state": "queued", "owner": by, "submitted_at": now}
        values = {"source": "", **values, **given}
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        row = self._execute(f"INSERT INTO job ({names}) VALUES ({places}) RETURNING {_COLUMNS}", values).fetchone()
        return self._job(row, cleared=False)

    # ------------------------------------------------------------------ asking

    def get(self, job_id: str, *, by: Identity) -> Job:
        """A job that the asker submitted; administrators see everybody's. Raises UnknownJob."""
        row = self._execute(
            f"SELECT {_COLUMNS} FROM job WHERE id = :id AND (:all OR owner = :owner)", {"id": job_id, **_seen(by)}
        ).fetchone()
        if row is None:
            raise UnknownJob(job_id)
        return self._job(row, cleared=by.cleared)

    def list(self, *, by: Identity, after: str | None = None, limit: int = 50) -> tuple[Job, ...]:
        """The asker's jobs, newest first, from the one behind ``after``; administrators see everybody's.

        Raises UnknownJob where ``after`` is none of them.
        """
        if after is not None:
            self.get(after, by=by)
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM job WHERE (:all OR owner = :owner)"
            " AND (:after IS NULL OR number < (SELECT number FROM job WHERE id = :after))"
            " ORDER BY number DESC LIMIT :limit",
            {"after": after, "limit": limit, **_seen(by)},
        ).fetchall()
        return tuple(self._job(row, cleared=by.cleared) for row in rows)

    def unfinished(self, kind: JobKind | None = None) -> int:
        """How many jobs, or jobs of one kind, wait or run: for those who watch over the service."""
        (count,) = self._execute(
            "SELECT count(*) FROM job WHERE finished_at IS NULL AND (:kind IS NULL OR kind = :kind)", {"kind": kind}
        ).fetchone()
        return int(count)

    # ------------------------------------------------------------------ doing

    def claim(self, now: str, kind: JobKind | None = None) -> Claimed | None:
        """The oldest waiting job (of one kind), now being done, or None; the shipped examples come after all others.

        Uploads whose bytes are stored already end here.
        """
        with writing(self._connection):
            self._end_what_is_stored(now)
            row = self._execute(
                "SELECT number, job.id, kind, source, content, job.marked FROM job"
                " LEFT JOIN upload ON upload.id = upload WHERE state = 'queued' AND (:kind IS NULL OR kind = :kind)"
                " ORDER BY coalesce(idempotency_key GLOB :unhurried, 0), number LIMIT 1",
                {"kind": kind, "unhurried": f"{UNHURRIED}*"},
            ).fetchone()
            if row is None:
                return None
            number, job_id, what, source, content, marked = row
            state = JobState.READING if what == JobKind.DOCUMENT else JobState.TRAINING
            self._execute("UPDATE job SET state = ? WHERE number = ?", (state.value, number))
        return Claimed(id=job_id, kind=JobKind(what), source=source, content=content or b"", marked=bool(marked))

    def advance(self, job_id: str, state: JobState) -> None:
        """Tells how far an unfinished job has come."""
        with writing(self._connection):
            self._execute("UPDATE job SET state = ? WHERE id = ? AND finished_at IS NULL", (state.value, job_id))

    def store_document(self, job_id: str, store: Store, document: NewDocument, *, marked: bool, now: str) -> int | None:
        """Stores what a job was promised to, in one step with the job's end; the document's number.

        None where the job is gone: what it was to store was erased meanwhile. Every job that waits for the same bytes
        ends with it. ``store`` is that of this connection.
        """
        with writing(self._connection):
            if self._execute("SELECT 1 FROM job WHERE id = ? AND finished_at IS NULL", (job_id,)).fetchone() is None:
                return None
            number = store.add_within(document, marked=marked)
            self._end_what_is_stored(now)
            return number

    def set_aside(self, job_id: str, reason: str, now: str) -> None:
        """Ends an upload that cannot be read; ``reason`` says why and what to do. Its bytes are not kept."""
        with writing(self._connection):
            self._execute(
                "UPDATE job SET state = 'set_aside', upload = NULL, reason = ?, finished_at = ?"
                " WHERE id = ? AND finished_at IS NULL",
                (reason, now, job_id),
            )
            self._drop_unneeded_uploads()

    def end_training(self, job_id: str, state: JobState, reason: str | None, now: str) -> None:
        """Ends a training as ``trained`` or ``refused``."""
        with writing(self._connection):
            self._execute(
                "UPDATE job SET state = ?, reason = ?, finished_at = ? WHERE id = ? AND finished_at IS NULL",
                (state.value, reason, now, job_id),
            )

    def requeue_unfinished(self, kind: JobKind | None = None) -> int:
        """Puts what was being done when the program was stopped back in the queue; how many jobs that were."""
        with writing(self._connection):
            self._execute(
                "UPDATE job SET state = 'queued' WHERE finished_at IS NULL AND state <> 'queued'"
                " AND (:kind IS NULL OR kind = :kind)",
                {"kind": kind},
            )
            return int(self._connection.changes())

    def forget_within(self, sha256: str, *, marked: bool | None = None) -> int:
        """Removes every job and waiting upload of these bytes, as a part of the transaction under way; how many jobs.

        ``marked`` takes only those marked confidential, or only those not; an open document's jobs tell nothing.

        Erasing needs it: what waits must not bring back what was erased, and a job has the file's name.
        """
        given = {"sha256": sha256, "marked": marked}
        self._execute("DELETE FROM job WHERE sha256 = :sha256 AND (:marked IS NULL OR marked = :marked)", given)
        gone = int(self._connection.changes())
        self._execute("DELETE FROM upload WHERE sha256 = :sha256 AND (:marked IS NULL OR marked = :marked)", given)
        return gone

    def _end_what_is_stored(self, now: str) -> None:
        self._execute(
            "UPDATE job SET state = 'stored', finished_at = ?, upload = NULL, document = document.id"
            " FROM document WHERE document.sha256 = job.sha256 AND document.marked = job.marked"
            " AND job.finished_at IS NULL",
            (now,),
        )
        self._drop_unneeded_uploads()

    def _drop_unneeded_uploads(self) -> None:
        self._execute("DELETE FROM upload WHERE NOT EXISTS (SELECT 1 FROM job WHERE job.upload = upload.id)")

    def _job(self, row: tuple[Any, ...], *, cleared: bool) -> Job:
        job_id, kind, state, source, owner, submitted_at, finished_at, reason, document = row
        proposals = self._execute(
            "SELECT id FROM proposal WHERE document = ? AND (? OR confidential = 0) ORDER BY place", (document, cleared)
        )
        return Job(
            id=job_id,
            kind=JobKind(kind),
            state=JobState(state),
            source=source,
            by=owner,
            submitted_at=submitted_at,
            finished_at=finished_at,
            reason=reason,
            proposals=tuple(name for (name,) in proposals),
        )

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)


def _seen(by: Identity) -> dict[str, Any]:
    return {"all": by.role is Role.ADMINISTRATOR, "owner": by.name}
