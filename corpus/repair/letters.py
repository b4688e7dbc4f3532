"""Letters: damage that optical reading does to æ, ø and å, undone where the word lists leave no doubt.

A reader that does not know Danish prints 'veere' for 'være', 'losning' for 'løsning', 'p&' for 'på'. For every word
the listed words that could have been printed so are found (`candidates`), and the likeliest is taken only if it beats
both the printed word and every other candidate by a clear margin: a false repair is worse than a missed one. Nothing
is touched in a document that shows no damage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log10

from corpus.repair.candidates import DANISH, Candidate, candidates, could_be_damaged, may_be_common, printed_compound
from corpus.repair.digits import mend_amounts, mend_bars, mend_price_level
from corpus.repair.lexicon import FOREIGN, KNOWN, LISTED, common, compound, foreign, frequency
from corpus.types import RawLine

# A word: letters, with the marks and digits inside or in front that stand for a letter ('p&', 'omr4de', '6konomi').
_WORD = re.compile(r"(?<![\w&¢@.])[046&@]?[^\W\d_](?:[^\W_]|[&¢�@](?![A-Z])|(?<=[A-ZÆØÅ]{4})&)*")
_ADDRESS = re.compile(r"[:@]|www|\.[a-z]{2,3}/")
_INNER_CAPITAL = re.compile(r"(?<!^)[B-HJ-ZÆØÅ]|(?<!^)A(?![a-zæøå])|[AI].*[AI]")
_CAPITAL_I = re.compile(r"I(?=[a-zæøå&])|(?<=[a-zæøå])I")
_CASED_WITH_DIGIT = re.compile(r"[\da-zæøå&@]+|[A-ZÆØÅ][\da-zæøå&@]{4,}")
_READ_AS_CAPITAL = "@0"  # signs as tall as a capital: 'Ø' was printed
_SHORTEST = 2
_LONGEST = 40
_MARGIN_UNKNOWN = 0.5  # on the Zipf scale: over an unlisted printed word the candidate need only be a likely word
_MARGIN_KNOWN = 1.0  # over a listed one it must be ten times as likely, the rate of damage counted in
_MARGIN_RARE = 0.7  # over one that no text of the frequency list has
_MARGIN_SHORT = 1.3  # words of two and three letters collide easily
_MARGIN_CAPITALS = 4.0  # four capitals are an abbreviation as a rule; 'HORT' in 'HVEM ER HORT?' is not
_MARGIN_OTHER = 0.5  # over the next best candidate
_SHORT = 3
_DAMAGE_NEEDED = 0.04  # share of words with æ, ø, å that must be damaged before plain text counts as damaged
_WORDS_NEEDED = 6  # different damaged words
_ENOUGH_INTACT = 200  # common words with æ, ø, å: of so many, damage that counts takes eight
_SOUND = 0.005  # share of them: names and rare words that look like damage stay far below _DAMAGE_NEEDED
_SEEN_OFTEN = 2  # occurrences that make a word of the document itself a candidate
_NAME_OFTEN = 5  # for a word that no list knows, which may itself be half damaged
_SEEN_SCORE = 2.5


@dataclass(frozen=True, kw_only=True)
class Mended:
    """The lines with their letters put right, and how many words were changed."""

    lines: tuple[RawLine, ...]
    count: int


def mend_letters(lines: tuple[RawLine, ...], *, ocr: bool) -> Mended:
    """Undo reading damage. ``ocr`` says that the text was read optically; plain text must show that it was."""
    counts = _eligible_words(lines)
    repairs = _repairs(counts, ocr)
    damaged = ocr or bool(repairs)
    mended = tuple(_mend_line(line, repairs, damaged) for line in lines)
    return Mended(lines=mended, count=sum(counts[word] for word in repairs))


def _eligible_words(lines: Iterable[RawLine]) -> Counter[str]:
    """How often each word is printed that may be repaired. Each is judged once, where no address can be around it."""
    plain: list[str] = []
    found: Counter[str] = Counter()
    for line in lines:
        for cell in line.cells:
            if "/" in cell or "@" in cell:
                found.update(match.group() for match in _WORD.finditer(cell) if _eligible(match))
            else:
                plain += _WORD.findall(cell)
    found.update({word: number for word, number in Counter(plain).items() if _has_shape_of_word(word)})
    return found


def _mend_line(line: RawLine, repairs: Mapping[str, str], damaged: bool) -> RawLine:
    cells = tuple(_mend(cell, line, repairs, damaged) for cell in line.cells)
    return line if cells == line.cells else replace(line, cells=cells)


def _mend(cell: str, line: RawLine, repairs: Mapping[str, str], damaged: bool) -> str:
    if repairs:
        cell = _WORD.sub(lambda match: _replaced(match, repairs), cell)
    if damaged:
        cell = mend_bars(cell)
    return mend_amounts(mend_price_level(cell), row=len(line.cells) > 1)


def _replaced(match: re.Match[str], repairs: Mapping[str, str]) -> str:
    word = match.group()
    if word not in repairs or not _eligible(match):
        return word
    before = match.string[max(0, match.start() - 3) : match.start()].rstrip()
    begins = not before or before.endswith((".", ":"))
    return _capital(repairs[word]) if begins and not word[0].isalpha() else repairs[word]


def _eligible(match: re.Match[str]) -> bool:
    """Whether a word may be repaired where it stands: it looks like a word, and is no part of an address."""
    word = match.group()
    if "@" in word and match.string[match.end() : match.end() + 1] == ".":
        return False  # an address for mail
    return _has_shape_of_word(word) and not _in_address(match)


def _has_shape_of_word(word: str) -> bool:
    """Whether a word may be repaired at all: no codes ('BC05', 'TV01c'), no capitals of three letters or fewer."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return False
    if word.islower() and word.isalpha():
        return True
    digits = sum(character.isdigit() for character in word)
    if digits and (digits > 1 or word[-1] in "012356789" or _CASED_WITH_DIGIT.fullmatch(word) is None):
        return False
    if word.isupper() and len(word) > len("p&"):
        return len(word) > _SHORT
    return _INNER_CAPITAL.search(word) is None


def _in_address(match: re.Match[str]) -> bool:
    """Whether the word is a step in a web address: 'www.by.dk/okonomi'."""
    before = match.start()
    text = match.string
    return before > 0 and text[before - 1] == "/" and _ADDRESS.search(text[max(0, before - 40) : before]) is not None


# ---------------------------------------------------------------- which words


def _repairs(counts: Counter[str], ocr: bool) -> dict[str, str]:
    """Printed word to repaired word, for those that need it; empty where the document shows no damage."""
    if not ocr and _is_sound(counts):
        return {}
    suspects = [word for word in counts if could_be_damaged(word.lower())]
    unlisted = [word for word in suspects if frequency(word) < KNOWN]
    if not unlisted or not _worth_a_look(unlisted, counts, ocr):
        return {}
    seen = _own_words(counts)
    found = {word: best for word in unlisted if (best := _best(word, seen, {}))}
    rates = _damage_rates(found, counts)
    damaged = sum(counts[word] for word in found)
    intact = sum(number for word, number in counts.items() if any(letter in DANISH for letter in word.lower()))
    if not ocr and (len(found) < _WORDS_NEEDED or damaged < _DAMAGE_NEEDED * (damaged + intact)):
        return {}
    listed = [word for word in suspects if word not in found]
    found |= {word: best for word in listed if (best := _best(word, seen, rates))}
    return {word: _in_case_of(word, best.word) for word, best in found.items()}


def _is_sound(counts: Counter[str]) -> bool:
    """Whether the common words with æ, ø and å show that nothing is damaged, so that no larger list need be loaded.

    Damage falls on common and rare words alike. Where a document has too few of them to tell, the answer is no.
    """
    lower: Counter[str] = Counter()
    for word, number in counts.items():
        lower[word.lower()] += number
    intact = sum(number for word, number in lower.items() if any(c in DANISH for c in word) and common(word))
    if intact < _ENOUGH_INTACT:
        return False
    lost = sum(number for word, number in lower.items() if could_be_damaged(word) and may_be_common(word))
    return lost <= _SOUND * intact


def _worth_a_look(unlisted: list[str], counts: Counter[str], ocr: bool) -> bool:
    """A cheap first look, so that a sound document does not wait for the index of words: are many words unlisted?"""
    words = sum(counts.values())
    odd = sum(counts[word] for word in unlisted if word.islower() and not compound(word) and not foreign(word))
    return ocr or odd >= max(_WORDS_NEEDED, 0.01 * words)


def _own_words(counts: Counter[str]) -> frozenset[str]:
    """Words with æ, ø or å that the document itself prints more than once: known ones, or names that come often."""
    lower: Counter[str] = Counter()
    for word, number in counts.items():
        lower[word.lower()] += number
    return frozenset(
        w
        for w, n in lower.items()
        if n >= (_SEEN_OFTEN if frequency(w) or compound(w) else _NAME_OFTEN)
        and len(w) > _SHORT
        and any(c in DANISH for c in w)
        and w.isalpha()
    )


def _printed_score(word: str) -> float:
    """How likely the printed word is as it stands."""
    score = frequency(word) or printed_compound(word)
    return max(score, FOREIGN) if foreign(word) and len(word) > _SHORT else score


def _best(word: str, seen: frozenset[str], rates: Mapping[str, float]) -> Candidate | None:
    """The one candidate that is clearly better than the printed word and than all others, or None."""
    lower = word.lower()
    possible = candidates(lower, seen)
    if not word.isupper() and _CAPITAL_I.search(word):
        possible += candidates(_CAPITAL_I.sub("l", word).lower(), seen)
    ranked = sorted((_weighed(candidate, seen, rates) for candidate in possible), key=lambda c: (-c.score, c.word))
    if not ranked:
        return None
    best = ranked[0]
    printed = _printed_score(lower)
    if word.isupper() and len(word) == _SHORT + 1:
        margin = _MARGIN_CAPITALS
    elif len(lower) <= _SHORT:
        margin = _MARGIN_SHORT
    else:
        margin = _margin(frequency(lower))
    if best.score - printed < margin or (len(ranked) > 1 and best.score - ranked[1].score < _MARGIN_OTHER):
        return None
    if word[0].isupper() and not word.isupper() and best.score < 1.5 * KNOWN:
        return None  # a name, most likely
    return best


def _margin(listed: float) -> float:
    if listed < KNOWN:
        return _MARGIN_UNKNOWN
    return _MARGIN_KNOWN if listed > LISTED else _MARGIN_RARE


def _weighed(candidate: Candidate, seen: frozenset[str], rates: Mapping[str, float]) -> Candidate:
    """The candidate's score with the document's own use of the word and its rate of damage taken into account."""
    score = candidate.score
    if candidate.word in seen:
        score = max(score, _SEEN_SCORE - candidate.cost)
    if rates:
        score += max(log10(max(rates.get(letter, 0.0), 1e-4)) for letter in DANISH if letter in candidate.word)
    return replace(candidate, score=score)


def _damage_rates(found: Mapping[str, Candidate], counts: Counter[str]) -> dict[str, float]:
    """For each of æ, ø, å the share of its occurrences that was damaged, judged by the words repaired so far."""
    lost: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for word, number in counts.items():
        for letter in DANISH:
            intact = word.lower().count(letter)
            kept[letter] += number * intact
            if word in found:
                lost[letter] += number * max(0, found[word].word.count(letter) - intact)
    return {letter: lost[letter] / max(1, lost[letter] + kept[letter]) for letter in DANISH}


def _in_case_of(printed: str, word: str) -> str:
    letters = [character for character in printed if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return word.upper()
    capital = printed[0].isupper() and not (printed[0] == "I" and word[0] == "l")
    return _capital(word) if capital or printed[0] in _READ_AS_CAPITAL else word


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]
