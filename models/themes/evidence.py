"""Evidence: what one proposal has to say for each theme, measured in several ways, before it is weighed.

The same code measures in training and in serving. There the linear scores come from models that have not seen the
proposal's family, here from all of them; everything else is the same.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.administrations import ADMINISTRATIONS
from models.themes.terms import Hit, TermIndex
from models.themes.units import Place, Unit
from models.themes.words import Word, pieces, stems, words

Floats = npt.NDArray[np.float64]

PLACES = tuple(Place)
PLACE_WEIGHTS: Mapping[Place, float] = {
    Place.TITLE: 4.0,
    Place.SUMMARY: 2.5,
    Place.BODY: 1.0,
    Place.EFFECT: 1.0,
    Place.REST: 0.5,
}
"""What a word counts in each place, for the counts of words and pieces and for the mean of the vectors."""

_ADMINISTRATION = re.compile(
    r"\b[A-ZÆØÅ][a-zæøå]{2,20}(?:-|s-)? og [A-ZÆØÅa-zæøå][a-zæøå-]{2,30}(?:forvaltning|udvalg)[a-zæøå]{0,5}"
    r"|\b[A-ZÆØÅ][a-zæøå]{2,20}(?:forvaltning|udvalg)[a-zæøå]{0,5}"
    rf"|\b(?:{'|'.join(ADMINISTRATIONS)})\b"
)
NAMED = len(PLACES)
"""The column after the places: terms in the names of administrations. Who asks is not yet what is asked for."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Features that are counted, each with its column and its inverse document frequency."""

    columns: Mapping[str, int]
    idf: Floats

    def vector(self, counts: Mapping[str, float]) -> tuple[npt.NDArray[np.int64], Floats]:
        """Columns and values of a text, of length 1: logarithm of the counts, times how rare the feature is."""
        kept = sorted((self.columns[name], count) for name, count in counts.items() if name in self.columns)
        columns = np.array([column for column, _ in kept], dtype=np.int64)
        values = np.array([math.log1p(count) for _, count in kept]) * self.idf[columns] if kept else np.zeros(0)
        length = float(np.linalg.norm(values))
        return columns, values / length if length else values


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Weighted counts of a proposal's stems and pieces of words, and of its terms by place."""

    stems: Mapping[str, float]
    pieces: Mapping[str, float]
    terms: Mapping[
        tuple[str, str, str], tuple[float, ...]
    ]  # (theme, source, term) -> weight in each of PLACES, and in names


def count(units: Sequence[Unit], index: TermIndex) -> Counts:
    """Counts of all units together. Linear in the length of the text."""
    stem_counts: dict[str, float] = defaultdict(float)
    piece_counts: dict[str, float] = defaultdict(float)
    forms: dict[str, float] = defaultdict(float)
    terms: dict[tuple[str, str, str], list[float]] = {}
    for unit in units:
        row, names = _read(unit.text)
        for word in row:
            forms[word.form] += PLACE_WEIGHTS[unit.place]
        place = PLACES.index(unit.place)
        for column, words_there in ((place, row), (NAMED, names)):
            for hit in valid_hits(index.find(words_there)):
                key = (hit.term.theme, hit.term.source, hit.term.key)
                terms.setdefault(key, [0.0] * (len(PLACES) + 1))[column] += hit.weight
    for form, weight in forms.items():
        for stem in stems(form):
            stem_counts[stem] += weight
        for piece in pieces(form):
            piece_counts[piece] += weight
    return Counts(stems=stem_counts, pieces=piece_counts, terms={key: tuple(row) for key, row in terms.items()})


def _read(text: str) -> tuple[list[Word], list[Word]]:
    """The words of a text without the names of administrations, and the words of those, abbreviations written out."""
    names: list[Word] = []
    last = 0
    left = []
    for found in _ADMINISTRATION.finditer(text):
        left.append(text[last : found.start()] + " " * len(found[0]))
        last = found.end()
        names += words(ADMINISTRATIONS.get(found[0], found[0]))
    return list(words("".join(left) + text[last:])), names


def valid_hits(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that count: a term used in another sense takes away the theme's hits that it covers, and itself."""
    found = list(hits)
    against = [hit for hit in found if hit.weight < 0]
    if not against:
        return found
    covered = {(hit.term.theme, place) for hit in against for place in range(hit.start, hit.end)}
    return [hit for hit in found if hit.weight > 0 and (hit.term.theme, hit.start) not in covered]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one proposal has for each theme, a value or a row for each theme in the model's order."""

    terms: Floats  # (themes, places and NAMED): authored terms, each by its weight and rarity
    scope_terms: Floats  # the words of the theme's own label and scope
    nearest: Floats  # cosine of the scope and the passage nearest to it
    whole: Floats  # cosine of the scope and the mean of all passages
    words: Floats  # linear score of the stems
    pieces: Floats  # linear score of the pieces of words
    vectors: Floats  # linear score of the mean vector


def term_scores(counts: Counts, themes: Sequence[str], rarity: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Scores of the authored terms (themes, places) and of the scope's words (themes)."""
    rows = {theme: row for row, theme in enumerate(themes)}
    authored = np.zeros((len(themes), len(PLACES) + 1))
    scope = np.zeros(len(themes))
    for (theme, source, key), weights in counts.terms.items():
        row = rows.get(theme)
        if row is None:
            continue
        rare = rarity.get(key, 1.0)
        if source == "scope":
            scope[row] += rare * math.log1p(sum(w * p for w, p in zip(weights, PLACE_WEIGHTS.values(), strict=False)))
        else:
            authored[row] += [rare * math.log1p(weight) for weight in weights]
    return np.log1p(authored), np.log1p(scope)


def mean_vector(units: Sequence[Unit], vectors: Floats) -> Floats:
    """The weighted mean of the passages' centred vectors, of length 1; zeros where there are none."""
    weights = np.zeros(len(vectors))
    for unit in units:
        if unit.passage is not None and unit.passage < len(vectors):
            weights[unit.passage] = max(weights[unit.passage], min(PLACE_WEIGHTS[unit.place], 2.0))
    mean: Floats = weights @ vectors
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def centred(vectors: Floats, centre: Floats) -> Floats:
    """Vectors less the centre of all, of length 1 again; rounded, so that fitting does not depend on the last bits."""
    moved = np.asarray(vectors, dtype=np.float64).reshape(-1, len(centre)) - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(np.round(moved / np.where(lengths > 0, lengths, 1.0), 4))


FEATURES = (
    *(f"terms in {place}" for place in PLACES),
    "terms in names",
    "terms",
    "scope terms",
    "nearest",
    "whole",
    "words",
    "pieces",
    "vectors",
    *(f"{one} above rivals" for one in ("terms", "scope terms", "nearest", "words", "pieces", "vectors")),
)
"""Names of the columns of `stacked`, in order."""

_TERM_WEIGHTS = np.array([1.5, 1.2, 1.0, 0.8, 0.3, 0.0])  # of the places, for one figure of all terms


def stacked(evidence: Evidence, facets: Sequence[str]) -> Floats:
    """The features that are weighed, a row for each theme: the evidence, and how it stands among its facet's themes."""
    total = evidence.terms @ _TERM_WEIGHTS
    measured = [total, evidence.scope_terms, evidence.nearest, evidence.whole]
    learnt = [evidence.words, evidence.pieces, evidence.vectors]
    rivals = [_above_rivals(one, facets) for one in (*measured[:3], *learnt)]
    return np.stack([*evidence.terms.T, *measured, *learnt, *rivals], axis=1)


def stacked_definition(evidence: Evidence, facets: Sequence[str]) -> Floats:
    """The features of themes that have a definition only: its words, its vector, and how these stand."""
    measured = [evidence.scope_terms, evidence.nearest, evidence.whole]
    return np.stack([*measured, *(_above_rivals(one, facets) for one in measured)], axis=1)


def _above_rivals(scores: Floats, facets: Sequence[str]) -> Floats:
    """How far each theme's score is above the best other one of its facet (negative: below)."""
    result = np.zeros(len(scores))
    for facet in dict.fromkeys(facets):
        rows = [row for row, own in enumerate(facets) if own == facet]
        ordered = sorted((scores[row] for row in rows), reverse=True)
        for row in rows:
            others = ordered[1] if len(ordered) > 1 and scores[row] == ordered[0] else ordered[0]
            result[row] = scores[row] - others if len(ordered) > 1 else 0.0
    return result
