"""Faults of our own: what the user is told about an exception that nobody foresaw."""

from __future__ import annotations

import hashlib
import os
import traceback
from pathlib import Path

STATUS = 70
"""Exit status of a fault of our own (EX_SOFTWARE of sysexits.h)."""

DEBUG = "GENKLANG_DEBUG"
"""Set to 1, the trace of a fault is kept. It may hold words of the document, so nobody gets it unasked."""

LOG = Path("genklang-fejl.log")


def sentence(error: Exception) -> str:
    """What to tell the user, with an id that is the same each time the same place in the code fails.

    With :data:`DEBUG` set to 1 the trace is added to :data:`LOG` in the working folder.
    """
    identity = _identity(error)
    told = f"der er en fejl i Genklang selv (fejl-id {identity}). Meld den gerne med dette id"
    if os.environ.get(DEBUG) != "1":
        return f"{told}; kør igen med {DEBUG}=1 for at gemme detaljerne i {LOG}."
    try:
        with LOG.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"fejl-id {identity}\n{''.join(traceback.format_exception(error))}\n")
    except OSError as problem:
        return f"{told}; detaljerne kunne ikke gemmes i {LOG} ({problem.strerror})."
    return f"{told} og filen {LOG}, hvor detaljerne er gemt."


def _identity(error: Exception) -> str:
    places = [f"{Path(frame.filename).name}:{frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return hashlib.sha256("\n".join([type(error).__name__, *places]).encode()).hexdigest()[:8]
