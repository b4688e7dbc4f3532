"""The set-up on machines that lack something; a folder of stand-ins plays the machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASH = shutil.which("bash") or "/bin/bash"

FITS = "exit 0"
CANNOT_RUN = "exit 1"  # as a version manager's command for a version that is not installed
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; esac'  # as Debian's, one package short
READS_DANISH = "printf 'List of languages:\\ndan\\neng\\n'"
READS_ENGLISH = "printf 'List of languages:\\neng\\n'"
ROOT_USER, OTHER_USER = "echo 0", "echo 1000"
NOTED = 'echo "$@" >>"{calls}"; '
NO_NETWORK = NOTED + "exit 100"
BRINGS_TESSERACT = NOTED + """printf '#!{bash}\\necho dan\\n' >"{bin}/tesseract"; chmod +x "{bin}/tesseract\""""
BRINGS_VENV = NOTED + """printf '#!{bash}\\nexit 0\\n' >"{bin}/python3.11\""""


class Machine:
    """A machine with nothing but a few tools and these commands, each given as the lines of a shell script."""

    def __init__(self, folder: Path, commands: dict[str, str]) -> None:
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        self.script = folder / "project" / "scripts" / "set_up.sh"
        self.script.parent.mkdir(parents=True)
        (folder / "project" / ".venv").mkdir()
        self.bin.mkdir()
        shutil.copy(ROOT / "scripts" / "set_up.sh", self.script)
        for tool in ("dirname", "env", "grep", "touch", "chmod"):
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        for name, body in {"id": OTHER_USER, **commands}.items():
            text = body.replace("{calls}", str(self.calls)).replace("{bin}", str(self.bin)).replace("{bash}", BASH)
            (self.bin / name).write_text(f"#!{BASH}\n{text}\n", encoding="utf-8")
            (self.bin / name).chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [BASH, str(self.script), *arguments]
        held = {"PATH": str(self.bin), **environment}
        return subprocess.run(command, env=held, capture_output=True, text=True, check=False, timeout=60)

    def asked_apt(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []


@pytest.mark.parametrize(
    ("pythons", "found"),
    [
        ({"python3.11": FITS, "python3": FITS}, "python3.11"),
        ({"python3": FITS}, "python3"),
        ({"python3.11": CANNOT_RUN, "python3.12": FITS}, "python3.12"),
        ({"python3.11": WITHOUT_VENV, "python3": FITS}, "python3"),
    ],
)
def test_the_first_python_that_fits_and_makes_environments_is_taken(
    tmp_path: Path, pythons: dict[str, str], found: str
) -> None:
    machine = Machine(tmp_path, pythons)
    assert machine.run("python").stdout.strip() == str(machine.bin / found)


@pytest.mark.parametrize(
    ("pythons", "told"),
    [
        ({"python3": CANNOT_RUN}, "Der er brug for Python 3.11, 3.12 eller 3.13"),
        ({"python3.11": WITHOUT_VENV}, "python3.11-venv"),
    ],
)
def test_where_no_python_will_do_one_sentence_says_what_to_do(
    tmp_path: Path, pythons: dict[str, str], told: str
) -> None:
    done = Machine(tmp_path, pythons).run("python")
    assert done.returncode != 0
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_root_gets_the_missing_part_of_python_installed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"python3.11": WITHOUT_VENV, "id": ROOT_USER, "apt-get": BRINGS_VENV})
    assert machine.run("python").stdout.strip() == str(machine.bin / "python3.11")
    assert machine.asked_apt()[0].endswith("python3.11-venv")


def test_where_tesseract_reads_danish_nothing_is_said_or_done(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"tesseract": READS_DANISH, "id": ROOT_USER, "apt-get": NO_NETWORK})
    done = machine.run("system")
    assert (done.returncode, done.stdout, done.stderr, machine.asked_apt()) == (0, "", "", [])


@pytest.mark.parametrize(
    "user",
    [{"id": ROOT_USER}, {"id": OTHER_USER, "sudo": 'while [ "$1" = -n ]; do shift; done; [ "$1" = true ] || "$@"'}],
    ids=["root", "sudo without password"],
)
def test_tesseract_is_installed_where_that_needs_no_password(tmp_path: Path, user: dict[str, str]) -> None:
    machine = Machine(tmp_path, {"tesseract": READS_ENGLISH, "apt-get": BRINGS_TESSERACT, **user})
    done = machine.run("system")
    assert done.returncode == 0
    assert "kan ikke læses" not in done.stderr
    assert machine.asked_apt()[0].endswith("tesseract-ocr tesseract-ocr-dan")


@pytest.mark.parametrize(
    ("commands", "environment"),
    [
        ({}, {}),
        ({"apt-get": BRINGS_TESSERACT}, {}),
        ({"apt-get": BRINGS_TESSERACT, "sudo": "exit 1"}, {}),
        ({"apt-get": BRINGS_TESSERACT, "id": ROOT_USER}, {"SYSTEM_PACKAGES": "no"}),
    ],
    ids=["no apt", "no sudo", "sudo with password", "forbidden"],
)
def test_otherwise_tesseract_is_named_in_one_sentence_and_the_rest_goes_on(
    tmp_path: Path, commands: dict[str, str], environment: dict[str, str]
) -> None:
    machine = Machine(tmp_path, commands)
    done = machine.run("system", **environment)
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install tesseract-ocr tesseract-ocr-dan" in done.stderr
    assert machine.asked_apt() == []


def test_what_was_forbidden_once_is_done_when_it_is_allowed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"id": ROOT_USER, "apt-get": BRINGS_TESSERACT})
    machine.run("system", SYSTEM_PACKAGES="no")
    assert "kan ikke læses" not in machine.run("system").stderr


def test_an_installation_that_failed_is_not_tried_at_every_run(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"id": ROOT_USER, "apt-get": NO_NETWORK})
    first, asked = machine.run("system"), machine.asked_apt()
    again = machine.run("system")
    assert asked
    assert machine.asked_apt() == asked
    assert first.returncode == again.returncode == 0
    assert "kan ikke læses" in first.stderr and "kan ikke læses" in again.stderr
