"""The shipped examples as training data: each read as a user's file would be, with its labels beside it.

example ─renderers.docx→ bytes ─reader, repair→ Document ─split, parse→ Proposal

Text and offsets are therefore those that serving sees, reading errors included. The test part is given only to who asks
for it by name: it is not looked at while models are made.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import corpus
from corpus.examples.example import Example
from corpus.examples.gold import gold
from corpus.examples.load import load_examples
from corpus.examples.measure import relations_of
from corpus.examples.split import PARTS
from corpus.parse import parse
from corpus.split import split
from corpus.types import Document, Line, Proposal
from models.types import Relation

CACHE_VARIABLE = "GENKLANG_DATASET_CACHE"
"""Names a folder that keeps the read documents between runs; without it nothing is written."""

OPEN_PARTS = ("train", "calibration")
"""What a model may be made from."""


@dataclass(frozen=True, kw_only=True)
class LabelledProposal:
    """A proposal as it was read, and what its author labelled. ``gold`` is in the shape that scoring reads."""

    example: Example
    proposal: Proposal
    gold: Mapping[str, object]

    @property
    def id(self) -> str:
        """The example's id."""
        return self.example.id

    @property
    def family(self) -> str:
        """What is split and resampled as one: proposals that belong together."""
        return self.example.family

    @property
    def part(self) -> str:
        """``train``, ``calibration`` or ``test``."""
        return self.example.split

    @property
    def must(self) -> frozenset[str]:
        """The themes that the proposal has."""
        return frozenset(self.example.labels.must)

    @property
    def may(self) -> frozenset[str]:
        """The themes that count neither way: given or left out, both are right."""
        return frozenset(self.example.labels.may) - self.must


@dataclass(frozen=True, kw_only=True)
class LabelledPair:
    """Two proposals of one part, ids in order. ``hard`` is an unrelated pair that its author marked as easy to mistake.

    ``kind`` tells where a miss or a false alarm comes from: ``family`` (both of one family), ``marked`` (a hard
    negative across families) or ``apart``.
    """

    a: LabelledProposal
    b: LabelledProposal
    relation: Relation
    hard: bool

    @property
    def kind(self) -> str:
        """``family``, ``marked`` or ``apart``."""
        if self.a.family == self.b.family:
            return "family"
        return "marked" if self.hard else "apart"


def labelled_proposals(parts: Collection[str] = OPEN_PARTS) -> tuple[LabelledProposal, ...]:
    """The examples of these parts in order of id, each read from a Word file of its own.

    Raises ValueError for a part that there is not, or an example that is not read as exactly one proposal.
    """
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise ValueError(f"Delen '{unknown[0]}' findes ikke. Brug en eller flere af: {', '.join(PARTS)}.")
    return tuple(_labelled(example.id) for example in load_examples() if example.split in parts)


def labelled_pairs(parts: Collection[str] = OPEN_PARTS) -> tuple[LabelledPair, ...]:
    """Every pair inside each part (none across parts), in order of ids; what no author labelled has no relation."""
    known = relations_of(load_examples())
    pairs = []
    for part in (name for name in PARTS if name in parts):
        for a, b in combinations(sorted(labelled_proposals((part,)), key=lambda one: one.id), 2):
            said = known.get((a.id, b.id))
            relation = Relation(said) if said else Relation.NONE
            pairs.append(LabelledPair(a=a, b=b, relation=relation, hard=said == Relation.NONE))
    return tuple(pairs)


def fingerprint(labelled: Iterable[LabelledProposal]) -> str:
    """A SHA-256 in hexadecimal over ids, texts and labels, whatever their order: what a model was made from."""
    digest = hashlib.sha256()
    for one in sorted(labelled, key=lambda item: item.id):
        said = {
            "id": one.id,
            "family": one.family,
            "text": one.proposal.text,
            "labels": asdict(one.example.labels),
        }
        digest.update(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode())
        digest.update(b"\n")
    return digest.hexdigest()


@cache
def _labelled(example_id: str) -> LabelledProposal:
    example = next(one for one in load_examples() if one.id == example_id)
    proposals = parse(split(_document(example)))
    if len(proposals) != 1:
        raise ValueError(f"{example_id}: filen læses som {len(proposals)} forslag, men rummer ét.")
    return LabelledProposal(example=example, proposal=proposals[0], gold=gold(example))


def _document(example: Example) -> Document:
    folder = os.environ.get(CACHE_VARIABLE)
    if not folder:
        return _read(example)
    kept = Path(folder) / f"{_state(example)}.json"
    if kept.exists():
        return _loaded(json.loads(kept.read_text(encoding="utf-8")))
    document = _read(example)
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")  # several runs may fill the folder at once
    unfinished.write_text(json.dumps(asdict(document), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(kept)
    return document


def _read(example: Example) -> Document:
    """What ``corpus.read.read_bytes`` gives, without a process for each file: these files are our own."""
    from corpus import repair
    from corpus.readers import formats
    from corpus.renderers import docx

    data = docx.render([example])
    source = f"{example.id}.docx"
    return repair.clean(formats.read(data, source), source=source, sha256=hashlib.sha256(data).hexdigest())


def _loaded(given: Mapping[str, object]) -> Document:
    lines = given["lines"]
    warnings = given["warnings"]
    assert isinstance(lines, Sequence) and isinstance(warnings, Sequence)
    return Document(
        source=str(given["source"]),
        sha256=str(given["sha256"]),
        text=str(given["text"]),
        lines=tuple(Line(**line) for line in lines),
        ocr=bool(given["ocr"]),
        warnings=tuple(warnings),
    )


def _state(example: Example) -> str:
    """A name that changes when the example or any of the code that renders and reads it does."""
    digest = hashlib.sha256(_code_state().encode())
    digest.update(repr(example).encode())
    return digest.hexdigest()[:32]


@cache
def _code_state() -> str:
    digest = hashlib.sha256()
    root = Path(corpus.__file__).parent
    for place in ("examples", "renderers", "readers", "repair"):
        for path in sorted((root / place).glob("*.py")) + sorted((root / place).glob("*.txt")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
