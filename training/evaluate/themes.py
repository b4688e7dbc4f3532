"""The tagger against its rivals on the test part, in one run: figures, intervals, pictures and the model card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from training import card
from training.dataset import LabelledProposal, labelled_proposals
from training.evaluate import methods
from training.evaluate.figures import DIGITS, Json, difference, figures, reliability_table, rounded, theme_table
from training.evaluate.material import Material, flags, load_material
from training.evaluate.methods import OURS, Scored
from training.evaluate.vectors import Encoder
from training.metrics import SEED, micro_f1

RESULTS = Path(__file__).parents[1] / "results"
COMMAND = "python -m training.evaluate themes"

GOALS = {"micro_f1": 0.85, "ahead_of_best_rival": 0.05, "ece": 0.05}
"""What the tagger must reach on the test part: at least, at least, at most."""

SHARES = (0.25, 0.5, 0.75)
"""Of the development families, for the learning curve; all of them is measured anyway."""

CURVES = (OURS, "tfidf", "encoder")
"""The methods of the learning curve: what takes longer, or brings nothing new, is left out."""

CURVE_DRAWS = 3
"""Random choices of families at each share."""


def run(encoder: Encoder, *, draws: int, folder: Path = RESULTS) -> Json:
    """Fits, scores and compares everything; writes ``themes.json`` and two pictures, and returns the result."""
    material = load_material()
    compared = [methods.ours(material, encoder), *methods.baselines(material, encoder)]
    compared += methods.stored_rivals(material)
    result = compare(material, compared, draws=draws) | {"encoder": encoder.id}
    result["learning_curve"] = curve(material, encoder, compared)
    write(result, folder)
    return result


def compare(material: Material, compared: Sequence[Scored], *, draws: int) -> Json:
    """The figures of every method, how far the first is ahead of the best other, and the first's tables."""
    must, may = flags(material.test, material.themes)
    families = [one.family for one in material.test]
    first, *others = compared
    best = max(others, key=lambda one: micro_f1(one.given, must, may))
    ahead = difference(first, best, must, may, families, draws=draws)
    made = {one.name: figures(one, must, may, families, draws=draws) for one in compared}
    return {
        "command": COMMAND,
        "data": {
            "fingerprint": material.fingerprint,
            "development": len(material.development),
            "development_families": len({one.family for one in material.development}),
            "sketches": len(material.sketches),
            "test": len(material.test),
            "test_families": len(set(families)),
            "themes": len(material.themes),
        },
        "bootstrap": {"draws": draws, "level": 0.95, "over": "families", "seed": SEED},
        "libraries": {name: version(name) for name in ("numpy", "scikit-learn")},
        "goals": GOALS,
        "methods": made,
        "ahead_of_best_rival": ahead,
        "per_theme": theme_table(first.given, must, may, material.taxonomy),
        "reliability": [rounded(one) for one in reliability_table(first.probabilities, must, may)],
    }


def curve(material: Material, encoder: Encoder, compared: Sequence[Scored]) -> list[Json]:
    """Micro-F1 on the test by the share of development families that was learnt from; all sketches are always used."""
    families = sorted({one.family for one in material.development})
    draw = np.random.default_rng(SEED)
    chosen = {
        share: [
            frozenset(draw.permutation(families)[: max(2, round(share * len(families)))]) for _ in range(CURVE_DRAWS)
        ]
        for share in SHARES
    }
    drawn = [one for one in compared if one.name in CURVES]
    return [
        {
            "name": one.name,
            "label": one.label,
            "points": [
                *(
                    _point(share, [_again(one, material.with_families(kept), encoder) for kept in chosen[share]])
                    for share in SHARES
                ),
                _point(1.0, [_f1(one, material)]),
            ],
        }
        for one in drawn
    ]


def write(result: Json, folder: Path = RESULTS) -> None:
    """The result, its two pictures and the figures behind each as a table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "themes.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, picture in card.pictures(result).items():
        (folder / f"themes-{name}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"themes-{name}.md").write_text(picture.markdown, encoding="utf-8")


def _again(one: Scored, material: Material, encoder: Encoder) -> float:
    if one.fit is None:
        return _f1(methods.ours(material, encoder, _labelled(material)), material)
    return _f1(methods.by_fit(material, one.fit, (one.name, one.label, one.how)), material)


def _labelled(material: Material) -> tuple[LabelledProposal, ...]:
    kept = {one.id for one in material.development}
    return tuple(one for one in labelled_proposals() if one.id in kept)


def _f1(one: Scored, material: Material) -> float:
    return micro_f1(one.given, *flags(material.test, material.themes))


def _point(share: float, reached: Sequence[float]) -> Json:
    values = [round(float(value), DIGITS) for value in (np.mean(reached), min(reached), max(reached))]
    return {"share": share, "micro_f1": values[0], "low": values[1], "high": values[2]}
