"""The house rules that no linter knows: versions in one place, nothing undeclared, nothing of one machine."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "models", "training", "service")
GENERATED = {".git", ".venv", "__pycache__", "build", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME: list[str] = PROJECT["project"]["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
DEVELOPMENT = [line for extra in EXTRAS.values() for line in extra]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
EXACT = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: list[str]) -> dict[str, str]:
    return {canonical(name): version for name, version in (line.split("==") for line in lines)}


def files() -> Iterator[Path]:
    for parent, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in GENERATED and not name.endswith(".egg-info")]
        yield from (Path(parent, name) for name in names)


def texts() -> Iterator[tuple[str, str]]:
    for path in files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a PDF or a picture


# ---------------------------------------------------------------- versions


@pytest.mark.parametrize("requirement", [*RUNTIME, *DEVELOPMENT, *PROJECT["build-system"]["requires"]])
def test_every_version_is_exact(requirement: str) -> None:
    assert EXACT.fullmatch(requirement)


def test_the_generated_constraints_agree_with_pyproject() -> None:
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not EXACT.fullmatch(line)] == []
    held = pins(lines)
    chosen = pins([*RUNTIME, *DEVELOPMENT])
    assert {name: held.get(name) for name in chosen} == chosen, "run `make constraints`"


def test_versions_stand_nowhere_else() -> None:
    named = "|".join(re.escape(line.split("==")[0]) for line in [*RUNTIME, *DEVELOPMENT])
    pinned = re.compile(rf"(?i)(?<![\w-])(?:{named})\s*[=~<>]=\s*\d")
    elsewhere = [name for name, text in texts() if pinned.search(text)]
    assert sorted(elsewhere) == ["constraints.txt", "pyproject.toml"]


RENDERERS = "corpus/renderers"
"""What draws the example files: only development needs it, and only what stands in EXAMPLE_MAKERS may import it."""

EXAMPLE_MAKERS = (RENDERERS, "corpus/examples", "training")


UNNAMED = {"python-multipart", "python-docx"}
"""What the program needs and no module looked at here names: another package takes it up, or a renderer."""

RIVALS = "training/rivals"
"""What rivals are measured with is installed in environments of their own."""


def modules_of(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


def inside(path: Path, *folders: str) -> bool:
    return any(path.is_relative_to(ROOT / folder) for folder in folders)


def third_party(paths: Iterable[Path]) -> set[str]:
    """Names of the distributions that these modules import."""
    modules: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "importlib.import_module":
                modules |= {ast.literal_eval(one).split(".")[0] for one in node.args if isinstance(one, ast.Constant)}
    foreign = modules - sys.stdlib_module_names - {*ROOMS, "tests"}
    owners = packages_distributions()
    return {canonical(owner) for module in foreign for owner in owners.get(module, [f"{module} (not installed)"])}


def test_what_the_program_imports_is_declared_and_what_is_declared_is_imported() -> None:
    shipped = [path for path in modules_of("corpus", "models", "service") if not inside(path, RENDERERS)]
    learning = pins(EXTRAS["training"]).keys()
    taught = [path for path in modules_of("training") if not inside(path, RIVALS)]
    assert third_party([*shipped, *taught]) | UNNAMED == pins(RUNTIME).keys() | learning
    assert third_party(shipped).isdisjoint(learning)


def test_the_program_does_without_what_only_development_installs() -> None:
    named = RENDERERS.replace("/", ".")
    users = [path for path in modules_of(*ROOMS) if named in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in users if not inside(path, *EXAMPLE_MAKERS)] == []


def test_what_tests_and_example_makers_import_is_declared() -> None:
    assert third_party(modules_of("tests", RENDERERS)) <= pins(RUNTIME).keys() | pins(DEVELOPMENT).keys()


# ---------------------------------------------------------------- files


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    # What belongs to the operating system (/usr, /etc, /dev) is the same for all.
    place = re.compile(r"(?<![\w.\])}])/(?:work|home|root|Users|srv|mnt|var/tmp|farm)/\w")
    assert [name for name, text in texts() if place.search(text)] == []


def test_everything_ends_with_a_newline_and_carries_no_trailing_blanks() -> None:
    kinds = {".py", ".toml", ".sh", ".yml", ""}
    own = [(name, text) for name, text in texts() if Path(name).suffix in kinds and text]
    assert [name for name, text in own if not text.endswith("\n")] == []
    assert [name for name, text in own if re.search(r"[ \t]$", text, re.MULTILINE)] == []


@pytest.mark.parametrize("name", [".ci/run", "scripts/set_up.sh"])
def test_scripts_can_be_run_and_are_sound(name: str) -> None:
    path = ROOT / name
    assert path.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0


def test_what_the_build_machine_runs_is_readmes_test_command() -> None:
    assert re.search(r"^make test\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["project"]["license"] == "EUPL-1.2"
    assert (ROOT / "LICENCE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_the_changelog_speaks_of_this_version() -> None:
    version = re.escape(PROJECT["project"]["version"])
    assert re.search(rf"^## {version}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
