"""Products that the text itself lets a reader do again: things at a price, people and their hours, cases' minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.numerals import format_kr
from corpus.types import Span
from models.checks.calculation import (
    COUNTED,
    RESULT,
    STRONG_RESULT,
    decimal,
    holds,
    imprecision,
    in_order,
    printed,
    single,
)
from models.checks.rule import Evidence, Rule
from models.figures.number_words import word_value
from models.types import Figure, FigureKind, Finding

PRODUCT = Rule(
    id="product",
    severity="warning",
    title="Et regnestykke i teksten går ikke op",
    compares="Antal gange pris med det beløb, som teksten selv giver for det: timer, årsværk, steder, stykker.",
    example="»320 timer à 900 kr., i alt 350.000 kr.« er 288.000 kr.",
    remedy="Regn efter, og ret det af de tre tal, der er forkert, eller skriv, hvad der ellers er regnet med.",
)

_TIMES = re.compile(
    r"(?:[^.;:(]|\bstk\.){0,40}?\s(?:a|á|à|gange|ganget med|x|×"
    r"|til en (?:time)?pris (?:på|af)|til en (?:løn|udgift) (?:på|af))"
    r"\s(?:ca\.?\s|cirka\s|i gennemsnit\s|gennemsnitligt\s){0,2}",
    re.I,
)
_TO_EACH = re.compile(r"[^.;:(]{0,40}?\s(?:til|for)\s(?:ca\.?\s)?", re.I)
_EACH = re.compile(r"\s(?:stykket|hver\b|pr\.?\sstk)", re.I)
_OTHER_PERIOD = re.compile(r"\b(?:måned\w*|månedlig\w*|uge\w*|ugentlig\w*|dag\w*|døgn\w*|kvartal\w*|øre)\b", re.I)
_SMALL_COUNT = re.compile(
    r"\b(?P<word>to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)\s[\wæøåÆØÅ-]{2,30}\s(?:a|á|à)\s$", re.I
)
_MORE_TERMS = re.compile(r"\s(?:a|á|à|x|×|gange)\s\d", re.I)
_OTHER_PRICE = re.compile(r"\b(?:inkl|ekskl|rabat|moms|plus|hertil|tillagt|halv\w*|delt|procent|pct)\b", re.I)
"""What makes a sum of money something else than a product."""

_VERB_RESULT = re.compile(
    r"[^.;:\d]{0,60}\b(?:bliver|giver|udgør|er|koster|beløber sig til|løber op i)(?:\s[a-zæøå]{2,25}){0,4}\s"
    r"(?:ca\.?\s|på\s|til\s){0,2}$",
    re.I,
)

_EACH_TAKES = re.compile(r"\bhver\b|\bpr\.|\bper\b|\bfor\b|\s(?:a|á|à|x|×|gange)\s", re.I)
_WEEKS = re.compile(r"om ugen i\s$", re.I)
_RATE = re.compile(
    r"\b(?:ugen|ugentlig\w*|måneden|månedlig\w*|dagligt?|dagen|døgnet|arbejdsdag\w*|kvartal\w*|i gennemsnit|i snit"
    r"|gennemsnitlig\w*)\b",
    re.I,
)
_RATE_AFTER = re.compile(
    r"\s{0,2}(?:pr\.|per\b|om\s(?:ugen|måneden|dagen)|ugentlig|månedlig|i snit|hver\b|mere\b|færre\b)", re.I
)
_TIME = frozenset({FigureKind.HOURS, FigureKind.MINUTES})
_MINUTES_IN_HOUR = 60
_REACH = 130
"""Characters from one factor to the next, and to the result, that are still one calculation."""

_FULL_STOP = re.compile(r"[.!?]\s{1,3}(?=[A-ZÆØÅ])|[.!?:]\s{0,2}\n")
_GOES_ON = re.compile(r"[.!?]\s{1,3}(?:Det|Dette|I alt|Samlet)\b")


@dataclass(frozen=True, kw_only=True)
class _Product:
    """Two factors and what the text says that they come to."""

    first: str
    second: str
    factors: tuple[float, float]
    computed: float
    result: Figure
    start: int
    rounded: float


def find_products(evidence: Evidence) -> Iterator[Finding]:
    """A number of things at a price or a time each, and what they are said to come to."""
    text, figures = evidence.proposal.text, in_order(evidence)
    said: set[int] = set()
    for product in (*_with_price(text, figures), *_small_counts(text, figures), *_with_time(text, figures)):
        result = product.result
        if result.start in said or holds(result.low, product.computed, product.rounded, text, result):
            continue
        said.add(result.start)
        is_money = result.kind is FigureKind.MONEY
        computed = format_kr(product.computed) if is_money else f"{decimal(round(product.computed, 1))} timer"
        yield PRODUCT.finding(
            f"{product.first} gange {product.second} er {computed}, men teksten siger {printed(result)}",
            values=(*product.factors, product.computed, result.low),
            at=Span(start=product.start, end=result.end),
        )


def _with_price(text: str, figures: Sequence[Figure]) -> Iterator[_Product]:
    """'320 timer à 900 kr., i alt 288.000 kr.', and with the price before the number."""
    for count, price, total in zip(figures, figures[1:], figures[2:], strict=False):
        if total.kind is not FigureKind.MONEY or not single(count, price, total):
            continue
        if count.kind is FigureKind.MONEY:  # '1.150 kr. pr. bruger, og med 220 brugere bliver det 253.000 kr.'
            if not _is_price_of(text, count, price) or not _VERB_RESULT.fullmatch(text[price.end : total.start]):
                continue
            if price.start - count.end > _REACH or _OTHER_PERIOD.search(text[count.start : total.start]):
                continue
        elif not _is_priced(text, count, price, total):
            continue
        if _MORE_TERMS.search(text[max(0, count.start - 60) : count.start]):
            continue  # the last of several terms that the sum is of
        if _OTHER_PRICE.search(text[price.end : total.start]) or _OTHER_PRICE.search(text[total.end : total.end + 12]):
            continue
        yield _product(count, price, count.low * price.low, total)


def _is_priced(text: str, count: Figure, price: Figure, total: Figure) -> bool:
    if count.kind not in COUNTED or price.kind is not FigureKind.MONEY:
        return False
    gap, between = text[count.end : price.start], text[price.end : total.start]
    linked = _TIMES.fullmatch(gap) or (_TO_EACH.fullmatch(gap) and _EACH.match(between))
    return bool(linked and RESULT.fullmatch(between) and not _OTHER_PERIOD.search(text[count.start : total.start]))


def _is_price_of(text: str, price: Figure, count: Figure) -> bool:
    """Whether the price is printed as one for each of what is counted: 'pr. bruger' and '220 brugere'."""
    if count.kind not in COUNTED or not price.per or len(price.per) < 4:
        return False
    return price.per.lower()[:6] in text[count.start : count.end + 30].lower()


def _small_counts(text: str, figures: Sequence[Figure]) -> Iterator[_Product]:
    """'fem rum à 80.000 kr.': a number in a word that is no figure of substance by itself."""
    for price, total in pairwise(figures):
        if price.kind is not FigureKind.MONEY or total.kind is not FigureKind.MONEY or not single(price, total):
            continue
        before = text[max(0, price.start - 50) : price.start]
        found = _SMALL_COUNT.search(before)
        between = text[price.end : total.start]
        value = word_value(found["word"].lower()) if found else None
        if not found or not value or not RESULT.fullmatch(between) or _OTHER_PRICE.search(between):
            continue
        if _OTHER_PRICE.search(text[total.end : total.end + 12]) or _OTHER_PERIOD.search(text[price.end : total.start]):
            continue
        yield _Product(
            first=found["word"].capitalize(),
            second=printed(price),
            factors=(float(value), price.low),
            computed=float(value) * price.low,
            result=total,
            start=price.start - len(before) + found.start(),
            rounded=imprecision(price),
        )


def _with_time(text: str, figures: Sequence[Figure]) -> Iterator[_Product]:
    """People and their hours each, cases and their minutes, hours a week and weeks."""
    for place in range(len(figures) - 2):
        one, two, total = figures[place : place + 3]
        if total.kind is not FigureKind.HOURS or not single(one, two, total) or total.start - two.end > _REACH:
            continue
        if not _one_calculation(text, figures, place):
            continue
        if one.kind in _TIME:
            count, time = two, one
        elif two.kind in _TIME:
            count, time = one, two
        else:
            continue
        gap, between = text[one.end : two.start], text[two.end : total.start]
        weeks = count.kind is FigureKind.DURATION and one is time and _WEEKS.search(gap) and "uge" in (count.unit or "")
        counted = count.kind in (FigureKind.COUNT, FigureKind.VOLUME)
        each = (
            _EACH_TAKES.search(gap)
            or _EACH_TAKES.search(between[:12])
            or text[: one.start].endswith(("Hver af de ", "hver af de "))
        )
        said = STRONG_RESULT.search(between) or (_TIMES.fullmatch(gap) and RESULT.fullmatch(between))
        if not (weeks or (counted and each)) or not said:
            continue
        if not weeks and _RATE.search(text[one.start : total.start]):
            continue
        if _RATE_AFTER.match(text, total.end):
            continue
        share = 1 / _MINUTES_IN_HOUR if time.kind is FigureKind.MINUTES else 1.0
        yield _product(one, two, one.low * two.low * share, total)


def _one_calculation(text: str, figures: Sequence[Figure], place: int) -> bool:
    """Whether the three stand close, in one sentence or with 'Det giver' in the next, nothing counted before."""
    one, two, total = figures[place : place + 3]
    if two.start - one.end > _REACH or _FULL_STOP.search(text, one.end, two.start):
        return False
    end = _FULL_STOP.search(text, two.end, total.start)
    if end and not _GOES_ON.match(text, end.start()):
        return False
    if not place:
        return True
    earlier = figures[place - 1]
    near = one.start - earlier.end <= _REACH and not _FULL_STOP.search(text, earlier.end, one.start)
    return not near or earlier.kind is FigureKind.PERCENT


def _product(one: Figure, two: Figure, computed: float, result: Figure) -> _Product:
    return _Product(
        first=printed(one),
        second=printed(two),
        factors=(one.low, two.low),
        computed=computed,
        result=result,
        start=one.start,
        rounded=imprecision(one, two),
    )
