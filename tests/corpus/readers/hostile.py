"""A reader that misbehaves as its input says: what the sandbox's tests let loose in it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus.errors import Encrypted
from corpus.readers import progress
from corpus.types import RawDocument, RawLine


def _says(text: str) -> RawDocument:
    return RawDocument(lines=(RawLine(cells=(text,)),))


def _crash() -> RawDocument:
    ctypes.string_at(0)
    return _says("still alive")


def _exit() -> RawDocument:
    os._exit(0)


def _hang() -> RawDocument:
    time.sleep(60)
    return _says("")


def _recurse() -> RawDocument:
    return _recurse()


def _spin() -> RawDocument:
    while True:
        pass


def _exhaust() -> RawDocument:
    return _says(str(len([bytearray(1 << 20) for _ in range(1 << 16)])))


def _start_a_child() -> RawDocument:
    """Start a program that would outlive us, note its number where the test finds it, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(os.environ["HOME"], "child").write_text(str(child.pid))
    time.sleep(60)
    return _says("")


def _print() -> RawDocument:
    os.write(1, b'{"document": {"lines": [[["forged"], 0, false]]}}\n')
    return _says("true")


def _slow_pages() -> RawDocument:
    """Five pages of 0.4 seconds: longer together than the first deadline, each within its own."""
    for _ in range(5):
        progress.page_started()
        time.sleep(0.4)
    return _says("five pages")


def _endless_pages() -> RawDocument:
    while True:
        progress.page_started()
        time.sleep(0.02)


def _fill_the_disk() -> RawDocument:
    with tempfile.TemporaryFile() as file:
        while True:
            file.write(bytes(1 << 20))


def _know() -> RawDocument:
    return _says(f"{os.environ.get('GENKLANG_SECRET')} {Path.cwd() == Path(tempfile.gettempdir())}")


def _quarrel() -> RawDocument:
    raise RuntimeError("internal detail")


def _refuse() -> RawDocument:
    raise Encrypted("x", "Filen er låst.")


def _many_cells() -> RawDocument:
    return RawDocument(
        lines=(RawLine(cells=("Æble", "", "1\t2\n3"), page=3), RawLine(cells=("☒ Ja \udc80",), heading=True)),
        wrapped=True,
        ocr=True,
        warnings=("En side var tom.",),
    )


DEEDS: dict[bytes, Callable[[], RawDocument]] = {
    b"crash": _crash,
    b"exit": _exit,
    b"hang": _hang,
    b"spin": _spin,
    b"exhaust": _exhaust,
    b"child": _start_a_child,
    b"print": _print,
    b"talk": lambda: _says("x" * (1 << 23)),
    b"slow pages": _slow_pages,
    b"endless pages": _endless_pages,
    b"disk": _fill_the_disk,
    b"know": _know,
    b"quarrel": _quarrel,
    b"refuse": _refuse,
    b"cells": _many_cells,
    b"recurse": _recurse,
}


def read(data: bytes, source: str) -> RawDocument:
    """Do what the bytes say."""
    return DEEDS[data]()
