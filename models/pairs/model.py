"""The relation model as it serves: three logistic regressions over the pair's features, read from plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models import artefact
from models.pairs.concepts import concepts
from models.pairs.features import FEATURES, NameWeights
from models.pairs.space import Vector, Weights
from models.types import Relation

NAME = "pairs"
VERSION = "1"
TRAINED = Path(__file__).resolve().parents[1] / "trained" / "pairs"

FLAGGED = (Relation.DUPLICATE, Relation.REVISION, Relation.FOLLOW_ON, Relation.OVERLAP)
"""What a user is told of unasked, in the order of the model's classes."""

LEAST_COPIED = 0.25
"""A proposal put again, or a copy, shares at least so much of the shorter text; two of one office may share a page."""

OVERLAP_SHARE = 0.5
"""What the probability of an overlap counts in the order of answers that are not flagged, beside that of a relation."""

_COPIED = FEATURES.index("copied")

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Logistic:
    """A logistic regression over standardised features; ``coefficients`` is a row for each class, one for yes or no."""

    mean: Array
    scale: Array
    coefficients: Array
    intercept: Array

    def contributions(self, features: Vector) -> Array:
        """What each feature adds to the log-odds, against a pair of average features."""
        return np.asarray((features - self.mean) / self.scale * self.coefficients[0])

    def logits(self, features: NDArray[np.float32]) -> Array:
        """The log-odds of each class, for one pair or for rows of them."""
        return np.asarray((features - self.mean) / self.scale @ self.coefficients.T + self.intercept)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the model holds of a pair. ``flagged`` is the calibrated probability that they are at least an overlap,
    ``related`` that they are at least related (never below ``flagged``), ``kinds`` what each flagged relation has if
    the pair is flagged, ``alarm`` whether the user is told unasked.
    """

    flagged: float
    related: float
    kinds: Mapping[Relation, float]
    alarm: bool

    @property
    def kind(self) -> Relation:
        """The likeliest of the flagged relations."""
        return max(self.kinds, key=lambda relation: self.kinds[relation])

    @property
    def score(self) -> float:
        """For the order of answers: what is flagged stands first; see `order_of`."""
        return float(order_of(self.flagged, self.related, self.alarm))

    @property
    def probability(self) -> float:
        """Of what the user is told: that they overlap at least where flagged, else that they are related at least."""
        return self.flagged if self.alarm else self.related


@dataclass(frozen=True, kw_only=True, eq=False)
class PairModel:
    """Everything that fitting learnt. ``threshold`` is the probability from which a pair is flagged."""

    weights: Weights
    names: NameWeights
    flagged: Logistic
    related: Logistic
    kinds: Logistic
    threshold: float
    encoder: str

    def judge(self, features: NDArray[np.float32]) -> list[Verdict]:
        """The probabilities for pairs, a row of features each."""
        logits = self.kinds.logits(features)
        logits[features[:, _COPIED] < LEAST_COPIED, :2] = -np.inf
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        flagged, related = (_sigmoid(part.logits(features)[:, 0]) for part in (self.flagged, self.related))
        return [
            Verdict(
                flagged=one,
                related=max(one, two),
                kinds=dict(zip(FLAGGED, three, strict=True)),
                alarm=one >= self.threshold,
            )
            for one, two, three in zip(flagged.tolist(), related.tolist(), shares.tolist(), strict=True)
        ]


def order_of(flagged: Array | float, related: Array | float, alarm: NDArray[np.bool_] | bool) -> Array:
    """The score that answers are put in order by: what is flagged first, then what is likely to be related at least.

    Above 2 for a flagged pair and 0 to 1.5 for another. Among those that are as likely related, what may be an overlap
    stands higher; how much higher (`OVERLAP_SHARE`) was chosen by cross-validation over the families.
    """
    flagged = np.asarray(flagged)
    return np.asarray(np.where(alarm, 2 + flagged, OVERLAP_SHARE * flagged + np.maximum(related, flagged)))


def _sigmoid(values: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


_LOGISTICS = ("flagged", "related", "kinds")


def save(folder: Path, model: PairModel, *, data: str, details: Mapping[str, artefact.Json]) -> None:
    """Stores the model as arrays and JSON. ``data`` is the fingerprint of what it was made from."""
    weights = model.weights
    arrays: dict[str, np.ndarray] = {
        "centre": weights.centre,
        "turn": weights.turn.astype(np.float16),
        "word_weights": weights.word_weights,
        "concept_weights": weights.concept_weights,
    }
    for name in _LOGISTICS:
        part: Logistic = getattr(model, name)
        arrays |= {f"{name}.{field}": value for field, value in vars(part).items()}
    parameters: artefact.Json = {
        "features": list(FEATURES),
        "concepts": [f"{one.facet}:{one.name}" for one in concepts()],
        "vocabulary": list(weights.vocabulary),
        "unknown_word": weights.unknown_word,
        "names": {name: times for name, times in sorted(model.names.counted.items())},
        "proposals": model.names.proposals,
        "threshold": model.threshold,
    }
    artefact.write(
        folder,
        arrays=arrays,
        parameters=parameters,
        manifest=artefact.Manifest(
            name=NAME, version=VERSION, data=data, encoder=model.encoder, details=details, libraries={}
        ),
    )


def load(folder: Path = TRAINED, *, encoder: str | None = None) -> PairModel:
    """The stored model; ``encoder`` is the id of the encoder in use.

    Raises a subclass of ``models.errors.ArtefactError`` where it is missing, damaged, or made for something else.
    """
    stored = artefact.read(folder, expected=artefact.Expected(name=NAME, version=VERSION, encoder=encoder))
    given, arrays = stored.parameters, stored.arrays
    listed = [f"{one.facet}:{one.name}" for one in concepts()]
    if given["features"] != list(FEATURES) or given["concepts"] != listed:
        from models.errors import ArtefactOutdated

        raise ArtefactOutdated(folder, "Modellen er lavet med andre kendetegn end programmets. Træn modellen igen.")
    return PairModel(
        weights=Weights(
            centre=arrays["centre"],
            turn=arrays["turn"].astype(np.float32),
            vocabulary={word: number for number, word in enumerate(given["vocabulary"])},
            word_weights=arrays["word_weights"],
            unknown_word=given["unknown_word"],
            concept_weights=arrays["concept_weights"],
        ),
        names=NameWeights(given["names"], given["proposals"]),
        flagged=_logistic(arrays, "flagged"),
        related=_logistic(arrays, "related"),
        kinds=_logistic(arrays, "kinds"),
        threshold=given["threshold"],
        encoder=stored.manifest.encoder or "",
    )


def _logistic(arrays: Mapping[str, np.ndarray], name: str) -> Logistic:
    return Logistic(**{field: arrays[f"{name}.{field}"] for field in ("mean", "scale", "coefficients", "intercept")})
