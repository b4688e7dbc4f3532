"""How amounts, numbers, dates and counts are written in Danish, for people."""

from __future__ import annotations

from datetime import date

from corpus.types import AmountRange

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

MILLION = 1_000_000
SHORTEST_STEP = 10_000  # kroner: two decimals of a million


def number(value: float) -> str:
    """A number with Danish marks: ``1234567`` is ``1.234.567`` and ``2.5`` is ``2,5``; at most two decimals."""
    whole = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def kroner(amount: float) -> str:
    """An amount given in kroner, in millions where that loses nothing: ``2.350.000`` is ``2,35 mio. kr.``."""
    if abs(amount) >= MILLION and amount % SHORTEST_STEP == 0:
        return f"{number(amount / MILLION)} mio. kr."
    return f"{number(amount)} kr."


def kroner_range(amount: AmountRange) -> str:
    """One amount, or two with a word between them, in kroner as :func:`kroner` writes them."""
    if amount.low == amount.high:
        return kroner(amount.low)
    return f"{kroner(amount.low)} til {kroner(amount.high)}"


def number_range(amount: AmountRange) -> str:
    """One number, or two with a dash between them."""
    if amount.low == amount.high:
        return number(amount.low)
    return f"{number(amount.low)}–{number(amount.high)}"


def long_date(day: date) -> str:
    """A date in words: ``21. januar 2021``."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def count(amount: int, one: str, many: str) -> str:
    """A count with its noun: ``count(2, 'forslag', 'forslag')``."""
    return f"{number(amount)} {one if amount == 1 else many}"


def listed(words: tuple[str, ...]) -> str:
    """Words in a sentence: ``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"


def likelihood(probability: float) -> str:
    """A probability in whole per cent. Never 0 or 100: no model is that sure."""
    return f"{min(99, max(1, round(100 * probability)))} %"
