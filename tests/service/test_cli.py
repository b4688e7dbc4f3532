from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import Damaged, Encrypted
from models.types import Analysis
from service import cli, failure, terminal
from tests.service.analyses import ANALYSIS

ROOT = Path(__file__).resolve().parents[2]


def analyse_by_name(path: Path) -> Analysis:
    """Stands in for reading: what a file is called decides what comes of it."""
    match path.stem:
        case "laast":
            raise Encrypted(str(path), "filen er beskyttet med en adgangskode.")
        case "ødelagt":
            raise Damaged(str(path), "filen er afkortet.")
        case "fejl":
            raise ZeroDivisionError("hemmelig tekst fra dokumentet")
        case "stop":
            raise KeyboardInterrupt
    return replace(ANALYSIS, source=path.name)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(failure.DEBUG, raising=False)
    monkeypatch.setattr(cli, "load_analyser", lambda: analyse_by_name)
    for name in ("b.pdf", "a.pdf", "laast.pdf", "ødelagt.pdf", "fejl.pdf", "stop.pdf"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_json_stands_alone_on_standard_output(run: Run) -> None:
    status, out, err = run("analyse", "b.pdf", "a.pdf", "--format", "json")
    assert (status, err) == (0, "")
    assert [document["source"] for document in json.loads(out)["documents"]] == ["b.pdf", "a.pdf"]


def test_without_a_format_the_report_for_people_comes(run: Run) -> None:
    status, out, err = run("analyse", "a.pdf")
    assert (status, err) == (0, "")
    assert "Sensorer i kommunens varmecentraler" in out


def test_files_that_cannot_be_read_are_named_with_the_reason_and_the_others_still_reported(run: Run) -> None:
    status, out, err = run("analyse", "laast.pdf", "a.pdf", "væk.pdf", "ødelagt.pdf", "--format", "json")
    assert status == 1
    assert [document["source"] for document in json.loads(out)["documents"]] == ["a.pdf"]
    for told in ("laast.pdf: filen er beskyttet", "væk.pdf: Filen eller mappen findes ikke", "ødelagt.pdf: filen er"):
        assert told in err


def test_when_nothing_could_be_read_the_json_is_still_whole(run: Run) -> None:
    status, out, _ = run("analyse", "laast.pdf", "--format", "json")
    assert (status, json.loads(out)) == (1, {"documents": []})
    assert run("analyse", "laast.pdf")[:2] == (1, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Brug: genklang"),
        (["analyse"], "STI"),
        (["analys"], "Kommandoen »analys« findes ikke"),
        (["analyse", "a.pdf", "--format", "xml"], "vælg mellem text og json"),
        (["analyse", "a.pdf", "--format"], "»--format« er brugt forkert"),
        (["analyse", "a.pdf", "--formt", "json"], "Mente du --format?"),
        (["--ukendt"], "Tilvalget »--ukendt« findes ikke"),
    ],
)
def test_wrong_usage_gets_a_danish_sentence_and_status_two(run: Run, arguments: list[str], told: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert told in err
    assert not [word for word in ("Error", "Usage", "Missing", "No such", "Invalid") if word in err]


@pytest.mark.parametrize("arguments", [["--help"], ["analyse", "--help"]])
def test_help_is_danish_and_has_examples(run: Run, arguments: list[str]) -> None:
    status, out, _ = run(*arguments)
    assert status == 0
    assert "Eksempler:" in out and "genklang analyse" in out and "Tilvalg:" in out
    assert not [word for word in ("Usage", "Options", "Arguments", "Show this", "default", "required") if word in out]


def test_a_fault_of_our_own_costs_only_its_file_and_shows_no_trace(run: Run, folder: Path) -> None:
    status, out, err = run("analyse", "fejl.pdf", "a.pdf", "--format", "json")
    assert status == 1
    assert len(json.loads(out)["documents"]) == 1
    assert "fejl.pdf: der er en fejl i Genklang selv (fejl-id " in err
    assert not [word for word in ("Traceback", "ZeroDivision", "hemmelig") if word in err]
    assert not (folder / failure.LOG).exists()


def test_the_trace_is_kept_in_a_file_for_those_who_ask(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(failure.DEBUG, "1")
    _, _, err = run("analyse", "fejl.pdf")
    log = (folder / failure.LOG).read_text(encoding="utf-8")
    identity = log.split()[1]
    assert f"fejl-id {identity}" in err and "hemmelig" not in err
    assert "ZeroDivisionError: hemmelig tekst" in log


def test_the_same_fault_has_the_same_id_each_time(run: Run) -> None:
    assert run("analyse", "fejl.pdf")[2] == run("analyse", "fejl.pdf")[2]


def test_a_fault_outside_the_files_ends_with_its_own_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("uventet")

    monkeypatch.setattr(cli, "load_analyser", broken)
    status, out, err = run("analyse", "a.pdf")
    assert (status, out) == (failure.STATUS, "")
    assert "fejl-id" in err and "uventet" not in err


def test_ctrl_c_is_quiet(run: Run) -> None:
    assert run("analyse", "stop.pdf") == (130, "", "")


def test_a_file_name_cannot_steer_the_terminal(run: Run) -> None:
    _, _, err = run("analyse", "\x1b[2Jvæk\n.pdf")
    assert "?[2Jvæk .pdf: Filen eller mappen findes ikke." in err


# ---------------------------------------------------------------- as a process of its own

PROCESS = """
import sys
from pathlib import Path
from service import cli
from tests.service.test_cli import analyse_by_name
cli.load_analyser = lambda: analyse_by_name
sys.exit(cli.main())
"""


def process(*arguments: str, stdout: int, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROCESS, *arguments]
    held = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, env=held)


def test_a_reader_that_has_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    started = process("analyse", "a.pdf", stdout=writing)
    os.close(writing)
    _, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (terminal.PIPE_CLOSED, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with open("/dev/full", "wb") as full:
        started = process("analyse", "a.pdf", "--format", "json", stdout=full.fileno())
        _, err = started.communicate(timeout=30)
    assert started.returncode == 1
    assert "Resultatet kunne ikke skrives" in err.decode()
    assert b"Exception" not in err


@pytest.mark.parametrize("output", ["json", "text"])
def test_a_terminal_with_few_letters_stops_nothing(output: str) -> None:
    started = process("analyse", "a.pdf", "--format", output, stdout=subprocess.PIPE, PYTHONIOENCODING="ascii")
    out, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (0, b"")
    if output == "json":
        assert "Økonomiforvaltningen" in out.decode("utf-8")
    else:
        assert "?konomiforvaltningen" in out.decode("ascii")


HEAVY = ("docx", "lxml", "numpy", "PIL", "pypdfium2", "pytesseract", "rich", "simplemma")


def test_help_loads_nothing_heavy_and_answers_at_once() -> None:
    looked = (
        "import sys, service.cli as cli; cli.main(['analyse', '--help']);"
        f"print(*sys.modules.keys() & {set(HEAVY)!r}, file=sys.stderr)"
    )
    times = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", looked], cwd=ROOT, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - began)
        assert done.stderr.split() == []
    assert min(times) < 0.5
