"""The theme tagger, learnt anew from the corrections of a collection, out of what is stored of each proposal.

    python -m training.refit_stored NEW_FOLDER CACHE_FOLDER < corrections.json

Started by the service, which the training room may not know. Standard input is JSON: ``corrected``, a list of objects
with ``id``, ``analysis`` and ``entry`` (base64) as they are stored, and the themes ``accepted`` and ``rejected``. Text
comes that way and is written nowhere. The answer on standard output is the verdict as JSON.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import GenklangError
from corpus.sketches.load import load_sketches
from corpus.themes import load_taxonomy
from models.encoder import load_encoder
from models.pairs import unpack
from models.passages import passages
from models.themes.model import ThemeModel, read_model
from models.themes.stored import stored_proposal
from models.themes.tagger import TRAINED, Tagger, definition
from training.cached_encoder import CachedEncoder
from training.dataset import CACHE_VARIABLE, LabelledProposal, labelled_proposals
from training.fit_themes import fit_themes, test_f1
from training.theme_samples import Correction

REFUSED = 3
"""Exit status where the new model was worse and is not stored."""

TOLERANCE = 0.01
"""Micro-F1 on the shipped test part that a model may lose and still be taken: on 44 proposals, about two themes."""

FOLDS = 3  # of corrected proposals, to judge by corrections that a model has not seen
FEWEST_TO_JUDGE = 6
"""Corrected proposals below which they are too few to be held out: the shipped test part alone decides."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the new model may be used, and why.

    F1 is micro-F1 on the shipped test part. ``said`` counts the held-out judgements of people (a theme of a proposal
    is right or wrong), ``old_wrong`` and ``new_wrong`` those that the shipped and the new model answer otherwise.
    """

    accepted: bool
    message: str
    old_f1: float
    new_f1: float
    said: int = 0
    old_wrong: int = 0
    new_wrong: int = 0


Fit = Callable[[Sequence[Correction]], ThemeModel]


def judged(
    shipped: ThemeModel,
    new: ThemeModel,
    learnt: Sequence[Correction],
    *,
    fit: Fit,
    test_set: Sequence[LabelledProposal],
    encoder: CachedEncoder,
) -> Verdict:
    """Measures both models. The shipped one is what any new one must match, so that many trainings cannot drift."""
    old_f1, new_f1 = (test_f1(model, test_set, encoder=encoder) for model in (shipped, new))
    said = old_wrong = new_wrong = 0
    if len(learnt) >= FEWEST_TO_JUDGE:
        ordered = sorted(learnt, key=lambda one: one.id)
        for number in range(FOLDS):
            held_out = ordered[number::FOLDS]
            rest = [one for one in ordered if one not in held_out]
            said += sum(len(one.accepted) + len(one.rejected) for one in held_out)
            old_wrong += _wrong(shipped, held_out, encoder)
            new_wrong += _wrong(fit(rest), held_out, encoder)
    return _verdict(old_f1, new_f1, said, old_wrong, new_wrong)


def _verdict(old_f1: float, new_f1: float, said: int, old_wrong: int, new_wrong: int) -> Verdict:
    figures = f"F1 {_danish(new_f1)} mod {_danish(old_f1)} for den medfølgende model på det faste testsæt"
    if said:
        figures += f"; {new_wrong} mod {old_wrong} fejl blandt {said} rettelser, som modellen ikke havde set"
    accepted = new_f1 >= old_f1 - TOLERANCE and new_wrong <= old_wrong
    if accepted:
        message = f"Den nye model er lært af rettelserne: {figures}."
    else:
        message = f"Den nye model er dårligere og er ikke taget i brug: {figures}. Se de seneste rettelser efter."
    return Verdict(
        accepted=accepted,
        message=message,
        old_f1=round(old_f1, 4),
        new_f1=round(new_f1, 4),
        said=said,
        old_wrong=old_wrong,
        new_wrong=new_wrong,
    )


def _wrong(model: ThemeModel, held_out: Sequence[Correction], encoder: CachedEncoder) -> int:
    tagger = Tagger(model, encoder=encoder)
    wrong = 0
    for one in held_out:
        found = one.passages or ()
        given = {theme.id for theme in tagger.tag(one.proposal, found, encoder.encode([part.text for part in found]))}
        wrong += len({*one.accepted} - given) + len({*one.rejected} & given)
    return wrong


def _danish(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def corrections_of(given: Mapping[str, Any], encoder: CachedEncoder) -> list[Correction]:
    """The corrections of the input; the stored vectors of their passages are given to ``encoder``."""
    found = []
    for one in given["corrected"]:
        entry = unpack(base64.b64decode(one["entry"]))
        encoder.give([part.text for part in entry.passages], entry.vectors)
        found.append(
            Correction(
                id=one["id"],
                proposal=stored_proposal(one["analysis"]),
                accepted=tuple(one["accepted"]),
                rejected=tuple(one["rejected"]),
                passages=entry.passages,
            )
        )
    return found


def shipped_texts(labelled: Collection[LabelledProposal]) -> list[str]:
    """Every text that fitting and testing embed, but those of corrections."""
    taxonomy = load_taxonomy()
    return [
        *(part.text for one in labelled for part in passages(one.proposal)),
        *(f"{sketch.title}. {sketch.text}" for sketch in load_sketches()),
        *(definition(taxonomy, row) for row in range(len(taxonomy.themes))),
    ]


def refit_stored(given: Mapping[str, Any], folder: Path, cache: Path) -> Verdict:
    """Fits with the corrections, and stores the model in ``folder`` if it may be used."""
    os.environ.setdefault(CACHE_VARIABLE, str(cache))
    labelled, test_set = labelled_proposals(), labelled_proposals(("test",))
    encoder = CachedEncoder(load_encoder(), cache)
    encoder.learn(shipped_texts([*labelled, *test_set]))
    learnt = corrections_of(given, encoder)

    def fit(corrections: Sequence[Correction]) -> ThemeModel:
        return fit_themes(labelled, corrections, encoder=encoder)

    new = fit(learnt)
    verdict = judged(read_model(TRAINED, encoder=encoder.id), new, learnt, fit=fit, test_set=test_set, encoder=encoder)
    if verdict.accepted:
        new.write(folder)
    return verdict


def main() -> int:
    """Refits; 0 where the new model is stored, 3 where it was worse, 2 for input that cannot be used."""
    if len(sys.argv) != 3:
        print("genklang: brug: python -m training.refit_stored NY_MAPPE CACHE < rettelser.json", file=sys.stderr)
        return 2
    try:
        verdict = refit_stored(json.load(sys.stdin), Path(sys.argv[1]), Path(sys.argv[2]))
    except (GenklangError, ValueError) as error:
        print(str(error), file=sys.stderr)
        return 2
    print(json.dumps(asdict(verdict), ensure_ascii=False))
    return 0 if verdict.accepted else REFUSED


if __name__ == "__main__":
    sys.exit(main())
