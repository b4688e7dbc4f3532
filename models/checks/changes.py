"""Changes that the text itself lets a reader do again: from one number to another, and the percentage of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.types import Span
from models.checks.calculation import ROUGHLY, decimal, in_order, printed, single
from models.checks.rule import Evidence, Rule
from models.checks.sentences import step_of
from models.types import Figure, FigureKind, Finding

CHANGE = Rule(
    id="change",
    severity="warning",
    title="En stigning eller et fald i procent er regnet forkert",
    compares="Et »fra … til …« med den procentvise ændring, som teksten selv giver.",
    example="»fra 400 til 300, et fald på 40 pct.« er 25 pct.",
    remedy="Regn efter, og ret procenten eller et af de to tal.",
)
_BETWEEN = r"(?:\b(?:dvs|ca|pr|kr|mio)\.|[^.;])"
_CHANGE = r"(?:stigning|fald|reduktion|vækst|nedgang|forøgelse|nedbringelse|mindskelse|besparelse)"
_CHANGE_WORD = re.compile(rf"{_BETWEEN}{{0,40}}?\b{_CHANGE}\b[^.;]{{0,20}}", re.I)
_BARE = re.compile(
    r"(?:\s(?:kr\.|[a-zæøå]{2,20}|i (?:19|20)\d\d)){0,3}\s?(?:\((?=[+-]?\d|[+-])"
    r"|,?\s(?:dvs\.|svarende til|altså|hvilket (?:er|svarer til))\s)"
    r"(?:med\s|ca\.\s|knap\s|godt\s){0,2}[+-]?\s?",
    re.I,
)
_TO = re.compile(r"(?:\s[\wæøåÆØÅ.]{1,15}){0,2}\s(?:til|ned til|op til)\s(?:ca\.?\s|omkring\s)?", re.I)
_FROM = re.compile(r"\bfra\s(?:ca\.?\s|omkring\s|i dag\s)?$", re.I)
_MOVES = re.compile(
    r"\b(?:fald\w{0,4}|steg\w{0,4}|stig\w{0,4}|voks\w{0,4}|reducer\w{0,4}|nedbring\w{0,4}|øge\w{0,3}|sænk\w{0,4}|mindsk\w{0,4})"
    r"\s(?:(?:med|omkring|ca\.|igen)\s){0,2}$",
    re.I,
)
_THEN_ENDS = re.compile(r"(?:\s(?:på|over|siden|i)(?:\s[\wæøå]{1,12}){1,3})?[\s,(]{1,3}(?:fra\s)?(?:ca\.\s)?", re.I)
_DOUBLES = re.compile(
    r"\b(?P<word>fordobl\w{1,4}|halver\w{1,4}|tredobl\w{1,4})\b(?:\saf\s[a-zæøå]{2,25})?\s(?:fra\s)?$", re.I
)
_NEARLY = re.compile(r"\b(?:næsten|mere end|knapt?|godt|op mod|over|under|tæt på|omkring|ca)\b", re.I)
_OF_ELSE = re.compile(r"\s(?:mere end\b|i\s(?!(?:19|20)\d\d|alt\b|perioden|løbet|gennemsnit|forhold))", re.I)
"""Behind a percentage: it is of something else than what went from one number to the other."""

_FACTORS = {"f": 2.0, "h": 0.5, "t": 3.0}
_FACTOR_OPEN = 0.1
"""Share by which what is called doubled or halved may miss it."""

_OPEN_POINTS = 1.0


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """What a change goes from and to, and where that begins and ends."""

    first: float
    second: float
    start: int
    end: int
    percent: bool


def find_changes(evidence: Evidence) -> Iterator[Finding]:
    """A change from one number to another, and the percentage or the factor that it is said to be."""
    text, figures = evidence.proposal.text, in_order(evidence)
    for place, percent in enumerate(figures):
        if percent.kind is FigureKind.PERCENT and single(percent):
            ends = _before(text, figures, place) or _behind(text, figures, place)
            if ends and ends.first and not _agrees(ends, percent.low) and not _OF_ELSE.match(text, percent.end):
                yield CHANGE.finding(
                    f"Fra {decimal(ends.first)} til {decimal(ends.second)} er en ændring på "
                    f"{decimal(round(_computed(ends), 1))} pct., men teksten siger {printed(percent)}",
                    values=(ends.first, ends.second, _computed(ends), percent.low),
                    at=Span(start=min(ends.start, percent.start), end=max(ends.end, percent.end)),
                )
    yield from _factors(text, figures)


def _computed(ends: _Ends) -> float:
    return abs(ends.second - ends.first) / abs(ends.first) * 100


def _agrees(ends: _Ends, said: float) -> bool:
    """Whether the percentage can stand for the change; 'fra 20 til 15 pct., et fald på 5 pct.' counts points."""
    computed = _computed(ends)
    allowed = max(step_of(said) / 2, _OPEN_POINTS, 2 * ROUGHLY * computed)
    return abs(computed - said) <= allowed or (ends.percent and abs(abs(ends.second - ends.first) - said) <= allowed)


def _before(text: str, figures: Sequence[Figure], place: int) -> _Ends | None:
    """The ends of a change whose percentage comes after them."""
    ends = _ending_at(text, figures, place - 1) if place else None
    if ends is None:
        return None
    between = text[ends.end : figures[place].start]
    return ends if _CHANGE_WORD.fullmatch(between) or _BARE.fullmatch(between) else None


def _behind(text: str, figures: Sequence[Figure], place: int) -> _Ends | None:
    """The ends of a change whose percentage comes before them: 'falder 40 pct., fra 20 til 12 minutter'."""
    percent = figures[place]
    if place + 1 >= len(figures) or not _MOVES.search(text[max(0, percent.start - 40) : percent.start]):
        return None
    one = figures[place + 1]
    if not _THEN_ENDS.fullmatch(text[percent.end : one.start]):
        return None
    return _ending_at(text, figures, place + 1 if one.low != one.high else place + 2)


def _ending_at(text: str, figures: Sequence[Figure], place: int) -> _Ends | None:
    """A change whose last figure is the given one: one figure with two ends, or two figures."""
    if place >= len(figures):
        return None
    last = figures[place]
    percent = last.kind is FigureKind.PERCENT
    if last.low != last.high:
        said = last.text.lower().startswith("fra") or _FROM.search(text[max(0, last.start - 20) : last.start])
        ends = _Ends(first=last.low, second=last.high, start=last.start, end=last.end, percent=percent)
        return ends if said else None
    if not place:
        return None
    first = figures[place - 1]
    said = first.text.lower().startswith("fra") or _FROM.search(text[max(0, first.start - 20) : first.start])
    if not said or not single(first) or not _TO.fullmatch(text[first.end : last.start]):
        return None
    return _Ends(first=first.low, second=last.low, start=first.start, end=last.end, percent=percent)


def _factors(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """'fordoblet fra 1.500 til 2.100'."""
    lowered = text.lower()
    if not any(stem in lowered for stem in ("dobl", "halver")):
        return  # most texts say nothing of the kind, and every figure would be asked
    for place, one in enumerate(figures):
        before = text[max(0, one.start - 60) : one.start]
        found = _DOUBLES.search(before)
        if not found or _NEARLY.search(before[max(0, found.start() - 14) : found.start()]):
            continue
        ends = _ending_at(text, figures, place if one.low != one.high else place + 1)
        factor = _FACTORS[found["word"][0].lower()]
        if ends is None or not ends.first or ends.percent:
            continue
        if abs(ends.second / ends.first / factor - 1) <= _FACTOR_OPEN:
            continue
        yield CHANGE.finding(
            f"Fra {decimal(ends.first)} til {decimal(ends.second)} er en ændring på "
            f"{decimal(round(_computed(ends), 1))} pct., men teksten siger »{found['word']}«",
            values=(ends.first, ends.second, _computed(ends)),
            at=Span(start=one.start - len(before) + found.start(), end=ends.end),
        )
