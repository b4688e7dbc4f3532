"""The tagger: themes of a proposal, each with a calibrated probability and the sentences that speak for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.themes import Taxonomy, load_taxonomy
from corpus.types import Proposal
from models.themes import evidence
from models.themes.evidence import Counts, Evidence, Floats
from models.themes.explain import Speakers
from models.themes.model import Linear, ThemeModel, read_model
from models.themes.terms import TermIndex, load_terms
from models.themes.units import Unit, units
from models.types import Passage, Theme

TRAINED = Path(__file__).parent.parent / "trained" / "themes"
NEEDED_FACETS = frozenset({"omraade", "greb"})
"""Facets of which every proposal has a theme: what it is about, and by what means."""


class Encoder(Protocol):
    """What the tagger needs of `models.encoder.Encoder`."""

    @property
    def id(self) -> str:
        """Which encoder it is; vectors of two encoders are never compared."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """A row of length 1 for each text."""


def load_tagger(folder: Path | None, encoder: Encoder, *, taxonomy: Taxonomy | None = None) -> Tagger:
    """The shipped tagger, or that of a folder; a municipality's own ``taxonomy`` may define themes without labels.

    Raises an `models.errors.ArtefactError` for a model that is missing, damaged or made with another encoder.
    """
    return Tagger(read_model(folder or TRAINED, encoder=encoder.id), taxonomy=taxonomy, encoder=encoder)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A proposal's probability of every theme of the taxonomy, and of what it was made."""

    units: tuple[Unit, ...]
    counts: Counts
    vectors: Floats  # of the passages, centred
    probabilities: Floats


class Tagger:
    """Tags proposals with the themes of one taxonomy. Holds no state that tagging changes but a cache of words."""

    def __init__(self, model: ThemeModel, *, taxonomy: Taxonomy | None = None, encoder: Encoder | None = None) -> None:
        """Themes that the model does not know are judged by their definition, for which ``encoder`` is needed."""
        self.model = model
        self.taxonomy = taxonomy or load_taxonomy()
        self.index = TermIndex(load_terms(self.taxonomy))
        self._themes = tuple(theme.id for theme in self.taxonomy.themes)
        self._facets = tuple(theme.facet for theme in self.taxonomy.themes)
        self._row = {theme: row for row, theme in enumerate(model.themes)}
        self._scopes = evidence.centred(self._scope_vectors(encoder), model.centre)

    def scores(
        self, proposal: Proposal, passages: Sequence[Passage], vectors: npt.NDArray[np.float32]
    ) -> Mapping[str, float]:
        """The calibrated probability of every theme of the taxonomy, in its order."""
        weighed = self.weigh(proposal, passages, vectors)
        return dict(zip(self._themes, map(float, weighed.probabilities), strict=True))

    def tag(
        self, proposal: Proposal, passages: Sequence[Passage], vectors: npt.NDArray[np.float32]
    ) -> tuple[Theme, ...]:
        """The themes above their thresholds, likeliest first, each with the one to three places that speak for it.

        Of fagområde and greb the likeliest is given where none is above its threshold, if there is reason enough. A
        proposal without running text has no themes.
        """
        weighed = self.weigh(proposal, passages, vectors)
        given = self._given(weighed) if passages and any(len(passage.text.split()) > 1 for passage in passages) else []
        themes = self.taxonomy.themes
        speakers = Speakers(self, proposal, passages, weighed)
        return tuple(
            Theme(
                id=themes[row].id,
                label=themes[row].label,
                facet=themes[row].facet,
                probability=float(weighed.probabilities[row]),
                evidence=speakers.of(themes[row].id, row),
            )
            for row in sorted(given, key=lambda row: (-weighed.probabilities[row], row))
        )

    def weigh(self, proposal: Proposal, passages: Sequence[Passage], vectors: npt.NDArray[np.float32]) -> Weighed:
        """Measure and weigh one proposal. ``vectors`` has a row of length 1 for each passage."""
        read = units(proposal, passages)
        return self.weigh_units(read, evidence.count(read, self.index), vectors)

    def weigh_units(self, read: tuple[Unit, ...], counts: Counts, vectors: npt.NDArray[np.float32]) -> Weighed:
        """The same for units that were counted before."""
        rows = evidence.centred(np.asarray(vectors, dtype=np.float64), self.model.centre)
        probabilities = self._probabilities(read, counts, rows)
        return Weighed(units=read, counts=counts, vectors=rows, probabilities=probabilities)

    def given(self, probabilities: Floats, facet: str) -> list[int]:
        """The rows of one facet's themes that are given at these probabilities."""
        rows = [row for row, own in enumerate(self._facets) if own == facet]
        above = [row for row in rows if probabilities[row] >= self._threshold(row)]
        if not above and rows and facet in NEEDED_FACETS:
            best = max(rows, key=lambda row: probabilities[row])
            above = [best] if probabilities[best] >= self.model.floors.get(facet, 1.0) else []
        return above

    def linear(self, theme: str, scores: Linear) -> Floats | None:
        """A theme's weights in one of the linear scores, None for a theme without labels."""
        row = self._row.get(theme)
        return None if row is None else np.asarray(scores.weights[:, row], dtype=np.float64)

    @property
    def scopes(self) -> Floats:
        """The centred vectors of the themes' definitions, in the order of the taxonomy."""
        return self._scopes

    # ---------------------------------------------------------------- inside

    def _given(self, weighed: Weighed) -> list[int]:
        return [row for facet in dict.fromkeys(self._facets) for row in self.given(weighed.probabilities, facet)]

    def _threshold(self, row: int) -> float:
        known = self._row.get(self._themes[row])
        return self.model.definition_threshold if known is None else float(self.model.thresholds[known])

    def _scope_vectors(self, encoder: Encoder | None) -> Floats:
        kept = np.zeros((len(self._themes), len(self.model.centre)))
        own = [row for row, theme in enumerate(self._themes) if theme not in self._row]
        for row, theme in enumerate(self._themes):
            if theme in self._row:
                kept[row] = self.model.scopes[self._row[theme]]
        if own:
            if encoder is None:
                raise ValueError("Temaer, som modellen ikke kender, kræver en encoder. Angiv den.")
            kept[own] = encoder.encode([definition(self.taxonomy, row) for row in own])
        return kept

    def _probabilities(self, read: Sequence[Unit], counts: Counts, vectors: Floats) -> Floats:
        measured = self.measure(read, counts, vectors)
        log_odds = self.model.definition.log_odds(evidence.stacked_definition(measured, self._facets))
        known = [row for row, theme in enumerate(self._themes) if theme in self._row]
        learnt = evidence.stacked(_rows(measured, known), [self._facets[row] for row in known])
        for facet, weighing in self.model.weighings.items():
            members = [theme for theme, own in zip(self.model.themes, self.model.facets, strict=True) if own == facet]
            places = [place for place, row in enumerate(known) if self._themes[row] in members]
            rows = [known[place] for place in places]
            offsets = weighing.offsets[[members.index(self._themes[row]) for row in rows]]
            log_odds[rows] = replace(weighing, offsets=offsets).log_odds(learnt[places])
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30))))

    def measure(self, read: Sequence[Unit], counts: Counts, vectors: Floats) -> Evidence:
        """The evidence for every theme of the taxonomy; linear scores are 0 for themes without labels."""
        model = self.model
        authored, scope = evidence.term_scores(counts, self._themes, model.rarity)
        mean = evidence.mean_vector(read, vectors)
        cosines = vectors @ self._scopes.T
        linear = np.zeros((3, len(self._themes)))
        columns, values = model.stems.vector(counts.stems)
        linear[0] = self._spread(
            values @ model.stem_scores.weights[columns].astype(np.float64) + model.stem_scores.bias
        )
        columns, values = model.pieces.vector(counts.pieces)
        linear[1] = self._spread(
            values @ model.piece_scores.weights[columns].astype(np.float64) + model.piece_scores.bias
        )
        linear[2] = self._spread(mean @ model.vector_scores.weights.astype(np.float64) + model.vector_scores.bias)
        return Evidence(
            terms=authored,
            scope_terms=scope,
            nearest=cosines.max(axis=0) if len(vectors) else np.zeros(len(self._themes)),
            whole=mean @ self._scopes.T,
            words=linear[0],
            pieces=linear[1],
            vectors=linear[2],
        )

    def _spread(self, scores: Floats) -> Floats:
        """Scores in the model's order, brought into the taxonomy's."""
        return np.array([scores[self._row[theme]] if theme in self._row else 0.0 for theme in self._themes])


def definition(taxonomy: Taxonomy, row: int) -> str:
    """The text that stands for a theme: its label and what belongs to it."""
    theme = taxonomy.themes[row]
    return f"{theme.label}. {theme.scope}"


def _rows(measured: Evidence, rows: Sequence[int]) -> Evidence:
    return Evidence(
        terms=measured.terms[rows],
        scope_terms=measured.scope_terms[rows],
        nearest=measured.nearest[rows],
        whole=measured.whole[rows],
        words=measured.words[rows],
        pieces=measured.pieces[rows],
        vectors=measured.vectors[rows],
    )
