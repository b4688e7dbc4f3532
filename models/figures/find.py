"""From quantities to the figures of a proposal: the kind where no unit says it, base units, and their place."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.types import Criteria, Proposal
from models.figures.ages import YEARS_OLD, is_age, only_says_who
from models.figures.places import Place, places
from models.figures.quantities import quantities
from models.figures.quantity import Quantity
from models.figures.units import Unit, per_before, read_per, unit_of
from models.figures.words import FUNCTION_WORDS, Words, at, word_set, words_of
from models.types import Figure, FigureKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KRONER = Unit(kind=FigureKind.MONEY, name="kr.")
_VOLUME_FROM = 1_000  # what is counted in thousands is a volume: cases, calls, pages
_SPELLED_FROM = 100  # 'to trin', 'tre centre' count nothing of substance; 'to hundrede børn' do
_PRICED_FROM = 10_000  # a bare number this large in a sentence about money is kroner
_PRICE_STEMS = (
    "omkostning",
    "udgift",
    "pris",
    "koste",
    "invester",
    "bespar",
    "budget",
    "beløb",
    "finansier",
    "honorar",
)
_PRICE_WORDS = word_set("lønnen lønudgift lønudgiften kroner kr. kr overhead bevilling bevillingen kost")
_PRICE_REACH = 12  # words around a bare number in which such a word makes it money
_TIMES = frozenset({FigureKind.DURATION, FigureKind.DAYS})
_LONGEST_SPELLED_TIME = 12  # 'i to år', 'inden fire uger': a stretch of time in words is told in passing, no figure
_CASES = (
    *("sager", "henvendelser", "opkald", "ansøgninger", "anmodninger", "besøg", "samtaler", "breve", "sider", "kwh"),
    *("liter", "ton", "kg", "km", "anmeldelser", "klager", "ture", "afgørelser", "borgere", "betalinger", "mails"),
)


def find_figures(proposal: Proposal, doc: Doc) -> tuple[Figure, ...]:
    """Every number of substance in the running text, in order. ``doc`` is ``proposal.text`` read by `models.language`.

    Money tables, headings, the form's head and the bodies consulted are left out. Money is in kroner, seconds count as
    minutes; shares in words are percent to one decimal; low and high stand as printed.
    """
    words = words_of(doc)
    found: list[Figure] = []
    for place in places(proposal, words):
        for quantity in quantities(place.words):
            figure = _figure(proposal, place, quantity)
            if figure:
                found.append(figure)
    return tuple(found)


def _figure(proposal: Proposal, place: Place, quantity: Quantity) -> Figure | None:
    words = place.words
    if _is_unit_head(words, quantity) or only_says_who(words, quantity):
        return None
    unit, factor = _unit(words, quantity), quantity.factor
    if unit is None and quantity.spelled and abs(quantity.high * factor) < _SPELLED_FROM:
        return None
    if unit is None and place.in_criteria_table:
        factor = _table_unit(proposal.criteria, quantity)
        unit = _KRONER
    kind = unit.kind if unit else _count_or_volume(quantity)
    if quantity.spelled and _told_in_passing(words, quantity, kind):
        return None
    start, end = words[quantity.first].start, words[quantity.end - 1].end
    return Figure(
        kind=kind,
        low=float(quantity.low * factor),
        high=float(quantity.high * factor),
        unit=unit.name if unit else quantity.noun,
        per=read_per(words, quantity.end) or per_before(words, quantity.first),
        text=proposal.text[start:end],
        start=start,
        end=end,
        section=place.section,
    )


def _told_in_passing(words: Words, quantity: Quantity, kind: FigureKind) -> bool:
    """'i to år', 'inden fire uger', 'efter et halvt år', 'inden for en halv time'."""
    if kind in _TIMES and quantity.low == quantity.high <= _LONGEST_SPELLED_TIME and quantity.low % 1 == 0:
        return True
    before, far = at(words, quantity.first - 1).lower, at(words, quantity.first - 2).lower
    waits = before in ("efter", "inden") or (before, far) == ("for", "inden")
    return waits and (kind in _TIMES or kind is FigureKind.HOURS) and quantity.high <= 1


def _is_unit_head(words: Words, quantity: Quantity) -> bool:
    """'1.000 kr. 2022 p/l' at the head of a table says in what it counts."""
    if quantity.low != quantity.high or quantity.low not in (1, 1_000) or quantity.unit is None:
        return False
    if quantity.unit.kind is not FigureKind.MONEY:
        return False
    following = at(words, quantity.end)
    return (
        following.line or following.text in (")", "]") or following.lower == "p/l" or following.text[:2] in ("19", "20")
    )


def _unit(words: Words, quantity: Quantity) -> Unit | None:
    """The unit that was read, or the one that only the context gives: an age, kroner that are left out."""
    if quantity.unit:
        return YEARS_OLD if quantity.unit.name == "år" and is_age(words, quantity) else quantity.unit
    heading = _unit_of_row(words, quantity) if quantity.is_bare else None
    if heading:
        return heading
    if (
        quantity.noun is None
        and not quantity.spelled
        and (quantity.multiplier >= 1_000_000 or _is_priced(words, quantity))
    ):
        return _KRONER
    return None


def _unit_of_row(words: Words, quantity: Quantity) -> Unit | None:
    """The unit in the first cell of a row of words: 'Frigjorte timer', 11.800."""
    if not words[quantity.first].line or not at(words, quantity.end).line:
        return None
    for here in range(quantity.first - 1, max(-1, quantity.first - 1 - _PRICE_REACH), -1):
        unit = unit_of(words[here].lower)
        if unit:
            return unit if unit.kind is not FigureKind.DURATION and unit.factor == 1 else None
        if words[here].line:
            break
    return None


def _is_priced(words: Words, quantity: Quantity) -> bool:
    if abs(quantity.high) < _PRICED_FROM or quantity.high != int(quantity.high):
        return False
    following = at(words, quantity.end)
    if following.is_word and not following.line and following.lower not in FUNCTION_WORDS:
        return False
    for here in range(quantity.first - 1, max(-1, quantity.first - 1 - _PRICE_REACH), -1):
        if words[here].lower in _PRICE_WORDS or words[here].lower.startswith(_PRICE_STEMS):
            return True
        if words[here].line or words[here].sentence:
            break
    behind = [word.lower for word in words[quantity.end : quantity.end + _PRICE_REACH]]
    return any(pair in (("i", "kroner"), ("i", "kr."), ("i", "kr")) for pair in pairwise(behind))


def _table_unit(criteria: Criteria, quantity: Quantity) -> Decimal:
    """The kroner of one printed 1 in the criteria table: what the parsed amounts were read with."""
    for amount in (criteria.expenditure, criteria.potential):
        for factor in (1, 1_000, 1_000_000):
            if amount is None:
                continue
            ends = {abs(float(end * factor)) for end in (quantity.low, quantity.high)}
            if ends & {abs(amount.low), abs(amount.high)}:
                return Decimal(factor)
    return Decimal(1_000)


def _count_or_volume(quantity: Quantity) -> FigureKind:
    noun = (quantity.noun or "").lower()
    many = abs(quantity.high * quantity.multiplier) >= _VOLUME_FROM
    return FigureKind.VOLUME if many or noun.endswith(_CASES) else FigureKind.COUNT
