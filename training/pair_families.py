"""Families of short proposals that were written for the pair model alone: `corpus/sketches/pairs`.

The shipped examples have few proposals that ask for the same thing in other words, and few that look alike and do not.
Each family here has both, every pair with its relation and the reason for it. They are laid out as proposals without a
form: title, summary, and three sections of prose. The model is measured on them and not fitted to them: they have no
form's phrases in common and lie elsewhere in the space, and models fitted to them as well, with any weight, flagged
eighteen and more pairs of the real documents where two are right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from corpus.types import Criteria, Line, Proposal, ProposalKind, Section, SectionKind
from models.types import Relation

FOLDER = Path(__file__).parents[1] / "corpus" / "sketches" / "pairs"

_SECTIONS = (
    ("background", "1. Baggrund og formål", SectionKind.BACKGROUND),
    ("content", "2. Forslagets indhold", SectionKind.CONTENT),
    ("effect", "3. Forventede effekter", SectionKind.EFFECT),
)


class SketchError(ValueError):
    """A file of families that cannot be used; names the file and what to change."""


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A proposal of a family. ``family`` is its id less the letter at the end; ``file`` the file that it stands in."""

    id: str
    family: str
    file: str
    proposal: Proposal


@dataclass(frozen=True, kw_only=True)
class SketchPair:
    """What an author says of two proposals of a file; NONE for two of different families."""

    a: str
    b: str
    relation: Relation
    why: str


@dataclass(frozen=True, kw_only=True)
class Families:
    """All sketches in the order of files and ids, and the pairs that are known."""

    sketches: tuple[Sketch, ...]
    pairs: tuple[SketchPair, ...]


def load_families(folder: Path = FOLDER) -> Families:
    """Every file of a folder. Raises SketchError.

    Two proposals of different families are unrelated within one file, whose author saw to that; of two files nothing
    is known, and of two of one family only what is written.
    """
    sketches: list[Sketch] = []
    pairs: list[SketchPair] = []
    for path in sorted(folder.glob("families_*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            here = [_sketch(one, path.stem) for one in data["proposal"]]
            pairs += _pairs(here, data["relation"])
        except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
            raise SketchError(f"{path.name}: {error}") from error
        sketches += here
    if len({one.id for one in sketches}) != len(sketches):
        raise SketchError("An id stands twice.")
    return Families(sketches=tuple(sketches), pairs=tuple(pairs))


def _pairs(sketches: Sequence[Sketch], written: Sequence[dict[str, str]]) -> list[SketchPair]:
    ids = {one.id for one in sketches}
    made = []
    for one in written:
        if not {one["a"], one["b"]} <= ids:
            raise SketchError(f"{one['a']} and {one['b']} are not both in the file")
        made.append(SketchPair(a=one["a"], b=one["b"], relation=Relation(one["relation"]), why=one["why"]))
    made += [
        SketchPair(a=one.id, b=other.id, relation=Relation.NONE, why="")
        for one, other in combinations(sketches, 2)
        if one.family != other.family
    ]
    return made


def _sketch(data: dict[str, Any], file: str) -> Sketch:
    return Sketch(id=data["id"], family=data["id"][:-1], file=file, proposal=_proposal(data))


def _proposal(data: dict[str, Any]) -> Proposal:
    text, lines, sections = "", [], []

    def print_line(words: str) -> int:
        nonlocal text
        start = len(text)
        text += f"{words}\n"
        lines.append(Line(start=start, end=start + len(words)))
        return start

    print_line(data["title"])
    print_line(data["summary"].strip())
    for field, heading, kind in _SECTIONS:
        start = print_line(heading)
        body = len(text)
        for paragraph in data[field].strip().split("\n"):
            print_line(paragraph.strip())
        sections.append(Section(heading=heading, canonical=kind, start=start, end=len(text), body_start=body))
    return Proposal(
        code=None,
        printed_code=None,
        year=data["year"],
        kind=ProposalKind(data["kind"]),
        round=None,
        title=data["title"],
        summary=data["summary"].strip(),
        submitting_administration=data["administration"],
        affected_administrations=(data["administration"],),
        committee=None,
        cross_cutting=None,
        price_level_year=None,
        text=text,
        lines=tuple(lines),
        sections=tuple(sections),
        tables=(),
        consulted=(),
        criteria=Criteria(),
    )
