"""Reading a file in a process of its own, so that no file can take the program down or hold it up.

The process is started afresh for every file (it costs about a tenth of a second), knows nothing of ours but the file's
bytes, and is held to limits of wall time, CPU time, memory, output and files (see `corpus.readers.limits`). Results
come back as JSON and are checked here: nothing that the process says is run or unpickled.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import errors
from corpus.readers.limits import Limits
from corpus.types import RawDocument, RawLine

logger = logging.getLogger(__name__)

READER = "corpus.readers.formats"
"""The module whose ``read`` finds a file's format and hands it to the right reader."""

TOO_SLOW = "Filen tog for lang tid at læse. Del den op i mindre filer, eller gem den igen som PDF eller .docx."
CRASHED = "Filen fik læseprogrammet til at bryde sammen og er sandsynligvis beskadiget. Gem den igen, og prøv på ny."
KILLED = "Filen krævede for megen hukommelse, og læsningen blev afbrudt. Del den op i mindre filer."
TOO_MUCH = "Filen giver mere tekst, end der må komme fra én fil. Del den op i mindre filer."
NO_ROOM = "Filen kunne ikke læses, fordi der mangler plads eller hukommelse på maskinen. Frigør plads, og prøv igen."

_CHUNK = 1 << 16
_ERRORS: dict[str, type[errors.ReadError]] = {
    kind.__name__: kind
    for kind in (
        errors.EmptyFile,
        errors.UnknownFormat,
        errors.Encrypted,
        errors.Damaged,
        errors.TooLarge,
        errors.TooSlow,
        errors.Unreadable,
        errors.MissingProgram,
    )
}


def read(data: bytes, source: str, *, limits: Limits | None = None, reader: str = READER) -> RawDocument:
    """Read a file's bytes in a process of its own.

    ``reader`` names a module with ``read(data, source) -> RawDocument``. Raises the `ReadError` that the reader raised,
    `TooSlow` or `TooLarge` when a limit was met, and `Damaged` when the process died of the file.
    """
    try:
        answer, status = _run(data, source, limits or Limits(), reader)
    except OSError as error:  # no room for the file's copy, or for one more process
        raise errors.ReadError(source, NO_ROOM) from error
    if answer is None:
        raise _death(source, status)
    return _decode(answer, source)


def _run(data: bytes, source: str, limits: Limits, reader: str) -> tuple[bytes | None, int]:
    """Start the process, wait for its answer and end it; the answer, and how the process ended."""
    request = json.dumps({"reader": reader, "source": source, "limits": asdict(limits)})
    # -P: the folder that we start in must not lend us modules.
    command = [sys.executable, "-P", "-m", "corpus.readers.worker", request]
    with tempfile.TemporaryDirectory(prefix="genklang-", ignore_cleanup_errors=True) as folder:
        with tempfile.TemporaryFile(dir=folder) as given:
            given.write(data)
            given.seek(0)
            process = subprocess.Popen(
                command,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
                start_new_session=True,
            )
        try:
            answer = _wait_for_answer(process, source, limits)
        finally:
            status = _stop(process)
    return answer, status


def _environment(folder: str) -> dict[str, str]:
    """What the process may know: where programs and libraries lie, and none of the service's own settings."""
    kept = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX", "SYSTEMROOT")
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",
        "HOME": folder,
        "TMPDIR": folder,
        # One thread each: several would share the one page that is read at a time, and each reserves address space.
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _wait_for_answer(process: subprocess.Popen[bytes], source: str, limits: Limits) -> bytes | None:
    """The last line that the process writes; None when it ended without one. Raises `TooSlow` and `TooLarge`."""
    assert process.stdout is not None
    started = time.monotonic()
    deadline = started + min(limits.seconds, limits.total_seconds)
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not selector.select(remaining):
                raise errors.TooSlow(source, TOO_SLOW)
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                return None
            if b"\n" not in chunk:
                received += chunk
            else:
                *whole, rest = (bytes(received) + chunk).split(b"\n")
                received = bytearray(rest)
                answer = next((line for line in whole if line != b'{"page": true}'), None)
                if answer is not None:
                    return answer
                page = time.monotonic() + limits.seconds_per_page
                deadline = min(max(deadline, page), started + limits.total_seconds)
            if len(received) > limits.output_bytes + _CHUNK:
                raise errors.TooLarge(source, TOO_MUCH)


def _stop(process: subprocess.Popen[bytes]) -> int:
    """End the process and all that it started, and say how it ended (negative: the signal that it died of)."""
    try:
        # The process leads its own group and is not yet waited for, so that the number cannot be another's.
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    if process.stdout is not None:
        process.stdout.close()
    return process.wait()


def _death(source: str, status: int) -> errors.ReadError:
    """What to say of a process that ended without an answer."""
    logger.debug("the process that read %s ended with status %d", source, status)
    if status == -signal.SIGXCPU:
        return errors.TooSlow(source, TOO_SLOW)
    if status == -signal.SIGKILL:  # the operating system's answer to too little memory
        return errors.TooLarge(source, KILLED)
    return errors.Damaged(source, CRASHED)


def _decode(answer: bytes, source: str) -> RawDocument:
    """Check and rebuild what the process sent; raises the error that it reports."""
    try:
        message: dict[str, Any] = json.loads(answer)
        if "error" in message:
            kind, reason = _ERRORS.get(message["error"], errors.Damaged), str(message["reason"])
            if message.get("detail"):
                logger.debug("reading %s failed: %s", source, message["detail"])
        else:
            return _document(message["document"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.Damaged(source, CRASHED) from error
    raise kind(source, reason)


def _document(value: dict[str, Any]) -> RawDocument:
    """A raw document from the JSON that `corpus.readers.worker.encode` wrote."""
    lines = tuple(
        RawLine(cells=tuple(_cell(cell) for cell in cells) or ("",), page=int(page), heading=bool(heading))
        for cells, page, heading in value["lines"]
    )
    wrapped = value["wrapped"]
    return RawDocument(
        lines=lines,
        wrapped=None if wrapped is None else bool(wrapped),
        ocr=bool(value["ocr"]),
        warnings=tuple(str(warning) for warning in value["warnings"]),
    )


def _cell(value: object) -> str:
    """One cell, held to its promise: no tab and no newline."""
    if not isinstance(value, str):
        raise TypeError("a cell is text")
    if "\t" in value or "\n" in value or "\r" in value:
        return " ".join(value.split())
    return value
