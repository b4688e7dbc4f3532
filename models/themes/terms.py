"""Terms: words that people know to speak for a theme, found in text without trying each of them at each place.

They come from ``corpus/theme_terms.toml`` for the themes named there, and from a theme's own label and scope for all.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import corpus
from corpus.themes import Taxonomy
from models.themes.words import ENDINGS, Word, stems, words

SHIPPED_TERMS = Path(corpus.__file__).with_name("theme_terms.toml")

Source = Literal["authored", "scope"]

_WEIGHTS: Mapping[str, float] = {"strong": 1.0, "usual": 0.4, "weak": 0.15, "against": -1.0}
_SHORT = 4  # letters; such a term is a whole word, or it would begin too many others
_INSIDE = 6  # letters from which on a term is also looked for as a later part of compounds
_INSIDE_WEIGHT = 0.7  # of what it counts at a word's beginning
_SHORTEST_FIRST_PART = 2  # letters of a compound before the part
_SHORTEST_SCOPE_WORD = 4
_KEY = 2  # letters of a term's second word by which it is looked up
_MOST_CACHED = 200_000  # words whose terms are remembered
_LONGEST_WORD = 40  # letters of a word that are looked at
_GLUE = """
    formål sig selv blot vilkår løsningen særlige egen egne kommune kommunens bedre mindre ydelser samme
    opgave uden tværs mellem vide ændret andre bærende greb fælles system ny nye øget flere færre mere
    hurtigere nemmere køb borgere borger
"""
_SCOPE_GLUE = frozenset(_GLUE.split())  # words of scopes that are in every proposal


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term: its words, the theme that it speaks for, and how much (-1 to 1)."""

    theme: str
    words: tuple[str, ...]
    whole: bool
    weight: float
    source: Source

    @property
    def key(self) -> str:
        """The term as written, for counting."""
        return " ".join(self.words)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A term found; ``weight`` is less than the term's where it stands inside a compound."""

    term: Term
    weight: float
    start: int
    end: int


def load_terms(taxonomy: Taxonomy, path: Path = SHIPPED_TERMS) -> tuple[Term, ...]:
    """All terms of the themes of a taxonomy; themes that the file does not name have those of their scope alone."""
    authored = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [
        _term(theme.id, written, weight, "authored")
        for theme in taxonomy.themes
        for tier, weight in _WEIGHTS.items()
        for written in authored.get(theme.id, {}).get(tier, "").split(",")
        if written.strip()
    ]
    for theme in taxonomy.themes:
        forms = [word.form for word in words(f"{theme.label} {theme.scope}")]
        kept = dict.fromkeys(stem for form in forms if form not in _SCOPE_GLUE for stem in stems(form))
        found += [_term(theme.id, stem, 1.0, "scope") for stem in kept if len(stem) >= _SHORTEST_SCOPE_WORD - 1]
    return tuple(found)


def _term(theme: str, written: str, weight: float, source: Source) -> Term:
    text = written.strip().lower()
    forms = tuple(word.form for word in words(text))
    return Term(theme=theme, words=forms, whole=text.startswith("="), weight=weight, source=source)


_Starting = tuple[list[tuple[Term, float]], dict[str, list[tuple[Term, float]]]]


class TermIndex:
    """Finds all terms in one pass: each different word of a text is looked up once by its beginnings and parts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._whole: dict[str, list[Term]] = defaultdict(list)
        self._begins: dict[str, list[Term]] = defaultdict(list)
        self._cache: dict[str, _Starting] = {}
        for term in terms:
            if not term.words:
                continue
            first = term.words[0]
            if term.whole or len(first) <= _SHORT:
                for form in _inflected(first):
                    self._whole[form].append(term)
            else:
                self._begins[first].append(term)
        self._longest = max(map(len, self._begins), default=0)

    def find(self, row: Sequence[Word]) -> Iterator[Hit]:
        """All terms in a row of words, in order of their place. Linear in the number of words."""
        last = len(row) - 1
        for place, word in enumerate(row):
            alone, followed = self._starting(word.form)
            for term, weight in alone:
                yield Hit(term=term, weight=weight, start=word.start, end=word.end)
            if not followed or place == last:
                continue
            for term, weight in followed.get(row[place + 1].form[:_KEY], ()):
                end = place + len(term.words) - 1
                if end <= last and all(
                    _is(row[place + step].form, term.words[step]) for step in range(1, len(term.words))
                ):
                    yield Hit(term=term, weight=weight, start=word.start, end=row[end].end)

    def _starting(self, form: str) -> _Starting:
        """The terms that a printed word is, and those that it begins by the beginning of their second word."""
        known = self._cache.get(form)
        if known is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            alone: list[tuple[Term, float]] = []
            followed: dict[str, list[tuple[Term, float]]] = defaultdict(list)
            for term, weight in self._look_up(form):
                (alone if len(term.words) == 1 else followed[term.words[1][:_KEY]]).append((term, weight))
            known = self._cache[form] = (alone, followed)
        return known

    def _look_up(self, form: str) -> Iterator[tuple[Term, float]]:
        seen: set[int] = set()
        for part in (form, *(form.split("-") if "-" in form else ())):
            part = part[:_LONGEST_WORD]
            for term in self._whole.get(part, ()):
                yield from _once(seen, term, term.weight)
            for end in range(_SHORT + 1, min(len(part), self._longest) + 1):
                for term in self._begins.get(part[:end], ()):
                    yield from _once(seen, term, term.weight)
            for start in range(_SHORTEST_FIRST_PART, len(part) - _INSIDE + 1):
                for end in range(start + _INSIDE, min(len(part), start + self._longest) + 1):
                    for term in self._begins.get(part[start:end], ()):
                        if len(term.words) == 1:
                            yield from _once(seen, term, term.weight * _INSIDE_WEIGHT)


def _once(seen: set[int], term: Term, weight: float) -> Iterator[tuple[Term, float]]:
    if id(term) not in seen:
        seen.add(id(term))
        yield term, weight


def _inflected(word: str) -> tuple[str, ...]:
    doubled = word + word[-1] if word[-1] not in "aeiouyæøå" else word
    return tuple(
        dict.fromkeys(
            [word, *(word + ending for ending in ENDINGS), *(doubled + e for e in ("en", "er", "et", "erne"))]
        )
    )


def _is(form: str, wanted: str) -> bool:
    if len(wanted) <= _SHORT:
        return form == wanted or (form.startswith(wanted) and form[len(wanted) :] in ENDINGS)
    return form.startswith(wanted)
