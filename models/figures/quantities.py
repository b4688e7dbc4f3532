"""The grammar: a figure is a number or a range with a multiplier, a unit and what it is counted for.

figure   = number [unit] [link number [unit]]
link     = '-' | 'til' | 'eller' | 'og' after 'mellem'          one figure, a range
         | 'til' after 'fra' | 'og' | 'mod' | ','               two figures, which share a unit
unit     = [multiplier] unit word | noun
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from models.figures import numbers
from models.figures.context import is_no_figure
from models.figures.misread import begins_number, may_be_misread
from models.figures.number_words import ONES, STARTERS, word_value
from models.figures.numbers import Number
from models.figures.quantity import Quantity
from models.figures.shares import PERCENT, printed_share, share
from models.figures.sharing import ABOUT, hours_and_minutes, share_units
from models.figures.units import NUMBER_COMPOUNDS, Reading, number_compound, read_unit, unit_of
from models.figures.words import FUNCTION_WORDS, Words, at, word_set
from models.types import FigureKind

_DASHES = frozenset("-–−—‐")
_VARYING = word_set("spænder varierer svinger ligger strækker mellem forskellige varierende svingende")
_VARYING_REACH = 4  # words: 'spænder i dag fra 3 til 14' is a range, 'faldt fra 24 til 16' are two figures
_LINKS_NOUN = frozenset({"på", "er", "var", "til"})
_PERCENT_NOUNS = ("procent", "procenten", "andel", "andelen", "rate", "raten")
_WHOLE = 100  # percent
_BEFORE = frozenset({"kr", "kr.", "dkk", "t.kr.", "tkr.", "tkr"})


def quantities(words: Words) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order, with units that neighbours share given to each."""
    found: list[Quantity] = []
    place = 0
    listed = _list_numbers(words)
    while place < len(words):
        word = words[place]
        if word.is_word and not may_begin(word.lower) and not (len(word.text) == 1 and begins_number(words, place)):
            place += 1
            continue
        quantity, behind = _quantity(words, place)
        if quantity and place not in listed:
            found.append(quantity)
        place = behind
    return tuple(hours_and_minutes(words, share_units(words, found)))


def may_begin(word: str) -> bool:
    """Whether a quantity can begin with a word in small letters: most words are passed over by this alone."""
    return (
        word in STARTERS
        or word.startswith(("hver", "halvdel"))
        or word.endswith(NUMBER_COMPOUNDS)
        or may_be_misread(word)
    )


def _list_numbers(words: Words) -> set[int]:
    """The places of '1. Analyse 2. Udvikling 3. Drift' in running text: they count on from 1, each before a capital."""
    listed: set[int] = set()
    last, expected = 0, 1
    for place in range(len(words) - 2):
        point, following = words[place + 1], words[place + 2]
        if point.text not in (".", ")") or point.spaced or not following.spaced or not following.text[0].isupper():
            continue
        text = words[place].text
        if text == "1":
            last, expected = place, 2
        elif text == str(expected) and expected > 1:
            listed |= {last, place}
            last, expected = place, expected + 1
    return listed


def _quantity(words: Words, place: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at a place, and where to read on."""
    first = words[place]
    if first.is_word:
        percent = share(words, place)
        if percent:
            return percent, percent.end
        compound = number_compound(first.lower)
        if compound:
            value = Decimal(compound[0])
            return Quantity(
                low=value, high=value, first=place, end=place + 1, unit=compound[1], spelled=True
            ), place + 1
    fraction = printed_share(words, place)
    if fraction:
        return fraction, fraction.end
    number = numbers.read(words, place) or _one(words, place)
    if number is None:
        return None, place + 1
    unit = (
        read_unit(words, number.end)
        or _every(words, number)
        or _part_time(words, number)
        or _bracketed(words, number)
        or _short_million(words, number)
        or _percent_of_noun(words, number)
    )
    if is_no_figure(words, number, unit=unit is not None and unit.unit is not None):
        return None, _past_range(words, number.end)
    ranged = _range(words, number, unit)
    if ranged:
        return ranged, ranged.end
    return _finish(words, number, number, unit), max(number.end, unit.end if unit else 0)


def _every(words: Words, number: Number) -> Reading | None:
    """The unit of 'hver 14. dag'."""
    if at(words, number.first - 1).lower not in ("hver", "hvert") or at(words, number.end).text != ".":
        return None
    unit = unit_of(at(words, number.end + 1).lower)
    return Reading(unit=unit, multiplier=1, end=number.end + 2) if unit else None


def _part_time(words: Words, number: Number) -> Reading | None:
    """'½ tid', 'på halv tid': a part of a full-time equivalent."""
    if number.value >= 1 or at(words, number.end).lower != "tid":
        return None
    return Reading(unit=unit_of("årsværk"), multiplier=1, end=number.end + 1)


def _bracketed(words: Words, number: Number) -> Reading | None:
    """The unit of '(1.250) t.kr.'."""
    if at(words, number.first - 1).text != "(" or at(words, number.end).text != ")":
        return None
    unit = read_unit(words, number.end + 1)
    return unit if unit and unit.unit and unit.unit.kind is FigureKind.MONEY else None


def _short_million(words: Words, number: Number) -> Reading | None:
    """The 'm' of 'DKK 1,2m' and 'kr. 3 m'."""
    following = at(words, number.end)
    if following.lower != "m" or following.line or at(words, number.first - 1).lower not in _BEFORE:
        return None
    return Reading(unit=unit_of("kr."), multiplier=1_000_000, end=number.end + 1)


def _percent_of_noun(words: Words, number: Number) -> Reading | None:
    """Percent that only the noun before says: 'en svarprocent på mindst 35', 'andelen er 20'."""
    place = number.first - 1
    while at(words, place).lower in ABOUT:
        place -= 1
    noun = at(words, place - 1).lower
    if at(words, place).lower not in _LINKS_NOUN or not noun.endswith(_PERCENT_NOUNS) or number.spelled:
        return None
    if abs(number.value) > _WHOLE or noun_behind(words, number.end):
        return None
    return Reading(unit=PERCENT, multiplier=1, end=number.end)


def _past_range(words: Words, place: int) -> int:
    """Behind what a dash ties to a number that is no figure: 'pkt. 1-5', '2021-2022'."""
    while at(words, place).text in _DASHES and at(words, place + 1).text[0].isdigit():
        dash, number = at(words, place), at(words, place + 1)
        if dash.line or number.line or (dash.spaced and not number.spaced):
            break  # a dash close to the number alone is a minus: 'Budget 2019 -1,6 mio. kr.'
        place += 2
    return place


def _one(words: Words, place: int) -> Number | None:
    """'ét årsværk', 'én time', 'et til to år': without an accent or a second number it is an article."""
    text = words[place].lower
    if text not in ONES:
        return None
    one = Number(value=Decimal(1), first=place, end=place + 1, spelled=True)
    if at(words, place + 1).lower in ("til", "eller") and word_value(at(words, place + 2).lower) == 2:
        return one
    unit = read_unit(words, place + 1)
    return one if text not in ("et", "en") and unit and unit.unit and unit.multiplier == 1 else None


def _range(words: Words, low: Number, unit: Reading | None) -> Quantity | None:
    """A range that begins with ``low``, or None. Both ends may carry a unit: '4 mio. kr. til 7 mio. kr.'."""
    link = at(words, unit.end if unit else low.end)
    at_high = (unit.end if unit else low.end) + 1
    while at(words, at_high).lower in ABOUT and not at(words, at_high).line:
        at_high += 1
    high = None if link.line or at(words, at_high).line else numbers.read(words, at_high)
    if high is None:
        return None
    high_unit = read_unit(words, high.end)
    named = high_unit is not None and high_unit.unit is not None
    if link.lower == "til" and _of_points(words, unit) != _of_points(words, high_unit):
        return None  # 'steg med 4 procentpoint til 61 pct.'
    if not _same_kind(unit, high_unit) or (link.text not in _DASHES and is_no_figure(words, high, unit=named)):
        return None
    scale = Decimal(unit.multiplier if unit else 1) / (high_unit.multiplier if unit and high_unit else 1)
    if not _links(words, low.first, (low.value * scale, high.value), link.lower):
        return None
    quantity = _finish(words, low, high, high_unit)
    return replace(quantity, low=low.value * scale)


def _same_kind(low: Reading | None, high: Reading | None) -> bool:
    """Whether the ends of a range can be of one kind: the first end may do without a unit, not the second alone."""
    if low is None or low.unit is None:
        return True
    return high is not None and high.unit is not None and high.unit.kind is low.unit.kind


def _of_points(words: Words, unit: Reading | None) -> bool:
    return unit is not None and "point" in at(words, unit.end - 1).lower


def _word_before(words: Words, place: int) -> str:
    """The word before a number that matters: 'ca.' and its like are passed over."""
    place -= 1
    while at(words, place).lower in ABOUT:
        place -= 1
    return at(words, place).lower


def _links(words: Words, first: int, ends: tuple[Decimal, Decimal], link: str) -> bool:
    """Whether the word between two numbers makes a range of them; ``first`` is the place of the first number."""
    low, high = ends
    rising = abs(high) > abs(low)
    if link in _DASHES:
        return rising or high < 0
    if link == "til":
        varies = any(word.lower in _VARYING for word in words[max(0, first - _VARYING_REACH) : first])
        return rising and (varies or _word_before(words, first) != "fra")
    if link == "og":
        return rising and _word_before(words, first) == "mellem"
    return link == "eller" and high - low == 1 and low < 10 and low == int(low)


def _finish(words: Words, low: Number, high: Number, unit: Reading | None) -> Quantity:
    """The quantity of a read number or range with what stands behind and before it."""
    end = max(high.end, unit.end if unit else 0)
    quantity = Quantity(
        low=low.value,
        high=high.value,
        first=low.first,
        end=end,
        unit=unit.unit if unit else None,
        multiplier=unit.multiplier if unit else 1,
        spelled=low.spelled and high.spelled,
    )
    if quantity.unit is None:
        noun = noun_behind(words, end)
        at_unit = low.first - 1
        if at(words, at_unit).text == "." and not at(words, at_unit).spaced:
            at_unit -= 1  # 'tkr. 275' is split before its point
        before = at(words, at_unit)
        kroner = unit_of(before.lower) if before.lower in _BEFORE and not _closes_figure(words, at_unit) else None
        if kroner:
            return replace(quantity, unit=kroner, first=at_unit)
        quantity = replace(quantity, noun=noun)
    return quantity


def _closes_figure(words: Words, place: int) -> bool:
    """Whether a 'kr.' belongs to the number before it."""
    before = at(words, place - 1)
    return before.text[0].isdigit() or before.lower in ("mio.", "mio", "mia.", "t.", "t", "/", "1.000")


def noun_behind(words: Words, place: int) -> str | None:
    """The word or two that a number counts: 'sager', 'digitale medarbejdere'; None where a function word follows."""
    first = at(words, place)
    if first.line or not first.is_word or first.lower in FUNCTION_WORDS:
        return None
    following = at(words, place + 1)
    adjective = first.lower.endswith("e") and following.is_word and not following.line
    if adjective and following.lower not in FUNCTION_WORDS and following.text[0].islower():
        return f"{first.text} {following.text}"
    return first.text
