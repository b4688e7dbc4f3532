"""The rooms and who may look into which (docs/decisions/0001-rooms.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "corpus": {"corpus"},
    "models": {"models", "corpus"},
    "training": {"training", "models", "corpus"},
    "service": {"service", "models", "corpus"},
}

LEAVES = {"corpus/types.py", "corpus/errors.py"}
"""Modules that everything imports and that import nothing of ours."""


def modules() -> list[Path]:
    return sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imported(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Dotted names of all imports of a module in ``package``, also those inside functions and those by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=module, level=level):
                above = package[: len(package) - level + 1] if level else ()
                yield ".".join([*above, *([module] if module else [])])
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def rooms_of(path: Path) -> set[str]:
    package = path.relative_to(ROOT).parent.parts
    return {name.split(".")[0] for name in imported(path.read_text(encoding="utf-8"), package)} & MAY_IMPORT.keys()


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in modules() if path.name != "__init__.py"]
)
def test_a_module_imports_only_from_rooms_that_its_own_may_know(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    allowed = set() if name in LEAVES else MAY_IMPORT[path.relative_to(ROOT).parts[0]]
    assert rooms_of(path) <= allowed, f"{name} imports {rooms_of(path) - allowed}"


def test_every_room_is_looked_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in modules()} == MAY_IMPORT.keys()
    shipped = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert shipped - {"tests"} == MAY_IMPORT.keys(), "a new top-level package needs a line in MAY_IMPORT"


@pytest.mark.parametrize(
    ("source", "package", "names"),
    [
        ("import service.cli", ("corpus",), ["service.cli"]),
        ("from models import types", ("corpus",), ["models"]),
        ("def f():\n    from service.store import x", ("models",), ["service.store"]),
        ("from . import types", ("corpus", "readers"), ["corpus.readers"]),
        ("from ..types import Span", ("corpus", "readers"), ["corpus.types"]),
        ("import importlib\nimportlib.import_module('service.api')", ("models",), ["importlib", "service.api"]),
    ],
)
def test_no_way_of_importing_goes_unseen(source: str, package: tuple[str, ...], names: list[str]) -> None:
    assert list(imported(source, package)) == names
