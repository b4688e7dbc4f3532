from __future__ import annotations

import sys
from pathlib import Path

import pytest

from service.progress import watched

FILES = [Path("a.pdf"), Path("b\x1b[2J.pdf")]


def test_nothing_is_said_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(FILES, total=2)) == FILES
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_the_file_that_is_being_read_and_output_stays_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for file in watched(FILES, total=2):
        print(f"data {file.stem[0]}")
    out, err = capsys.readouterr()
    assert out == "data a\ndata b\n"
    assert "Læser" in err and "b?[2J.pdf" in err
