"""Units that a number takes from another: '250 og ca. 100 timer', '14 dage mod 11', '70 pct.; i 2016 var det 58'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.figures.quantity import Quantity
from models.figures.words import Words, at, word_set
from models.types import FigureKind

ABOUT = word_set("ca. ca cirka omkring godt knap næsten mindst højst op over under mere mindre ned end")
"""Words that say how exact a number is."""

_SHARING = frozenset({"og", "til", "mod", ",", "eller", "samt", "henholdsvis", "stedet"})
_BETWEEN = word_set("før nu i dag for ikke om året ugen måneden pr. år")
_SHARING_REACH = 6  # words between two numbers that one unit holds for: 'og ca.', 'om året mod nu'
_OUT_OF = (["af"], ["af", "de"], ["ud", "af"], ["ud", "af", "de"], ["ud", "af", "i", "alt"])
_ELLIPSIS_REACH = 24  # words back to the figure whose unit is not said again
_LARGEST_RATIO = 20  # between two figures of one thing; beyond it they count different things
_MILLION = 1_000_000
_WHOLE = 100  # percent
_HOLDS = word_set("mod var er tog tager nåede når det den blev bliver derefter herefter")
_ONLY = word_set("kun alene blot heraf")
_SINCE = word_set("før nu skønsmæssigt hidtil tidligere")
_COMPARATIVES = word_set("færre flere gange ud af")
_ELLIPTIC = frozenset(
    {
        FigureKind.PERCENT,
        FigureKind.MINUTES,
        FigureKind.HOURS,
        FigureKind.DAYS,
        FigureKind.FTE,
        FigureKind.DURATION,
        FigureKind.AREA_M2,
        FigureKind.MONEY,
    }
)


def share_units(words: Words, found: list[Quantity]) -> list[Quantity]:
    """Gives bare numbers the unit of the number that they are named with, or of the figure that they are held against.

    ``found`` are all quantities of a run of words, in order.
    """
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        this, following = shared[place], shared[place + 1]
        joined = _together(words, this.end, following.first) or _out_of(words, this.end, following.first)
        if this.is_bare and joined:
            multiplier = following.multiplier if this.multiplier == 1 else this.multiplier
            shared[place] = replace(this, unit=following.unit, noun=following.noun, multiplier=multiplier)
    for place in range(1, len(shared)):
        this, before = shared[place], shared[place - 1]
        if not this.is_bare:
            continue
        if before.is_bare and place > 1 and not _together(words, before.end, this.first):
            before = shared[place - 2]  # 'Det er 1,7 årsværk. Spares der 4, er det 2,3.'
        if before.unit and (_together(words, before.end, this.first) or _elliptic(words, before, this)):
            shared[place] = replace(this, unit=before.unit, multiplier=max(before.multiplier, this.multiplier))
        elif before.noun and this.multiplier == before.multiplier >= _MILLION and _near(words, before, this):
            shared[place] = replace(this, noun=before.noun)
    return shared


def hours_and_minutes(words: Words, found: list[Quantity]) -> Iterator[Quantity]:
    """Makes one figure of '2 timer og 40 minutter'."""
    waiting: Quantity | None = None
    for quantity in found:
        if waiting and _is_minutes_of(words, waiting, quantity):
            value = 60 * waiting.low + quantity.low
            quantity = replace(quantity, low=value, high=value, first=waiting.first)
        elif waiting:
            yield waiting
        waiting = quantity
    if waiting:
        yield waiting


def _is_minutes_of(words: Words, hours: Quantity, minutes: Quantity) -> bool:
    if not hours.unit or not minutes.unit or (hours.unit.name, minutes.unit.name) != ("timer", "minutter"):
        return False
    if any(word.line for word in words[hours.end : minutes.first + 1]):
        return False
    between = [word.lower for word in words[hours.end : minutes.first]]
    return between in (["og"], []) and hours.low == hours.high and minutes.low == minutes.high < 60


def _together(words: Words, end: int, start: int) -> bool:
    """Whether only a link stands between two numbers."""
    between = words[end:start]
    if not between or len(between) > _SHARING_REACH or any(word.line for word in words[end : start + 1]):
        return False
    said = {word.lower for word in between}
    if [word.lower for word in between[:2]] == [",", "og"]:
        return False  # a new clause: 'mod før 2,4, og 0,6 fejl'
    return bool(said & _SHARING) and said <= _SHARING | ABOUT | _BETWEEN


def _out_of(words: Words, end: int, start: int) -> bool:
    """'61 af 72 timer', '11 ud af 96 ansøgninger'."""
    if start - end > max(len(link) for link in _OUT_OF) or any(word.line for word in words[end : start + 1]):
        return False
    return [word.lower for word in words[end:start]] in _OUT_OF


def _elliptic(words: Words, before: Quantity, this: Quantity) -> bool:
    """'Turen tager 25 min., mens den før tog 40.': the second number has no word of its own and is of like size."""
    if before.unit is None or before.unit.kind not in _ELLIPTIC:
        return False
    points = "point" in words[before.end - 1].lower and at(words, this.first - 1).lower == "fra"
    if not (points or _held_against(words, this.first)) or at(words, this.end).lower in _COMPARATIVES:
        return False
    if before.unit.kind is FigureKind.PERCENT and abs(this.high) > _WHOLE:
        return False
    if not _near(words, before, this) or not this.high or not before.high:
        return False
    ratio = abs(this.high / before.high)
    return points or 1 / _LARGEST_RATIO < ratio < _LARGEST_RATIO


def _near(words: Words, before: Quantity, this: Quantity) -> bool:
    within = this.first - before.end <= _ELLIPSIS_REACH
    return within and not any(word.line for word in words[before.end : this.first + 1])


def _held_against(words: Words, place: int) -> bool:
    """Whether the words before a number hold it against another: 'mod 45', 'var det 58', 'ned på 4', 'kun de 500'."""
    place -= 1
    while at(words, place).lower in ABOUT or at(words, place).lower in _SINCE:
        place -= 1
    word, far = at(words, place).lower, at(words, place - 1).lower
    if word == "på":
        return far in ("ned", "op")
    if word == "der":
        return far in ("går", "gik")
    if word == "de":
        return far in _ONLY
    return word in _HOLDS or word in _ONLY
