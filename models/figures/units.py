"""Units of figures: the word that says what a number counts, and for what it is counted ('pr. sag', 'om året')."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.figures.number_words import small_numbers
from models.figures.words import Words, at, word_set
from models.types import FigureKind


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: the figure is the printed number times ``factor``. ``name`` is the usual printed word."""

    kind: FigureKind
    name: str
    factor: Decimal = Decimal(1)


def _table() -> Iterator[tuple[str, Unit]]:
    def add(kind: FigureKind, name: str, words: str, factor: str = "1") -> Iterator[tuple[str, Unit]]:
        return ((word, Unit(kind=kind, name=name, factor=Decimal(factor))) for word in words.split())

    yield from add(FigureKind.MONEY, "kr.", "kr kr. kroner krone kroners dkk dkr dkr.")
    yield from add(FigureKind.MONEY, "kr.", "øre", "0.01")
    yield from add(FigureKind.MONEY, "kr.", "t.kr. t.kr tkr tkr. kkr", "1000")
    yield from add(FigureKind.MONEY, "kr.", "mio.kr. mio.kr mkr mkr. mill.kr.", "1000000")
    yield from add(FigureKind.PERCENT, "pct.", "% pct pct. procent procents pct.point procentpoint procentpoints")
    yield from add(FigureKind.PERCENT, "pct.", "‰ promille", "0.1")
    yield from add(FigureKind.MINUTES, "minutter", "min min. minut minuts minutter minutters minutes")
    yield from add(FigureKind.MINUTES, "minutter", "kvarter kvarters", "15")
    yield from add(FigureKind.HOURS, "timer", "time times timer timers")
    yield from add(FigureKind.DAYS, "dage", "dag dags dage dages")
    yield from add(FigureKind.DAYS, "døgn", "døgn døgns")
    yield from add(FigureKind.DAYS, "nætter", "nat nætter nætters")
    yield from add(FigureKind.DURATION, "uger", "uge uges uger ugers")
    yield from add(FigureKind.DURATION, "måneder", "måned måneds måneder måneders mdr mdr. md md. mnd mnd.")
    yield from add(FigureKind.DURATION, "kvartaler", "kvartal kvartals kvartaler kvartalers")
    yield from add(FigureKind.DURATION, "halvår", "halvår halvårs")
    yield from add(FigureKind.DURATION, "år", "år års årig årige årigt")
    yield from add(FigureKind.FTE, "årsværk", "årsværk årsværks åv av årsv årsv. fte mandår fuldtidsårsværk")
    yield from add(FigureKind.FTE, "stillinger", "stilling stillinger")
    yield from add(FigureKind.FTE, "helårspersoner", "helårsperson helårspersoner fuldtidsperson fuldtidspersoner")
    yield from add(FigureKind.FTE, "fuldtidsansatte", "fuldtidsansat fuldtidsansatte fuldtidsmedarbejdere")
    yield from add(FigureKind.VOLUME, "kWh", "kwh")
    yield from add(FigureKind.VOLUME, "kWh", "mwh", "1000")
    yield from add(FigureKind.VOLUME, "kWh", "gwh", "1000000")
    yield from add(FigureKind.AREA_M2, "m²", "m² m2 kvm kvm. kvadratmeter kvadratmeters kvadratmetre etagemeter")


SECONDS = {"sekund", "sekunder", "sekunders", "sek", "sek."}
"""Counted as minutes: sixty to one."""

_ENDINGS: tuple[tuple[str, str], ...] = (
    # compounds: 'konsulenttimer', 'arbejdsdage', 'juriststilling', 'etagekvadratmeter', 'specialistårsværk'
    ("minutter", "minutter"),
    ("timer", "timer"),
    ("timers", "timer"),
    ("dage", "dage"),
    ("dages", "dage"),
    ("dag", "dage"),
    ("årsværk", "årsværk"),
    ("stillinger", "stillinger"),
    ("stilling", "stillinger"),
    ("kvadratmeter", "m²"),
    ("kroner", "kr."),
)
# What ends so without being one: 'mandag' to 'søndag' are dates, an 'indstilling' is none of staff.
_NO_COMPOUNDS = (
    *("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "forretningsdag", "fødselsdag"),
    *("indstilling", "indstillinger", "bestilling", "bestillinger", "opstilling", "opstillinger", "fremstilling"),
    *("fremstillinger", "udstilling", "udstillinger", "forestilling", "forestillinger", "omstilling", "omstillinger"),
    *("hverdag", "temadag", "temadage", "indstillingsdage"),
)
MULTIPLIERS: Mapping[str, int] = {
    **{"mio": 1_000_000, "mio.": 1_000_000, "mill": 1_000_000, "mill.": 1_000_000, "million": 1_000_000},
    **{"millioner": 1_000_000, "mia": 1_000_000_000, "mia.": 1_000_000_000, "milliard": 1_000_000_000},
    **{"milliarder": 1_000_000_000, "tusind": 1_000, "tusinde": 1_000, "tusinder": 1_000},
}
"""Words between a number and its unit that make it a thousand or a million times as large."""

_UNITS = dict(_table())
_UNITS |= {word: Unit(kind=FigureKind.MINUTES, name="minutter", factor=Decimal(1) / 60) for word in SECONDS}
_BY_NAME = {unit.name: unit for unit in _UNITS.values() if unit.factor == 1}
_LONGEST_UNIT = 40


def unit_of(word: str) -> Unit | None:
    """The unit that one word in small letters names, also as the end of a compound, or None."""
    found = _UNITS.get(word)
    if found or len(word) > _LONGEST_UNIT or not word[0].isalpha():
        return found
    for ending, name in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith(_NO_COMPOUNDS):
            unit = _BY_NAME[name]
            return Unit(kind=unit.kind, name=word) if unit.kind in _NAMED_BY_COMPOUND else unit
    return None


_NAMED_BY_COMPOUND = (FigureKind.HOURS, FigureKind.DAYS, FigureKind.FTE)


NUMBER_COMPOUNDS = ("årigt", "årige", "årig", "års", "ugers", "måneders", "timers", "dages", "minutters", "døgns")


def number_compound(word: str) -> tuple[int, Unit] | None:
    """A number and its unit in one word: 'toårigt', 'femugers', 'tretimers'; None for any other word."""
    for ending in NUMBER_COMPOUNDS:
        if word.endswith(ending):
            value = small_numbers().get(word.removesuffix(ending))
            return (value, _UNITS[ending]) if value else None
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit read at a place: what the number before it counts, and the place behind it.

    ``unit`` is None where only a multiplier stands ('1 mio. opkald').
    """

    unit: Unit | None
    multiplier: int
    end: int


def read_unit(words: Words, place: int) -> Reading | None:
    """Multiplier and unit behind a number: 'mio. kr.', 't/kr.', '1.000 kr.', 'effektive arbejdstimer', '-årig'."""
    multiplier, at_unit = 1, place
    word = at(words, place)
    if word.line:
        return None
    if word.lower in MULTIPLIERS:
        multiplier, at_unit = MULTIPLIERS[word.lower], place + 1
        if at(words, at_unit).text == "." and unit_of(at(words, at_unit + 1).lower):
            at_unit += 1  # 'mio . kr.'
    elif word.text == "." and not word.spaced and at(words, place + 1).lower in MULTIPLIERS:
        multiplier, at_unit = MULTIPLIERS[at(words, place + 1).lower], place + 2  # '24. mio. kr.'
    elif word.lower in ("t", "t.", "1.000", "1000"):
        at_kr = place + 1 + (at(words, place + 1).text in (".", "/"))
        unit = unit_of(at(words, at_kr).lower)
        if unit and unit.name == "kr.":
            return Reading(unit=unit, multiplier=1000, end=at_kr + 1)
        return None
    elif word.text in ("-", "‐") and not word.spaced and not at(words, place + 1).spaced:
        at_unit = place + 1  # '24-timers', '1,5-årig'
    elif word.text == "," and at(words, place + 1).text in ("-", "–", "--") and not at(words, place + 1).spaced:
        return Reading(unit=_UNITS["kr."], multiplier=1, end=place + 2)  # '500,-'
    found = _unit_at(words, at_unit)
    if found:
        return Reading(unit=found[0], multiplier=multiplier, end=found[1])
    return Reading(unit=None, multiplier=multiplier, end=at_unit) if multiplier > 1 else None


def _unit_at(words: Words, place: int) -> tuple[Unit, int] | None:
    word = at(words, place)
    if word.line:
        return None
    if word.text == "%" and at(words, place + 1).text == "-" and at(words, place + 2).lower.startswith("point"):
        return _UNITS["%"], place + 3
    unit = unit_of(word.lower)
    if unit is None and word.lower == "t" and at(words, place - 1).text[0].isdigit() and not word.spaced:
        unit = _UNITS["timer"]
    if unit:
        return unit, place + 1
    # One adjective may stand between: 'effektive arbejdstimer', 'ekstra årsværk'.
    if (
        word.is_word
        and word.lower.endswith(("e", "ekstra", "specialist", "fælles"))
        and word.lower not in _NO_ADJECTIVES
    ):
        following = at(words, place + 1)
        unit = None if following.line else unit_of(following.lower)
        if unit and unit.kind not in (FigureKind.MONEY, FigureKind.PERCENT):
            return unit, place + 2
    return None


_NO_ADJECTIVES = word_set("de denne disse ikke være efterfølgende alle begge samme ude inde oppe hjemme")

_PERIODS: Mapping[str, str] = {
    **{"året": "år", "år": "år", "ugen": "uge", "måneden": "måned", "dagen": "dag", "timen": "time", "døgnet": "døgn"},
    **{"kvartalet": "kvartal", "minuttet": "minut", "natten": "nat"},
}
_ADVERBS: Mapping[str, str] = {
    **{"årligt": "år", "årlig": "år", "årlige": "år", "månedligt": "måned", "månedlig": "måned", "månedlige": "måned"},
    **{"ugentligt": "uge", "ugentlig": "uge", "ugentlige": "uge", "dagligt": "dag", "daglig": "dag", "daglige": "dag"},
    **{"halvårligt": "halvår", "halvårlig": "halvår", "kvartalsvis": "kvartal"},
    **{"stykket": "stk.", "stk.": "stk."},
}
_REACH = 4  # words between a figure and its 'om året'


def read_per(words: Words, place: int) -> str | None:
    """What a figure is counted for, from the words behind it: 'pr. ansættelse', 'om året', 'årligt', 'i timen'."""
    for here in range(place, place + _REACH):
        word, following = at(words, here), at(words, here + 1)
        if word.line or word.text in (".", ";", ":", "("):
            return None
        if word.lower in ("pr", "pr.", "per", "/"):
            if word.lower == "pr" and following.text == ".":
                following = at(words, here + 2)
            return _noun(following.text) if following.is_word else None
        if word.lower in ("om", "i") and following.lower in _PERIODS:
            return _PERIODS[following.lower]
        if word.lower == "hvert" and following.lower == "år":
            return "år"
        if word.lower in _ADVERBS:
            return _ADVERBS[word.lower]
        if word.text[0].isdigit():
            return None
    return None


def per_before(words: Words, place: int) -> str | None:
    """The same from the words before it: 'en årlig besparelse på', 'årligt'."""
    for here in range(place - 1, place - 1 - _REACH, -1):
        word = at(words, here)
        if word.text in (".", ";", ":") or word.text[0].isdigit():
            return None
        if word.lower in _ADVERBS:
            return _ADVERBS[word.lower]
        if word.line:
            return None
    return None


def _noun(word: str) -> str:
    return {"stk": "stk.", "m": "meter"}.get(word, word)
