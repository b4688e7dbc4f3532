"""What the theme model is fitted on: proposals, sketches and corrections, counted and embedded once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.errors import GenklangError
from corpus.sketches.load import Sketch
from corpus.themes import Taxonomy
from corpus.types import Proposal
from models.passages import passages
from models.themes.evidence import Counts, count
from models.themes.tagger import Encoder
from models.themes.terms import TermIndex
from models.themes.units import Place, Unit, units
from models.types import Passage
from training.dataset import LabelledProposal

CORRECTION_WEIGHT = 3.0
"""What a correction counts against a shipped example: it is the municipality's own word about its own proposal."""

SKETCH_WEIGHT = 2.5
"""The same of a sketch; chosen by cross-validation over families."""


class CorrectionError(GenklangError):
    """A correction that cannot be learnt from; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a user said of a proposal's themes. Themes that are neither accepted nor rejected count neither way.

    ``passages`` are those that were stored with the proposal; without them they are made of it.
    """

    id: str
    proposal: Proposal
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    passages: tuple[Passage, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A text to fit on. ``must`` and ``open`` have a flag for each theme; open ones count neither way.

    ``whole`` tells a whole proposal from a sketch: what comes of a proposal's parts is weighed on whole ones only.
    """

    id: str
    family: str
    units: tuple[Unit, ...]
    counts: Counts
    vectors: npt.NDArray[np.float32]
    must: npt.NDArray[np.bool_]
    open: npt.NDArray[np.bool_]
    weight: float
    whole: bool
    known: bool = True  # False: open themes are unknown, not doubtful


@dataclass(frozen=True, kw_only=True)
class _Text:
    id: str
    family: str
    units: tuple[Unit, ...]
    texts: tuple[str, ...]
    must: Collection[str]
    open: Collection[str]
    weight: float = 1.0
    whole: bool = True
    known: bool = True


def samples(
    labelled: Iterable[LabelledProposal],
    sketches: Iterable[Sketch],
    corrections: Iterable[Correction],
    *,
    taxonomy: Taxonomy,
    index: TermIndex,
    encoder: Encoder,
) -> tuple[Sample, ...]:
    """Everything to fit on, in order of ids. All texts are embedded in one call.

    Raises CorrectionError for a correction with a theme that the taxonomy does not have.
    """
    made = [
        *(_of_proposal(one, taxonomy) for one in labelled),
        *(_of_sketch(one) for one in sketches),
        *(_of_correction(one, taxonomy) for one in corrections),
    ]
    made.sort(key=lambda one: (not one.whole, one.id))
    vectors = encoder.encode([text for one in made for text in one.texts])
    found = []
    start = 0
    for one in made:
        found.append(_sample(one, vectors[start : start + len(one.texts)], taxonomy, index))
        start += len(one.texts)
    return tuple(found)


def _sample(one: _Text, vectors: npt.NDArray[np.float32], taxonomy: Taxonomy, index: TermIndex) -> Sample:
    must = np.array([theme.id in one.must for theme in taxonomy.themes])
    return Sample(
        id=one.id,
        family=one.family,
        units=one.units,
        counts=count(one.units, index),
        vectors=vectors,
        must=must,
        open=np.array([theme.id in one.open for theme in taxonomy.themes]) & ~must,
        weight=one.weight,
        whole=one.whole,
        known=one.known,
    )


def _of_proposal(one: LabelledProposal, taxonomy: Taxonomy) -> _Text:
    read, texts = _read(one.proposal)
    return _Text(id=one.id, family=one.family, units=read, texts=texts, must=one.must, open=one.may)


def _of_sketch(one: Sketch) -> _Text:
    read = (
        Unit(text=one.title, place=Place.TITLE, passage=0),
        Unit(text=one.text, place=Place.SUMMARY, passage=0),
    )
    return _Text(
        id=f"sketch {one.id}",
        family=f"sketch {one.id}",
        units=read,
        texts=(f"{one.title}. {one.text}",),
        must=one.must,
        open=one.may,
        weight=SKETCH_WEIGHT,
        whole=False,
    )


def _of_correction(one: Correction, taxonomy: Taxonomy) -> _Text:
    known = [theme.id for theme in taxonomy.themes]
    for theme in (*one.accepted, *one.rejected):
        if theme not in known:
            raise CorrectionError(
                f"Rettelsen til '{one.id}' nævner temaet '{theme}', som ikke findes i taksonomien. "
                f"Ret temaets id, eller slet rettelsen. Kendte temaer: {', '.join(known)}."
            )
    both = sorted({*one.accepted} & {*one.rejected})
    if both:
        raise CorrectionError(
            f"Rettelsen til '{one.id}' både godkender og afviser temaet '{both[0]}'. Slet det ene af de to."
        )
    read, texts = _read(one.proposal, one.passages)
    said = {*one.accepted, *one.rejected}
    return _Text(
        id=f"correction {one.id}",
        family=f"correction {one.id}",
        units=read,
        texts=texts,
        must=one.accepted,
        open=[theme for theme in known if theme not in said],
        weight=CORRECTION_WEIGHT,
        known=False,
    )


def _read(proposal: Proposal, stored: tuple[Passage, ...] | None = None) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    found = passages(proposal) if stored is None else stored
    return units(proposal, found), tuple(passage.text for passage in found)


def families(these: Sequence[Sample]) -> dict[str, list[int]]:
    """The places of each family's samples."""
    found: dict[str, list[int]] = {}
    for place, one in enumerate(these):
        found.setdefault(one.family, []).append(place)
    return found
