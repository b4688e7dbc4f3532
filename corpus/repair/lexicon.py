"""What words there are: how common a Danish word is, and whether an unlisted one is a compound of listed ones.

Three sources, asked in this order: the frequencies of `wordfreq` (30 000 words, with how common each is), a short list
of municipal terms (``words.txt`` beside this file) and the word forms of `simplemma` (800 000, without frequencies).
Nothing is loaded before the first question, or before `load_common` asks for it; the word forms take a second, and a
sound document needs none. Scores are on the Zipf scale: the base-10 logarithm of how often a word occurs in a billion
words, so 7 is 'og', 5 is 'kommunen' and 0 means unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import log10
from pathlib import Path
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

LISTED = 2.0  # a form in simplemma only: real, but rarer than the 30 000 most common words (which end near 3)
MUNICIPAL = 3.2  # a term of the forms themselves: about as common in these documents as a word of daily speech
FOREIGN = 2.5  # a common English word: not Danish, and not damage either
KNOWN = 1.0  # from here on a word counts as known
_COMMON_ENGLISH = 4.0  # Zipf scale; also what a short English word needs in Danish to be a part
_PER_BILLION = 9.0
_GENITIVE_LOSS = 0.7  # 'kommunes' is rarer than 'kommune'
_INFLECTION_LOSS = 1.7  # an inflected form that is not among the common words, against its dictionary form
_COMPOUND_LOSS = 2.0  # a compound is much rarer than its rarest part
_COMPOUND_RANGE = (0.3, 1.6)  # and always less certain than a listed word
_LONG_PART = 6  # letters; a listed form so long is a sure part even where its frequency is not known
_SURE_PART = 3.0
_SHORTEST_PART = 4
_MOST_PARTS = 4
# Parts of three letters or fewer that Danish municipal compounds are made of; others give nonsense splits.
_SHORT_PARTS = frozenset(
    {"år", "råd", "by", "it", "sag", "dag", "vej", "net", "app", "bil", "job", "mål", "pas", "tid", "web", "lov", "bor"}
    | {"løn", "hus", "rum", "tal", "fag", "bad", "hør", "nær", "ny", "få", "før", "små", "led", "fri", "fod", "bus"}
    | {"vis", "lån", "sky", "sum"}
)
# Words and endings that are almost never a part of a compound but make many false splits possible.
_NEVER_PARTS = frozenset({"eller", "ikke", "også", "hvis", "skal", "ville", "ingen", "enes", "eres", "ende", "erne"})


def _once(read: Callable[[], T]) -> Callable[[], T]:
    """``read``, run at the first call only; threads that call meanwhile wait for it instead of reading as well."""
    lock, cached = Lock(), lru_cache(maxsize=1)(read)

    def one_at_a_time() -> T:
        with lock:
            return cached()

    return one_at_a_time


@_once
def _danish() -> Mapping[str, float]:
    from wordfreq import get_frequency_dict

    return get_frequency_dict("da")


@_once
def _english() -> Mapping[str, float]:
    from wordfreq import get_frequency_dict

    return get_frequency_dict("en", wordlist="small")


@lru_cache(maxsize=1)
def municipal_terms() -> frozenset[str]:
    """The terms of ``words.txt``: names of administrations and words of the forms, in lower case."""
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@_once
def _forms() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("da")


def load_common() -> None:
    """Load the lists of common words now, so that the first question need not wait."""
    _danish()
    municipal_terms()


def common_words() -> set[str]:
    """The common Danish words and the municipal terms in lower case."""
    return set(_danish()) | municipal_terms()


def common(word: str) -> bool:
    """Whether a word in lower case is one of `common_words`."""
    return word in _danish() or word in municipal_terms()


def danish_words() -> set[str]:
    """Every listed Danish word in lower case: frequency list, municipal terms and word forms (names left out)."""
    listed = {form for form in _forms() if len(form) > 3 and form.islower()}
    return listed | common_words()


@lru_cache(maxsize=400_000)
def frequency(word: str) -> float:
    """How common a Danish word is on the Zipf scale; 0 when no list has it. Upper and lower case count alike."""
    word = word.lower()
    found = _danish().get(word)
    if found:
        return log10(found) + _PER_BILLION
    if word in municipal_terms():
        return MUNICIPAL
    if len(word) > 3 and (form := _form_of(word)):
        lemma = _danish().get(form.lower())
        return max(LISTED, log10(lemma) + _PER_BILLION - _INFLECTION_LOSS) if lemma else LISTED
    if len(word) > 4 and word.endswith("s"):
        base = _danish().get(word[:-1])
        return log10(base) + _PER_BILLION - _GENITIVE_LOSS if base else 0.0
    return 0.0


def _form_of(word: str) -> str | None:
    """The dictionary form of a listed word form; None when it is not listed."""
    forms = _forms()
    return forms.get(word) or forms.get(word.capitalize())


@lru_cache(maxsize=100_000)
def foreign(word: str) -> bool:
    """Whether it is a common English word, as systems, methods and job titles often are."""
    found = _english().get(word.lower())
    return found is not None and log10(found) + _PER_BILLION >= _COMMON_ENGLISH


@lru_cache(maxsize=400_000)
def weakest_part(word: str, parts_left: int = _MOST_PARTS) -> float:
    """The frequency of the rarest part in the best split of a compound; 0 when it cannot be split into known parts."""
    best = 0.0
    for cut in range(2, len(word) - 2):
        left, right = word[:cut], word[cut:]
        score = part(left)
        if score <= best:
            continue
        rest = part(right)
        if parts_left > 2:
            rest = max(rest, weakest_part(right, parts_left - 1))
        best = max(best, min(score, rest))
    return best


@lru_cache(maxsize=400_000)
def part(word: str) -> float:
    """How common a word is as a part of a compound, with or without a linking 's' or 'e'; 0 when it is none."""
    if len(word) < _SHORTEST_PART:
        return frequency(word) if word in _SHORT_PARTS else 0.0
    if word in _NEVER_PARTS:
        return 0.0
    score = _as_part(word)
    if word[-1] in "se" and len(word) > _SHORTEST_PART:
        base = word[:-1]
        score = max(score, _as_part(base) if base not in _NEVER_PARTS else 0.0)
    return score


def _as_part(word: str) -> float:
    score = frequency(word)
    if score and len(word) >= _LONG_PART:
        return max(score, _SURE_PART)
    return 0.0 if score < _SURE_PART or (score < _COMMON_ENGLISH and foreign(word)) else score


def compound(word: str) -> float:
    """How common a compound of known parts is likely to be, on the same scale as `frequency`; 0 when it is none."""
    weakest = weakest_part(word.lower())
    return compound_score(weakest) if weakest else 0.0


def compound_score(weakest: float) -> float:
    """The score of a compound whose rarest part has this frequency."""
    lowest, highest = _COMPOUND_RANGE
    return min(max(weakest - _COMPOUND_LOSS, lowest), highest)


def known(word: str) -> bool:
    """Whether a list has the word."""
    return frequency(word) >= KNOWN


def plausible(word: str) -> bool:
    """Whether the word is listed or a compound of parts that are all common."""
    return known(word) or compound(word) >= KNOWN
