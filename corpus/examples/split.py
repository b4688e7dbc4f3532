"""Which examples are for training, calibration and test: ``python -m corpus.examples.split`` writes ``split.toml``.

The parts are the authors' own, family by family. The file keeps them, with the members of each family, so that an
example never changes part unseen: not with its family, and not by being put into another one.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.examples.notation import ExampleError

FILE = Path(__file__).with_name("split.toml")
PARTS = ("train", "calibration", "test")
"""The test part is not looked at while models are made."""

_HEAD = """\
# Written by `python -m corpus.examples.split`: do not edit. Each part's families with their examples.
"""


@dataclass(frozen=True, kw_only=True)
class Split:
    """The fixed split. Both maps are sorted by key."""

    parts: Mapping[str, str]  # family -> part
    members: Mapping[str, tuple[str, ...]]  # family -> ids of its examples

    def part_of(self) -> dict[str, str]:
        """The part of every example, by id."""
        return {member: self.parts[family] for family, members in self.members.items() for member in members}


def split_of(examples: Sequence[Example]) -> Split:
    """The split as the examples themselves state it. Raises ExampleError where a family is in two parts."""
    parts: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for example in examples:
        if example.split not in PARTS:
            raise ExampleError(f"{example.id}: split skal være en af: {', '.join(PARTS)}.")
        if parts.setdefault(example.family, example.split) != example.split:
            raise ExampleError(f"Familien {example.family} er delt over flere dele. Giv alle dens forslag samme split.")
        members.setdefault(example.family, []).append(example.id)
    return Split(
        parts=dict(sorted(parts.items())),
        members={family: tuple(sorted(ids)) for family, ids in sorted(members.items())},
    )


def load_split(path: Path = FILE) -> Split:
    """The split that is fixed in the file. Raises ExampleError where it cannot be read."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        members = {family: tuple(ids) for part in PARTS for family, ids in data[part].items()}
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ExampleError(f"{path.name} kan ikke læses. Slet den, og kør corpus.examples.split igen.") from error
    return Split(parts={family: part for part in PARTS for family in data[part]}, members=dict(sorted(members.items())))


def text_of(split: Split) -> str:
    """The file's text: a table for each part, a line for each family."""
    lines = [_HEAD.rstrip("\n")]
    for part in PARTS:
        lines += ["", f"[{part}]"]
        for family, ids in split.members.items():
            if split.parts[family] == part:
                listed = ", ".join(f'"{member}"' for member in ids)
                lines.append(f'"{family}" = [{listed}]')
    return "\n".join(lines) + "\n"


def moved(before: Split, after: Split) -> list[str]:
    """A sentence for every example that is in both and changes part."""
    old, new = before.part_of(), after.part_of()
    return [
        f"{member} flytter fra {old[member]} til {new[member]}."
        for member in sorted(old.keys() & new.keys())
        if old[member] != new[member]
    ]


def main(arguments: Sequence[str] | None = None, path: Path = FILE) -> int:
    """Write the file; examples that change part are named and stop it, unless ``--move`` says that it is meant."""
    given = sys.argv[1:] if arguments is None else arguments
    after = split_of(load_examples())
    moves = moved(load_split(path), after) if path.exists() else []
    if moves and "--move" not in given:
        print("\n".join([*moves, "Intet er skrevet. Er det meningen, så kør igen med --move."]))
        return 1
    path.write_text(text_of(after), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
