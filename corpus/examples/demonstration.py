"""The shipped examples as documents that a new collection begins with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.examples.load import load_examples
from corpus.renderers import cells

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """A document as somebody would upload it: its file name and its bytes."""

    name: str
    content: bytes


def demonstrations() -> Iterator[Demonstration]:
    """First the shipped files, each of another kind; then all other examples as text, a bundle for each year."""
    for path in sorted(path for path in FILES.iterdir() if path.is_file()):
        yield Demonstration(name=path.name, content=path.read_bytes())
    in_files = {json.loads(path.read_text(encoding="utf-8"))["id"] for path in (FILES / "gold").glob("*.json")}
    others = [example for example in load_examples() if example.id not in in_files]
    for year, examples in groupby(sorted(others, key=lambda example: example.id), key=lambda example: example.id[:4]):
        yield Demonstration(name=f"eksempler-{year}.txt", content=cells.render(list(examples)).encode())
