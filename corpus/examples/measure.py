"""How large and how varied the example collection is: ``python -m corpus.examples.measure`` prints it with its floors.

Words are counted in the prose alone. A run of words stands within one paragraph.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.examples.split import PARTS
from corpus.themes import Taxonomy, load_taxonomy

T = TypeVar("T", str, int)

FAMILY_KINDS = ("overlap", "follow-on", "revision")
"""The relations that make a family, as its members' labels say; one family may hold several of them."""

LATEST = 40
"""So many proposals at the end of the order show whether the collection still brings new words."""

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class SharedRun:
    """The longest run of words that two examples share; ``length`` 0 and no ids where they share none."""

    length: int = 0
    ids: tuple[str, str] | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The collection in numbers. Every map goes from a name to how many proposals (or pairs) have it."""

    proposals: int
    kinds: Mapping[str, int]
    years: Mapping[int, int]
    submitting: Mapping[str, int]
    affected: Mapping[str, int]
    voices: Mapping[str, int]
    parts: Mapping[str, int]
    relations: Mapping[str, int]  # pairs, each counted once; "none" is a hard negative
    families: int  # those with more than one member
    families_by_kind: Mapping[str, int]
    must: Mapping[str, int]  # theme -> proposals; every theme of the taxonomy, also those never used
    may: Mapping[str, int]
    must_by_part: Mapping[str, Mapping[str, int]]  # part -> theme -> proposals
    contradictions: int  # proposals with at least one
    residue: int  # proposals with at least one
    figures: int  # figures with a quote, optional ones included
    words: tuple[int, ...]  # per proposal, by id
    vocabulary: int  # different words of all prose
    new_words: Mapping[str, int]  # id -> words that no earlier proposal of the order by id has
    founders: tuple[str, ...]  # ids of the first member of each family in that order
    between_families: SharedRun
    between_overlaps: SharedRun

    @property
    def least_new_words(self) -> int:
        """New words of the poorest proposal, of those that are the first of their family: the others may share."""
        return min((self.new_words[member] for member in self.founders), default=0)

    @property
    def latest_new_words(self) -> float:
        """New words per proposal among the latest founders of a family."""
        return statistics.fmean([self.new_words[member] for member in self.founders[-LATEST:]] or [0])


@dataclass(frozen=True, kw_only=True)
class Floor:
    """What the collection must reach at least."""

    name: str
    least: float
    value: Callable[[Measures], float]


FLOORS = (
    Floor(name="proposals", least=160, value=lambda m: m.proposals),
    Floor(name="families", least=40, value=lambda m: m.families),
    Floor(name="families: overlap in other words", least=20, value=lambda m: m.families_by_kind["overlap"]),
    Floor(name="families: pilot, then investment", least=10, value=lambda m: m.families_by_kind["follow-on"]),
    Floor(name="families: submitted again", least=10, value=lambda m: m.families_by_kind["revision"]),
    Floor(name="pairs that are hard negatives", least=25, value=lambda m: m.relations.get("none", 0)),
    Floor(name="proposals with the rarest theme as a must", least=8, value=lambda m: min(m.must.values())),
    Floor(name="administrations that submit", least=7, value=lambda m: len(m.submitting)),
    Floor(name="years, 2013 to 2025", least=13, value=lambda m: len(m.years)),
    Floor(name="kinds of proposal", least=5, value=lambda m: len(m.kinds)),
    Floor(name="voices", least=12, value=lambda m: len(m.voices)),
    Floor(name="proposals with a planted contradiction", least=15, value=lambda m: m.contradictions),
    Floor(name="proposals with template residue", least=10, value=lambda m: m.residue),
    Floor(name="figures with a quote", least=1600, value=lambda m: m.figures),
    Floor(name="new words of the poorest proposal", least=10, value=lambda m: m.least_new_words),
    Floor(name=f"new words per proposal, latest {LATEST}", least=30, value=lambda m: m.latest_new_words),
)
"""What was set out when the collection was planned, here alone."""

LONGEST_SHARED_RUN = 7
"""Words: the most that two proposals of different families, or two that overlap in other words, may share in a run."""


def measure(examples: Sequence[Example], taxonomy: Taxonomy | None = None) -> Measures:
    """The collection's numbers; themes are those of ``taxonomy``, the shipped one unless given."""
    ordered = sorted(examples, key=lambda example: example.id)
    themes = [theme.id for theme in (taxonomy or load_taxonomy()).themes]
    pairs = relations_of(ordered)
    families = Counter(example.family for example in ordered)
    founders: dict[str, str] = {}
    for example in ordered:
        founders.setdefault(example.family, example.id)
    new_words, vocabulary = _growth(ordered)
    return Measures(
        proposals=len(ordered),
        kinds=_counted(example.kind.value for example in ordered),
        years=_counted(example.year for example in ordered),
        submitting=_counted(example.submitting for example in ordered),
        affected=_counted(name for example in ordered for name in example.affected),
        voices=_counted(example.voice for example in ordered),
        parts=_counted(example.split for example in ordered),
        relations=_counted(pairs.values()),
        families=sum(members > 1 for members in families.values()),
        families_by_kind=_families_by_kind(ordered, pairs),
        must={theme: sum(theme in example.labels.must for example in ordered) for theme in themes},
        may={theme: sum(theme in example.labels.may for example in ordered) for theme in themes},
        must_by_part={
            part: {theme: sum(theme in e.labels.must for e in ordered if e.split == part) for theme in themes}
            for part in PARTS
        },
        contradictions=sum(bool(example.labels.inconsistencies) for example in ordered),
        residue=sum(bool(example.labels.residue) for example in ordered),
        figures=sum(len(example.labels.figures) for example in ordered),
        words=tuple(len(example.prose.split()) for example in ordered),
        vocabulary=vocabulary,
        new_words=new_words,
        founders=tuple(founders.values()),
        between_families=longest_shared_run([(example, example.family) for example in ordered]),
        between_overlaps=_within_overlaps(ordered, pairs),
    )


def relations_of(examples: Sequence[Example]) -> dict[tuple[str, str], str]:
    """Every labelled pair once, its ids in order, with its relation; a label on one side is enough."""
    pairs: dict[tuple[str, str], str] = {}
    for example in examples:
        for relation in example.labels.relations:
            first, second = sorted((example.id, relation.to))
            pairs.setdefault((first, second), relation.relation)
    return pairs


def longest_shared_run(owned: Sequence[tuple[Example, str]]) -> SharedRun:
    """The longest run of words in two examples of different owners (families, say)."""
    paragraphs = [
        (example.id, owner, _WORD.findall(paragraph.lower()))
        for example, owner in owned
        for paragraph in (*example.prose.split("\n\n"), example.summary or "")
    ]
    # Whoever shares a run of n words shares one of n - 1: the length can be searched for by halving.
    best, low, high = SharedRun(), 1, max((len(words) for _, _, words in paragraphs), default=0)
    while low <= high:
        length = (low + high) // 2
        found = _shared(paragraphs, length)
        if found:
            best, low = found, length + 1
        else:
            high = length - 1
    return best


def _shared(paragraphs: Sequence[tuple[str, str, list[str]]], length: int) -> SharedRun | None:
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for member, owner, words in paragraphs:
        for start in range(len(words) - length + 1):
            run = tuple(words[start : start + length])
            other, others_owner = first.setdefault(run, (member, owner))
            if others_owner != owner:
                return SharedRun(length=length, ids=(other, member), words=" ".join(run))
    return None


def _within_overlaps(examples: Sequence[Example], pairs: Mapping[tuple[str, str], str]) -> SharedRun:
    known = {example.id: example for example in examples}
    runs = (
        longest_shared_run([(known[a], a), (known[b], b)])
        for (a, b), relation in pairs.items()
        if relation == "overlap" and a in known and b in known
    )
    return max(runs, key=lambda run: run.length, default=SharedRun())


def _families_by_kind(examples: Sequence[Example], pairs: Mapping[tuple[str, str], str]) -> dict[str, int]:
    family = {example.id: example.family for example in examples}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for (a, b), relation in pairs.items():
        if a in family and family[a] == family.get(b):
            named[relation].add(family[a])
    return {kind: len(named[kind]) for kind in FAMILY_KINDS}


def _growth(examples: Sequence[Example]) -> tuple[dict[str, int], int]:
    seen: set[str] = set()
    grown: dict[str, int] = {}
    for example in examples:
        words = set(_LETTERS.findall(example.prose.lower()))
        grown[example.id] = len(words - seen)
        seen |= words
    return grown, len(seen)


def _counted(values: Iterable[T]) -> dict[T, int]:
    return dict(sorted(Counter(values).items()))


def rows(measures: Measures) -> Iterator[tuple[str, str, str]]:
    """Name, value and floor, as printed."""
    for floor in FLOORS:
        value = floor.value(measures)
        yield floor.name, f"{value:.4g}", f"{floor.least:g}" + ("" if value >= floor.least else "  too few")
    for name, run in (("families", measures.between_families), ("overlaps", measures.between_overlaps)):
        held = "" if run.length <= LONGEST_SHARED_RUN else f"  too long: {run.words} ({', '.join(run.ids or ())})"
        yield f"longest run of words shared between {name}", str(run.length), f"at most {LONGEST_SHARED_RUN}{held}"


def main() -> None:
    """Print the floors, then every count."""
    measures = measure(load_examples())
    for name, value, floor in rows(measures):
        print(f"{name:45} {value:>7}   {floor}")
    groups: tuple[tuple[str, Mapping[str, int] | Mapping[int, int]], ...] = (
        ("kinds", measures.kinds),
        ("years", measures.years),
        ("submitting", measures.submitting),
        ("affected", measures.affected),
        ("parts", measures.parts),
        ("relations (pairs)", measures.relations),
        ("voices", measures.voices),
    )
    for title, counts in groups:
        print(f"\n{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    print(f"\n{'theme':24} {'must':>5} {'may':>5}  " + " ".join(f"{part:>11}" for part in PARTS))
    for theme, count in measures.must.items():
        by_part = " ".join(f"{measures.must_by_part[part][theme]:>11}" for part in PARTS)
        print(f"{theme:24} {count:>5} {measures.may[theme]:>5}  {by_part}")


if __name__ == "__main__":
    main()
