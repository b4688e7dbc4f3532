"""Printed numbers: digits in every Danish form, what OCR leaves of them, fractions, and number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.numerals import read_number
from models.figures.misread import begins_number, may_be_misread, misread, split_decimals, split_million
from models.figures.number_words import read_words
from models.figures.words import Words, at

MINUS = frozenset("-−–‐")
_FRACTIONS = {
    **{"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5)},
    **{"⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)},
}
_SLASHED = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 8)})  # '1/2 årsværk'; 5/12 is a date
_LONGEST = 20  # characters of a number; longer ones are keys and account numbers
_ENGLISH_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}")  # '1.5 mio. kr.', from an English keyboard
_DIGITS = re.compile(r"\d{1,3}")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){1,2}")
_THOUSANDS = re.compile(r"\d{3}(?:,\d{1,2})?")
_PRINTED = re.compile(r"\d[\d.]*(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number from place ``first`` up to ``end``, minus included. ``spelled``: in words; ``plain``: digits alone."""

    value: Decimal
    first: int
    end: int
    spelled: bool = False
    plain: bool = False


def read(words: Words, place: int) -> Number | None:
    """The number that begins at a place, or None. A minus belongs to it where it is printed close to it."""
    first = at(words, place)
    if first.text in MINUS and not at(words, place + 1).spaced:
        # Close to a word or number before it, it is a hyphen or the dash of a range.
        if not first.spaced and not first.line and at(words, place - 1).text not in "([":
            return None
        number = _digits(words, place + 1)
        return number and Number(value=-number.value, first=place, end=number.end)
    if first.text[0].isdigit() or may_be_misread(first.lower) or begins_number(words, place):
        mended = misread(words, place)
        if mended:
            return Number(value=mended[0], first=place, end=mended[1])
    if first.text[0].isdigit() or first.text[-1] in _FRACTIONS:
        return _digits(words, place)
    spelled = read_words(words, place) if first.is_word else None
    return Number(value=spelled[0], first=place, end=spelled[1], spelled=True) if spelled else None


def _digits(words: Words, place: int) -> Number | None:
    text = at(words, place).text
    if len(text) > _LONGEST or not (text[0].isdigit() or text[0] in _FRACTIONS):
        return None
    if text[-1] in _FRACTIONS:
        whole = _value(text[:-1]) if len(text) > 1 else Decimal(0)
        return None if whole is None else Number(value=whole + _fraction(text[-1]), first=place, end=place + 1)
    split = _split_thousands(words, place)
    if split:
        return split
    apart = (split_decimals(words, place, text) or split_million(words, place)) if _DIGITS.fullmatch(text) else None
    if apart:
        return Number(value=apart[0], first=place, end=apart[1])
    value = _value(text)
    if value is None:
        return _english(words, place)
    following = at(words, place + 1)
    if following.text in _FRACTIONS and not following.line:
        return Number(value=value + _fraction(following.text), first=place, end=place + 2)
    return _slashed(words, place, value) or Number(
        value=value, first=place, end=place + 1, plain=text.isdecimal() and len(text) < 5
    )


def _value(text: str) -> Decimal | None:
    return read_number(text) if _PRINTED.fullmatch(text) else None


def _fraction(sign: str) -> Decimal:
    above, below = _FRACTIONS[sign]
    return Decimal(above) / Decimal(below)


def _split_thousands(words: Words, place: int) -> Number | None:
    """Thousands apart: '10 000', and OCR's '1 .000', '1. 000', '1 . 000'."""
    if not _DIGITS.fullmatch(words[place].text) or words[place].text[0] == "0":
        return _split_group(words, place)
    printed, end = words[place].text, place + 1
    while end - place < 8:
        point = at(words, end).text == "."
        tail = at(words, end + point)
        before = at(words, end)
        if tail.line or before.line or not _THOUSANDS.fullmatch(tail.text):
            break
        # A point with space behind it ends a sentence, unless only noughts can follow.
        if point and not before.spaced and tail.spaced and tail.text != "000":
            break
        if not point and (not tail.spaced or at(words, end + 1).text == "%"):
            break
        printed, end = printed + "." + tail.text, end + point + 1
        if "," in tail.text:
            break
    value = _value(printed) if end > place + 1 else None
    return None if value is None else Number(value=value, first=place, end=end)


def _split_group(words: Words, place: int) -> Number | None:
    """'1.250 .000': the last thousands apart behind a point that stands close to them."""
    point, tail = at(words, place + 1), at(words, place + 2)
    if point.text != "." or not point.spaced or point.line or tail.spaced or tail.line:
        return None
    if not _GROUPED.fullmatch(words[place].text) or not _DIGITS.fullmatch(tail.text) or len(tail.text) != 3:
        return None
    value = _value(f"{words[place].text}.{tail.text}")
    return None if value is None else Number(value=value, first=place, end=place + 3)


def _english(words: Words, place: int) -> Number | None:
    """'1.5' where a unit that a time of day cannot have follows."""
    text, following = words[place].text, at(words, place + 1).lower
    if not _ENGLISH_DECIMAL.fullmatch(text) or following.rstrip(".") not in ("mio", "mia", "mill", "årsværk", "åv"):
        return None
    return Number(value=Decimal(text), first=place, end=place + 1)


def _slashed(words: Words, place: int, value: Decimal) -> Number | None:
    """'1/2' and '1 1/2' before a word: 'årsværk', 'time'."""
    whole = Decimal(0)
    if at(words, place + 1).text.isdecimal() and at(words, place + 2).text == "/":
        whole, place = value, place + 1
    if at(words, place + 1).text != "/" or not at(words, place).text.isdecimal():
        return None
    above, below = at(words, place).text, at(words, place + 2).text
    tight = not at(words, place + 1).spaced and not at(words, place + 2).spaced
    if not tight or len(above + below) != 2 or not below.isdecimal() or (int(above), int(below)) not in _SLASHED:
        return None
    if not at(words, place + 3).is_word or at(words, place + 3).line:
        return None
    first = place - 1 if whole else place
    return Number(value=whole + Decimal(above) / Decimal(below), first=first, end=place + 3)
