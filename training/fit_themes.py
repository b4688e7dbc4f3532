"""Fits the theme model: linear scores for each kind of evidence, then a weighing of all evidence for each facet.

With a handful of labels a theme, what can be shared is shared: the themes of a facet have one weighing of their
evidence, with an offset each. It is fitted on linear scores of models that have not seen the proposal's family, in
closed form. Probabilities are calibrated and thresholds chosen on weighings that have not seen the family either.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.sketches.load import Sketch, load_sketches
from corpus.themes import Taxonomy, load_taxonomy
from models.themes.evidence import (
    Evidence,
    Floats,
    Vocabulary,
    centred,
    mean_vector,
    stacked,
    stacked_definition,
    term_scores,
)
from models.themes.model import Linear, ThemeModel, Weighing
from models.themes.tagger import NEEDED_FACETS, Encoder, Tagger, definition
from models.themes.terms import TermIndex, load_terms
from training.dataset import LabelledProposal, fingerprint
from training.theme_samples import Correction, Sample, families, samples

SEED = 20261123
FOLDS = 5  # of families, for calibration and thresholds

# Chosen by cross-validation over the families of train and calibration; none of them is sharp.
RIDGE = 0.25  # of the linear scores
STEMS, PIECES = 8_000, 8_000  # most frequent ones that are kept
FEWEST_TEXTS = {"stems": 2, "pieces": 3}  # texts in which one must stand
LARGEST_SHARE = 0.5  # of the texts: what stands in more of them tells nothing
OPEN_TARGET = 0.4  # what an optional theme is to a linear score, between no (0) and yes (1)
STRENGTH = 0.2  # inverse regularisation of a weighing
OFFSET_SCALE = 1.0  # how freely a theme may differ from its facet: 0 not at all
OWN_COUNTS = 0.1  # how much a theme's own counts move its threshold from its facet's
_THRESHOLDS = np.round(np.arange(0.15, 0.85, 0.01), 2)
FLOOR = 0.15  # least probability at which the likeliest theme of a facet that needs one is given
DEFINITION_THRESHOLD = 0.5
_ROUNDING = 5  # decimals: the last bits of a product differ between machines


@dataclass(frozen=True, kw_only=True)
class _Features:
    """Stacked features of every sample, (samples, themes, features), with those of the definitions alone."""

    learnt: Floats
    defined: Floats


def fit_themes(
    labelled: Sequence[LabelledProposal],
    corrections: Sequence[Correction] = (),
    *,
    encoder: Encoder,
    sketches: Sequence[Sketch] | None = None,
    taxonomy: Taxonomy | None = None,
) -> ThemeModel:
    """The theme model of some labelled proposals, the shipped sketches unless others are given, and corrections.

    Same input, same model to the last bit. Takes seconds once the texts are embedded. Raises
    `training.theme_samples.CorrectionError` for a correction with an unknown theme.
    """
    taxonomy = taxonomy or load_taxonomy()
    sketches = load_sketches() if sketches is None else sketches
    index = TermIndex(load_terms(taxonomy))
    these = samples(labelled, sketches, corrections, taxonomy=taxonomy, index=index, encoder=encoder)
    scopes = encoder.encode([definition(taxonomy, row) for row in range(len(taxonomy.themes))]).astype(np.float64)
    return fit(these, taxonomy=taxonomy, scopes=scopes, encoder=encoder.id, data=_data(labelled, sketches, corrections))


def fit(these: Sequence[Sample], *, taxonomy: Taxonomy, scopes: Floats, encoder: str, data: str = "") -> ThemeModel:
    """The model of samples that are counted and embedded. At least two families of whole proposals are needed."""
    themes = tuple(theme.id for theme in taxonomy.themes)
    facets = tuple(theme.facet for theme in taxonomy.themes)
    everything: Floats = np.concatenate([one.vectors for one in these]).astype(np.float64)
    centre: Floats = np.round(everything.mean(axis=0), 4)
    scopes = np.round(scopes, 4)
    rarity = _rarity([one for one in these if one.whole])
    vocabularies = {
        "stems": _vocabulary([one.counts.stems for one in these], FEWEST_TEXTS["stems"], STEMS),
        "pieces": _vocabulary([one.counts.pieces for one in these], FEWEST_TEXTS["pieces"], PIECES),
    }
    vectors = [centred(one.vectors.astype(np.float64), centre) for one in these]
    targets, weights = _targets(these), np.array([one.weight for one in these])
    matrices = (
        _matrix([one.counts.stems for one in these], vocabularies["stems"]),
        _matrix([one.counts.pieces for one in these], vocabularies["pieces"]),
        np.array([mean_vector(one.units, own) for one, own in zip(these, vectors, strict=True)]),
    )
    groups = list(families(these).values())
    linear, unseen = zip(*(_ridge(matrix, targets, weights, groups) for matrix in matrices), strict=True)
    features = _features(these, vectors, centred(scopes, centre), unseen, themes, facets, rarity)
    weighings, thresholds, floors = {}, np.zeros(len(themes)), {}
    for facet in dict.fromkeys(facets):
        rows = [row for row, own in enumerate(facets) if own == facet]
        weighings[facet], thresholds[rows] = _facet(
            these, features.learnt[:, rows], rows, needed=facet in NEEDED_FACETS
        )
        floors[facet] = FLOOR if facet in NEEDED_FACETS else 1.0
    return ThemeModel(
        themes=themes,
        facets=facets,
        stems=vocabularies["stems"],
        pieces=vocabularies["pieces"],
        stem_scores=linear[0],
        piece_scores=linear[1],
        vector_scores=linear[2],
        centre=centre,
        scopes=scopes,
        rarity=rarity,
        weighings=weighings,
        definition=_definition(these, features.defined),
        thresholds=thresholds,
        floors=floors,
        definition_threshold=DEFINITION_THRESHOLD,
        encoder=encoder,
        data=data,
    )


def _data(labelled: Sequence[LabelledProposal], sketches: Sequence[Sketch], corrections: Sequence[Correction]) -> str:
    digest = hashlib.sha256(fingerprint(labelled).encode())
    for sketch in sketches:
        digest.update(json.dumps([sketch.id, sketch.title, sketch.text, sketch.must, sketch.may]).encode())
    for one in sorted(corrections, key=lambda item: item.id):
        digest.update(json.dumps([one.id, one.proposal.text, one.accepted, one.rejected]).encode())
    return digest.hexdigest()


# ---------------------------------------------------------------- linear scores


def _rarity(whole: Sequence[Sample]) -> dict[str, float]:
    """How rare each term is among whole proposals, from 0 (in all) to 1 (in none)."""
    found = Counter(key for one in whole for key in {key for _, _, key in one.counts.terms})
    most = math.log(len(whole) + 1)
    return {key: round(math.log((len(whole) + 1) / (found[key] + 1)) / most, _ROUNDING) for key in sorted(found)}


def _vocabulary(counts: Sequence[Mapping[str, float]], fewest: int, most: int) -> Vocabulary:
    found = Counter(name for one in counts for name in one)
    kept = [name for name, texts in found.items() if fewest <= texts <= LARGEST_SHARE * len(counts)]
    kept = sorted(sorted(kept, key=lambda name: (-found[name], name))[:most])
    idf = np.array([round(math.log((len(counts) + 1) / (found[name] + 1)), _ROUNDING) for name in kept])
    return Vocabulary(columns={name: column for column, name in enumerate(kept)}, idf=idf)


def _matrix(counts: Sequence[Mapping[str, float]], vocabulary: Vocabulary) -> Floats:
    matrix = np.zeros((len(counts), len(vocabulary.columns)))
    for row, one in enumerate(counts):
        columns, values = vocabulary.vector(one)
        matrix[row, columns] = values
    return matrix


def _targets(these: Sequence[Sample]) -> Floats:
    """What the linear scores are fitted to: unknown themes (of corrections) have the theme's mean."""
    doubtful = np.array([np.where(one.open, OPEN_TARGET, one.must) for one in these], dtype=np.float64)
    known = np.array([~one.open | one.known for one in these])
    mean = (doubtful * known).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, doubtful, mean)


def _ridge(matrix: Floats, targets: Floats, weights: Floats, groups: Sequence[Sequence[int]]) -> tuple[Linear, Floats]:
    """Ridge regression on all themes at once, and what it would say of each family had it not seen it."""
    root = np.sqrt(weights)
    bias = weights @ targets / weights.sum()
    wanted = root[:, None] * (targets - bias)
    kernel = root[:, None] * (matrix @ matrix.T) * root[None, :]
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(matrix)))
    hat = kernel @ inverse
    residual = wanted - hat @ wanted
    unseen = np.zeros_like(targets)
    for group in groups:
        own = np.ix_(group, group)
        left_out = np.linalg.solve(np.eye(len(group)) - hat[own], residual[group])
        unseen[group] = (wanted[group] - left_out) / root[group, None]
    learnt = (matrix.T @ (root[:, None] * (inverse @ wanted))).astype(np.float16)
    return Linear(weights=learnt, bias=np.round(bias, _ROUNDING)), np.round(unseen + bias, _ROUNDING)


# ---------------------------------------------------------------- weighing


def _features(
    these: Sequence[Sample],
    vectors: Sequence[Floats],
    scopes: Floats,
    unseen: Sequence[Floats],
    themes: Sequence[str],
    facets: Sequence[str],
    rarity: Mapping[str, float],
) -> _Features:
    learnt, defined = [], []
    for place, one in enumerate(these):
        authored, scope = term_scores(one.counts, themes, rarity)
        cosines = vectors[place] @ scopes.T
        measured = Evidence(
            terms=authored,
            scope_terms=scope,
            nearest=cosines.max(axis=0) if len(cosines) else np.zeros(len(themes)),
            whole=mean_vector(one.units, vectors[place]) @ scopes.T,
            words=unseen[0][place],
            pieces=unseen[1][place],
            vectors=unseen[2][place],
        )
        learnt.append(stacked(measured, facets))
        defined.append(stacked_definition(measured, facets))
    return _Features(learnt=np.round(learnt, _ROUNDING), defined=np.round(defined, _ROUNDING))


def _facet(these: Sequence[Sample], features: Floats, rows: Sequence[int], *, needed: bool) -> tuple[Weighing, Floats]:
    """The calibrated weighing of a facet's themes, and their thresholds."""
    must = np.array([one.must[rows] for one in these])
    counted = np.array([~one.open[rows] & one.whole for one in these])
    whole = [place for place, one in enumerate(these) if one.whole]
    fold = _folds(these)
    unseen = np.zeros(must.shape)
    for number in range(FOLDS):
        inside = counted & (fold != number)[:, None]
        outside = [place for place in whole if fold[place] == number]
        if outside:
            unseen[outside] = _all_log_odds(_weighing(features, must, inside), features[outside])
    weighing = _weighing(features, must, counted)
    slope, shift = _calibration(unseen[counted], must[counted])
    calibrated = Weighing(
        mean=weighing.mean,
        scale=weighing.scale,
        coefficients=weighing.coefficients,
        offsets=weighing.offsets,
        slope=slope,
        shift=shift,
    )
    probabilities = 1 / (1 + np.exp(-(slope * unseen[whole] + shift)))
    return calibrated, _thresholds(probabilities, must[whole], counted[whole], needed=needed)


def _folds(these: Sequence[Sample]) -> npt.NDArray[np.int64]:
    """The fold of each sample, by family; -1 for sketches, which are in no fold."""
    names = sorted({one.family for one in these if one.whole})
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {names[place]: number % FOLDS for number, place in enumerate(order)}
    return np.array([fold[one.family] if one.whole else -1 for one in these])


def _weighing(features: Floats, must: npt.NDArray[np.bool_], counted: npt.NDArray[np.bool_]) -> Weighing:
    """Logistic regression over all (proposal, theme) cells that count, with an offset for each theme."""
    cells, right = features[counted], must[counted]
    mean, scale = np.round(cells.mean(axis=0), _ROUNDING), np.round(cells.std(axis=0), _ROUNDING)
    scale = np.where(scale > 0, scale, 1.0)
    of_theme = OFFSET_SCALE * np.eye(must.shape[1])[np.nonzero(counted)[1]]
    coefficients, intercept = _logistic(np.hstack([(cells - mean) / scale, of_theme]), right)
    width = features.shape[-1]
    return Weighing(
        mean=mean,
        scale=scale,
        coefficients=coefficients[:width],
        offsets=np.round(intercept + OFFSET_SCALE * coefficients[width:], _ROUNDING),
    )


def _logistic(rows: Floats, right: npt.NDArray[np.bool_], strength: float = STRENGTH) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    if right.all() or not right.any():  # too little to learn from: the same for every row
        return np.zeros(rows.shape[1]), 4.0 if right.all() else -4.0
    fitted = LogisticRegression(C=strength, max_iter=2_000, tol=1e-6).fit(rows, right)
    return np.round(fitted.coef_[0], _ROUNDING), round(float(fitted.intercept_[0]), _ROUNDING)


def _all_log_odds(weighing: Weighing, features: Floats) -> Floats:
    return np.array([weighing.log_odds(one) for one in features])


def _calibration(log_odds: Floats, right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift that make log-odds of unseen families calibrated (Platt's scaling)."""
    slopes, shift = _logistic(log_odds[:, None], right, strength=10.0)
    return (float(slopes[0]), shift) if slopes[0] > 0 else (1.0, 0.0)


def _definition(these: Sequence[Sample], features: Floats) -> Weighing:
    """The weighing of themes by definition, one for all: it cannot know a theme, so its offsets are the same."""
    counted = np.array([~one.open & one.whole for one in these])
    must = np.array([one.must for one in these])
    cells, right = features[counted], must[counted]
    mean, scale = np.round(cells.mean(axis=0), _ROUNDING), np.round(cells.std(axis=0), _ROUNDING)
    scale = np.where(scale > 0, scale, 1.0)
    coefficients, intercept = _logistic((cells - mean) / scale, right)
    return Weighing(mean=mean, scale=scale, coefficients=coefficients, offsets=np.array([intercept]))


def _thresholds(
    probabilities: Floats, must: npt.NDArray[np.bool_], counted: npt.NDArray[np.bool_], *, needed: bool
) -> Floats:
    """The threshold of each theme at which F1 is best, its own counts shrunk to those of its facet."""
    tallies = []
    for threshold in _THRESHOLDS:
        given = probabilities >= threshold
        if needed:
            best = probabilities.argmax(axis=1)
            likely = probabilities.max(axis=1) >= FLOOR
            given[np.arange(len(given)), best] |= likely & ~given.any(axis=1)
        given &= counted
        tallies.append(np.stack([(given & must).sum(axis=0), (given & ~must).sum(axis=0), (must & ~given).sum(axis=0)]))
    by_theme = np.array(tallies, dtype=np.float64)  # (thresholds, right/wrong/missed, themes)
    shared = by_theme.sum(axis=2, keepdims=True)
    mixed = shared + OWN_COUNTS * must.shape[1] * by_theme
    f1 = 2 * mixed[:, 0] / np.maximum(2 * mixed[:, 0] + mixed[:, 1] + mixed[:, 2], 1)
    smooth = (f1 + np.vstack([f1[:1], f1[:-1]]) + np.vstack([f1[1:], f1[-1:]])) / 3  # a plateau, not a spike
    return np.asarray(_THRESHOLDS[smooth.argmax(axis=0)])


# ---------------------------------------------------------------- taking a new model


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """Whether a new model may take the old one's place, and the micro-F1 of both (None where there is no old one)."""

    accepted: bool
    old_f1: float | None
    new_f1: float
    message: str


def replace_if_better(
    old: ThemeModel | None, new: ThemeModel, test_set: Sequence[LabelledProposal], *, encoder: Encoder
) -> Replacement:
    """Whether ``new`` is at least as good as ``old`` on the fixed test set. Nothing is stored: that is the caller's."""
    after = test_f1(new, test_set, encoder=encoder)
    if old is None:
        return Replacement(accepted=True, old_f1=None, new_f1=after, message=f"Modellen har F1 {_danish(after)}.")
    before = test_f1(old, test_set, encoder=encoder)
    if after >= before:
        message = f"Den nye model er taget i brug: F1 {_danish(after)} mod {_danish(before)} før på det faste testsæt."
    else:
        message = (
            f"Den nye model er {_danish(before - after)} dårligere end den nuværende på det faste testsæt "
            f"(F1 {_danish(after)} mod {_danish(before)}) og er ikke taget i brug. Se de seneste rettelser efter."
        )
    return Replacement(accepted=after >= before, old_f1=before, new_f1=after, message=message)


def test_f1(model: ThemeModel, test_set: Sequence[LabelledProposal], *, encoder: Encoder) -> float:
    """Micro-F1 of a model on labelled proposals, optional themes counting neither way."""
    from models.passages import passages

    tagger = Tagger(model, encoder=encoder)
    right = wrong = missed = 0
    for one in test_set:
        found = passages(one.proposal)
        given = {theme.id for theme in tagger.tag(one.proposal, found, encoder.encode([p.text for p in found]))}
        right += len(given & one.must)
        wrong += len(given - one.must - one.may)
        missed += len(one.must - given)
    return 2 * right / max(2 * right + wrong + missed, 1)


def _danish(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def main() -> None:
    """Fit on the shipped examples and sketches with the shipped encoder, and store the model where it is shipped."""
    from models.encoder import load_encoder
    from models.themes.tagger import TRAINED
    from training.dataset import labelled_proposals

    model = fit_themes(labelled_proposals(), encoder=load_encoder())
    model.write(TRAINED)


if __name__ == "__main__":
    main()
