"""What every method is trained and measured on: the same texts, the same labels, the same folds.

A method is fitted on the train and calibration parts together with the sketches. Its thresholds are chosen on scores
of the same parts that were made out of fold, family by family; the test part is scored once, by the final fit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus import skos
from corpus.sketches.load import Sketch, load_sketches
from corpus.themes import Taxonomy, load_taxonomy
from corpus.types import Proposal
from models.passages import passages
from training.dataset import LabelledProposal, labelled_proposals
from training.metrics import Flags, Numbers

FOLDS = 5


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A text with its themes. ``passages`` is its text, title and summary first; only development has folds."""

    id: str
    family: str
    passages: tuple[str, ...]
    must: frozenset[str]
    may: frozenset[str]
    fold: int | None = None

    @property
    def text(self) -> str:
        """Title, summary and running text as one, without headings, tables and form text."""
        return "\n".join(self.passages)


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that a method is given, and what it is measured on. ``themes`` are ids in the taxonomy's order."""

    taxonomy: Taxonomy
    themes: tuple[str, ...]
    development: tuple[Sample, ...]
    sketches: tuple[Sample, ...]
    test: tuple[Sample, ...]

    @property
    def fingerprint(self) -> str:
        """A SHA-256 over every text and its themes: results made from other data are told by it."""
        digest = hashlib.sha256()
        for one in (*self.development, *self.sketches, *self.test):
            digest.update(json.dumps([one.id, one.text, sorted(one.must), sorted(one.may), one.fold]).encode())
        return digest.hexdigest()

    def training(self, without_fold: int | None = None) -> tuple[Sample, ...]:
        """What to fit on, sketches included: all of it, or all but one fold."""
        return tuple(
            one for one in (*self.development, *self.sketches) if without_fold is None or one.fold != without_fold
        )

    def with_families(self, kept: Collection[str]) -> Material:
        """The same with these development families alone; sketches and test stay."""
        return replace(self, development=tuple(one for one in self.development if one.family in kept))

    def fold(self, number: int) -> tuple[Sample, ...]:
        """The development samples that are left out of one fold's fit."""
        return tuple(one for one in self.development if one.fold == number)


def load_material() -> Material:
    """The shipped examples and sketches."""
    taxonomy = load_taxonomy()
    folds = fold_of_families(labelled_proposals())
    return Material(
        taxonomy=taxonomy,
        themes=tuple(theme.id for theme in taxonomy.themes),
        development=tuple(sample_of(one, folds[one.family]) for one in labelled_proposals()),
        sketches=tuple(map(_of_sketch, load_sketches())),
        test=tuple(map(sample_of, labelled_proposals(("test",)))),
    )


def fold_of_families(labelled: Sequence[LabelledProposal], folds: int = FOLDS) -> dict[str, int]:
    """A fold for each family: the largest families first, each to the fold that holds fewest proposals."""
    sizes: dict[str, int] = {}
    for one in labelled:
        sizes[one.family] = sizes.get(one.family, 0) + 1
    held = [0] * folds
    chosen: dict[str, int] = {}
    for family in sorted(sizes, key=lambda name: (-sizes[name], name)):
        chosen[family] = held.index(min(held))
        held[chosen[family]] += sizes[family]
    return chosen


def sample_of(labelled: LabelledProposal, fold: int | None = None) -> Sample:
    """A labelled proposal as a method sees it."""
    return Sample(
        id=labelled.id,
        family=labelled.family,
        passages=running_passages(labelled.proposal),
        must=labelled.must,
        may=labelled.may,
        fold=fold,
    )


def running_passages(proposal: Proposal) -> tuple[str, ...]:
    """The texts of a proposal's passages."""
    return tuple(passage.text for passage in passages(proposal))


def flags(samples: Sequence[Sample], themes: Sequence[str]) -> tuple[Flags, Flags]:
    """The themes that are right and those that are optional, a row a sample and a column a theme."""
    must = np.array([[theme in one.must for theme in themes] for one in samples], dtype=bool)
    may = np.array([[theme in one.may - one.must for theme in themes] for one in samples], dtype=bool)
    shape = (len(samples), len(themes))
    return must.reshape(shape), may.reshape(shape)


def matrix(scores: dict[str, dict[str, float]], samples: Sequence[Sample], themes: Sequence[str]) -> Numbers:
    """Scores by id and theme as a matrix; a theme that has none has 0. Raises KeyError for a sample without scores."""
    return np.array([[scores[one.id].get(theme, 0.0) for theme in themes] for one in samples], dtype=np.float64)


def write_texts(material: Material, folder: Path) -> None:
    """Writes what a rival in an environment of its own needs, into ``texts.json`` and ``themes.ttl``.

    Of the test part it writes the texts alone. The vocabulary has no numbers of other classifications, which a rival
    would take for themes.
    """

    def listed(samples: Collection[Sample], *, labels: bool) -> list[dict[str, object]]:
        return [
            {"id": one.id, "text": one.text} | ({"themes": sorted(one.must), "fold": one.fold} if labels else {})
            for one in samples
        ]

    given = {
        "fingerprint": material.fingerprint,
        "folds": FOLDS,
        "themes": list(material.themes),
        "development": listed(material.development, labels=True),
        "sketches": listed(material.sketches, labels=True),
        "test": listed(material.test, labels=False),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "texts.json").write_text(json.dumps(given, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    plain = replace(material.taxonomy, themes=tuple(replace(theme, kle=()) for theme in material.taxonomy.themes))
    (folder / "themes.ttl").write_text(skos.to_turtle(plain), encoding="utf-8")


def _of_sketch(sketch: Sketch) -> Sample:
    return Sample(
        id=f"sketch:{sketch.id}",
        family=f"sketch:{sketch.id}",
        passages=(f"{sketch.title.rstrip('.')}.", sketch.text),
        must=frozenset(sketch.must),
        may=frozenset(sketch.may),
    )
