"""The theme model as plain numbers: what training gives, what the artefact holds, what the tagger weighs with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models import artefact
from models.themes.evidence import Floats, Vocabulary

NAME = "themes"
VERSION = "1"
Weights = npt.NDArray[np.float16]


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """How stacked features become a probability: logistic, with an offset for each theme, then calibrated.

    ``mean`` and ``scale`` bring the features to one size; ``slope`` and ``shift`` are the calibration of the log-odds.
    """

    mean: Floats
    scale: Floats
    coefficients: Floats
    offsets: Floats
    slope: float = 1.0
    shift: float = 0.0

    def log_odds(self, features: Floats) -> Floats:
        """Calibrated log-odds, one for each row of features."""
        raw = (features - self.mean) / self.scale @ self.coefficients + self.offsets
        return np.asarray(self.slope * raw + self.shift)


@dataclass(frozen=True, kw_only=True)
class Linear:
    """A linear score for each theme: (features, themes) weights over one kind of features."""

    weights: Weights
    bias: Floats


@dataclass(frozen=True, kw_only=True)
class ThemeModel:
    """Everything that was learnt. ``themes`` and ``facets`` are in the order of all arrays.

    ``thresholds`` are the probabilities from which a theme is given; ``floors`` those from which the likeliest theme
    of a facet that needs one is given although it is below its own.
    """

    themes: tuple[str, ...]
    facets: tuple[str, ...]
    stems: Vocabulary
    pieces: Vocabulary
    stem_scores: Linear
    piece_scores: Linear
    vector_scores: Linear
    centre: Floats
    scopes: Floats  # unit vectors of the scopes, not yet centred
    rarity: Mapping[str, float]
    weighings: Mapping[str, Weighing]  # by facet
    definition: Weighing  # of a theme that has no labels, from its scope alone
    thresholds: Floats
    floors: Mapping[str, float]
    definition_threshold: float
    encoder: str
    data: str

    def write(self, folder: Path) -> artefact.Manifest:
        """Store the model; the same model gives the same bytes."""
        manifest = artefact.Manifest(name=NAME, version=VERSION, data=self.data, encoder=self.encoder)
        return artefact.write(folder, arrays=self._arrays(), parameters=self._parameters(), manifest=manifest)

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            "stem_weights": self.stem_scores.weights,
            "piece_weights": self.piece_scores.weights,
            "vector_weights": self.vector_scores.weights,
            "bias": self.stem_scores.bias,
            "stem_idf": self.stems.idf,
            "piece_idf": self.pieces.idf,
            "centre": self.centre,
            "scopes": self.scopes,
            "thresholds": self.thresholds,
        }

    def _parameters(self) -> artefact.Json:
        return {
            "themes": list(self.themes),
            "facets": list(self.facets),
            "stems": list(self.stems.columns),
            "pieces": list(self.pieces.columns),
            "rarity": dict(self.rarity),
            "weighings": {facet: _plain(one) for facet, one in self.weighings.items()},
            "definition": _plain(self.definition),
            "floors": dict(self.floors),
            "definition_threshold": self.definition_threshold,
        }


def read_model(folder: Path, *, encoder: str | None = None) -> ThemeModel:
    """The stored model. Raises a `models.errors.ArtefactError` where it is missing, damaged or of another encoder."""
    stored = artefact.read(folder, expected=artefact.Expected(name=NAME, version=VERSION, encoder=encoder))
    arrays, given = stored.arrays, stored.parameters
    bias = arrays["bias"]
    return ThemeModel(
        themes=tuple(given["themes"]),
        facets=tuple(given["facets"]),
        stems=Vocabulary(columns=_columns(given["stems"]), idf=arrays["stem_idf"]),
        pieces=Vocabulary(columns=_columns(given["pieces"]), idf=arrays["piece_idf"]),
        stem_scores=Linear(weights=arrays["stem_weights"], bias=bias),
        piece_scores=Linear(weights=arrays["piece_weights"], bias=bias),
        vector_scores=Linear(weights=arrays["vector_weights"], bias=bias),
        centre=arrays["centre"],
        scopes=arrays["scopes"],
        rarity=given["rarity"],
        weighings={facet: _weighing(one) for facet, one in given["weighings"].items()},
        definition=_weighing(given["definition"]),
        thresholds=arrays["thresholds"],
        floors=given["floors"],
        definition_threshold=given["definition_threshold"],
        encoder=stored.manifest.encoder or "",
        data=stored.manifest.data,
    )


def _columns(names: list[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}


def _plain(weighing: Weighing) -> dict[str, artefact.Json]:
    return {
        "mean": weighing.mean.tolist(),
        "scale": weighing.scale.tolist(),
        "coefficients": weighing.coefficients.tolist(),
        "offsets": weighing.offsets.tolist(),
        "slope": weighing.slope,
        "shift": weighing.shift,
    }


def _weighing(given: Mapping[str, Any]) -> Weighing:
    rows = {name: np.array(given[name]) for name in ("mean", "scale", "coefficients", "offsets")}
    return Weighing(**rows, slope=given["slope"], shift=given["shift"])
