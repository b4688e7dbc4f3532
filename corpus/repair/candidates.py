"""Candidates: the Danish words that could have been printed as a given damaged word.

Every listed word with æ, ø or å is filed under a skeleton in which all letters that these are read as fall together;
a printed word has the same skeleton as the words that it may come from. How it came from them is then checked letter
by letter against the confusions below. Their prices are on the scale of base-10 logarithms, dearer where rarer; they
are set by judgement after reading what Tesseract with English data makes of drawn Danish text, not estimated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.repair.lexicon import LISTED, common, common_words, compound_score, danish_words, frequency, part

DANISH = "æøå"
CONFUSIONS: Mapping[str, Mapping[str, float]] = {
    "æ": dict(ae=0.2, ee=0.4, ze=0.7, zæ=1.0, zz=1.3, a=1.3, e=1.4, w=1.0, ä=0.3, oe=1.3) | {"�": 0.5},
    "ø": dict(o=0.2, oe=0.4, ö=0.2, ó=0.5, e=0.6, a=0.9, g=0.9, z=1.2, é=1.2, s=1.3)
    | {"¢": 0.5, "�": 0.5, "6": 0.9, "0": 0.9, "@": 1.0},
    "å": dict(a=0.2, á=0.3, à=0.3, ã=0.4, â=0.4, é=0.5, aa=0.6, ä=0.6, e=1.6, d=1.8)
    | {"&": 0.2, "�": 0.5, "4": 0.6, "@": 0.8},
}
_FOLDED = re.compile("[aeoæøåéäöáàãâówz046&¢�@]+")
_READ_AS_CONSONANT = "gsd"  # ø or å is now and then read as one of these; they are tried one at a time
_MAYBE = re.compile("[aeogszwéäöáàãâó046&¢�@]")
_SHORTEST_LISTED = 5  # forms without a frequency that are shorter make too many candidates
_SHORTEST_PART = 4
_MOST_CONSONANTS = 6
_SURE_AS_PRINTED = 1.0  # price on changing a part of a compound that is a word as it stands
_SHADOWED_BY = 2.0  # a listed form so much rarer than a word that it may be damage of is hardly meant
_SHADOW_COST = 0.6
_PRINTED_COMPOUND = 1.2  # at most: below every listed word
_MANY_PARTS = 0.4  # price of each part beyond two


@dataclass(frozen=True, kw_only=True, order=True)
class Candidate:
    """A word in lower case that may have been meant; score on the Zipf scale, with ``cost`` already taken off."""

    word: str
    score: float
    cost: float


def could_be_damaged(word: str) -> bool:
    """Whether a word in lower case has a letter that æ, ø or å may have been read as."""
    return _MAYBE.search(word) is not None


def may_be_common(word: str) -> bool:
    """Whether a word in lower case, not itself common, could have been printed as a common one with æ, ø or å."""
    if common(word):
        return False
    index = _common_index()
    listed = (listed for skeleton in _skeletons(word) for listed in index.get(skeleton, "").split())
    return any(damage_cost(word, one) is not None for one in listed)


def candidates(word: str, own: frozenset[str]) -> list[Candidate]:
    """All words, listed, compound or of the document's ``own``, that could have been printed as ``word``."""
    found = {candidate.word: candidate for candidate in (*_whole(word), *_of_own(word, own))}
    if len(word) >= 2 * _SHORTEST_PART - 1:
        for candidate in _compounds(word):
            present = found.get(candidate.word)
            if present is None or present.score < candidate.score:
                found[candidate.word] = candidate
    return [candidate for candidate in found.values() if candidate.word != word]


@lru_cache(maxsize=1)
def _index() -> Mapping[str, str]:
    """Skeleton to the listed words with æ, ø or å that have it, separated by spaces."""
    return _by_skeleton(danish_words())


@lru_cache(maxsize=1)
def _common_index() -> Mapping[str, str]:
    """The same for the common words alone, which load in a tenth of the time."""
    return _by_skeleton(common_words())


def _by_skeleton(words: Iterable[str]) -> Mapping[str, str]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if word.isalpha() and ("ø" in word or "æ" in word or "å" in word):
            index[_FOLDED.sub("@", word)].append(word)
    return {skeleton: " ".join(words) for skeleton, words in index.items()}


def _skeletons(word: str) -> Iterable[str]:
    yield _FOLDED.sub("@", word)
    places = [place for place, letter in enumerate(word) if letter in _READ_AS_CONSONANT]
    for place in places[:_MOST_CONSONANTS]:
        yield _FOLDED.sub("@", f"{word[:place]}ø{word[place + 1 :]}")


@lru_cache(maxsize=200_000)
def _whole(word: str) -> tuple[Candidate, ...]:
    """Listed words that could have been printed as ``word``."""
    index = _index()
    found: list[Candidate] = []
    for listed in {listed for skeleton in _skeletons(word) for listed in index.get(skeleton, "").split()}:
        score = frequency(listed)
        if score <= LISTED and len(listed) < _SHORTEST_LISTED:
            continue
        cost = damage_cost(word, listed)
        if cost is not None:
            found.append(Candidate(word=listed, score=score - cost, cost=cost))
    return tuple(found)


def _of_own(word: str, own: frozenset[str]) -> Iterable[Candidate]:
    """Words of the document itself: cheap only because each is tried on words of its own skeleton."""
    for listed in _own_index(own).get(_FOLDED.sub("@", word), ()):
        cost = damage_cost(word, listed)
        if cost is not None:
            yield Candidate(word=listed, score=frequency(listed) - cost, cost=cost)


@lru_cache(maxsize=2)
def _own_index(own: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in sorted(own):
        index[_FOLDED.sub("@", word)].append(word)
    return {skeleton: tuple(words) for skeleton, words in index.items()}


def damage_cost(printed: str, word: str) -> float | None:
    """The price of the cheapest way in which ``word`` was printed as ``printed``; None when there is none."""
    reached: dict[int, float] = {0: 0.0}  # characters of `printed` that are explained -> price
    for letter in word:
        following: dict[int, float] = {}
        for place, price in reached.items():
            if printed.startswith(letter, place):
                following[place + 1] = min(price, following.get(place + 1, price))
            for read, rarity in CONFUSIONS.get(letter, {}).items():
                if printed.startswith(read, place):
                    after = place + len(read)
                    following[after] = min(price + rarity, following.get(after, price + rarity))
        reached = following
        if not reached:
            return None
    return reached.get(len(printed))


# ---------------------------------------------------------------- compounds


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A part of a compound as it may have been meant."""

    text: str
    score: float
    cost: float


def _compounds(word: str) -> list[Candidate]:
    """Compounds in which at least one part is a repaired word."""
    return [
        Candidate(word=whole.text, score=compound_score(whole.score) - whole.cost, cost=whole.cost)
        for whole in _split(word, 3)
        if whole.cost > 0
    ]


def printed_compound(word: str) -> float:
    """The score of a word in lower case as a compound just as it is printed; 0 when it is none."""
    as_printed = [whole.score for whole in _split(word, 3) if whole.text == word]
    return min(compound_score(as_printed[0]), _PRINTED_COMPOUND) if as_printed else 0.0


@lru_cache(maxsize=200_000)
def _split(word: str, parts_left: int) -> tuple[_Piece, ...]:
    """The few best ways to read ``word`` as two or more parts, repaired where needed."""
    best: dict[str, _Piece] = {}
    for cut in range(2, len(word) - 2):
        lefts = _pieces(word[:cut])
        if not lefts:
            continue
        rights = _pieces(word[cut:])
        if parts_left > 2:
            rights += tuple(replace(r, cost=r.cost + _MANY_PARTS) for r in _split(word[cut:], parts_left - 1) if r.cost)
        for left in lefts:
            for right in rights:
                whole = _Piece(
                    text=left.text + right.text, score=min(left.score, right.score), cost=left.cost + right.cost
                )
                present = best.get(whole.text)
                if present is None or present.score - present.cost < whole.score - whole.cost:
                    best[whole.text] = whole
    ranked = sorted(best.values(), key=lambda piece: (piece.cost - piece.score, piece.text))
    return tuple(piece for place, piece in enumerate(ranked) if place < 5 or piece.text == word)


@lru_cache(maxsize=200_000)
def _pieces(text: str) -> tuple[_Piece, ...]:
    """One part of a compound as printed and as it may have been meant, each with or without a linking 's' or 'e'."""
    found = []
    as_printed = part(text)
    price = 0.0
    if as_printed:
        shadowed = any(c.cost <= _SHADOW_COST and c.score >= frequency(text) + _SHADOWED_BY for c in _whole(text))
        price = 0.0 if shadowed else _SURE_AS_PRINTED
        found.append(_Piece(text=text, score=LISTED if shadowed else as_printed, cost=0.0))
    for base, link in ((text, ""), (text[:-1], text[-1:])):
        if link not in ("", "s", "e") or len(base) < 2:
            continue
        for candidate in _whole(base):
            score = part(candidate.word)
            if score:
                found.append(_Piece(text=candidate.word + link, score=score, cost=candidate.cost + price))
    return tuple(sorted(found, key=lambda piece: (piece.cost - piece.score, piece.text))[:3])
