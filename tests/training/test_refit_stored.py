from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.sketches.load import load_sketches
from models.passages import passages
from models.themes.model import ThemeModel
from models.themes.tagger import Tagger
from tests.models.themes import fitted
from tests.training.test_fit_themes import ICE, Labelled
from training import fit_themes as module
from training.cached_encoder import CachedEncoder
from training.fit_themes import fit_themes
from training.refit_stored import FEWEST_TO_JUDGE, judged
from training.theme_samples import Correction


@pytest.fixture(autouse=True)
def without_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fingerprint", lambda given: " ".join(sorted(one.id for one in given)))


@pytest.fixture
def encoder(tmp_path: Path) -> CachedEncoder:
    return CachedEncoder(fitted.ENCODER, tmp_path)


def labelled(start: int) -> list[Any]:
    found = []
    for sketch in load_sketches()[start::4]:
        made = fitted.sectioned(f"Baggrund og formål\n{sketch.text}", title=sketch.title, summary=None)
        found.append(Labelled(sketch.id, sketch.id, made, frozenset(sketch.must), frozenset(sketch.may)))
    return found


def fit(corrections: Sequence[Correction]) -> ThemeModel:
    return fit_themes(labelled(0), corrections, sketches=load_sketches()[1::4], encoder=fitted.ENCODER)


def ice(number: int) -> Correction:
    """A correction of a proposal that is like its brothers, by its stored passages."""
    made = fitted.sectioned(ICE.replace("torvet", f"plads {number}"), title=f"Skøjtebane {number}", summary=None)
    return Correction(
        id=f"2022-{number}",
        proposal=made,
        passages=passages(made),
        accepted=("erhverv",),
        rejected=("kultur-fritid",),
    )


def probability(model: ThemeModel, said: Correction, theme: str) -> float:
    found = said.passages or ()
    vectors = fitted.ENCODER.encode([part.text for part in found])
    return Tagger(model).scores(said.proposal, found, vectors)[theme]


def test_corrections_change_what_a_similar_proposal_gets(encoder: CachedEncoder) -> None:
    learnt = [ice(number) for number in range(FEWEST_TO_JUDGE)]
    before, after, unseen = fit(()), fit(learnt), ice(99)
    assert probability(after, unseen, "erhverv") > probability(before, unseen, "erhverv") + 0.2
    assert probability(after, unseen, "kultur-fritid") < probability(before, unseen, "kultur-fritid") - 0.2
    verdict = judged(before, after, learnt, fit=fit, test_set=labelled(2), encoder=encoder)
    assert verdict.said == 2 * FEWEST_TO_JUDGE
    assert verdict.new_wrong < verdict.old_wrong


def test_a_model_that_is_worse_on_the_shipped_test_part_is_refused(encoder: CachedEncoder) -> None:
    good = fit(())
    worse = replace(good, thresholds=np.full_like(good.thresholds, 0.01))
    verdict = judged(good, worse, (), fit=fit, test_set=labelled(2), encoder=encoder)
    assert not verdict.accepted
    assert "ikke taget i brug" in verdict.message
    assert judged(good, good, (), fit=fit, test_set=labelled(2), encoder=encoder).accepted


def test_a_model_that_is_worse_on_corrections_it_has_not_seen_is_refused(encoder: CachedEncoder) -> None:
    good = fit([ice(number) for number in range(FEWEST_TO_JUDGE)])
    verdict = judged(
        good,
        good,
        [ice(number) for number in range(20, 20 + FEWEST_TO_JUDGE)],
        fit=lambda rest: fit(()),
        test_set=labelled(2),
        encoder=encoder,
    )
    assert verdict.new_f1 == verdict.old_f1
    assert verdict.new_wrong > verdict.old_wrong
    assert not verdict.accepted


def test_vectors_are_remembered_but_not_those_that_were_given(tmp_path: Path) -> None:
    first = CachedEncoder(fitted.ENCODER, tmp_path)
    first.learn(["skøjter", "kunststof"])
    first.give(["hemmeligt"], np.ones((1, first.encode(["skøjter"]).shape[1]), dtype=np.float16))
    assert (first.encode(["hemmeligt"]) == 1).all()
    again = CachedEncoder(fitted.ENCODER, tmp_path)
    assert np.array_equal(again.encode(["kunststof"]), fitted.ENCODER.encode(["kunststof"]))
    assert set(again._known) == set(first._known) and len(again._known) == 2
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"damaged")
    assert np.array_equal(
        CachedEncoder(fitted.ENCODER, tmp_path).encode(["skøjter"]), fitted.ENCODER.encode(["skøjter"])
    )
