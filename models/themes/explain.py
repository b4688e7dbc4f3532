"""Which places of a proposal speak most for a theme: the tagger's own contributions, passage by passage."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.types import Proposal, Span
from models.themes import evidence
from models.themes.evidence import FEATURES, Floats
from models.themes.words import stems, words
from models.types import Passage

if TYPE_CHECKING:
    from models.themes.tagger import Tagger, Weighed

_MOST = 3  # places given for a theme
_LEAST_SHARE = 0.5  # of the strongest passage's contribution that another must have to be given beside it
_LEAST_WEIGHT = 0.05  # of a kind of evidence, so that each can tell passages apart where its weight is spread
_SENTENCE_END = re.compile(r"(?<=[.!?])\s{1,8}(?=[A-ZÆØÅ\"”“(])|\n")
_SHORTEST_SENTENCE = 15  # characters; less is a heading's number or an abbreviation


@dataclass(frozen=True, kw_only=True)
class _Weights:
    """How much the model makes of each kind of evidence for one theme, and the theme's own weights."""

    terms: float
    words: float
    vectors: float
    stems: Floats | None
    vector: Floats


class Speakers:
    """The places of one proposal that speak for its themes. Every passage and sentence is read once for all themes."""

    def __init__(self, tagger: Tagger, proposal: Proposal, passages: Sequence[Passage], weighed: Weighed) -> None:
        self._tagger = tagger
        self._text = proposal.text
        self._passages = passages
        self._vectors = weighed.vectors
        self._read: dict[str, _Reading] = {}

    def of(self, theme: str, row: int) -> tuple[Span, ...]:
        """The one to three places that contribute most, strongest first, each narrowed to its strongest sentence."""
        weights = _weights(self._tagger, theme, row)
        scores = [
            self._score(theme, weights, passage.text) + weights.vectors * float(vector @ weights.vector)
            for passage, vector in zip(self._passages, self._vectors, strict=False)
        ]
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
        strong = [number for number in order if scores[number] > _LEAST_SHARE * max(scores[order[0]], 0.0)]
        places = [self._narrowed(theme, weights, self._passages[n]) for n in (strong or order[:1])[:_MOST]]
        return tuple(dict.fromkeys(place for place in places if place.end > place.start))

    def _score(self, theme: str, weights: _Weights, text: str) -> float:
        """What the words of a text contribute to a theme: its terms, and its stems by their learnt weights."""
        reading = self._read.get(text)
        if reading is None:
            reading = self._read[text] = _reading(self._tagger, text)
        score = weights.terms * math.log1p(reading.terms.get(theme, 0.0))
        if weights.stems is not None and len(reading.columns):
            score += weights.words * float(reading.values @ weights.stems[reading.columns])
        return score

    def _narrowed(self, theme: str, weights: _Weights, passage: Passage) -> Span:
        """The sentence of a passage that contributes most by its words; the whole passage where none stands out."""
        sentences = list(_sentences(self._text, passage.start, passage.end))
        scores = [self._score(theme, weights, self._text[one.start : one.end]) for one in sentences]
        if not scores or max(scores) <= 0:
            return Span(start=passage.start, end=passage.end)
        return sentences[scores.index(max(scores))]


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A text once read: what its terms come to for each theme, and its stems."""

    terms: Mapping[str, float]
    columns: npt.NDArray[np.int64]
    values: Floats


def _reading(tagger: Tagger, text: str) -> _Reading:
    row = list(words(text))
    found: dict[tuple[str, str], float] = defaultdict(float)
    for hit in evidence.valid_hits(tagger.index.find(row)):
        found[hit.term.theme, hit.term.key] += hit.weight
    terms: dict[str, float] = defaultdict(float)
    for (theme, key), weight in found.items():
        terms[theme] += tagger.model.rarity.get(key, 1.0) * math.log1p(weight)
    counts: dict[str, float] = defaultdict(float)
    for stem in (stem for word in row for stem in stems(word.form)):
        counts[stem] += 1.0
    columns, values = tagger.model.stems.vector(counts)
    return _Reading(terms=terms, columns=columns, values=values)


def _weights(tagger: Tagger, theme: str, row: int) -> _Weights:
    own = tagger.linear(theme, tagger.model.vector_scores)
    if own is None:
        return _Weights(terms=1.0, words=0.0, vectors=2.0, stems=None, vector=tagger.scopes[row])
    facet = tagger.model.facets[tagger.model.themes.index(theme)]
    weighing = tagger.model.weighings[facet]
    per_unit = dict(zip(FEATURES, weighing.coefficients / weighing.scale, strict=True))

    def of(*names: str) -> float:
        return max(_LEAST_WEIGHT, float(sum(per_unit[name] for name in names)))

    return _Weights(
        terms=of("terms", "terms above rivals", "terms in body"),
        words=of("words", "words above rivals", "pieces", "pieces above rivals"),
        vectors=of("vectors", "vectors above rivals"),
        stems=tagger.linear(theme, tagger.model.stem_scores),
        vector=own,
    )


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.start() - start >= _SHORTEST_SENTENCE:
            yield _trimmed(text, start, found.start())
            start = found.end()
    if end > start:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "-–•*"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
