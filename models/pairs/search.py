"""Search over a collection: words and meaning in one list, each hit with the passage that answers best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.types import Span
from models.pairs.candidates import Finder, fused
from models.pairs.space import Placed, Vector, Vocabulary
from models.pairs.words import normal, parts, weighted_words, words
from models.types import Passage

_CANDIDATES = 100
_PASSAGES = 4  # of a hit that are closest in meaning; the one with the most words of the search is shown
_SNIPPET = 240  # characters


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A proposal that answers: its score (for the order only), the best passage, and its place in the text."""

    id: str
    title: str
    year: int | None
    score: float
    snippet: str
    span: Span | None


def find(asked: str, meant: Vector | None, finder: Finder, vocabulary: Vocabulary, limit: int) -> list[int]:
    """The numbers of the best answers. ``meant`` is the query's vector in the space, where it has one."""
    counted = {word: times for word, times in weighted_words([asked]).items() if vocabulary.number(word) is not None}
    rankings = []
    if counted:
        rankings.append(finder.by_words(vocabulary.words(counted)))
    if meant is not None and len(finder):
        rankings.append(finder.by_meaning(meant))
    return fused(rankings, _CANDIDATES)[:limit]


def hits(asked: str, meant: Vector | None, found: Sequence[Placed]) -> tuple[Hit, ...]:
    """What `find` found, each with the passage that answers best."""
    wanted = _forms(asked)
    return tuple(_hit(one, rank, _best_passage(one, wanted, meant), wanted) for rank, one in enumerate(found))


def _hit(placed: Placed, rank: int, passage: Passage | None, wanted: set[str]) -> Hit:
    return Hit(
        id=placed.entry.id,
        title=placed.entry.title,
        year=placed.entry.year,
        score=round(1 / (1 + rank), 4),
        snippet=_snippet(passage, wanted) if passage else "",
        span=Span(start=passage.start, end=passage.end) if passage else None,
    )


def _best_passage(placed: Placed, wanted: set[str], meant: Vector | None) -> Passage | None:
    if not placed.entry.passages:
        return None
    passages = placed.entry.passages
    if meant is None:
        return max(passages, key=lambda one: len(wanted & _forms(one.text)))
    near = placed.passages[: len(passages)].astype(np.float32) @ meant
    closest = np.argsort(-near, kind="stable")[:_PASSAGES].tolist()
    return passages[max(closest, key=lambda number: len(wanted & _forms(passages[number].text)) + float(near[number]))]


def _forms(text: str) -> set[str]:
    return {form for word in words(text) for form in (word, *parts(word))}


def _snippet(passage: Passage, wanted: set[str]) -> str:
    """The stretch of the passage around the first word that was asked for."""
    text = passage.text
    at, place = 0, 0
    for word in text.split(" "):
        if {normal(word.strip('.,;:()»«"')), *parts(normal(word.strip('.,;:()»«"')))} & wanted:
            at = place
            break
        place += len(word) + 1
    start = text.rfind(" ", 0, max(at - _SNIPPET // 3, 0)) + 1
    end = text.find(" ", start + _SNIPPET)
    return ("… " if start else "") + text[start : end if end > 0 else len(text)] + (" …" if end > 0 else "")
