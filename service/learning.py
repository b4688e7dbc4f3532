"""Learning from corrections: training in a child process, taking a model into use, going back, and how good it is.

Corrections of confidential proposals are never learnt from: a model must not tell of them.
"""

from __future__ import annotations

import base64
import json
import math
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import GenklangError
from models.pairs import unpack
from models.themes.stored import stored_proposal
from service import schemas
from service.clock import Clock, utc_now
from service.model_store import SHIPPED, ModelStore
from service.store.corrections import CorrectionKind, Corrections
from service.store.store import Store
from service.store.taggings import Taggable, Tagging, Taggings

if TYPE_CHECKING:
    from models.pipeline import Pipeline

LONGEST_SECONDS = 1_800
"""The first training embeds the shipped texts, some minutes on a slow machine; no training takes half an hour."""

_TAKEN, _REFUSED = 0, 3  # exit statuses of the training
_Z90 = 1.6449  # of a 90 per cent interval

Trainer = Callable[[Mapping[str, Any], Path, Path], Mapping[str, Any]]
"""Fits with the given corrections, stores the model in a folder if it may be used, and gives the verdict."""


class TrainingFailed(GenklangError):
    """The training came to no verdict; the sentence says what to do."""


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A new model is in use."""

    version: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The model before is still in use."""

    message: str


@dataclass(frozen=True, kw_only=True)
class ModelInfo:
    """The theme model in use. ``trained_at`` (ISO, UTC) and the figures are None for the shipped one.

    ``before`` are the versions that one can go back to, the latest last. ``corrected`` counts the proposals it has
    learnt from; ``f1`` is micro-F1 on the shipped test part, ``shipped_f1`` that of the shipped model.
    """

    version: str
    before: tuple[str, ...]
    trained_at: str | None = None
    corrected: int = 0
    f1: float | None = None
    shipped_f1: float | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """``right`` of ``total``, with a 90 per cent interval (Wilson's); all None where nothing is counted."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.right / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share lies with 90 per cent certainty."""
        if not self.total:
            return None
        share, square = self.right / self.total, _Z90**2 / self.total
        middle = (share + square / 2) / (1 + square)
        half = _Z90 / (1 + square) * math.sqrt(share * (1 - share) / self.total + square / self.total / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How the answers fit the corrections that one may see.

    Of the themes that people have spoken of: how many of those given were right, and how many of the right ones were
    given, by the model that had not yet learnt from the proposal. People correct what looks wrong, so these shares are
    lower than those of all answers. ``pairs`` counts corrected pairs that are the same.
    """

    theme_precision: Share
    theme_recall: Share
    figures: Share
    pairs: Share


class Learning:
    """The own models of one collection. ``folder`` holds the versions; it is made when it is first needed."""

    def __init__(self, folder: Path, *, now: Clock = utc_now, trainer: Trainer | None = None) -> None:
        self._models = ModelStore(folder)
        self._now = now
        self._trainer = trainer or train_in_child

    def train(self, store: Store) -> Trained | Refused:
        """Learns the themes anew from the open proposals' corrections, and takes the model into use if it is no worse.

        Takes the first time some minutes, later about one. The caller then loads `pipeline` and calls `settle`.
        Raises TrainingFailed.
        """
        corrected = _corrected(store)
        if not corrected:
            return Refused(message="Der er ingen rettelser af temaer at lære af. Ret nogle forslags temaer først.")
        self._models.clear_unfinished()
        verdict = self._trainer({"corrected": corrected}, self._models.unfinished, self._models.cache)
        message = str(verdict["message"])
        if not verdict["accepted"]:
            return Refused(message=message)
        record = {"trained_at": self._now(), "corrected": len(corrected), "verdict": dict(verdict)}
        version = self._models.keep(record, _card(record))
        self._models.use(version)
        return Trained(version=version, message=message)

    def rollback(self) -> ModelInfo:
        """Goes back to the model before. The caller then loads `pipeline` and calls `settle`. Raises NothingBefore."""
        self._models.back()
        return self.current()

    def current(self) -> ModelInfo:
        """The model in use."""
        pointer = self._models.pointer()
        record = self._models.record(pointer.version)
        verdict = record.get("verdict", {})
        return ModelInfo(
            version=pointer.version,
            before=pointer.before,
            trained_at=record.get("trained_at"),
            corrected=record.get("corrected", 0),
            f1=verdict.get("new_f1"),
            shipped_f1=verdict.get("old_f1"),
        )

    def folder(self) -> Path | None:
        """Where the theme model in use lies; None for the shipped one."""
        return self._models.folder(self._models.pointer().version)

    def card(self) -> str:
        """The model card of the theme model in use, as Markdown. Raises ModelStoreError where it is missing."""
        from models.themes.tagger import TRAINED

        return self._models.card(self._models.pointer().version, shipped=TRAINED)

    def pipeline(self) -> Pipeline:
        """The shipped models with the theme model in use."""
        from models.pipeline import load_pipeline

        return load_pipeline(themes=self.folder())

    def settle(self, store: Store, pipeline: Pipeline) -> bool:
        """Gives every stored proposal the themes of the model in use, out of what is stored; False if they have them.

        To be called at the start, after a training, and after going back: what a kill cut off is made good.
        """
        version = self._models.pointer().version
        taggings = Taggings(store.connection)
        if taggings.version() == version:
            return False
        missing = taggings.missing(version, pipeline.encoder.id)
        taggings.switch(version, {one.id: _tagged(one, pipeline) for one in missing})
        return True

    def quality(self, store: Store, *, cleared: bool) -> Quality:
        """How the answers fit the corrections that may be seen."""
        taggings = Taggings(store.connection)
        said = Corrections(store.connection).all(cleared=cleared)
        themes = []
        for one in said:
            if one.kind is CorrectionKind.THEME:
                first = taggings.first(one.proposal)
                themes.append((one.correct, one.theme in (taggings.now(one.proposal) if first is None else first)))
        figures = [one.correct for one in said if one.kind is CorrectionKind.FIGURE]
        pairs = [one.correct for one in said if one.kind is CorrectionKind.PAIR]
        given = [correct for correct, was_given in themes if was_given]
        right = [was_given for correct, was_given in themes if correct]
        return Quality(
            theme_precision=Share(right=sum(given), total=len(given)),
            theme_recall=Share(right=sum(right), total=len(right)),
            figures=Share(right=sum(figures), total=len(figures)),
            pairs=Share(right=sum(pairs), total=len(pairs)),
        )


def train_in_child(given: Mapping[str, Any], folder: Path, cache: Path) -> Mapping[str, Any]:
    """Trains in a program of its own, which the service may not know. Raises TrainingFailed."""
    command = [sys.executable, "-m", "training.refit_stored", str(folder), str(cache)]
    try:
        # Texts go by standard input, so that no file has them.
        ended = subprocess.run(
            command, input=json.dumps(given), capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
        )
        if ended.returncode not in (_TAKEN, _REFUSED):
            raise TrainingFailed("Træningen blev ikke færdig. Prøv igen; se efter, om der er hukommelse og plads nok.")
        verdict: Mapping[str, Any] = json.loads(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise TrainingFailed("Træningen tog for lang tid og blev stoppet. Prøv igen, når maskinen er ledig.") from error
    except ValueError as error:
        raise TrainingFailed("Træningen gav intet svar, der kan læses. Prøv igen.") from error
    return verdict


def _corrected(store: Store) -> list[dict[str, Any]]:
    """The open proposals with corrected themes, in the order of ids, as the training reads them."""
    said: dict[str, dict[str, bool]] = {}
    for one in Corrections(store.connection).all(cleared=False, kind=CorrectionKind.THEME):
        if one.theme is not None:
            said.setdefault(one.proposal, {})[one.theme] = one.correct
    encoder = shipped_encoder()
    found = []
    for name, entry in store.entries(encoder, cleared=False, names=sorted(said)):
        proposal = store.proposal(name, cleared=False)
        if proposal is not None:
            found.append(
                {
                    "id": name,
                    "analysis": dict(proposal.analysis),
                    "entry": base64.b64encode(entry).decode("ascii"),
                    "accepted": sorted(theme for theme, correct in said[name].items() if correct),
                    "rejected": sorted(theme for theme, correct in said[name].items() if not correct),
                }
            )
    return found


def shipped_encoder() -> str:
    """The id of the shipped encoder, by the theme model's manifest: nothing has to be loaded for it."""
    from models.artefact import read_manifest
    from models.themes.tagger import TRAINED

    return read_manifest(TRAINED).encoder or ""


def _tagged(one: Taggable, pipeline: Pipeline) -> Tagging:
    entry = unpack(one.entry)
    vectors = entry.vectors.astype("float32")
    given = pipeline.tagger.tag(stored_proposal(one.analysis), entry.passages, vectors)
    return Tagging(
        themes=[schemas.theme(theme) for theme in given],
        probabilities={theme.id: theme.probability for theme in given},
    )


def _card(record: Mapping[str, Any]) -> str:
    return (
        "# Modelkort: temaer, lært af kommunens egne rettelser\n\n"
        f"Trænet {record['trained_at']} af de medfølgende eksempler og rettelser af {record['corrected']} forslag,\n"
        "som ikke er fortrolige. Modellen foreslår temaer, som et menneske retter; den afgør intet.\n\n"
        f"{record['verdict']['message']}\n\n"
        f"Vil du tilbage til modellen før: `genklang train --rollback`. Den medfølgende hedder »{SHIPPED}«.\n"
    )
