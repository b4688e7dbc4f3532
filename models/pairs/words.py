"""Words as two texts are compared by them: dictionary forms, and the parts of compounds beside the whole.

'Medarbejderne', 'medarbejder' and 'medarbejders' are one word; 'vejbrønde' is also 'vej' and 'brønd', so that two texts
meet that write the same thing as one word and as two. Parts weigh less than whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.repair.lexicon import frequency, weakest_part

PART_WEIGHT = 0.5
"""What a part of a compound counts against a word of its own."""

WORD = re.compile(r"[^\W\d_][\w&]{1,60}")
_FEWEST_LETTERS = 3
_FUNCTION_WORD = 6.35  # Zipf scale: words that are commoner ('for', 'skal', 'kan') say nothing of the matter
_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 3
_LEAST_PART = 2.9  # Zipf scale; rarer parts make false splits
_LEAST_LONG_PART = 1.9  # the same for parts of so many letters that they are hardly found by chance
_LONG_PART = 5
_LEAST_SHORT_PART = 4.3  # and for parts of three letters: 'sag', 'vej', 'bil'
_FUGUES = ("", "s", "e")
_KEPT_WORDS = 60_000  # whose forms are kept, some 10 MB a question: a large collection has so many words in use
# Common in every proposal and no more than glue; the collection's own counts take care of the others.
_KEPT = frozenset(
    {"fælles", "drift", "salt", "bolig", "tolk", "lov", "data"}
)  # the word list gives another word's form
_GLUE = frozenset(
    """
    alle også andre mange flere både eller uden under efter over inden samt heraf herunder derfor
    hvor hvis ikke blive være have kunne skulle ville måtte burde gøre give få tage komme gå stå
    ligge sætte se sige vise finde del gang første anden tredje år måned dag uge mio kr pct ca bl
    dvs mv evt fx jf hhv
    """.split()  # noqa: SIM905 (one word a line would be a page)
)


def words(text: str) -> Iterator[str]:
    """The dictionary forms of a text's words in their order, function words and numbers left out."""
    for match in WORD.finditer(text):
        word = normal(match.group())
        if word:
            yield word


def weighted_words(texts: Iterable[str]) -> dict[str, float]:
    """How often each dictionary form occurs, with the parts of compounds at `PART_WEIGHT`."""
    counted: dict[str, float] = {}
    for text in texts:
        for word in words(text):
            counted[word] = counted.get(word, 0.0) + 1
            for part in parts(word):
                counted[part] = counted.get(part, 0.0) + PART_WEIGHT
    return counted


@lru_cache(maxsize=_KEPT_WORDS)
def normal(printed: str) -> str:
    """A printed word's dictionary form in lower case; empty for function words."""
    word = printed.lower()
    if len(word) < _FEWEST_LETTERS or frequency(word) >= _FUNCTION_WORD:
        return ""
    base = _lemma(word)
    return "" if base in _GLUE or frequency(base) >= _FUNCTION_WORD else base


def _lemma(word: str) -> str:
    """A listed word's dictionary form; of others their last part's. What no list knows (names) stays as it is."""
    from simplemma import is_known, lemmatize

    if word in _KEPT:
        return word
    return str(lemmatize(word, lang="da")).lower() if is_known(word, lang="da") else _compound_lemma(word)


def _compound_lemma(word: str) -> str:
    """An unlisted compound with its last part in dictionary form: 'vejbrøndene' is 'vejbrønd'."""
    from simplemma import lemmatize

    split = _last_part(word)
    if split is None:
        return word[:-1] if word.endswith("s") and frequency(word[:-1]) else word
    head, tail = split
    return head + str(lemmatize(tail, lang="da")).lower()


@lru_cache(maxsize=_KEPT_WORDS)
def parts(word: str) -> tuple[str, ...]:
    """The two parts of a compound in dictionary form; empty where the word is none."""
    split = _last_part(word)
    if split is None:
        return ()
    head, tail = split
    return tuple(part for part in (_bare(head), normal(tail)) if len(part) >= _SHORTEST_PART)


def _bare(head: str) -> str:
    """The first part without its linking letter, in dictionary form."""
    for fugue in _FUGUES:
        base = head.removesuffix(fugue) if fugue else head
        if len(base) >= _SHORTEST_PART and _sure(base):
            return normal(base)
    return head[:-1] if head.endswith("s") else head


@lru_cache(maxsize=_KEPT_WORDS)
def _last_part(word: str) -> tuple[str, str] | None:
    """Where a compound is cut so that its rarer part is as common as can be; None where no cut gives known parts."""
    if len(word) < _SHORTEST_COMPOUND:
        return None
    best, found = 0.0, None
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        score = min(_head(head), _sure(tail))
        if score > best:
            best, found = score, (head, tail)
    return found


def _sure(part: str) -> float:
    """How common a word is, or 0 where it is so rare for its length that it may be found by chance."""
    least = _LEAST_LONG_PART if len(part) >= _LONG_PART else _LEAST_PART
    if len(part) == _SHORTEST_PART:
        least = _LEAST_SHORT_PART
    found = frequency(part)
    return found if found >= least else 0.0


def _head(head: str) -> float:
    """How common the first part is, linking letter or not; compounds are parts too."""
    scores = [_sure(head)]
    if len(head) > _SHORTEST_PART and head[-1] in "se":
        scores.append(_sure(head[:-1]))
    if len(head) > _SHORTEST_COMPOUND:
        scores.append(weakest_part(head))
    return max(scores)
