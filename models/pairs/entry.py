"""What a collection keeps of a proposal in order to compare it: small, plain, and made once when it is added."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from corpus.types import SectionKind
from models.pairs.concepts import concepts, count_concepts, find_concepts
from models.pairs.money import MoneySummary, summarise
from models.pairs.shingles import Hashes, shingles
from models.pairs.words import weighted_words
from models.passages import passages
from models.types import AnalysedProposal, Mention, NameKind, Passage

LAYOUT = 1
"""Raised when stored entries can no longer be read as they are."""

_LENGTH = 8  # bytes at the beginning of a safetensors block that tell the length of its header
_SECTIONS = {kind.value: kind for kind in SectionKind}
_COMPARED = (NameKind.SYSTEM, NameKind.ORGANISATION, NameKind.TARGET_GROUP, NameKind.PLACE, NameKind.LAW)
_WEIGHED = frozenset({"system", "organisation"})
# Bodies that the forms of every municipality name.
_OF_THE_FORM = re.compile(r"kommunes?$|forvaltning|borgerrepræsentation|udvalget|^koncern|^center for økonomi")
_EARLIER = re.compile(
    r"\b(?:forsøget|pilot(?:en|projektet|forsøget)|prøven|prøvehandling(?:en)?|"
    r"afprøvningen|erfaringer(?:ne)?\s+fra|på baggrund af|"
    r"bygger\s+(?:videre\s+)?på|udbred(?:er|es|else|elsen)|gøres\s+(?:fast|permanent)|i\s+fuld\s+skala|udvides?\s+til|"
    r"viste|evaluering(?:en)?)\b",
    re.I,
)
_TRIAL = re.compile(
    r"\b(?:forsøg\w{0,12}|pilot\w{0,14}|afprøv\w{0,8}|prøve[rs]?|prøvehandling\w{0,4}|test(?:er|es|e)|prototype\w{0,3})\b",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:genfremsæt\w{0,6}|genfremsend\w{0,6}|fremsat\s+(?:igen|på\s+ny)|stillet\s+(?:igen|tidligere)|søgt\s+igen|"
    r"tilsvarende\s+forslag|samme\s+forslag|ikke\s+prioriteret|omarbejdet|revideret|blev\s+(?:trukket|drøftet)|"
    r"sidste\s+års\s+forslag|tidligere\s+(?:udgave|version)|genindsend\w{0,4})\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class EntryName:
    """A name in the text and the first place that has it."""

    kind: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One proposal as the pairs see it. Offsets count in ``Proposal.text``; passages stand in printed order.

    ``vectors`` are the passages' as the encoder gave them (half precision). ``words`` and ``concepts`` count the whole
    running text, ``title_words`` and ``title_concepts`` title and summary; ``concept_places`` has the word used most
    for a concept and the number of the passage that has it most. ``shingles`` are the runs of each passage.
    ``trial``, ``earlier`` and ``again`` count phrases of a trial, of a trial before this, and of a proposal put again.
    """

    id: str
    title: str
    year: int | None
    kind: str
    submitting: str | None
    affected: tuple[str, ...]
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float16]
    words: Mapping[str, float]
    title_words: Mapping[str, float]
    concepts: Mapping[str, float]
    title_concepts: Mapping[str, float]
    concept_places: Mapping[str, tuple[str, int]]
    shingles: tuple[Hashes, ...]
    names: tuple[EntryName, ...] = ()
    mentions: tuple[Mention, ...] = ()
    themes: Mapping[str, float] = field(default_factory=dict)
    money: MoneySummary = field(default_factory=MoneySummary)
    code: str | None = None
    trial: int = 0
    earlier: int = 0
    again: int = 0


def make_entry(
    analysed: AnalysedProposal,
    vectors: NDArray[np.float32] | None = None,
    *,
    of: Sequence[Passage] | None = None,
    themes: Mapping[str, float] | None = None,
) -> Entry:
    """What to keep of an analysed proposal. ``vectors``, the passages ``of`` which they are, and the probabilities of
    every theme are the analysis's own where they are not given.

    Raises ValueError where passages and vectors are not equally many.
    """
    proposal = analysed.proposal
    parts = tuple(of if of is not None else analysed.passages or passages(proposal))
    vectors = analysed.vectors if vectors is None else vectors
    if vectors is None:
        raise ValueError(f"{analysed.id}: passagerne har ingen vektorer. Analyser forslaget med en indkoder først.")
    if len(parts) != len(vectors):
        raise ValueError(f"{analysed.id}: {len(parts)} passager, men {len(vectors)} vektorer.")
    texts = [part.text for part in parts]
    running = " ".join(texts)
    return Entry(
        id=analysed.id,
        title=proposal.title,
        year=proposal.year,
        kind=proposal.kind.value,
        code=proposal.code,
        submitting=proposal.submitting_administration,
        affected=proposal.affected_administrations or (),
        passages=parts,
        vectors=np.asarray(vectors, dtype=np.float16),
        words=dict(weighted_words(texts)),
        title_words=dict(weighted_words(texts[:1])),
        concepts=_by_name(count_concepts(texts)),
        title_concepts=_by_name(count_concepts(texts[:1])),
        concept_places=_places(texts),
        shingles=tuple(shingles(text) for text in texts),
        names=tuple(
            EntryName(kind=one.kind.value, name=one.name, start=one.spans[0].start, end=one.spans[0].end)
            for one in analysed.names
            if one.kind in _COMPARED and one.spans
        ),
        mentions=analysed.mentions,
        themes=dict(analysed.theme_probabilities if themes is None else themes),
        money=summarise(proposal, analysed.headline),
        trial=len(_TRIAL.findall(running)),
        earlier=len(_EARLIER.findall(running)),
        again=len(_AGAIN.findall(running)),
    )


def pack(entry: Entry) -> bytes:
    """The entry as one block of bytes to store: arrays and JSON, nothing that is executed."""
    from safetensors.numpy import save

    plain = {name: value for name, value in vars(entry).items() if name not in ("vectors", "shingles")}
    plain |= {
        "passages": [asdict(one) for one in entry.passages],
        "names": [asdict(one) for one in entry.names],
        "mentions": [asdict(one) for one in entry.mentions],
        "money": asdict(entry.money),
        "layout": LAYOUT,
    }
    sizes = np.array([len(one) for one in entry.shingles], dtype=np.uint32)
    runs = np.concatenate(entry.shingles) if len(entry.shingles) else np.empty(0, dtype=np.uint32)
    arrays: dict[str, np.ndarray] = {"vectors": np.ascontiguousarray(entry.vectors), "runs": runs, "sizes": sizes}
    return save(arrays, metadata={"entry": json.dumps(plain, ensure_ascii=False, sort_keys=True)})


def unpack(block: bytes, *, name: str | None = None) -> Entry:
    """The entry that `pack` stored, under another id where a ``name`` is given.

    Raises ValueError where it was stored in another layout.
    """
    from pydantic_core import from_json  # a service reads thousands at its start: in half the time of `json`

    begin = _LENGTH + int.from_bytes(block[:_LENGTH], "little")
    header: dict[str, Any] = from_json(block[_LENGTH:begin])
    # A word that many proposals have is kept in memory once.
    plain: dict[str, Any] = from_json(header["__metadata__"]["entry"], cache_strings="keys")
    if plain.pop("layout") != LAYOUT:
        raise ValueError("Samlingen er gemt af en anden version. Læs forslagene ind igen.")
    runs = _array(block, begin, header["runs"], np.uint32)
    cuts = np.cumsum([0, *_array(block, begin, header["sizes"], np.uint32).tolist()]).tolist()
    money = plain["money"]
    return Entry(
        **plain
        | {
            "id": name or plain["id"],
            "affected": tuple(plain["affected"]),
            "passages": tuple(Passage(**one | {"section": _SECTIONS[one["section"]]}) for one in plain["passages"]),
            "names": tuple(EntryName(**one) for one in plain["names"]),
            "mentions": tuple(Mention(**one) for one in plain["mentions"]),
            "money": MoneySummary(
                price_level_year=money["price_level_year"],
                asked={area: _years(by_year) for area, by_year in money["asked"].items()},
                saved=_years(money["saved"]),
            ),
            "vectors": _array(block, begin, header["vectors"], np.float16),
            "concept_places": {name: (word, place) for name, (word, place) in plain["concept_places"].items()},
            "shingles": tuple(runs[start:end] for start, end in pairwise(cuts)),
        }
    )


def _array(block: bytes, begin: int, told: Mapping[str, Any], kind: DTypeLike) -> NDArray[Any]:
    """An array of the block by what its header tells of it, as a copy: a view would keep the whole block in memory."""
    start, end = told["data_offsets"]
    return np.frombuffer(block[begin + start : begin + end], dtype=kind).reshape(told["shape"])


def _years(stored: Mapping[str, int]) -> dict[int, int]:
    return {int(year): kroner for year, kroner in stored.items()}


def _places(texts: Sequence[str]) -> dict[str, tuple[str, int]]:
    heard: dict[int, Counter[str]] = {}
    passages_with: dict[int, Counter[int]] = {}
    for place, text in enumerate(texts):
        for one in find_concepts(text):
            heard.setdefault(one.concept, Counter())[text[one.start : one.end].lower()] += 1
            passages_with.setdefault(one.concept, Counter())[place] += 1
    listed = concepts()
    return {
        f"{listed[number].facet}:{listed[number].name}": (
            words.most_common(1)[0][0],
            passages_with[number].most_common(1)[0][0],
        )
        for number, words in heard.items()
    }


def _by_name(counted: Mapping[int, int]) -> dict[str, float]:
    listed = concepts()
    return {f"{listed[number].facet}:{listed[number].name}": float(times) for number, times in counted.items()}


def compared_names(entry: Entry) -> Mapping[str, str]:
    """Names of systems and bodies by folded spelling, with their usual one."""
    named = {one.name.lower(): one.name for one in entry.names if one.kind in _WEIGHED}
    return {folded: name for folded, name in named.items() if not _OF_THE_FORM.search(folded)}
