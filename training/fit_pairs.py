"""Fits the relation model: ``python -m training.fit_pairs [--encoder FOLDER]`` writes models/trained/pairs.

Everything is chosen by cross-validation over the families of the open parts: a pair is judged by models that saw no
pair of either of its families. The probabilities are calibrated on those judgements, and so is the threshold.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.pairs.features import FEATURES
from models.pairs.model import FLAGGED, TRAINED, Logistic, PairModel, save
from models.types import Relation
from training.dataset import fingerprint, labelled_proposals
from training.pair_examples import Encodes, Examples, build
from training.pair_metrics import average_precision

FOLDS = 5
ROUNDS = 3
"""Partitions of the families into folds: the chance of one partition is averaged out."""

STRENGTH = 0.1
"""Inverse strength of the regularisation of ``flagged`` and ``related``, chosen by cross-validation."""

KIND_STRENGTH = 0.1
COPY_WEIGHT = 0.1
"""What a made copy counts: they are many and easy, and must not drown the pairs that people wrote."""

LEAST_PRECISION = 0.8
"""Of the flagged pairs among the open families, judged by models that did not see them, so many are right."""

# What tells that two proposals ask for the same thing; the others tell which relation it is.
SAME_THING = tuple(
    name
    for name in FEATURES
    if name not in ("gap", "again", "trial", "earlier", "grows", "same_money", "copied_both", "title")
)
WHICH = tuple(
    "copied copied_both own_text mention same_office gap title again trial earlier grows same_money whole words".split()  # noqa: SIM905
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Every pair's log-odds by models that saw neither family, and its flagged relations' log-odds."""

    flagged: Numbers
    related: Numbers
    kinds: NDArray[np.float64]


def fit(features: NDArray[np.float32], right: NDArray[np.bool_], weight: Numbers, used: tuple[str, ...]) -> Logistic:
    """A regularised logistic regression over the named features; the others have no say."""
    from sklearn.linear_model import LogisticRegression

    return _fitted(features, right, weight, used, LogisticRegression(C=STRENGTH, max_iter=4000))


def fit_kinds(features: NDArray[np.float32], kinds: NDArray[np.int64], weight: Numbers) -> Logistic:
    """Which flagged relation a flagged pair has; a class for each relation of `FLAGGED`."""
    from sklearn.linear_model import LogisticRegression

    return _fitted(features, kinds, weight, WHICH, LogisticRegression(C=KIND_STRENGTH, max_iter=4000))


def _fitted(features, right, weight, used, model) -> Logistic:  # type: ignore[no-untyped-def]
    columns = [FEATURES.index(name) for name in used]
    mean, scale = np.zeros(len(FEATURES)), np.ones(len(FEATURES))
    mean[columns] = np.average(features[:, columns], axis=0, weights=weight)
    scale[columns] = np.sqrt(np.average((features[:, columns] - mean[columns]) ** 2, axis=0, weights=weight)) + 1e-6
    model.fit((features[:, columns] - mean[columns]) / scale[columns], right, sample_weight=weight)
    coefficients = np.zeros((len(model.coef_), len(FEATURES)))
    coefficients[:, columns] = model.coef_
    return Logistic(mean=mean, scale=scale, coefficients=coefficients, intercept=np.asarray(model.intercept_))


def targets(examples: Examples) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64], Numbers]:
    """Whether each pair is flagged, whether it is at least related, its class among `FLAGGED` (or -1), its weight."""
    relations = [pair.relation for pair in examples.pairs]
    flagged = np.array([relation in FLAGGED for relation in relations])
    related = np.array([relation is not Relation.NONE for relation in relations])
    kinds = np.array([FLAGGED.index(relation) if relation in FLAGGED else -1 for relation in relations])
    weight = np.array([COPY_WEIGHT if relation is Relation.DUPLICATE else 1.0 for relation in relations])
    return flagged, related, kinds, weight


def cross_judge(examples: Examples) -> Judged:
    """Judges every pair by models that were fitted without its families, averaged over rounds."""
    flagged, related, kinds, weight = targets(examples)
    ends = np.array([(pair.a, pair.b) for pair in examples.pairs])
    total = [np.zeros(len(flagged)), np.zeros(len(flagged)), np.zeros((len(flagged), len(FLAGGED)))]
    times = np.zeros(len(flagged))
    for seed in range(ROUNDS):
        fold = _folds(examples.families, seed)
        for number in range(FOLDS):
            touched = fold[ends] == number
            held, seen = touched.any(axis=1), ~touched.any(axis=1)
            parts = (
                fit(examples.features[seen], flagged[seen], weight[seen], SAME_THING),
                fit(examples.features[seen], related[seen], weight[seen], SAME_THING),
                fit_kinds(examples.features[seen & flagged], kinds[seen & flagged], weight[seen & flagged]),
            )
            rows = examples.features[held]
            total[0][held] += parts[0].logits(rows)[:, 0]
            total[1][held] += parts[1].logits(rows)[:, 0]
            total[2][held] += parts[2].logits(rows)
            times[held] += 1
    return Judged(flagged=total[0] / times, related=total[1] / times, kinds=total[2] / times[:, None])


def _folds(families: tuple[str, ...], seed: int) -> NDArray[np.int64]:
    listed = sorted(set(families))
    order = np.random.default_rng(seed).permutation(len(listed))
    number = {family: int(order[place]) % FOLDS for place, family in enumerate(listed)}
    return np.array([number[family] for family in families])


def calibrated(model: Logistic, judged: Numbers, right: NDArray[np.bool_], weight: Numbers) -> tuple[Logistic, Numbers]:
    """The model with its log-odds stretched and shifted to what came true of the judgements; those probabilities."""
    from sklearn.linear_model import LogisticRegression

    platt = LogisticRegression(C=1e6).fit(judged[:, None], right, sample_weight=weight)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    turned = Logistic(
        mean=model.mean,
        scale=model.scale,
        coefficients=model.coefficients * slope,
        intercept=model.intercept * slope + shift,
    )
    return turned, 1 / (1 + np.exp(-(judged * slope + shift)))


def threshold(probabilities: Numbers, right: NDArray[np.bool_]) -> float:
    """The lowest probability from which at least `LEAST_PRECISION` of the pairs are right."""
    order = np.argsort(-probabilities)
    precise = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= LEAST_PRECISION)
    return float(round(probabilities[order[precise[-1]]] - 0.0005, 3)) if len(precise) else 0.9


def fit_all(examples: Examples, encoder: str) -> tuple[PairModel, Judged, Numbers]:
    """The model of all open pairs, the cross-validated judgements, and their calibrated probabilities of a flag."""
    flagged, related, kinds, weight = targets(examples)
    judged = cross_judge(examples)
    written = np.array([pair.relation is not Relation.DUPLICATE for pair in examples.pairs])
    over, probabilities = calibrated(
        fit(examples.features, flagged, weight, SAME_THING), judged.flagged, flagged, weight * (0.1 + 0.9 * written)
    )
    under, _ = calibrated(
        fit(examples.features, related, weight, SAME_THING), judged.related, related, weight * (0.1 + 0.9 * written)
    )
    model = PairModel(
        weights=examples.weights,
        names=examples.names,
        flagged=over,
        related=under,
        kinds=fit_kinds(examples.features[flagged], kinds[flagged], weight[flagged]),
        threshold=threshold(probabilities[written], flagged[written]),
        encoder=encoder,
    )
    return model, judged, probabilities


def main() -> None:
    """Fits, prints what cross-validation says, and writes the artefact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, help="the encoder's folder; the shipped one unless given")
    parser.add_argument("--out", type=Path, default=TRAINED)
    given = parser.parse_args()
    encoder = encoder_in(given.encoder)
    labelled = labelled_proposals()
    examples = build(labelled, encoder)
    model, _, probabilities = fit_all(examples, encoder.id)
    flagged = targets(examples)[0]
    written = np.array([pair.relation is not Relation.DUPLICATE for pair in examples.pairs])
    given_out = probabilities[written] >= model.threshold
    right = int((given_out & flagged[written]).sum())
    figures = {
        "average_precision": round(average_precision(probabilities[written], flagged[written]), 4),
        "threshold": model.threshold,
        "precision": round(right / max(int(given_out.sum()), 1), 4),
        "recall": round(right / int(flagged[written].sum()), 4),
    }
    print(figures)
    save(given.out, model, data=fingerprint(labelled), details={"cross_validation": figures, "licence": "EUPL-1.2"})


def encoder_in(folder: Path | None) -> Encodes:
    """The encoder of a folder, or the shipped one."""
    from models.encoder import load_encoder

    return load_encoder(folder)


if __name__ == "__main__":
    main()
