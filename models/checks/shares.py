"""Shares that the text itself lets a reader do again: percentages of a number, and what one number is of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.types import Span
from models.checks.calculation import (
    COUNTED,
    RESULT,
    ROUGHLY,
    ROUGHLY_BEFORE,
    STRONG_RESULT,
    decimal,
    holds,
    imprecision,
    in_order,
    number,
    printed,
    single,
)
from models.checks.rule import Evidence, Rule
from models.checks.sentences import step_of
from models.types import Figure, FigureKind, Finding

SHARE = Rule(
    id="share",
    severity="warning",
    title="En procentdel er regnet forkert",
    compares="En procentdel af et antal eller beløb med det resultat, som teksten selv giver.",
    example="»30 pct. af de 60.000 opkald, dvs. 24.000« er 18.000.",
    remedy="Regn efter, og ret procenten, grundtallet eller resultatet.",
)
_OF = re.compile(
    r"\s?(?:ud\s)?af\s(?:(?:de|den|det|alle|i alt|kommunens|årligt|samlede|årlige|nuværende|omkring|ca\.?|cirka|godt"
    r"|knapt?)\s){0,4}",
    re.I,
)
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
    text, figures = evidence.proposal.text, in_order(evidence)
    yield from _parts_of_wholes(text, figures)
    for place, share in enumerate(figures):
        if share.kind is not FigureKind.PERCENT or not single(share) or not 0 < share.low < 100:
            continue
        pair = (
            _share_of(text, figures, place)
            or _share_said_later(text, figures, place)
            or _share_of_these(text, figures, place)
        )
        if pair is None:
            continue
        base, result = pair
        computed = share.low * base.low / 100
        if holds(result.low, computed, imprecision(share, base), text, result):
            continue
        yield SHARE.finding(
            f"{printed(share)} af {number(base)} er {number(base, computed)}, men teksten siger {number(result)}.",
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
    if _THE_REST.search(between):
        return None
    noun = _NOUN.search(between)
    rest = between[noun.end() :] if noun and not RESULT.fullmatch(between) else between
    return (base, result) if RESULT.fullmatch(rest) else None


def _share_of_these(text: str, figures: Sequence[Figure], place: int) -> tuple[Figure, Figure] | None:
    """'60.000 opkald. 30 pct. af disse opkald … Det betyder 18.000 færre opkald.'"""
    share = figures[place]
    these = _THESE.match(text, share.end)
    if not these or not these["noun"]:
        return None
    stem = these["noun"].lower()[:_NOUN_STEM]
    earlier = (f for f in reversed(figures[max(0, place - 2) : place]) if share.start - f.end <= _FAR)
    base = next((f for f in earlier if f.kind in COUNTED and single(f) and stem in _with_noun(text, f)), None)
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
    return same and base.kind is not FigureKind.PERCENT and single(base, result)


# ---------------------------------------------------------------- base before share, other words before the result

_OUT_OF = re.compile(r"\b(?:ud\s)?af\s(?:[a-zæøå]{2,30}\s){0,4}(?:på\s)?$", re.I)
_THE_REST = re.compile(r"\b(?:rest\w*|øvrige|andre|heraf|deraf|hvoraf|ikke|uden for|mens|men)\b", re.I)
_FULL_STOP = re.compile(r"[.!?]\s{1,3}(?=[A-ZÆØÅ])")
_GOES_ON = re.compile(r"[.!?]\s{1,3}Det (?:er|giver|svarer til|betyder|bliver)\s")
_LATER = 120
"""Characters after a share and its base within which the result is given."""


def _share_said_later(text: str, figures: Sequence[Figure], place: int) -> tuple[Figure, Figure] | None:
    """'Af 400 borgere søger 30 pct. selv, dvs. 120 borgere', or the share first and other words before the result."""
    share = figures[place]
    if place + 2 < len(figures) and _OF.fullmatch(text[share.end : figures[place + 1].start]):
        base, result, before = figures[place + 1], figures[place + 2], figures[place + 1].end
    elif (
        place
        and place + 1 < len(figures)
        and _OUT_OF.search(text[max(0, figures[place - 1].start - 60) : figures[place - 1].start])
    ):
        base, result, before = figures[place - 1], figures[place + 1], share.end
        if share.start - base.end > _LATER or _FULL_STOP.search(text, base.end, share.start):
            return None
    else:
        return None
    between = text[before : result.start]
    if len(between) > _LATER or _THE_REST.search(between) or not STRONG_RESULT.search(between):
        return None
    end = _FULL_STOP.search(between)
    if (end and not _GOES_ON.match(between, end.start())) or not _comparable(base, result):
        return None
    return (base, result) if base.kind is FigureKind.MONEY or _same_noun(text, base, result) else None


def _same_noun(text: str, one: Figure, other: Figure) -> bool:
    """Whether the words behind two figures name the same thing."""
    if one.kind is other.kind and one.unit and one.unit == other.unit:
        return True
    here, there = (
        {word.lower()[:_NOUN_STEM] for word in _NOUN.findall(text[f.end : f.end + 40])[:2]} for f in (one, other)
    )
    return bool(here & there)


# ---------------------------------------------------------------- what a part is of a whole

_IS = re.compile(
    r"[^.;:\d()]{0,60}?(?:\s?\(|,?\s(?:eller|svarende til|svarer til|dvs\.?|altså|hvilket (?:er|svarer til))\s)"
    r"(?:ca\.?\s|knap\s|godt\s|omkring\s){0,1}",
    re.I,
)
_OF_WHOLE = re.compile(
    r"\s(?:[a-zæøå]{3,25}\s)?(?:kr\.\s)?(?:ud\s)?af\s(?:(?:de|i alt|alle|samlet|kommunens|samlede|årlige)\s){0,3}", re.I
)
_OPEN_POINTS = 1.0
"""Percentage points by which a printed share may be off: it is mostly rounded."""


def _parts_of_wholes(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """'84 af de 240 deltagere, eller 45 procent'."""
    for part, whole, share in zip(figures, figures[1:], figures[2:], strict=False):
        if share.kind is not FigureKind.PERCENT or not single(part, whole, share) or not 0 < part.low < whole.low:
            continue
        if not _comparable(part, whole) or not _OF_WHOLE.fullmatch(text[part.end : whole.start]):
            continue
        between = text[whole.end : share.start]
        if not _IS.fullmatch(between) or _THE_REST.search(between):
            continue
        computed = part.low / whole.low * 100
        roughly = ROUGHLY_BEFORE.search(text[max(0, share.start - 14) : share.start])
        allowed = max(_OPEN_POINTS, step_of(share.low) / 2, 2 * ROUGHLY * computed if roughly else 0)
        if abs(computed - share.low) <= allowed:
            continue
        yield SHARE.finding(
            f"{number(part)} af {number(whole)} er {decimal(round(computed, 1))} pct., "
            f"men teksten siger {printed(share)}",
            values=(part.low, whole.low, computed, share.low),
            at=Span(start=part.start, end=share.end),
        )
