"""The process in which one file is read: ``python -m corpus.readers.worker REQUEST``, started by the sandbox.

It takes the file's bytes on standard input and answers on standard output with lines of JSON: ``{"page": true}`` for
every page of text recognition, and last either ``{"document": …}`` or ``{"error": class, "reason": sentence}``.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any, BinaryIO

from corpus.errors import ReadError
from corpus.readers import progress
from corpus.readers.limits import Limits, confine, extend_cpu
from corpus.types import RawDocument

OUT_OF_MEMORY = "Filen kræver mere hukommelse, end der må bruges på én fil. Del den op, eller gem dens billeder mindre."
TOO_MUCH_TEXT = "Filen giver mere tekst, end der må komme fra én fil. Del den op i mindre filer."
BROKEN = "Filen er beskadiget og kan ikke læses. Gem den igen fra det program, den er skrevet i."


def main() -> None:
    """Read the file on standard input as the request on the command line asks, and answer."""
    request: dict[str, Any] = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    # Libraries in C may print: what they print must not land among the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        confine(limits)

        def page_started() -> None:
            extend_cpu(limits)
            _send(answers, b'{"page": true}')

        progress.listen(page_started)
        _send(answers, _answer(request["reader"], request["source"], limits))


def _answer(reader: str, source: str, limits: Limits) -> bytes:
    """The last line: the document, or why there is none. No exception leaves this function."""
    try:
        document = importlib.import_module(reader).read(sys.stdin.buffer.read(), source)
        answer = json.dumps({"document": encode(document)}, ensure_ascii=False).encode("utf-8", "replace")
        if len(answer) <= limits.output_bytes:
            return answer
        failure = ("TooLarge", TOO_MUCH_TEXT, "")
    except ReadError as error:
        failure = (type(error).__name__, error.reason, "")
    except MemoryError:
        failure = ("TooLarge", OUT_OF_MEMORY, "")
    except Exception as error:  # whatever a hostile file brings a parser to raise
        failure = ("Damaged", BROKEN, f"{type(error).__name__}: {error}"[:500])
    name, reason, detail = failure
    return json.dumps({"error": name, "reason": reason, "detail": detail}).encode()


def encode(document: RawDocument) -> dict[str, Any]:
    """A raw document as plain JSON values; `corpus.readers.sandbox` reads them back."""
    return {
        "lines": [[list(line.cells), line.page, line.heading] for line in document.lines],
        "wrapped": document.wrapped,
        "ocr": document.ocr,
        "warnings": list(document.warnings),
    }


def _send(answers: BinaryIO, line: bytes) -> None:
    answers.write(line + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
