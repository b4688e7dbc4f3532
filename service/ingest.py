"""The one worker in the background: it takes waiting jobs in turn, reads and analyses, and stores."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.errors import GenklangError, ReadError
from service import failure
from service.clock import Clock, utc_now
from service.store.jobs import Claimed, JobKind, Jobs, JobState
from service.store.stores import Stores

if TYPE_CHECKING:
    from models.types import Analysis
    from service.store.records import NewDocument

logger = logging.getLogger(__name__)

Train = Callable[[], "TrainingEnd"]

_SWITCH_SECONDS = 0.001
"""How long a thread may keep Python to itself. The usual 0.005 would be felt at each of a request's steps."""

_NICENESS = 10
_LEISURE = 4.0  # times the length of a step that nobody waits for, until the next: people ask in between
_BREATH_SECONDS = 0.25  # until the next step at least
_LAST_DOCUMENT_SECONDS = 60.0
_IDLE_SECONDS = 5.0  # a job that another program left is found after so long at most


@dataclass(frozen=True, kw_only=True)
class TrainingEnd:
    """How a training ended; ``reason`` is a Danish sentence, needed where the new model was refused."""

    trained: bool
    reason: str | None = None


class Reads(Protocol):
    """What the worker needs of a `Collection`."""

    def analyse(self, content: bytes, source: str, *, reading: Callable[[], None] | None = None) -> Analysis:
        """Reads and analyses a file's bytes. Raises `corpus.errors.ReadError`."""

    def documents(self, files: Sequence[tuple[bytes, Analysis]]) -> list[NewDocument]:
        """Analysed files as they are to be stored."""

    def look_ahead(self) -> bool:
        """A small step of what later questions would wait for; False where nothing is left to do."""


class Apart(Protocol):
    """What the worker needs of a `service.reading_process.ReadingProcess`."""

    @property
    def alive(self) -> bool:
        """Whether it runs."""

    def start(self) -> None:
        """Starts it where it does not run."""

    def wake(self) -> None:
        """Tells that a document waits."""

    def stop(self, *, seconds: float) -> None:
        """Lets it end the document under way, and ends it after so many seconds."""


class Ingest:
    """Does what was promised by jobs, one at a time, in a thread of its own. Make one of a collection's file only."""

    def __init__(
        self,
        collection: Reads,
        stores: Stores,
        *,
        now: Clock = utc_now,
        train: Train | None = None,
        apart: Apart | None = None,
    ) -> None:
        """``train`` makes a new model; without it, trainings are refused. With ``apart``, documents are left to that
        process, which is kept running; it is started anew after a training, so that it has the new model too.
        """
        self._collection = collection
        self._stores = stores
        self._now = now
        self._train = train
        self._apart = apart
        self._work = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    # ------------------------------------------------------------------ the thread

    def start(self) -> None:
        """Begins to work, first on what was under way when the program was last stopped."""
        if self._thread is not None:
            return
        Jobs(self._stores.here().connection).requeue_unfinished()
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._stopping.clear()
        if self._apart is not None:
            self._apart.start()
        self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Tells that a job waits."""
        if self._apart is not None:
            self._apart.wake()
        self._work.set()

    def stop(self, *, seconds: float = 30.0) -> None:
        """Ends after the job under way, or after ``seconds``; a job that is not finished is begun anew next time."""
        self._stopping.set()
        self._work.set()
        if self._thread is not None:
            self._thread.join(seconds)
            self._thread = None
        if self._apart is not None:
            self._apart.stop(seconds=seconds)

    def renew(self) -> None:
        """Starts the process apart anew, after its document under way, so that it has the model now in use."""
        if self._apart is not None:
            self._apart.stop(seconds=_LAST_DOCUMENT_SECONDS)
            self._keep_apart_running()

    @property
    def alive(self) -> bool:
        """Whether the thread works or waits for work."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        _be_nice()
        while not self._stopping.is_set():
            try:
                self._work.clear()
                self._keep_apart_running()
                if not self.run_once(None if self._apart is None else JobKind.TRAINING):
                    began = time.monotonic()
                    ahead = self._collection.look_ahead()
                    took = time.monotonic() - began
                    self._work.wait(max(_BREATH_SECONDS, _LEISURE * took) if ahead else _IDLE_SECONDS)
            except Exception as error:  # the thread must outlive a full disk or a file that is locked for long
                logger.error("Opgaverne kunne ikke tages op: %s", failure.sentence(error))
                self._stopping.wait(_IDLE_SECONDS)
                self._take_up_again()

    def _keep_apart_running(self) -> None:
        if self._apart is not None and not self._apart.alive:
            Jobs(self._stores.here().connection).requeue_unfinished(JobKind.DOCUMENT)
            self._apart.start()

    def _take_up_again(self) -> None:
        try:
            kind = None if self._apart is None else JobKind.TRAINING
            Jobs(self._stores.here().connection).requeue_unfinished(kind)
        except Exception as error:  # as above; the next round tries once more
            logger.error("Opgaverne kunne ikke lægges tilbage i køen: %s", failure.sentence(error))

    # ------------------------------------------------------------------ the work

    def run_once(self, kind: JobKind | None = None) -> bool:
        """Does the oldest waiting job (of one kind); False where none waits."""
        jobs = Jobs(self._stores.here().connection)
        claimed = jobs.claim(self._now(), kind)
        if claimed is None:
            return False
        if claimed.kind is JobKind.TRAINING:
            self._do_training(jobs, claimed)
        else:
            self._do_document(jobs, claimed)
        return True

    def _do_document(self, jobs: Jobs, claimed: Claimed) -> None:
        try:
            analysis = self._collection.analyse(
                claimed.content, claimed.source, reading=lambda: jobs.advance(claimed.id, JobState.ANALYSING)
            )
            (document,) = self._collection.documents([(claimed.content, analysis)])
        except ReadError as error:
            jobs.set_aside(claimed.id, error.reason, self._now())
        except Exception as error:  # a fault of ours in one file must not hold up the others
            told = failure.sentence(error)
            logger.error("Opgave %s blev lagt til side: %s", claimed.id, told)
            jobs.set_aside(claimed.id, told[0].upper() + told[1:], self._now())
        else:
            jobs.store_document(claimed.id, self._stores.here(), document, marked=claimed.marked, now=self._now())

    def _do_training(self, jobs: Jobs, claimed: Claimed) -> None:
        try:
            end = self._train() if self._train is not None else TrainingEnd(trained=False, reason=NO_TRAINING)
        except GenklangError as error:
            end = TrainingEnd(trained=False, reason=str(error))
        except Exception as error:  # as above
            end = TrainingEnd(trained=False, reason=failure.sentence(error))
            logger.error("Opgave %s blev opgivet: %s", claimed.id, end.reason)
        state = JobState.TRAINED if end.trained else JobState.REFUSED
        jobs.end_training(claimed.id, state, end.reason, self._now())
        if end.trained:
            self.renew()


NO_TRAINING = "Tjenesten er startet uden en mappe til egne modeller. Angiv den i indstillingerne, og start igen."


def _be_nice() -> None:
    """Leaves the processor to those who answer people, where the system has priorities for threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
