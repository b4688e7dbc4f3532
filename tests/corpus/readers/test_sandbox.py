"""A file must never take the program down, hold it up, or leave anything behind."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest

from corpus import errors
from corpus.readers import sandbox
from corpus.readers.limits import MEGABYTE, Limits
from corpus.types import RawDocument, RawLine

HOSTILE = "tests.corpus.readers.hostile"
NAME = "Bilag 5.pdf"


def let_loose(deed: bytes, **limits: float) -> RawDocument:
    held = Limits(**{"seconds": 20.0, "output_bytes": MEGABYTE, "file_bytes": 4 * MEGABYTE} | limits)  # type: ignore[arg-type]
    return sandbox.read(deed, NAME, limits=held, reader=HOSTILE)


@pytest.mark.parametrize(
    ("deed", "limits", "error", "says"),
    [
        (b"crash", {}, errors.Damaged, "beskadiget"),
        (b"exit", {}, errors.Damaged, "beskadiget"),
        (b"quarrel", {}, errors.Damaged, "beskadiget"),
        (b"recurse", {}, errors.Damaged, "beskadiget"),
        (b"disk", {}, errors.Damaged, "beskadiget"),
        (b"refuse", {}, errors.Encrypted, "Filen er låst."),
        (b"exhaust", {"memory_bytes": 256 * MEGABYTE}, errors.TooLarge, "hukommelse"),
        (b"talk", {}, errors.TooLarge, "mere tekst"),
        (b"hang", {"seconds": 0.5}, errors.TooSlow, "for lang tid"),
        (b"endless pages", {"seconds": 1.0, "seconds_per_page": 5.0, "total_seconds": 1.5}, errors.TooSlow, "lang tid"),
    ],
)
def test_a_bad_file_becomes_an_error_that_names_it(
    deed: bytes, limits: dict[str, float], error: type[errors.ReadError], says: str
) -> None:
    with pytest.raises(error) as raised:
        let_loose(deed, **limits)
    assert type(raised.value) is error
    assert str(raised.value).startswith(f"{NAME}: ")
    assert says in raised.value.reason
    assert "Traceback" not in str(raised.value) and "internal" not in str(raised.value)


def test_cpu_time_is_limited_where_wall_time_is_not_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_wait_for_answer", lambda process, source, limits: process.stdout.read() or None)
    with pytest.raises(errors.TooSlow):
        let_loose(b"spin", seconds=0.5)


def test_pages_of_text_recognition_extend_the_deadline() -> None:
    document = let_loose(b"slow pages", seconds=1.0, seconds_per_page=1.0)
    assert document.lines == (RawLine(cells=("five pages",)),)


def test_programs_that_a_reader_started_end_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    failed: list[errors.ReadError] = []

    def read() -> None:
        try:
            let_loose(b"child", seconds=3.0)
        except errors.TooSlow as error:
            failed.append(error)

    reading = threading.Thread(target=read)
    reading.start()
    pid = 0
    while reading.is_alive() and not pid:
        pid = next((int(text) for note in tmp_path.glob("*/child") if (text := note.read_text())), 0)
        time.sleep(0.01)
    reading.join()
    assert failed and pid
    assert not _runs(pid)
    assert list(tmp_path.iterdir()) == []


def _runs(pid: int) -> bool:
    """Whether the process still runs; an ended one may wait for its new parent a moment."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state in {"Z", "X"}:
            return False
        time.sleep(0.02)
    return True


def test_a_full_disk_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(errors.ReadError, match=rf"^{NAME}: .+plads"):
        let_loose(b"cells")


def test_what_a_library_prints_is_no_answer() -> None:
    assert let_loose(b"print").lines == (RawLine(cells=("true",)),)


def test_the_process_sees_neither_our_settings_nor_our_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENKLANG_SECRET", "hemmelig")
    assert let_loose(b"know").lines == (RawLine(cells=("None True",)),)


def test_a_document_comes_back_as_it_was_read() -> None:
    assert let_loose(b"cells") == RawDocument(
        lines=(RawLine(cells=("Æble", "", "1 2 3"), page=3), RawLine(cells=("☒ Ja ?",), heading=True)),
        wrapped=True,
        ocr=True,
        warnings=("En side var tom.",),
    )


def test_it_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A folder may hold files that are named as modules of Python's own.
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert sandbox.read("Æbler og pærer".encode(), "x.txt").lines == (RawLine(cells=("Æbler og pærer",)),)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc to count open files in")
def test_no_open_file_is_left_behind() -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    sandbox.read(b"Tekst", "x.txt")
    before = count()
    for deed in (b"exit", b"cells"):
        try:
            let_loose(deed)
        except errors.Damaged:
            continue
    assert count() == before
