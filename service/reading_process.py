"""Documents are read and analysed in a process of their own, with its own share of Python and of the models.

In the service's own process an analysis would keep Python from those who answer people: searches took seconds while
documents came in. The two speak through the collection alone; a line on standard input tells that work waits, and its
end that it is time to stop. Should the service die, the input ends too, and so does this.

``python -m service.reading_process DATABASE [THEMES]``
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from service import failure
from service.clock import utc_now
from service.ingest import Ingest
from service.store.jobs import JobKind, Jobs
from service.store.stores import Stores

logger = logging.getLogger(__name__)

_NICENESS = 10
_THREADS = 1  # of the encoder: on two cores, one is left to those who answer people
_IDLE_SECONDS = 5.0
_MOST_DOCUMENTS = 40
"""Then it ends, and the service starts another: the network keeps some megabytes more after each document."""


class ReadingProcess:
    """The process as the service handles it."""

    def __init__(self, database: Path, *, themes: Callable[[], Path | None] = lambda: None) -> None:
        """``themes`` gives the folder of a municipality's own theme model each time that the process is started."""
        self._database = database
        self._themes = themes
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Starts it where it does not run."""
        with self._lock:
            if self.alive:
                return
            themes = self._themes()
            command = [sys.executable, "-m", "service.reading_process", str(self._database)]
            self._process = subprocess.Popen(
                [*command, str(themes)] if themes else command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                text=True,
                # One thread for small products of matrices: more would only wait for each other.
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                start_new_session=True,  # Ctrl-C is the service's to handle: the job under way may end
            )

    def wake(self) -> None:
        """Tells that a document waits."""
        with self._lock:
            try:
                if self._process is not None and self._process.stdin is not None:
                    self._process.stdin.write("\n")
                    self._process.stdin.flush()
            except (OSError, ValueError):  # it has died or is being stopped: the job is found when it starts again
                return

    def stop(self, *, seconds: float) -> None:
        """Lets it end the document under way, and ends it after so many seconds."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Reads and stores what waits, until the input ends or enough is read for one process.

    The models are loaded when the first document waits.
    """
    os.nice(_NICENESS)
    stores = Stores(Path(sys.argv[1]))
    themes = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    work, stopping = threading.Event(), threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin, work, stopping), daemon=True).start()
    ingest: Ingest | None = None
    done = 0
    while not stopping.is_set() and done < _MOST_DOCUMENTS:
        work.clear()
        try:
            if ingest is None and Jobs(stores.here().connection).unfinished(JobKind.DOCUMENT):
                ingest = _loaded(stores, themes)
            if ingest is not None and ingest.run_once(JobKind.DOCUMENT):
                done += 1
            else:
                work.wait(_IDLE_SECONDS)
        except Exception as error:  # as a full disk
            logger.error("Dokumenterne kunne ikke læses: %s", failure.sentence(error))
            stopping.wait(_IDLE_SECONDS)
            ingest = None
            _take_up_again(stores)
    stores.close()


def _loaded(stores: Stores, themes: Path | None) -> Ingest:
    from models.pipeline import load_pipeline
    from service.collection import Collection

    return Ingest(Collection(stores.here, load_pipeline(themes=themes, threads=_THREADS)), stores, now=utc_now)


def _take_up_again(stores: Stores) -> None:
    try:
        Jobs(stores.here().connection).requeue_unfinished(JobKind.DOCUMENT)
    except Exception as error:  # the next round tries once more
        logger.error("Opgaverne kunne ikke lægges tilbage i køen: %s", failure.sentence(error))


def _listen(given: TextIO, work: threading.Event, stopping: threading.Event) -> None:
    for _ in given:
        work.set()
    stopping.set()
    work.set()


if __name__ == "__main__":
    main()
