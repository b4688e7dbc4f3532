"""What is planted where: the vectors in the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from models.checks import RULES
from training.dataset import OPEN_PARTS

FOLDER = Path(__file__).parent
DIALECTS = ("docx", "front", "cells", "flat")
"""How an example is printed: Word, Word behind a front table, text with cells apart, text run together."""

_RESIDUE = frozenset({"residue", "placeholder"})
_FORM = frozenset({"section_missing", "section_empty", "section_twice", "field_empty", "follow_up", "unreadable_marks"})

Plant = Mapping[str, Any]


class VectorError(ValueError):
    """A vector that cannot be used; the sentence names it and says what to change."""


class PlantError(ValueError):
    """A plant that does not fit its example: the row, table or heading is not there, or nothing changes."""


@dataclass(frozen=True, kw_only=True)
class Vector:
    """One error for one rule.

    ``plants`` change the example before it is printed, ``edits`` the printed words after. ``expected`` are numbers
    (money in kroner) of which the finding must name one, ``says`` words of its message; without them and without
    ``sentence``, any finding of the rule counts that the untouched example has not. ``right`` is the sentence without
    its error. ``other`` is a second example for rules that need two proposals. ``twin_dialect`` is how the untouched
    twin is printed. ``beyond`` says why the rule does not claim to find this.
    """

    id: str
    rule: str
    example: str
    fresh: bool
    dialect: str = "docx"
    twin_dialect: str = "docx"
    plants: tuple[Plant, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    expected: tuple[float, ...] = ()
    says: str = ""
    sentence: str | None = None
    right: str | None = None
    other: str | None = None
    beyond: str | None = None

    @property
    def what(self) -> str:
        """The planted error in words, for the list of misses."""
        return self.sentence or _change(self.plants, self.edits) or f"trykt som {self.dialect}"

    @property
    def corrected(self) -> tuple[Plant, ...]:
        """The plants with the sentence put right; empty where no right sentence is given."""
        if self.right is None:
            return ()
        return tuple({**plant, "text": self.right} if "text" in plant else plant for plant in self.plants)


@dataclass(frozen=True, kw_only=True)
class Trap:
    """A sentence or another change that is no error but looks like one; ``rule`` is the one that it tempts."""

    id: str
    rule: str
    example: str
    dialect: str = "docx"
    plants: tuple[Plant, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()

    @property
    def what(self) -> str:
        """The change in words, for the list of false alarms."""
        return _change(self.plants, self.edits)


def load_traps(folder: Path = FOLDER) -> tuple[Trap, ...]:
    """Every trap of the folder's files. Raises VectorError where its example may not be used."""
    found = [_trap(given) for path in sorted(folder.glob("*.toml")) for given in _data(path).get("trap", [])]
    for trap in found:
        _check_examples(trap.id, trap.rule, (trap.example,))
    return tuple(found)


def _trap(given: Mapping[str, Any]) -> Trap:
    return Trap(
        id=given["id"],
        rule=given["rule"],
        example=given["example"],
        dialect=given.get("dialect", "docx"),
        plants=tuple(given["plants"]) if "plants" in given else (_sentence(given),) if "text" in given else (),
        edits=_edits(given),
    )


def load_vectors(folder: Path = FOLDER) -> tuple[Vector, ...]:
    """Every vector of the folder's files, in the files' order. Raises VectorError for one that cannot be used."""
    vectors = [one for path in sorted(folder.glob("*.toml")) for one in _of_file(path)]
    seen: set[str] = set()
    for one in vectors:
        if one.id in seen:
            raise VectorError(f"{one.id}: to vektorer har samme id. Giv den ene et andet.")
        seen.add(one.id)
        _check(one)
    return tuple(vectors)


@cache
def open_examples() -> dict[str, Example]:
    """The examples that a model may be made from, by id; the test part is never among them."""
    return {one.id: one for one in load_examples() if one.split in OPEN_PARTS}


def is_clean(example: Example, rule: str) -> bool:
    """Whether the example's author has planted nothing that this rule should find."""
    if rule in _RESIDUE:
        return not example.labels.residue
    return rule in _FORM or not example.labels.inconsistencies


def _of_file(path: Path) -> Iterator[Vector]:
    data = _data(path)
    fresh = path.stem.endswith("_fresh")
    for given in data.get("sentence", []):
        yield Vector(
            id=given["id"],
            rule=given["rule"],
            example=given["example"],
            fresh=given.get("fresh", fresh),
            plants=(_sentence(given),),
            sentence=given["text"],
            right=given.get("right"),
        )
    for given in data.get("vector", []):
        dialect = given.get("dialect", "docx")
        yield Vector(
            id=given["id"],
            rule=given["rule"],
            example=given["example"],
            fresh=given.get("fresh", fresh),
            dialect=dialect,
            twin_dialect=given.get("twin_dialect", dialect),
            plants=tuple(given.get("plants", ())),
            edits=_edits(given),
            expected=tuple(map(float, given.get("expected", ()))),
            says=given.get("says", ""),
            other=given.get("other"),
            beyond=given.get("beyond"),
        )


def _data(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _check_examples(vector: str, rule: str, names: Iterable[str | None]) -> None:
    if rule not in {known.id for known in RULES}:
        raise VectorError(f"{vector}: reglen '{rule}' findes ikke.")
    for name in names:
        example = open_examples().get(name) if name else None
        if name and example is None:
            raise VectorError(f"{vector}: '{name}' er ikke et eksempel i træning eller kalibrering.")
        if example and not is_clean(example, rule):
            raise VectorError(f"{vector}: '{name}' har selv en fejl, som reglen '{rule}' skal finde.")


def _check(vector: Vector) -> None:
    _check_examples(vector.id, vector.rule, (vector.example, vector.other))
    if not {vector.dialect, vector.twin_dialect} <= {*DIALECTS}:
        raise VectorError(f"{vector.id}: brug en af disse udskrifter: {', '.join(DIALECTS)}.")
    if not vector.plants and not vector.edits and vector.dialect == vector.twin_dialect:
        raise VectorError(f"{vector.id}: vektoren ændrer ikke noget.")


def _sentence(given: Mapping[str, Any]) -> Plant:
    return {"do": "sentence", "under": given["under"], "text": given["text"]}


def _edits(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in given.get("edits", ()))


def _change(plants: Iterable[Plant], edits: Iterable[tuple[str, str]]) -> str:
    planted = (
        " ".join(str(value) if key == "do" else f"{key}={value!r}" for key, value in plant.items()) for plant in plants
    )
    return "; ".join([*planted, *(f"»{old}« → »{new}«" for old, new in edits)])
