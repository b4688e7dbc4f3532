"""Shares in words, as percent: 'hver femte', 'en tredjedel', 'halvdelen', 'fire ud af ti'."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from models.figures.number_words import ONES, ORDINALS, word_value
from models.figures.quantity import Quantity
from models.figures.units import Unit, unit_of
from models.figures.words import Words, at
from models.types import FigureKind

PERCENT = Unit(kind=FigureKind.PERCENT, name="pct.")
_ONE_DECIMAL = Decimal("0.1")
_PERIOD_KINDS = (FigureKind.DAYS, FigureKind.DURATION, FigureKind.HOURS, FigureKind.MINUTES)
_OCCASIONS = (
    "gang",
    "dag",
    "nat",
    "aften",
    "morgen",
    "vinter",
    "sommer",
    "kvartal",
    "weekend",
    "runde",
    "omgang",
    "meter",
)
_HALVES = frozenset({"halvdelen"})
_COMPLEMENTS = frozenset({"resterende", "øvrige"})  # what is left when the share was named before


def share(words: Words, place: int) -> Quantity | None:
    """The share that begins at a place, in percent to one decimal, or None."""
    return _each(words, place) or _part(words, place) or _out_of(words, place)


def printed_share(words: Words, place: int) -> Quantity | None:
    """'1/3 af udgiften': a fraction of something, in percent to one decimal, or None."""
    if at(words, place + 1).text != "/":
        return None
    above, slash, below, link = (at(words, place + step) for step in range(4))
    if slash.spaced or below.spaced or link.lower != "af" or link.line:
        return None
    if not (above.text.isdecimal() and below.text.isdecimal() and len(above.text + below.text) == len("13")):
        return None
    part, whole = int(above.text), int(below.text)
    return replace(_percent(part, whole, place, place + 3), spelled=False) if 0 < part < whole else None


def _percent(part: int, whole: int, first: int, end: int) -> Quantity:
    value = (Decimal(100 * part) / whole).quantize(_ONE_DECIMAL, rounding=ROUND_HALF_UP)
    return Quantity(low=value, high=value, first=first, end=end, unit=PERCENT, spelled=True)


def _each(words: Words, place: int) -> Quantity | None:
    """'hver femte borger'; 'hver tredje uge' says how often and is none."""
    if words[place].lower not in ("hver", "hvert"):
        return None
    whole = ORDINALS.get(at(words, place + 1).lower)
    if whole is None or at(words, place + 1).line:
        return None
    unit = unit_of(at(words, place + 2).lower)
    if (unit and unit.kind in _PERIOD_KINDS) or at(words, place + 2).lower.endswith(_OCCASIONS):
        return None
    return _percent(1, whole, place, place + 2)


def _part(words: Words, place: int) -> Quantity | None:
    """'halvdelen', 'en tredjedel', 'to tredjedele', 'tre fjerdedele'."""
    word = words[place].lower
    if word in _HALVES:
        return _percent(1, 2, place, place + 1)
    part = 1 if word in ONES else word_value(word)
    if at(words, place - 1).lower in _COMPLEMENTS:
        return None
    if part is None or at(words, place + 1).line:
        return None
    second = at(words, place + 1).lower
    for ending in ("del", "dele", "delen", "dels"):
        whole = ORDINALS.get(second.removesuffix(ending)) if second.endswith(ending) else None
        if whole and whole > 2:
            return _percent(part, whole, place, place + 2)
    return None


def _out_of(words: Words, place: int) -> Quantity | None:
    """'fire ud af ti': both numbers in words, the second ten at most; with digits they are two counts."""
    part, whole = word_value(words[place].lower), word_value(at(words, place + 3).lower)
    if part is None or whole is None or not part < whole <= 10:
        return None
    if at(words, place + 1).lower != "ud" or at(words, place + 2).lower != "af":
        return None
    return _percent(part, whole, place, place + 4)
