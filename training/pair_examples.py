"""The pairs that the relation model learns from: every pair of the open examples, and copies made of them.

No author wrote the same proposal twice, so duplicates are made: a text that lost sections, words and letters, as a scan
or another extraction does, in another order. Nothing is written by a program but the damage.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.examples.load import load_examples
from corpus.examples.measure import relations_of
from corpus.types import Proposal
from models.headline import headline
from models.pairs.entry import Entry, make_entry
from models.pairs.features import NameWeights, pair_features
from models.pairs.likeness import question
from models.pairs.shingles import shingles
from models.pairs.space import Placed, Vocabulary, Weights, fit_weights, place
from models.pairs.words import weighted_words
from models.passages import passages
from models.types import AnalysedProposal, Relation
from training.dataset import LabelledProposal
from training.pair_families import Families

CACHE_VARIABLE = "GENKLANG_VECTOR_CACHE"
"""Names a file that keeps vectors between runs; without it every run encodes anew."""

COPIES = 2
"""Damaged copies made of each example: one lightly, one badly."""

_SEED = 20_261_123
_DAMAGE = ((0.01, 0.0), (0.04, 0.15))  # share of words damaged, share of passages lost
_OCR = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "l": "1"})


class Encodes(Protocol):
    """Whatever gives vectors to texts."""

    @property
    def id(self) -> str:
        """Name and content of the encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of length 1 for each text."""


class Readable(Protocol):
    """A proposal as it was read: a labelled one, or a sketch."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def proposal(self) -> Proposal:
        """What was read."""


@dataclass(frozen=True, kw_only=True)
class PairExample:
    """Two entries by their numbers and what they are to each other; ``marked`` where an author said so.

    ``sketch`` tells that they were written for the pair model alone.
    """

    a: int
    b: int
    relation: Relation
    marked: bool
    sketch: bool = False

    @property
    def written(self) -> bool:
        """Whether both are shipped examples, which figures are reported of: no sketch and no made copy."""
        return not self.sketch and self.relation is not Relation.DUPLICATE


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Entries in the space with the family of each, the pairs among them, and the pairs' features in the same order."""

    weights: Weights
    names: NameWeights
    vocabulary: Vocabulary
    placed: tuple[Placed, ...]
    families: tuple[str, ...]
    pairs: tuple[PairExample, ...]
    features: NDArray[np.float32]


def entries_of(labelled: Sequence[Readable], encoder: Encodes) -> tuple[Entry, ...]:
    """The examples as a collection would keep them: names and mentions found, not taken from the labels."""
    from models.language import load_language
    from models.names import KnownProposal, find_mentions, find_names

    known = [
        KnownProposal(id=one.id, code=one.proposal.code, title=one.proposal.title, year=one.proposal.year)
        for one in labelled
    ]
    language, made = load_language(), []
    parts = [passages(one.proposal) for one in labelled]
    vectors = iter(encode_cached([part.text for group in parts for part in group], encoder))
    for one, group in zip(labelled, parts, strict=True):
        doc = language.read(one.proposal.text)
        analysed = AnalysedProposal(
            id=one.id,
            proposal=one.proposal,
            headline=headline(one.proposal),
            findings=(),
            names=find_names(one.proposal, doc),
            mentions=find_mentions(one.proposal, doc, [other for other in known if other.id != one.id]),
        )
        made.append(make_entry(analysed, np.array([next(vectors) for _ in group]), of=group))
    return tuple(made)


def encode_cached(texts: Sequence[str], encoder: Encodes) -> NDArray[np.float32]:
    """Vectors of the texts, kept in the file that `CACHE_VARIABLE` names where it is set."""
    import hashlib

    file = Path(os.environ.get(CACHE_VARIABLE, ""))
    if not file.name:
        return encoder.encode(texts)
    kept: dict[str, NDArray[np.float16]] = {}
    if file.exists():
        with np.load(file) as stored:
            kept = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [hashlib.sha256(f"{encoder.id}\n{text}".encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if missing:
        rows = encoder.encode(list(missing.values())).astype(np.float16)
        kept |= dict(zip(missing, rows, strict=True))
        np.savez(file.with_suffix(".npz"), keys=np.array(list(kept)), rows=np.array(list(kept.values())))
    return np.array([kept[key] for key in keys], dtype=np.float32)


def build(
    labelled: Sequence[LabelledProposal],
    encoder: Encodes,
    *,
    weights: Weights | None = None,
    names: NameWeights | None = None,
) -> Examples:
    """All pairs of the examples and their damaged copies. Weights are fitted to the examples where not given."""
    entries = entries_of(labelled, encoder)
    weights = weights or fit_weights(entries)
    vocabulary = Vocabulary(weights)
    if names is None:
        names = NameWeights({}, 0)
        for entry in entries:
            names.seen(entry)
    copies = [(number, damaged(entry, badly)) for number, entry in enumerate(entries) for badly in range(COPIES)]
    placed = tuple(place(entry, weights, vocabulary) for entry in (*entries, *(copy for _, copy in copies)))
    pairs = _labelled_pairs(labelled)
    pairs += [
        PairExample(a=number, b=len(entries) + place_, relation=Relation.DUPLICATE, marked=True)
        for place_, (number, _) in enumerate(copies)
    ]
    families = [one.family for one in labelled]
    return Examples(
        weights=weights,
        names=names,
        vocabulary=vocabulary,
        placed=placed,
        families=(*families, *(families[number] for number, _ in copies)),
        pairs=tuple(pairs),
        features=features_of(placed, pairs, weights, names, len(vocabulary)),
    )


def with_families(examples: Examples, families: Families, encoder: Encodes) -> Examples:
    """The examples with the families of sketches behind them, in the space that the examples made."""
    first = len(examples.placed)
    numbers = {one.id: first + place_ for place_, one in enumerate(families.sketches)}
    entries = entries_of(families.sketches, encoder)
    placed = (*examples.placed, *(place(entry, examples.weights, examples.vocabulary) for entry in entries))
    known = sorted(families.pairs, key=lambda pair: numbers[pair.a])
    pairs = tuple(
        PairExample(a=numbers[one.a], b=numbers[one.b], relation=one.relation, marked=bool(one.why), sketch=True)
        for one in known
    )
    features = features_of(placed, pairs, examples.weights, examples.names, len(examples.vocabulary))
    return replace(
        examples,
        placed=placed,
        families=(*examples.families, *(one.family for one in families.sketches)),
        pairs=(*examples.pairs, *pairs),
        features=np.concatenate([examples.features, features]),
    )


def features_of(
    placed: Sequence[Placed], pairs: Sequence[PairExample], weights: Weights, names: NameWeights, size: int
) -> NDArray[np.float32]:
    """A row of features for each pair."""
    rows, asked, last = [], None, -1
    for pair in pairs:
        if asked is None or pair.a != last:
            asked, last = question(placed[pair.a], size), pair.a
        rows.append(pair_features(asked, placed[pair.b], weights, names))
    return np.array(rows, dtype=np.float32)


def damaged(entry: Entry, badly: int) -> Entry:
    """A copy of a proposal as a scan would give it: letters and words lost, perhaps passages too, in another order."""
    words_lost, passages_lost = _DAMAGE[badly]
    chance = np.random.default_rng([_SEED, badly, *entry.id.encode()])
    kept = [n for n in range(len(entry.passages)) if n == 0 or chance.random() >= passages_lost]
    order = [kept[0], *chance.permutation(kept[1:]).tolist()] if badly and kept else kept
    parts = tuple(replace(entry.passages[n], text=_worn(entry.passages[n].text, words_lost, chance)) for n in order)
    texts = [part.text for part in parts]
    return replace(
        entry,
        id=f"{entry.id}-{badly + 2}",
        passages=parts,
        vectors=entry.vectors[order],
        words=dict(weighted_words(texts)),
        title_words=dict(weighted_words(texts[:1])),
        concept_places={},
        shingles=tuple(shingles(text) for text in texts),
        mentions=(),
    )


def _worn(text: str, share: float, chance: np.random.Generator) -> str:
    words = text.split()
    hit = chance.random(len(words)) < share
    return " ".join(word.translate(_OCR) if h else word for word, h in zip(words, hit, strict=True))


def _labelled_pairs(labelled: Sequence[LabelledProposal]) -> list[PairExample]:
    known = relations_of(load_examples())
    made = []
    for a, b in combinations(range(len(labelled)), 2):
        first, second = sorted((labelled[a].id, labelled[b].id))
        said = known.get((first, second)) or known.get((second, first))
        relation = Relation(said) if said else Relation.NONE
        made.append(PairExample(a=a, b=b, relation=relation, marked=bool(said)))
    return made
