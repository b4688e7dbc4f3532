"""Names of the closed world: the shipped lists of systems, bodies, places, groups and laws, found word by word.

The lists stand in a tree of words, so that a text is read once whatever their number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import corpus
from corpus.administrations import COMMITTEES
from models.names.words import Word
from models.types import NameKind

FOLDER = Path(corpus.__file__).parent
_FILES = {
    "gazetteer_systems.toml": NameKind.SYSTEM,
    "gazetteer_organisations.toml": NameKind.ORGANISATION,
    "gazetteer_places.toml": NameKind.PLACE,
}
_GROUPS = {"target_groups": NameKind.TARGET_GROUP, "laws": NameKind.LAW}
_IN_LOWER_CASE = frozenset({NameKind.TARGET_GROUP, NameKind.LAW})
_ACRONYM = re.compile(r"[A-ZÆØÅ]{1,6}")
_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One name of the lists: its usual spelling first among its spellings.

    ``contextual`` names are also ordinary words: whoever finds one must look at what stands around it.
    """

    kind: NameKind
    spellings: tuple[str, ...]
    contextual: bool = False

    @property
    def name(self) -> str:
        """The usual spelling."""
        return self.spellings[0]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Words ``first`` to ``last`` (exclusive) spell a name of the lists; ``printed`` is the name without a genitive."""

    entry: Entry
    first: int
    last: int
    start: int
    end: int
    printed: str


@dataclass(slots=True)
class _Branch:
    children: dict[str, _Branch] = field(default_factory=dict)
    leaves: list[tuple[str, Entry]] = field(default_factory=list)


class Gazetteer:
    """All names of the lists, ready to be looked up."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._root = _Branch()
        for entry in entries:
            for spelling in entry.spellings:
                branch = self._root
                for piece in _PIECE.findall(spelling.casefold()):
                    branch = branch.children.setdefault(piece, _Branch())
                branch.leaves.append((spelling, entry))

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """The names that a text spells, in order, the longest at each place; none overlaps another of its kind."""
        free: dict[NameKind, int] = {}
        for first, word in enumerate(words):
            if not _may_begin(words, first):
                continue
            for hit in self._at(text, words, first):
                if free.get(hit.entry.kind, 0) <= word.start:
                    free[hit.entry.kind] = hit.end
                    yield hit

    def _at(self, text: str, words: Sequence[Word], first: int) -> list[Hit]:
        """The longest name of each kind that begins with a word."""
        found: dict[NameKind, Hit] = {}
        branch = self._root
        for place in range(first, len(words)):
            word = words[place]
            piece = word.text.casefold()
            for last, cut in ((piece, 0), (piece[:-1], 1)) if piece.endswith("s") else ((piece, 0),):
                leaf = branch.children.get(last)
                if leaf is None or not leaf.leaves or not _may_end(words, place):
                    continue
                printed = text[words[first].start : word.end - cut]
                for spelling, entry in leaf.leaves:
                    if (
                        _ACRONYM.fullmatch(spelling)
                        and entry.kind is not NameKind.SYSTEM
                        and _in_compound(words, place)
                    ):
                        continue
                    if _same_case(" ".join(printed.split()), spelling, entry.kind):
                        found[entry.kind] = Hit(
                            entry=entry,
                            first=first,
                            last=place + 1,
                            start=words[first].start,
                            end=word.end - cut,
                            printed=" ".join(printed.split()),
                        )
                        break
            following = branch.children.get(piece)
            if following is None:
                break
            branch = following
        return list(found.values())


def _may_begin(words: Sequence[Word], place: int) -> bool:
    """False inside a compound ('it-Intra') or an address ('navn@kk.dk', 'www.kk.dk')."""
    word = words[place]
    return word.spaced or not place or words[place - 1].text in "(\"“”„«»/[’'*–:;,☒☐"


def _may_end(words: Sequence[Word], place: int) -> bool:
    """False where the word goes on: 'kk.dk/navn' and 'borger.dk.eu' are other addresses."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is None or following.spaced or (following.text not in "_@" and not following.text[0].isalnum())


def _in_compound(words: Sequence[Word], place: int) -> bool:
    """Whether a hyphen makes the word the first part of another: an 'FOA-medlem' is not the union."""
    return (
        place + 2 < len(words)
        and words[place + 1].text == "-"
        and words[place + 2].text[:1].islower()
        and not words[place + 2].spaced
    )


def _same_case(printed: str, spelling: str, kind: NameKind) -> bool:
    """Whether a text that spells a name in some case means the name: 'KY' is one, 'ky' is not."""
    if printed == spelling or kind in _IN_LOWER_CASE:
        return True
    if _ACRONYM.fullmatch(spelling):
        return False
    if any(not c.isalpha() and c != " " for c in spelling) or any(c.isupper() for c in spelling[1:].split(" ")[0]):
        return True  # 'E-boks', 'Borger.dk', 'Nemid': the mark, the digit or the inner capital makes it unmistakable
    return printed[:1].isupper()


@cache
def load_gazetteer(folder: Path = FOLDER) -> Gazetteer:
    """The shipped lists. Raises OSError or tomllib.TOMLDecodeError where the installation is damaged."""
    entries = [entry for name, kind in _FILES.items() for entry in _entries(_read(folder, name), kind)]
    groups = _read(folder, "gazetteer_groups.toml")
    for table, kind in _GROUPS.items():
        entries += _entries({table: groups[table]}, kind)
    entries += [Entry(kind=NameKind.ORGANISATION, spellings=(name, short)) for short, name in COMMITTEES.items()]
    return Gazetteer(entries)


def municipalities(folder: Path = FOLDER) -> frozenset[str]:
    """The names of the 98 municipalities, other spellings included."""
    lines = _read(folder, "gazetteer_places.toml")["municipalities"]["names"]
    return frozenset(spelling for line in lines for spelling in line.split("|"))


def _read(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def _entries(tables: Mapping[str, Mapping[str, Sequence[str]]], kind: NameKind) -> Iterator[Entry]:
    for table in tables.values():
        for line in table["names"]:
            yield Entry(kind=kind, spellings=tuple(line.split("|")))
        for line in table.get("contextual", ()):
            yield Entry(kind=kind, spellings=tuple(line.split("|")), contextual=True)
