"""Numbers that optical reading damaged: 'l0 mio. kr.', '4OO timer', '2 ,4 mio. kr.', '1. 750.000 kr.'.

Letters are digits only where a unit stands behind them: that is what proves that a number was printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.numerals import read_number
from models.figures.units import MULTIPLIERS, unit_of
from models.figures.words import Words, at, word_set

_LONGEST = 16  # characters of a printed number
_PIECES = 8  # tokens that one number may be split into
_AS_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_LOOKS_LIKE_DIGITS = re.compile(r"[\dOolI|.,]{1,16}")
_TEN = re.compile(r"[lI|][O0]")  # 'lO' has no digit at all, but no word is written so
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,2})?|\d{1,6}(?:,\d{1,2})?")
_DECIMALS = re.compile(r"\d{1,2}")
_GROUPS = re.compile(r"\d{3}(?:\.\d{3}){0,2}")
_BEFORE_AMOUNTS = word_set("på er var til med om af for koster udgør ca. i")


def may_be_misread(word: str) -> bool:
    """Whether a word in small letters could be a misread number; only such words are looked at closely."""
    return word[0] in "lio|" and (word in ("lo", "io") or any(character.isdigit() for character in word))


def begins_number(words: Words, place: int) -> bool:
    """Whether a letter may stand for the digit before a comma or point: 'I,5 mio. kr.', 'l.250.000 kr.'."""
    mark = at(words, place + 1)
    return words[place].text in ("l", "I", "O") and mark.text in (",", ".") and not (mark.spaced or mark.line)


def misread(words: Words, place: int) -> tuple[Decimal, int] | None:
    """The number that begins at a place in letters that look like digits, and the place behind it, or None."""
    first = at(words, place)
    if not _LOOKS_LIKE_DIGITS.fullmatch(first.text) or (not first.spaced and at(words, place - 1).text[-1].isalnum()):
        return None
    printed, end = first.text, place + 1
    while end - place < _PIECES and len(printed) < _LONGEST:
        piece = at(words, end)
        if piece.spaced or piece.line or not _LOOKS_LIKE_DIGITS.fullmatch(piece.text):
            break
        printed, end = printed + piece.text, end + 1
    if printed.isdigit() or not (any(letter.isdigit() for letter in printed) or _TEN.fullmatch(printed)):
        return None
    digits = printed.translate(_AS_DIGITS)
    if digits == printed or not _NUMBER.fullmatch(digits) or not _counted(words, end):
        return None
    value = read_number(digits)
    return None if value is None else (value, end)


def split_decimals(words: Words, place: int, printed: str) -> tuple[Decimal, int] | None:
    """'2 ,4 mio. kr.': decimals that stand apart from the number, with a unit behind them."""
    comma, decimals = at(words, place + 1), at(words, place + 2)
    if comma.text != "," or not comma.spaced or comma.line or decimals.spaced or decimals.line:
        return None
    if not _DECIMALS.fullmatch(decimals.text) or not _counted(words, place + 3):
        return None
    value = read_number(f"{printed},{decimals.text}")
    return None if value is None else (value, place + 3)


def split_million(words: Words, place: int) -> tuple[Decimal, int] | None:
    """'en udgift på 1. 750.000 kr.': a space behind the first point of an amount, inside a sentence."""
    point, rest = at(words, place + 1), at(words, place + 2)
    if point.text != "." or point.spaced or not rest.spaced or rest.line or not _GROUPS.fullmatch(rest.text):
        return None
    unit = unit_of(at(words, place + 3).lower)
    if unit is None or unit.name != "kr." or at(words, place - 1).lower not in _BEFORE_AMOUNTS:
        return None
    value = read_number(f"{words[place].text}.{rest.text}")
    return None if value is None else (value, place + 3)


def _counted(words: Words, place: int) -> bool:
    word = at(words, place)
    return not word.line and (word.lower in MULTIPLIERS or unit_of(word.lower) is not None)
