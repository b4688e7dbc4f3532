"""Which places of a proposal speak most for a theme: the tagger's own contributions, passage by passage."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

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


def speaking_for(
    tagger: Tagger, theme: str, row: int, proposal: Proposal, passages: Sequence[Passage], weighed: Weighed
) -> tuple[Span, ...]:
    """The one to three places that contribute most, strongest first, each narrowed to its strongest sentence."""
    weights = _weights(tagger, theme, row)
    scores = [
        _text_score(tagger, theme, weights, passage.text) + weights.vectors * float(vector @ weights.vector)
        for passage, vector in zip(passages, weighed.vectors, strict=False)
    ]
    order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
    strong = [number for number in order if scores[number] > _LEAST_SHARE * max(scores[order[0]], 0.0)]
    places = [_narrowed(tagger, theme, weights, proposal.text, passages[n]) for n in (strong or order[:1])[:_MOST]]
    return tuple(dict.fromkeys(place for place in places if place.end > place.start))


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


def _text_score(tagger: Tagger, theme: str, weights: _Weights, text: str) -> float:
    """What the words of a text contribute to a theme: its terms, and its stems by their learnt weights."""
    row = list(words(text))
    rarity = tagger.model.rarity
    hits = evidence.valid_hits(hit for hit in tagger.index.find(row) if hit.term.theme == theme)
    found: dict[str, float] = {}
    for hit in hits:
        found[hit.term.key] = found.get(hit.term.key, 0.0) + hit.weight
    score = weights.terms * math.log1p(sum(rarity.get(key, 1.0) * math.log1p(count) for key, count in found.items()))
    if weights.stems is not None:
        counts: dict[str, float] = {}
        for word in row:
            for stem in stems(word.form):
                counts[stem] = counts.get(stem, 0.0) + 1.0
        columns, values = tagger.model.stems.vector(counts)
        score += weights.words * float(values @ weights.stems[columns])
    return score


def _narrowed(tagger: Tagger, theme: str, weights: _Weights, text: str, passage: Passage) -> Span:
    """The sentence of a passage that contributes most by its words; the whole passage where none stands out."""
    sentences = list(_sentences(text, passage.start, passage.end))
    scores = [_text_score(tagger, theme, weights, text[one.start : one.end]) for one in sentences]
    if not scores or max(scores) <= 0:
        return Span(start=passage.start, end=passage.end)
    return sentences[int(np.argmax(scores))]


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.start() - start >= _SHORTEST_SENTENCE:
            yield _trimmed(text, start, found.start())
            start = found.end()
    if end > start:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
