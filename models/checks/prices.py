"""What an hour or a full-time equivalent costs by the text's own figures, where nobody pays that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.numerals import format_kr
from corpus.types import Span
from models.checks.calculation import in_order, single
from models.checks.rule import Evidence, Rule
from models.types import Figure, FigureKind, Finding

UNLIKELY_PRICE = Rule(
    id="unlikely_price",
    severity="warning",
    title="En pris pr. time eller årsværk er usandsynlig",
    compares="Beløbet for et antal timer eller årsværk med, hvad en time eller et årsværk kan koste.",
    example="»320 timer svarende til 3,2 mio. kr.« er 10.000 kr. i timen.",
    remedy="Se efter, om enheden (kr., t.kr., mio. kr.) er rigtig, og om antallet er.",
)

_EQUAL_TO = re.compile(
    r"(?:s?\sarbejde|\stil\s[a-zæøå]{3,25})?[\s,()]{0,3}(?:om året\s)?"
    r"(?:svarende til|svarer til|dvs\.?|hvilket svarer til|eller|er opgjort til|opgøres til|koster"
    r"|er (?:i \w{1,20} )?sat til|hvilket giver en (?:besparelse|udgift|mindreudgift) på"
    r")"
    r"\s(?:ca\.?\s|cirka\s|omkring\s|knapt?\s|godt\s|i alt\s){0,2}"
    r"|,\s",
    re.I,
)
_YEARLY_FOR = re.compile(r"[\s,()]{1,3}til\s(?:ca\.?\s)?", re.I)
_AN_HOUR = re.compile(r"\btime(?:pris|løn|sats)(?:en|nen)?\s(?:er|på|sættes til|er sat til|udgør)\s(?:ca\.?\s)?$", re.I)
_A_POST = re.compile(
    r"\b(?:et|ét)\s(?:gennemsnitligt\s)?årsværk\s(?:[a-zæøå]{1,15}\s){0,4}(?:til|på|koster)\s(?:ca\.?\s)?$", re.I
)
_LIKELY: dict[FigureKind, tuple[float, float]] = {
    FigureKind.HOURS: (100, 6_000),
    FigureKind.FTE: (200_000, 4_000_000),
}
"""What one hour and one full-time equivalent can cost, in kroner; the upper ends allow for some years of a post."""

_MOST_BEFORE = 60  # characters before an amount in which it is called a price
_NAMES = {FigureKind.HOURS: "timen", FigureKind.FTE: "årsværket"}


def find_unlikely_prices(evidence: Evidence) -> Iterator[Finding]:
    """Hours or staff with their money beside them, at a price that nobody pays."""
    text, figures = evidence.proposal.text, in_order(evidence)
    for count, money in pairwise([None, *figures]):
        if money is None or money.kind is not FigureKind.MONEY or not single(money):
            continue
        found = _priced(text, count, money)
        if found is None:
            continue
        kind, number, start = found
        lowest, highest = _LIKELY[kind]
        price = abs(money.low) / number
        if not lowest <= price <= highest:
            yield UNLIKELY_PRICE.finding(
                f"{' '.join(text[start : money.end].split())}: det er {format_kr(price)} for {_NAMES[kind]}. "
                "Se efter, om enheden er rigtig.",
                values=(number, money.low),
                at=Span(start=start, end=money.end),
            )


def _priced(text: str, count: Figure | None, money: Figure) -> tuple[FigureKind, float, int] | None:
    """What the money is for, how many of it, and where that is said."""
    of_another = money.per is not None and "år" not in money.per
    counted = count is not None and count.kind in _LIKELY and single(count) and count.low and not of_another
    gap = text[count.end : money.start] if count else ""
    if count and counted and (_EQUAL_TO.fullmatch(gap) or (money.per and _YEARLY_FOR.fullmatch(gap))):
        return count.kind, count.low, count.start
    before = text[max(0, money.start - _MOST_BEFORE) : money.start]
    for kind, pattern in ((FigureKind.HOURS, _AN_HOUR), (FigureKind.FTE, _A_POST)):
        if found := pattern.search(before):
            return kind, 1.0, money.start - len(before) + found.start()
    return None
