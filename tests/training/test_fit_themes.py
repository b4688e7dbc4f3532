from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from corpus.sketches.load import load_sketches
from corpus.types import Proposal
from models.passages import passages
from models.themes.model import ThemeModel
from models.themes.tagger import Tagger
from tests.models.themes import fitted
from training import fit_themes as module
from training.fit_themes import fit_themes, replace_if_better
from training.theme_samples import Correction, CorrectionError

ENCODER = fitted.ENCODER
ICE = (
    "Baggrund og formål\nSkøjtebanen på torvet lejes hver vinter af et firma, og kølemaskinen larmer. "
    "Forslagets indhold\nBanen lægges på kunststof, som ikke skal køles, og børnene kan løbe på skøjter til april."
)


@dataclass(frozen=True)
class Labelled:
    """A proposal with labels, as `training.dataset` gives them."""

    id: str
    family: str
    proposal: Proposal
    must: frozenset[str]
    may: frozenset[str] = frozenset()


def labelled() -> list[Any]:
    """Some sketches, printed as proposals."""
    found = []
    for sketch in load_sketches()[::4]:
        made = fitted.sectioned(f"Baggrund og formål\n{sketch.text}", title=sketch.title, summary=None)
        found.append(Labelled(sketch.id, sketch.id, made, frozenset(sketch.must), frozenset(sketch.may)))
    return found


def learnt_from(given: list[Any], corrections: tuple[Correction, ...] = ()) -> ThemeModel:
    """A model of these and of sketches that are not among them."""
    return fit_themes(given, corrections, sketches=load_sketches()[1::4], encoder=ENCODER)


@pytest.fixture(autouse=True)
def without_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fingerprint", lambda given: " ".join(sorted(one.id for one in given)))


@pytest.fixture(scope="module")
def plain() -> ThemeModel:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "fingerprint", lambda given: " ".join(sorted(one.id for one in given)))
        return learnt_from(labelled())


def probability(model: ThemeModel, proposal: Proposal, theme: str) -> float:
    found = passages(proposal)
    return Tagger(model).scores(proposal, found, ENCODER.encode([p.text for p in found]))[theme]


def test_same_data_same_model(plain: ThemeModel) -> None:
    again = learnt_from(list(reversed(labelled())))
    assert again.data == plain.data
    for name, array in plain._arrays().items():
        assert np.array_equal(array, again._arrays()[name]), name
    assert plain._parameters() == again._parameters()


def test_a_correction_is_learnt(plain: ThemeModel) -> None:
    ice = fitted.sectioned(ICE, title="Skøjtebane af kunststof", summary=None)
    said = Correction(id="2022-1", proposal=ice, accepted=("erhverv",), rejected=("kultur-fritid",))
    learnt = learnt_from(labelled(), (said,))
    again = replace(ice, title="Kunststof til skøjtebanen")
    assert probability(learnt, again, "erhverv") > 2 * probability(plain, again, "erhverv")
    assert probability(learnt, again, "kultur-fritid") < probability(plain, again, "kultur-fritid")


@pytest.mark.parametrize(
    ("accepted", "rejected", "message"),
    [
        (("skoejtebaner",), (), "temaet 'skoejtebaner', som ikke findes"),
        ((), ("ukendt",), "temaet 'ukendt', som ikke findes"),
        (("hr",), ("hr",), "både godkender og afviser temaet 'hr'"),
    ],
)
def test_a_correction_that_cannot_be_understood_is_refused(
    accepted: tuple[str, ...], rejected: tuple[str, ...], message: str
) -> None:
    ice = fitted.sectioned(ICE, title="Skøjtebane", summary=None)
    with pytest.raises(CorrectionError, match=message):
        fit_themes(
            labelled(), [Correction(id="x", proposal=ice, accepted=accepted, rejected=rejected)], encoder=ENCODER
        )


def test_optional_themes_count_neither_way(plain: ThemeModel) -> None:
    some = labelled()[:10]
    optional = [replace(one, may=one.may | frozenset(plain.themes) - one.must) for one in some]
    everything = module.test_f1(replace(plain, thresholds=np.full(len(plain.themes), 0.01)), optional, encoder=ENCODER)
    assert everything > 0.95  # everything is given, and what is wrong is optional


def test_a_worse_model_is_refused_and_a_better_one_taken(plain: ThemeModel) -> None:
    fixed = labelled()[:20]
    worse = replace(plain, thresholds=np.full(len(plain.themes), 0.01))
    refused = replace_if_better(plain, worse, fixed, encoder=ENCODER)
    assert not refused.accepted
    assert refused.old_f1 is not None
    assert refused.old_f1 > refused.new_f1
    lost = f"{refused.old_f1 - refused.new_f1:.3f}".replace(".", ",")
    assert lost in refused.message
    assert replace_if_better(worse, plain, fixed, encoder=ENCODER).accepted
    assert replace_if_better(None, plain, fixed, encoder=ENCODER).accepted


def test_probabilities_are_calibrated_on_proposals_that_were_not_seen(plain: ThemeModel) -> None:
    fresh = load_sketches()[2::4]
    given, right = [], []
    for one in fresh:
        made = fitted.sectioned(f"Baggrund og formål\n{one.text}", title=one.title, summary=None)
        found = passages(made)
        scores = Tagger(plain).scores(made, found, ENCODER.encode([p.text for p in found]))
        kept = [theme for theme in scores if theme not in one.may]
        given += [scores[theme] for theme in kept]
        right += [theme in one.must for theme in kept]
    assert abs(float(np.mean(given)) - float(np.mean(right))) < 0.05
