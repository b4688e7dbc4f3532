"""Calculations that the text itself lets a reader do again: products, shares, changes, and the price of one of many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.numerals import format_kr
from corpus.types import Span
from models.checks.rule import Evidence, Rule
from models.checks.sentences import step_of
from models.types import Figure, FigureKind, Finding

PRODUCT = Rule(
    id="product",
    severity="warning",
    title="Et regnestykke i teksten går ikke op",
    compares="Antal gange pris med det beløb, som teksten selv giver for det: timer, årsværk, steder, stykker.",
    example="»320 timer à 900 kr., i alt 350.000 kr.« er 288.000 kr.",
    remedy="Regn efter, og ret det af de tre tal, der er forkert, eller skriv, hvad der ellers er regnet med.",
)
SHARE = Rule(
    id="share",
    severity="warning",
    title="En procentdel er regnet forkert",
    compares="En procentdel af et antal eller beløb med det resultat, som teksten selv giver.",
    example="»30 pct. af de 60.000 opkald, dvs. 24.000« er 18.000.",
    remedy="Regn efter, og ret procenten, grundtallet eller resultatet.",
)
CHANGE = Rule(
    id="change",
    severity="warning",
    title="En stigning eller et fald i procent er regnet forkert",
    compares="Et »fra … til …« med den procentvise ændring, som teksten selv giver.",
    example="»fra 400 til 300, et fald på 40 pct.« er 25 pct.",
    remedy="Regn efter, og ret procenten eller et af de to tal.",
)
UNLIKELY_PRICE = Rule(
    id="unlikely_price",
    severity="warning",
    title="En pris pr. time eller årsværk er usandsynlig",
    compares="Beløbet for et antal timer eller årsværk med, hvad en time eller et årsværk kan koste.",
    example="»320 timer svarende til 3,2 mio. kr.« er 10.000 kr. i timen.",
    remedy="Se efter, om enheden (kr., t.kr., mio. kr.) er rigtig, og om antallet er.",
)

_TRIFLE = 0.02
"""Share by which a result may be off without a word about it."""

_FACTOR = 0.01
"""Share by which each factor may have been rounded; '400 timer' and '50.000 kr.' are mostly exact."""

_ROUGHLY = 0.05
"""Share by which a result that the text calls approximate may be off beside that."""

_ROUGHLY_BEFORE = re.compile(
    r"\b(?:ca|cirka|omkring|knapt?|godt|næsten|op i?mod|omtrent|mindst|over|under)\b[. ]{0,2}$", re.I
)

_COUNTED = frozenset(
    {
        FigureKind.COUNT,
        FigureKind.VOLUME,
        FigureKind.HOURS,
        FigureKind.FTE,
        FigureKind.DAYS,
        FigureKind.AREA_M2,
    }
)
_TIMES = re.compile(
    r"[^.;:(]{0,40}?\s(?:a|á|à|gange|ganget med|x|×|til en (?:time)?pris (?:på|af)|til en (?:løn|udgift) (?:på|af))"
    r"\s(?:ca\.?\s|cirka\s|i gennemsnit\s|gennemsnitligt\s){0,2}",
    re.I,
)
_RESULT = re.compile(
    r"\W{0,3}(?:(?:pr\.?|per|om)\s[\wæøåÆØÅ]{1,20}|stykket|årligt|ex\.? moms|inkl\. moms)?[\s,;)(]{0,3}"
    r"(?:=|(?:det\s|hvilket\s|og\s|som\s)?(?:er|bliver|giver|udgør|koster|svarer til|svarende til|i alt|ialt|samlet"
    r"|dvs\.?|altså|det vil sige|eller)(?:\s(?:er|bliver|giver|i alt|samlet|ca\.?|cirka|omkring|knapt?|godt|til|en|et"
    r"|udgift|på|årligt|om|året|lig|med|det)\b\.?){0,6})\s{0,2}",
    re.I,
)
_OTHER_PERIOD = re.compile(r"\b(?:måned\w*|månedlig\w*|uge\w*|ugentlig\w*|dag\w*|døgn\w*|kvartal\w*|øre)\b", re.I)
_PERIODS = (2, 3, 4, 5, 10, 12, 52)
"""Numbers that a reader may silently multiply by: years of a project, months, weeks."""

_OF = re.compile(
    r"\s?af\s(?:(?:de|den|det|alle|i alt|kommunens|årligt|samlede|årlige|nuværende|omkring|ca\.?|cirka|godt|knapt?)"
    r"\s){0,4}",
    re.I,
)
_CHANGE_WORD = re.compile(
    r"(?:dvs\.|ca\.|[^.;]){0,40}?\b(?:stigning|fald|reduktion|vækst|nedgang|forøgelse|nedbringelse|mindskelse"
    r"|besparelse)\b[^.;]{0,20}",
    re.I,
)
_TO = re.compile(r"(?:\s[\wæøåÆØÅ.]{1,15}){0,2}\s(?:til|ned til|op til)\s(?:ca\.?\s|omkring\s)?", re.I)
_FROM = re.compile(r"\bfra\s(?:ca\.?\s|omkring\s|i dag\s)?$", re.I)
_EQUAL_TO = re.compile(
    r"[\s,(]{0,3}(?:svarende til|svarer til|dvs\.?|hvilket svarer til|eller)"
    r"\s(?:ca\.?\s|cirka\s|omkring\s|knapt?\s|godt\s|i alt\s){0,2}",
    re.I,
)
_LIKELY: dict[FigureKind, tuple[float, float]] = {
    FigureKind.HOURS: (100, 6_000),
    FigureKind.FTE: (200_000, 4_000_000),
}
"""What one hour and one full-time equivalent can cost, in kroner; the upper ends allow for some years of a post."""


def find_products(evidence: Evidence) -> Iterator[Finding]:
    """A number of things at a price, and the money that they are said to come to."""
    text, figures = evidence.proposal.text, _in_order(evidence)
    for count, price, total in zip(figures, figures[1:], figures[2:], strict=False):
        if count.kind not in _COUNTED or price.kind is not FigureKind.MONEY or total.kind is not FigureKind.MONEY:
            continue
        if not _single(count, price, total) or not _TIMES.fullmatch(text[count.end : price.start]):
            continue
        between = text[price.end : total.start]
        if not _RESULT.fullmatch(between) or _OTHER_PERIOD.search(text[count.start : total.start]):
            continue
        product = count.low * price.low
        if _holds(total.low, product, _imprecision(count, price), text, total):
            continue
        yield PRODUCT.finding(
            f"{_print(count)} gange {_print(price)} er {format_kr(product)}, men teksten siger {_print(total)}",
            values=(count.low, price.low, product, total.low),
            at=Span(start=count.start, end=total.end),
        )


def find_unlikely_prices(evidence: Evidence) -> Iterator[Finding]:
    """Hours or staff with their money beside them, at a price that nobody pays."""
    text, figures = evidence.proposal.text, _in_order(evidence)
    for count, money in pairwise(figures):
        if (
            count.kind not in _LIKELY
            or money.kind is not FigureKind.MONEY
            or not _single(count, money)
            or not count.low
        ):
            continue
        if not _EQUAL_TO.fullmatch(text[count.end : money.start]):
            continue
        lowest, highest = _LIKELY[count.kind]
        price = abs(money.low) / count.low
        if not lowest <= price <= highest:
            what = "timen" if count.kind is FigureKind.HOURS else "årsværket"
            yield UNLIKELY_PRICE.finding(
                f"{_print(count)} til {_print(money)} er {format_kr(price)} for {what}. "
                "Se efter, om enheden er rigtig.",
                values=(count.low, money.low),
                at=Span(start=count.start, end=money.end),
            )


# ---------------------------------------------------------------- shares

_THESE = re.compile(r"\s?af\s(?:disse|de|dem|alle)\s?(?P<noun>[a-zæøå]{4,40})?", re.I)
_THEN = re.compile(
    r"\b(?:det betyder|det giver|det svarer til|svarende til|svarer til|dvs|altså|hvilket giver)\b", re.I
)
_FAR = 260
"""Characters between a base, its share and the result that a reader still takes together."""

_NOUN = re.compile(r"[a-zæøå]{4,40}", re.I)
_NOUN_STEM = 7


def find_shares(evidence: Evidence) -> Iterator[Finding]:
    """A share of a number, and what it is said to be."""
    text, figures = evidence.proposal.text, _in_order(evidence)
    for place, share in enumerate(figures):
        if share.kind is not FigureKind.PERCENT or not _single(share) or not 0 < share.low < 100:
            continue
        pair = _share_of(text, figures, place) or _share_of_these(text, figures, place)
        if pair is None:
            continue
        base, result = pair
        computed = share.low * base.low / 100
        if _holds(result.low, computed, _imprecision(share, base), text, result):
            continue
        yield SHARE.finding(
            f"{_print(share)} af {_number(base)} er {_number(base, computed)}, men teksten siger {_number(result)}.",
            values=(share.low, base.low, computed, result.low),
            at=Span(start=min(share.start, base.start), end=result.end),
        )


def _share_of(text: str, figures: Sequence[Figure], place: int) -> tuple[Figure, Figure] | None:
    """'30 pct. af 60.000 opkald er 18.000': the base and the result behind the share."""
    if place + 2 >= len(figures):
        return None
    share, base, result = figures[place : place + 3]
    if not _OF.fullmatch(text[share.end : base.start]) or not _comparable(base, result):
        return None
    between = text[base.end : result.start]
    noun = _NOUN.search(between)
    rest = between[noun.end() :] if noun and not _RESULT.fullmatch(between) else between
    return (base, result) if _RESULT.fullmatch(rest) else None


def _share_of_these(text: str, figures: Sequence[Figure], place: int) -> tuple[Figure, Figure] | None:
    """'60.000 opkald. 30 pct. af disse opkald … Det betyder 18.000 færre opkald.'"""
    share = figures[place]
    these = _THESE.match(text, share.end)
    if not these or not these["noun"]:
        return None
    stem = these["noun"].lower()[:_NOUN_STEM]
    earlier = (f for f in reversed(figures[max(0, place - 2) : place]) if share.start - f.end <= _FAR)
    base = next((f for f in earlier if f.kind in _COUNTED and _single(f) and stem in _with_noun(text, f)), None)
    if base is None or place + 1 >= len(figures):
        return None
    later = (f for f in figures[place + 1 : place + 3] if f.start - share.end <= _FAR)
    result = next((f for f in later if _comparable(base, f) and stem in _with_noun(text, f)), None)
    if result is None or not _THEN.search(text[share.end : result.start]):
        return None
    return base, result


def _with_noun(text: str, figure: Figure) -> str:
    """A figure with the words after it, in which what it counts is named."""
    return text[figure.start : figure.end + 40].lower()


def _comparable(base: Figure, result: Figure) -> bool:
    counts = {FigureKind.COUNT, FigureKind.VOLUME}
    same = base.kind is result.kind or {base.kind, result.kind} <= counts
    return same and base.kind is not FigureKind.PERCENT and _single(base, result)


# ---------------------------------------------------------------- changes


def find_changes(evidence: Evidence) -> Iterator[Finding]:
    """A change from one number to another, and the percentage that it is said to be."""
    text, figures = evidence.proposal.text, _in_order(evidence)
    for place, percent in enumerate(figures):
        if percent.kind is not FigureKind.PERCENT or not _single(percent) or not place:
            continue
        ends = _ends(text, figures, place)
        if ends is None:
            continue
        first, second, start, until = ends
        if not first or not _CHANGE_WORD.fullmatch(text[until : percent.start]):
            continue
        computed = abs(second - first) / abs(first) * 100
        allowed = max(step_of(percent.low) / 2, 1.0, 2 * _ROUGHLY * computed)
        points = figures[place - 1].kind is FigureKind.PERCENT  # 'fra 20 til 15 pct., et fald på 5 pct.'
        if abs(computed - percent.low) <= allowed or (points and abs(abs(second - first) - percent.low) <= allowed):
            continue
        yield CHANGE.finding(
            f"Fra {_decimal(first)} til {_decimal(second)} er en ændring på {_decimal(round(computed, 1))} pct., men "
            f"teksten siger {_print(percent)}",
            values=(first, second, computed, percent.low),
            at=Span(start=start, end=percent.end),
        )


def _ends(text: str, figures: Sequence[Figure], place: int) -> tuple[float, float, int, int] | None:
    """What the change goes from and to, with where that begins and ends: one figure with two ends, or two figures."""
    last = figures[place - 1]
    if last.low != last.high:
        said = last.text.lower().startswith("fra") or _FROM.search(text[max(0, last.start - 20) : last.start])
        return (last.low, last.high, last.start, last.end) if said else None
    if place < 2:
        return None
    first = figures[place - 2]
    said = first.text.lower().startswith("fra") or _FROM.search(text[max(0, first.start - 20) : first.start])
    if not said or not _single(first) or not _TO.fullmatch(text[first.end : last.start]):
        return None
    return first.low, last.low, first.start, last.end


# ---------------------------------------------------------------- what all of them need


def _in_order(evidence: Evidence) -> list[Figure]:
    return sorted(evidence.figures, key=lambda figure: figure.start)


def _single(*figures: Figure) -> bool:
    return all(figure.low == figure.high for figure in figures)


def _imprecision(*factors: Figure) -> float:
    """The share by which rounded factors leave their product open: half a printed step of each, or less."""
    return sum(min(step_of(f.low) / 2 / abs(f.low), _FACTOR) for f in factors if f.low)


def _holds(said: float, computed: float, open_share: float, text: str, figure: Figure) -> bool:
    """Whether a printed result can stand for the computed one, also for one of several years or months."""
    roughly = _ROUGHLY_BEFORE.search(text[max(0, figure.start - 14) : figure.start])
    share = _TRIFLE + open_share + (_ROUGHLY if roughly else 0)
    allowed = max(min(step_of(said), 0.1 * abs(said)) / 2, share * max(abs(said), abs(computed)))
    if abs(abs(said) - abs(computed)) <= allowed:
        return True
    return any(abs(abs(said) - abs(computed) * n) <= share * abs(said) for n in _PERIODS)


def _print(figure: Figure) -> str:
    return " ".join(figure.text.split())


def _decimal(value: float) -> str:
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,"))


def _number(figure: Figure, value: float | None = None) -> str:
    shown = figure.low if value is None else value
    return format_kr(shown) if figure.kind is FigureKind.MONEY else _decimal(round(shown, 1))
