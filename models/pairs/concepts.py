"""Concepts: what a text is about, by whatever words. 'Tolk' and 'sprogbistand' are one concept, and so are 'opkald med
billede' and 'skærmbesøg'. The list stands in ``concepts.toml`` beside this file.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from models.pairs.words import normal

FACETS = ("case", "means", "people")
"""What is changed, how, and for whom."""

_FILE = Path(__file__).with_name("concepts.toml")
_TOKEN = re.compile(r"[^\W_]+(?:[-&/][^\W_]+){0,4}-?")


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A concept with its number, the facet it belongs to, its Danish name, and the words that mean it."""

    number: int
    facet: str
    name: str
    entries: tuple[tuple[str, ...], ...]  # each one or more patterns, a word each


@dataclass(frozen=True, kw_only=True)
class Found:
    """A place where a text means a concept."""

    concept: int
    start: int
    end: int


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts in the order of the file."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    listed = [(facet, name, entries) for facet in FACETS for name, entries in given[facet].items()]
    return tuple(
        Concept(
            number=number,
            facet=facet,
            name=name,
            entries=tuple(tuple(entry.split()) for entry in entries.split(",") if entry.strip()),
        )
        for number, (facet, name, entries) in enumerate(listed)
    )


def find_concepts(text: str) -> tuple[Found, ...]:
    """Every place where the text means a concept, in the text's order."""
    tokens = [(match.group().lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found = []
    for place, (token, start, end) in enumerate(tokens):
        single, sequences = _meant_by(token)
        found += [Found(concept=concept, start=start, end=end) for concept in single]
        for concept, rest in sequences:
            after = tokens[place + 1 : place + 1 + len(rest)]
            if len(after) == len(rest) and all(_fits(p, t) for p, (t, _, _) in zip(rest, after, strict=True)):
                found.append(Found(concept=concept, start=start, end=after[-1][2]))
    return tuple(found)


def count_concepts(texts: Iterable[str]) -> Mapping[int, int]:
    """How often the texts mean each concept, by the concept's number."""
    return Counter(found.concept for text in texts for found in find_concepts(text))


@cache
def concept_numbers() -> Mapping[str, int]:
    """The number of each concept by facet and name, as entries are stored with them."""
    return {f"{concept.facet}:{concept.name}": concept.number for concept in concepts()}


@lru_cache(maxsize=200_000)
def _meant_by(token: str) -> tuple[tuple[int, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    """The concepts that a word means alone, and those that it may begin, with the words that must follow."""
    exact, patterns = _lookup()
    heard = [*exact.get(token, ()), *(exact.get(normal(token), ()) if normal(token) != token else ())]
    heard += [item for pattern, item in patterns if pattern.fullmatch(token)]
    single = dict.fromkeys(concept for concept, rest in heard if not rest)
    return tuple(single), tuple(dict.fromkeys((concept, rest) for concept, rest in heard if rest))


Heard = tuple[int, tuple[str, ...]]


@cache
def _lookup() -> tuple[Mapping[str, list[Heard]], tuple[tuple[re.Pattern[str], Heard], ...]]:
    exact: dict[str, list[Heard]] = {}
    patterns: list[tuple[re.Pattern[str], Heard]] = []
    for concept in concepts():
        for first, *rest in concept.entries:
            heard = (concept.number, tuple(rest))
            if "*" in first:
                patterns.append((_pattern(first), heard))
            else:
                exact.setdefault(first, []).append(heard)
    return exact, tuple(patterns)


@lru_cache(maxsize=4096)
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(re.escape(written).replace(r"\*", r"[\w&/-]{0,40}"))


def _fits(written: str, token: str) -> bool:
    return bool(_pattern(written).fullmatch(token)) if "*" in written else written in (token, normal(token))
