"""Fits the roles of figures: fitted on the train part, chosen on the calibration part, shipped from both.

    python -m training.fit_figure_roles

Writes `models/trained/figures` and `training/results/figure_roles.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss, precision_recall_fscore_support

from corpus.examples.example import Figure as Label
from corpus.examples.example import Labels
from models.artefact import Manifest, installed, write
from models.figures.evidence import Surroundings
from models.figures.find import find_figures
from models.figures.roles import FOLDER, NAME, VERSION, RoleModel, scale
from models.language import load_language
from models.types import Figure, FigureKind, FigureRole
from training.dataset import LabelledProposal, fingerprint, labelled_proposals

RESULTS = Path(__file__).parent / "results" / "figure_roles.json"
STRENGTHS = (3.0, 10.0, 30.0, 100.0, 300.0)  # inverse regularisation, of which calibration chooses one
FEWEST = (2, 3)  # figures in which a piece of evidence must stand
FOLDS = 4
_ROUNDING = 4  # decimals of the weights: the last bits differ between machines
_ALIKE = {FigureKind.VOLUME: FigureKind.COUNT}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A figure that was found, what speaks for its role, and the role that its author gave it."""

    evidence: frozenset[str]
    role: FigureRole
    family: str


def samples(proposals: Iterable[LabelledProposal]) -> tuple[Sample, ...]:
    """The figures found in proposals whose roles are labelled; one that answers to no label is left out."""
    found: list[Sample] = []
    for one in proposals:
        labels = one.example.labels
        if labels.roles is None:
            continue
        doc = load_language().read(one.proposal.text)
        figures = find_figures(one.proposal, doc)
        evidence = Surroundings(one.proposal, doc, figures).all_evidence()
        for figure, known in zip(figures, evidence, strict=True):
            role = labelled_role(labels, figure, one.proposal.text)
            if role:
                found.append(Sample(evidence=known, role=role, family=one.family))
    return tuple(found)


def labelled_role(labels: Labels, figure: Figure, text: str) -> FigureRole | None:
    """The role of the label whose quote stands around a found figure; None where there is none, or two disagree."""
    fitting = [label for label in labels.figures if _fits(label, figure, text)]
    longest = max((len(label.quote) for label in fitting), default=0)
    roles = {labels.role(label) for label in fitting if len(label.quote) == longest}
    return FigureRole(role) if len(roles) == 1 and (role := roles.pop()) else None


def _fits(label: Label, figure: Figure, text: str) -> bool:
    kind = _ALIKE.get(figure.kind, figure.kind)
    if kind != _ALIKE.get(FigureKind(label.kind), FigureKind(label.kind)):
        return False
    if (abs(label.low), abs(label.high)) != (abs(figure.low), abs(figure.high)):
        return False
    reach = len(label.quote) + 10
    around = " ".join(text[max(0, figure.start - reach) : figure.end + reach].split())
    return " ".join(label.quote.split()) in around


def matrix(evidence: Sequence[frozenset[str]], places: dict[str, int]) -> csr_matrix:
    """*Shape:* (figures, evidence); each row has length 1."""
    rows = [sorted(places[name] for name in one if name in places) for one in evidence]
    data = np.concatenate([np.full(len(row), 1 / scale(len(row))) for row in rows])
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((data, np.concatenate(rows).astype(int), starts), shape=(len(rows), len(places)))


def fit(train: Sequence[Sample], *, strength: float, fewest: int) -> RoleModel:
    """A multinomial logistic regression over the evidence that stands in enough samples."""
    counts = Counter(name for sample in train for name in sample.evidence)
    places = {name: place for place, name in enumerate(sorted(n for n, count in counts.items() if count >= fewest))}
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-6)
    model.fit(matrix([sample.evidence for sample in train], places), [str(sample.role) for sample in train])
    return RoleModel(
        roles=tuple(FigureRole(role) for role in model.classes_),
        places=places,
        weights=np.round(model.coef_.T, _ROUNDING).astype(np.float32),
        offsets=np.round(model.intercept_, _ROUNDING).astype(np.float32),
    )


def measure(model: RoleModel, given: Sequence[Sample]) -> dict[str, object]:
    """Accuracy, macro-F1, log loss, and precision, recall and F1 of each role."""
    table = model.probabilities(sample.evidence for sample in given)
    truth = [str(sample.role) for sample in given]
    names = [str(role) for role in model.roles]
    said = [names[place] for place in table.argmax(axis=1)]
    each = precision_recall_fscore_support(truth, said, labels=names, zero_division=0.0)
    return {
        "figures": len(given),
        "accuracy": round(float(accuracy_score(truth, said)), 4),
        "macro_f1": round(float(f1_score(truth, said, labels=names, average="macro", zero_division=0.0)), 4),
        "log_loss": round(float(log_loss(truth, _rows(table), labels=names)), 4),
        "roles": {
            name: {"precision": round(float(p), 3), "recall": round(float(r), 3), "f1": round(float(f), 3), "n": int(n)}
            for name, p, r, f, n in zip(names, *each, strict=True)
        },
    }


def cross_validate(given: Sequence[Sample], *, strength: float, fewest: int, folds: int = FOLDS) -> dict[str, float]:
    """Accuracy and log loss over all samples, each told by a model that saw none of its family."""
    families = {name: place % folds for place, name in enumerate(sorted({sample.family for sample in given}))}
    totals = {"accuracy": 0.0, "log_loss": 0.0}
    for fold in range(folds):
        held = [sample for sample in given if families[sample.family] == fold]
        seen = [sample for sample in given if families[sample.family] != fold]
        measured = measure(fit(seen, strength=strength, fewest=fewest), held)
        for name in totals:
            totals[name] += float(str(measured[name])) * len(held)
    return {name: round(total / len(given), 4) for name, total in totals.items()}


def _rows(table: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def majority(train: Sequence[Sample], given: Sequence[Sample]) -> float:
    """The accuracy of always giving the commonest role of each kind of figure: what a model must beat."""
    by_kind: dict[str, Counter[FigureRole]] = {}
    for sample in train:
        by_kind.setdefault(_kind(sample), Counter())[sample.role] += 1
    said = (by_kind[_kind(sample)].most_common(1)[0][0] if _kind(sample) in by_kind else None for sample in given)
    return round(sum(role is sample.role for role, sample in zip(said, given, strict=True)) / len(given), 4)


def _kind(sample: Sample) -> str:
    return next(name for name in sorted(sample.evidence) if name.startswith("kind ") and name.count(" ") == 1)


def main() -> None:
    """Fits, chooses, measures and writes."""
    train_proposals, calibration_proposals = labelled_proposals(("train",)), labelled_proposals(("calibration",))
    train, calibration = samples(train_proposals), samples(calibration_proposals)
    tried = []
    for fewest in FEWEST:
        for strength in STRENGTHS:
            measured = measure(fit(train, strength=strength, fewest=fewest), calibration)
            tried.append((measured["log_loss"], strength, fewest, measured))
    _, strength, fewest, chosen = min(tried, key=lambda one: (float(str(one[0])), one[1], one[2]))
    shipped = fit((*train, *calibration), strength=strength, fewest=fewest)
    results = {
        "fitted_on": "train",
        "measured_on": "calibration",
        "train_figures": len(train),
        "strength": strength,
        "fewest": fewest,
        "evidence": len(shipped.places),
        "commonest_role_of_kind": majority(train, calibration),
        "chosen": chosen,
        "cross_validated": cross_validate((*train, *calibration), strength=strength, fewest=fewest),
        "tried": [
            {"strength": c, "fewest": n, "log_loss": loss, "accuracy": m["accuracy"], "macro_f1": m["macro_f1"]}
            for loss, c, n, m in tried
        ],
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write(
        FOLDER,
        arrays={"weights": shipped.weights, "offsets": shipped.offsets},
        parameters={"roles": [str(role) for role in shipped.roles], "evidence": list(shipped.places)},
        manifest=Manifest(
            name=NAME,
            version=VERSION,
            data=fingerprint((*train_proposals, *calibration_proposals)),
            libraries=installed("numpy"),
        ),
    )


if __name__ == "__main__":
    main()
