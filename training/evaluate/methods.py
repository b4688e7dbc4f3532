"""The methods that are compared, each as the same thing: scores of the development samples and of the test.

Development scores are made out of fold. A method that brings no thresholds of its own gets them chosen from these.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.types import Proposal
from models.passages import passages
from models.themes import Tagger
from training.dataset import LabelledProposal, labelled_proposals
from training.evaluate.baselines import STRENGTHS, Fit, Strength, Words, combined, embedded, lexical, majority
from training.evaluate.material import Material, Sample, flags, matrix
from training.evaluate.thresholds import calibrated, choose
from training.evaluate.vectors import Encoder
from training.fit_themes import fit_themes
from training.metrics import Flags, Numbers

OURS = "genklang"
RIVALS = Path(__file__).parents[1] / "results" / "rivals"


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A method's scores and the themes that it gives to the test; ``probabilities`` are calibrated.

    ``how`` says what was done, in words for the result file; ``fit`` does it again on other samples.
    """

    name: str
    label: str
    how: str
    scores: Numbers
    probabilities: Numbers
    given: Flags
    development_f1: float = float("nan")  # out of fold; choices between variants are made by it
    seconds: float | None = None
    fit: Fit | None = None


def ours(material: Material, encoder: Encoder, labelled: Sequence[LabelledProposal] | None = None) -> Scored:
    """The tagger as it is shipped: its own thresholds, its own calibration. ``labelled`` is what it is fitted on."""
    start = time.monotonic()
    model = fit_themes(labelled_proposals() if labelled is None else labelled, encoder=encoder)
    seconds = time.monotonic() - start
    asked = [one.proposal for one in labelled_proposals(("test",))]
    scores, given = tagged(Tagger(model, encoder=encoder), asked, encoder, material.themes)
    return Scored(
        name=OURS,
        label="Genklang",
        how="lexical and embedding evidence, weighed per facet; own calibration and thresholds, chosen out of family",
        scores=scores,
        probabilities=scores,
        given=given,
        seconds=seconds,
    )


def tagged(
    tagger: Tagger, proposals: Sequence[Proposal], encoder: Encoder, themes: Sequence[str]
) -> tuple[Numbers, Flags]:
    """What a tagger says of proposals: a probability for each theme, and which themes it gives."""
    scores = np.zeros((len(proposals), len(themes)))
    given = np.zeros(scores.shape, dtype=bool)
    for row, proposal in enumerate(proposals):
        found = passages(proposal)
        vectors = encoder.encode([passage.text for passage in found])
        said = tagger.scores(proposal, found, vectors)
        names = {theme.id for theme in tagger.tag(proposal, found, vectors)}
        scores[row] = [said[theme] for theme in themes]
        given[row] = [theme in names for theme in themes]
    return scores, given


def baselines(material: Material, encoder: Encoder) -> list[Scored]:
    """The simple methods, each at the strength that did best out of fold."""

    def strongest(fit_at: Mapping[str, Fit], name: str, label: str, how: str) -> Scored:
        tried = {words: by_fit(material, fit, (name, label, how)) for words, fit in fit_at.items()}
        best = max(tried, key=lambda words: tried[words].development_f1)
        return replace(tried[best], how=f"{best}; {tried[best].how}" if best else tried[best].how)

    counted = Words()
    return [
        strongest({"": majority}, "majority", "Hyppigste temaer", "every text gets the most frequent themes"),
        strongest(
            {_words(one): lexical(one, counted) for one in STRENGTHS},
            "tfidf",
            "TF-IDF + logistisk regression",
            "words, pairs of words and character n-grams",
        ),
        strongest(
            {_words(one): embedded(one, encoder) for one in STRENGTHS},
            "encoder",
            "Frossen encoder + logistisk regression",
            "mean of the passages, centred",
        ),
        strongest(
            {_words(one): combined(one, encoder, counted) for one in STRENGTHS},
            "tfidf-encoder",
            "TF-IDF og encoder + logistisk regression",
            "the features of both side by side",
        ),
    ]


def by_fit(material: Material, fit: Fit, words: tuple[str, str, str]) -> Scored:
    """A method by its fit: scores out of fold, thresholds chosen on them, and the test by a fit on everything."""
    start = time.monotonic()
    development = np.zeros((len(material.development), len(material.themes)))
    rows = _folds(material.development)
    for fold in sorted(set(rows.tolist())):
        scorer = fit(material.training(without_fold=fold), material.themes)
        development[rows == fold] = scorer(material.fold(fold))
    test = fit(material.training(), material.themes)(material.test)
    decided = _decided(material, words, material.development, development, test)
    return replace(decided, seconds=time.monotonic() - start, fit=fit)


def stored_rivals(material: Material, folder: Path = RIVALS) -> list[Scored]:
    """The rivals whose scores are stored, every variant of each."""
    found = []
    for path in sorted(folder.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        for variant, scores in stored["variants"].items():
            samples = [one for one in material.development if one.id in scores["development"]]
            development = matrix(scores["development"], samples, material.themes)
            test = matrix(scores["test"], material.test, material.themes)
            same = stored["fingerprint"] == material.fingerprint
            data = "the same texts" if same else f"texts as they were then ({_counted(stored['samples'])})"
            how = f"{stored['version']}, stored scores; trained on {data}; {stored['command']}"
            label = stored["rival"] + ("" if len(stored["variants"]) == 1 else f" ({variant})")
            name = path.stem if len(stored["variants"]) == 1 else f"{path.stem}-{variant}"
            found.append(_decided(material, (name, label, how), samples, development, test))
    return found


def _decided(
    material: Material, words: tuple[str, str, str], samples: Sequence[Sample], development: Numbers, test: Numbers
) -> Scored:
    name, label, how = words
    known = flags(samples, material.themes)
    thresholds = choose(development, *known, _folds(samples))
    return Scored(
        name=name,
        label=label,
        how=f"{how}; thresholds: {thresholds.rule}",
        development_f1=thresholds.f1,
        scores=test,
        probabilities=calibrated(development, *known, test),
        given=thresholds.given(test),
    )


def _folds(samples: Sequence[Sample]) -> NDArray[np.intp]:
    return np.array([-1 if one.fold is None else one.fold for one in samples], dtype=np.intp)


def _words(strength: Strength) -> str:
    return f"C={strength.inverse:g}, {'balanced' if strength.balanced else 'plain'}"


def _counted(samples: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in samples.items())
