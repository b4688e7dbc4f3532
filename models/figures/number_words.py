"""Danish number words: 'femogtyve', 'halvtreds', 'to hundrede', 'tolv tusind', 'en halv million', 'halvanden'."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.figures.words import Words, at

ONES: Mapping[str, int] = {"en": 1, "et": 1, "én": 1, "ét": 1, "een": 1, "eet": 1}
_UNITS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9}
_TEENS = {
    **{"ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17},
    **{"atten": 18, "nitten": 19},
}
_TENS = {
    **{"tyve": 20, "tredive": 30, "fyrre": 40, "fyrretyve": 40, "halvtreds": 50, "halvtredsindstyve": 50, "tres": 60},
    **{"tresindstyve": 60, "halvfjerds": 70, "halvfjerdsindstyve": 70, "firs": 80, "firsindstyve": 80},
    **{"halvfems": 90, "halvfemsindstyve": 90},
}
_SCALES = {
    **{"hundrede": 100, "hundred": 100, "tusind": 1_000, "tusinde": 1_000, "tusinder": 1_000},
    **{"million": 1_000_000, "millioner": 1_000_000, "milliard": 1_000_000_000, "milliarder": 1_000_000_000},
}
_HALVES = {"halvanden": Decimal("1.5"), "halvandet": Decimal("1.5"), "halvtredje": Decimal("2.5")}
_PARTS = {"halv": Decimal("0.5"), "halvt": Decimal("0.5"), "kvart": Decimal("0.25"), "trekvart": Decimal("0.75")}
_LONGEST = 10  # words of one number: 'to hundrede og fem og tyve tusind' has seven

ORDINALS: Mapping[str, int] = {
    **{"anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "syvende": 7, "ottende": 8},
    **{"niende": 9, "tiende": 10, "tolvte": 12, "femtende": 15, "tyvende": 20},
}
"""The ordinals that 'hver femte' and 'en femtedel' are made with."""


_SMALL: Mapping[str, int] = {
    **{**ONES, **_UNITS, **_TEENS, **_TENS},
    **{f"{unit}og{tens}": ten + one for unit, one in {**ONES, **_UNITS}.items() for tens, ten in _TENS.items()},
}
STARTERS = frozenset({*_SMALL, *_HALVES, *_PARTS})
"""The words with which a number can begin."""


def small_numbers() -> Mapping[str, int]:
    """Every word for 2 to 99, and 'et' and 'en' for 1."""
    return _SMALL


def word_value(word: str) -> int | None:
    """The value of one word for 2 to 99, or None; 'en' and 'et' are articles as often as numbers, so they are none."""
    return None if word in ONES else small_numbers().get(word)


def read_words(words: Words, place: int) -> tuple[Decimal, int] | None:
    """The number in words that begins at a place, and the place behind it, or None.

    'en' and 'et' count only before a part or a scale ('et halvt', 'en million').
    """
    first = at(words, place).lower
    if first in _HALVES:
        return _scaled(words, place + 1, _HALVES[first])
    if first in ONES and at(words, place + 1).lower in _PARTS:
        return _scaled(words, place + 2, _PARTS[at(words, place + 1).lower])
    if first in _PARTS and first != "kvart":
        return _scaled(words, place + 1, _PARTS[first])
    return _whole(words, place)


def _scaled(words: Words, place: int, value: Decimal) -> tuple[Decimal, int]:
    """A part of a scale: 'en halv' and, where it follows, 'million'."""
    scale = _SCALES.get(at(words, place).lower)
    return (value * scale, place + 1) if scale else (value, place)


def _whole(words: Words, place: int) -> tuple[Decimal, int] | None:
    """'to hundrede og fem', 'tolv tusind': what stands before a scale is multiplied, what follows is added."""
    total = group = 0
    start, known = place, small_numbers()
    while place - start < _LONGEST:
        word = words[place].lower if place < len(words) and (place == start or not words[place].line) else ""
        following = at(words, place + 1).lower
        if word in known and not group % 100 and (word not in ONES or following in _SCALES):
            tens = _TENS.get(at(words, place + 2).lower) if following == "og" and known[word] < 10 else None
            group += known[word] + (tens or 0)
            place += 3 if tens else 1
        elif word in _SCALES and group:
            scale = _SCALES[word]
            if scale == 100:
                group = max(group, 1) * 100
            else:
                total, group = total + max(group, 1) * scale, 0
            place += 1
        elif (
            word == "og"
            and place > start
            and following in known
            and following not in ONES
            and _after_scale(words, place)
        ):
            place += 1
        else:
            break
    value = total + group
    return (Decimal(value), place) if value else None


def _after_scale(words: Words, place: int) -> bool:
    return words[place - 1].lower in ("hundrede", "hundred", "tusind", "tusinde")
