"""What the relation model is asked: the likenesses of a pair, and what else a person would look at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from rapidfuzz.fuzz import token_set_ratio

from models.pairs.entry import Entry, compared_names
from models.pairs.likeness import LIKENESSES, Question, likenesses
from models.pairs.shingles import contained
from models.pairs.space import Placed, Vector, Weights, unit

FACTS = (
    "copied",  # share of the shorter text that stands in the longer one
    "copied_both",  # share of the longer text that stands in the shorter one
    "own_text",  # likeness of what is not copied
    "names",  # rare names of systems and bodies that both have
    "mention",  # one of them names the other
    "same_office",  # submitted by the same administration
    "affected",  # share of affected administrations that both have
    "gap",  # years between them
    "title",  # how alike the titles are
    "again",  # the later one says that it was put before
    "trial",  # the earlier one is a trial
    "earlier",  # the later one speaks of a trial before it
    "grows",  # an innovation proposal, then an investment
    "same_money",  # 1 where both ask for the same kroner in the same years, -1 where not, 0 where one prints none
)

FEATURES = (*LIKENESSES, *FACTS)
"""The numbers that a pair is judged by, in their order."""

COPIED_PASSAGE = 0.4  # share of its runs that the other has: such a passage is the same text
_LEAST_COPIED = 0.03  # a few stock phrases: nothing to take out
_MOST_NAMES = 12.0  # more shared names than that say no more
_TRIALS = frozenset({"innovationsforslag"})
_INVESTMENTS = frozenset({"investeringsforslag", "effektiviseringsforslag", "business case"})


def pair_features(asked: Question, other: Placed, weights: Weights, name_weights: NameWeights) -> Vector:
    """The numbers of `FEATURES`; which of the two is asked makes no difference."""
    return np.concatenate([likenesses(asked, other, weights), _facts(asked.placed, other, name_weights)])


class NameWeights:
    """How rare names are among the proposals of fitting and those of the collection, by folded spelling."""

    def __init__(self, counted: Mapping[str, int], proposals: int) -> None:
        self._counted = dict(counted)
        self._proposals = proposals

    @property
    def counted(self) -> Mapping[str, int]:
        """In how many proposals each name was seen."""
        return self._counted

    @property
    def proposals(self) -> int:
        """How many proposals were seen."""
        return self._proposals

    def weight(self, name: str) -> float:
        """0 for a name that half of the proposals have, the logarithm of its rarity for others."""
        return max(0.0, float(np.log((self._proposals + 1) / (2.0 * self._counted.get(name, 1)))))

    def seen(self, entry: Entry) -> None:
        """Counts the names of one more proposal."""
        self._proposals += 1
        for name in compared_names(entry):
            self._counted[name] = self._counted.get(name, 0) + 1


def shared_names(one: Placed, other: Placed, weights: NameWeights) -> list[tuple[float, str]]:
    """The names that both have with their weights, the rarest first."""
    here, there = one.names, other.names
    return sorted(((weights.weight(name), here[name]) for name in here if name in there), reverse=True)


def in_order(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    """The earlier and the later of the two; by id where no year tells."""
    keys = [(entry.year or 0, entry.kind in _INVESTMENTS, entry.id) for entry in (one, other)]
    return (one, other) if keys[0] <= keys[1] else (other, one)


def mentioned(by: Entry, other: Entry) -> int | None:
    """Which of the mentions of ``by`` names the other proposal; None where none does."""
    for place, mention in enumerate(by.mentions):
        if mention.proposal_id is not None:
            if mention.proposal_id == other.id:
                return place
        elif mention.code and mention.code == other.code and mention.year == other.year:
            return place
    return None


def copied_passages(one: Placed, other: Placed) -> Vector:
    """For each passage of the one the share of its text that stands in the other."""
    return np.array([contained(runs, other.runs) for runs in one.entry.shingles] or [0.0], dtype=np.float32)


def _facts(one: Placed, other: Placed, names: NameWeights) -> Vector:
    a, b = one.entry, other.entry
    earlier, later = in_order(a, b)
    parts = (contained(one.runs, other.runs), contained(other.runs, one.runs))
    either, both = set(a.affected) | set(b.affected), set(a.affected) & set(b.affected)
    values = {
        "copied": max(parts),
        "copied_both": min(parts),
        "own_text": _own_text(one, other, max(parts)),
        "names": min(sum(weight for weight, _ in shared_names(one, other, names)), _MOST_NAMES),
        "mention": float(mentioned(a, b) is not None or mentioned(b, a) is not None),
        "same_office": float(a.submitting is not None and a.submitting == b.submitting),
        "affected": len(both) / len(either) if either else 0.0,
        "gap": float(min(abs((a.year or 0) - (b.year or 0)), 8)) if a.year and b.year else 3.0,
        "title": token_set_ratio(a.title.lower(), b.title.lower()) / 100,
        "again": float(min(later.again, 3)),
        "trial": float(np.log1p(earlier.trial)),
        "earlier": float(np.log1p(later.earlier)),
        "grows": float(earlier.kind in _TRIALS and later.kind in _INVESTMENTS),
        "same_money": _same_money(a, b),
    }
    return np.array([values[name] for name in FACTS], dtype=np.float32)


def _same_money(one: Entry, other: Entry) -> float:
    here, there = ({year: kr for by in e.money.asked.values() for year, kr in by.items() if kr} for e in (one, other))
    return 0.0 if not here or not there else 1.0 if here == there else -1.0


def _own_text(one: Placed, other: Placed, copied: float) -> float:
    """Likeness of the two texts without the passages that they share word for word; 1 where nothing else is left."""
    if copied < _LEAST_COPIED:
        return float(one.whole @ other.whole)
    own = [
        side.passages[: len(share)].astype(np.float32)[share < COPIED_PASSAGE] for side, share in _shares(one, other)
    ]
    if not len(own[0]) or not len(own[1]):
        return 1.0
    return float(unit(own[0].sum(axis=0)) @ unit(own[1].sum(axis=0)))


def _shares(one: Placed, other: Placed) -> tuple[tuple[Placed, Vector], tuple[Placed, Vector]]:
    return (one, copied_passages(one, other)), (other, copied_passages(other, one))
