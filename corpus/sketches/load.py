"""Reads the sketches: one TOML file for each area of work, each entry a title, a text and its themes."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.examples.notation import ExampleError
from corpus.themes import load_taxonomy

FOLDER = Path(__file__).parent

_WORDS = ("id", "title", "text")
_THEMES = ("must", "may")


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A proposal in 45 to 130 words: what is wrong, what will be done, for whom and to what gain.

    ``must`` are the themes that a careful reader would give, ``may`` those that can be defended and count neither way.
    """

    id: str
    title: str
    text: str
    must: tuple[str, ...]
    may: tuple[str, ...]


@functools.cache
def load_sketches(folder: Path = FOLDER) -> tuple[Sketch, ...]:
    """All sketches of a folder, the shipped ones unless it is given, sorted by id.

    Raises ExampleError, a Danish sentence with file and id, where an entry cannot be used.
    """
    known = load_taxonomy().ids
    found: dict[str, Sketch] = {}
    for path in sorted(folder.glob("*.toml")):
        for number, entry in enumerate(_entries(path), start=1):
            name = entry.get("id")
            sketch = _sketch(entry, f"{path.name}, {name if isinstance(name, str) else f'skitse nr. {number}'}", known)
            if sketch.id in found:
                raise ExampleError(f"{path.name}, {sketch.id}: Id'et er brugt før. Giv skitsen et andet id.")
            found[sketch.id] = sketch
    return tuple(found[name] for name in sorted(found))


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("sketch")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExampleError(f"{path.name}: Filen er ikke gyldig TOML i UTF-8. Ret den: {error}.") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ExampleError(f"{path.name}: Der er ingen skitser. Skriv hver af dem under [[sketch]].")
    return entries


def _sketch(entry: dict[str, Any], where: str, known: frozenset[str]) -> Sketch:
    for field in entry:
        if field not in (*_WORDS, *_THEMES):
            raise ExampleError(f"{where}: Feltet '{field}' kendes ikke. Brug {', '.join((*_WORDS, *_THEMES))}.")
    for field in _WORDS:
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            raise ExampleError(f"{where}: Feltet '{field}' mangler. Skriv det som tekst.")
    for field in _THEMES:
        if not isinstance(entry.get(field), list):
            raise ExampleError(f"{where}: Feltet '{field}' mangler. Skriv en liste af temaer, om nødvendigt en tom.")
    themes = [*entry["must"], *entry["may"]]
    for theme in themes:
        if theme not in known:
            raise ExampleError(f"{where}: Temaet '{theme}' findes ikke. Brug et id fra themes.toml.")
        if themes.count(theme) > 1:
            raise ExampleError(f"{where}: Temaet '{theme}' står to gange. Slet det ene sted.")
    if not entry["must"]:
        raise ExampleError(f"{where}: 'must' er tom. Giv skitsen de temaer, som den ikke kan undvære.")
    return Sketch(
        id=entry["id"],
        title=entry["title"].strip(),
        text=" ".join(entry["text"].split()),
        must=tuple(entry["must"]),
        may=tuple(entry["may"]),
    )
