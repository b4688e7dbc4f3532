"""Danish numbers, money, units and ranges as exact values.

Danish writes 1.234,5: a point groups thousands, a comma stands before decimals. Amounts in tables are mostly thousands
of kroner ('1.000 kr.', 't.kr.'), in front tables millions ('mio. kr.').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.types import AmountRange

# One printed number: grouped thousands or plain digits, decimals after a comma. Bounded, so that no text makes it slow.
_DIGITS = r"(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,12})(?:,\d{1,4})?"
_FRACTION = "½¼¾"
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_MINUS = "-−–‐"  # hyphen-minus, minus sign, en dash, hyphen: all are printed for a minus

NUMBER = re.compile(rf"(?<![\w.,])[{_MINUS}]?(?:{_DIGITS}[{_FRACTION}]?|[{_FRACTION}])(?![\d])")
LONGEST_NUMBER = 40  # characters of a cell that is one number with its unit
_MISREAD_MINUS = frozenset("\"'~„”“‘’«»_")
_NUMBER_BEGINS = frozenset(f"+({_MINUS}{_FRACTION}")
_SPACE_BETWEEN_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SPACE_AFTER_MINUS = re.compile(rf"^([{_MINUS}]) (?=\d)")
_UNIT_AFTER = re.compile(r"\s?(?:t\.?\s?kr|kr)\.?$", re.I)
_WHOLE_NUMBER = re.compile(rf"\(?[{_MINUS}+]?\s?(?:{_DIGITS}[{_FRACTION}]?|[{_FRACTION}])\)?[{_MINUS}]?")

_UNIT_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\b(?:mia\.?|milliarder?)\s{0,2}(?:kr\b\.?|kroner)?", re.I), 1_000_000_000),
    (re.compile(r"\b(?:mio\b\.?|mill\b\.?|millioner?\b)\s{0,2}(?:kr\b\.?|kroner)?", re.I), 1_000_000),
    (
        re.compile(
            r"(?:(?<![\d.,])1[. ]?000\s{0,2}kr|\bt\s?[./]?\s?kr|\btusinde?\s{1,2}kr|\bkr\.?\s?1[. ]?000\b)", re.I
        ),
        1_000,
    ),
    (re.compile(r"(?:\bhele\s+kr|\bi\s+kr\b|\bkroner\b|\bkr\b)", re.I), 1),
)

# 2018 p/l, 2022-p/l, 2022 p/1 (a common misreading), 2021 PL, p/l 2018, 2021-priser
PRICE_LEVEL = re.compile(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)\s?[-,]?\s?(?:p\s?/\s?[lI1|]|pl\b|-?pris(?:er|niveau)\b)"
    r"|\b(?:p\s?/\s?[lI1|]|pl|prisniveau)\b[\s:,-]{0,4}(?P<b>(?:19|20)\d\d)(?!\d)",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The unit that a table's header names: kroner for one printed 1, and where the header says so."""

    kr: int
    start: int
    end: int


def read_number(text: str) -> Decimal | None:
    """The exact value of one printed number, or None where the print is no number ('1.2.3,4', '—', 'X').

    A minus may stand before or after ('-500', '500-'); brackets alone mean no minus, as in '(300)' for an amount that
    is included elsewhere.
    """
    s = text.strip()
    if not _WHOLE_NUMBER.fullmatch(s):
        return None
    negative = s.lstrip("(")[:1] in _MINUS or s.rstrip(")")[-1:] in _MINUS
    s = s.strip(f"()+ {_MINUS}")
    fraction = Decimal(0)
    if s and s[-1] in _FRACTIONS:
        fraction, s = _FRACTIONS[s[-1]], s[:-1].strip()
    value = Decimal(s.replace(".", "").replace(",", ".")) if s else Decimal(0)
    value += fraction
    return -value if negative else value


def read_cell(text: str) -> Decimal | None:
    """The value of a table cell: as `read_number`, but also with spaces between thousands ('1 025', '- 300').

    Footnote marks after the number ('300*', '300¹') are left out.
    """
    s = text.strip().rstrip("*¹²³⁴⁵⁶⁷⁸⁹⁾").strip()
    if s[:1] in _MISREAD_MINUS and s[1:2].isdigit():
        s = "-" + s[1:]  # a scan's minus; no number in a table's cell is printed in quotation marks
    # Most cells are words; only what begins like a number is looked at closely.
    if not s or len(s) > LONGEST_NUMBER or (s[0] not in _NUMBER_BEGINS and not s[0].isdigit()):
        return None
    s = _SPACE_BETWEEN_THOUSANDS.sub(".", s)
    s = _SPACE_AFTER_MINUS.sub(r"\1", s)
    return read_number(_UNIT_AFTER.sub("", s))


def find_unit(text: str) -> Unit | None:
    """The first unit of money that a header names: kroner for each printed 1 (1 000 for '1.000 kr.' and 't.kr.')."""
    best: Unit | None = None
    for pattern, kr in _UNIT_PATTERNS:
        found = pattern.search(text)
        if found and (best is None or found.start() < best.start):
            best = Unit(kr=kr, start=found.start(), end=found.end())
    return best


def find_price_level(text: str) -> int | None:
    """The price level year that a header or field names ('2021 p/l', 'p/l: 2018'), or None."""
    found = PRICE_LEVEL.search(text)
    return int(found["a"] or found["b"]) if found else None


_RANGE_WORDS = r"(?:-|–|−|—|til|og|/)"
_AMOUNT = re.compile(
    rf"(?P<low>(?<![\w.,])[{_MINUS}]?\s?{_DIGITS}[{_FRACTION}]?)"
    rf"(?:\s?{_RANGE_WORDS}\s?(?P<high>[{_MINUS}]?\s?{_DIGITS}[{_FRACTION}]?))?"
    r"(?![\d%])\s{0,2}(?P<unit>mia\b\.?|milliarder|mio\b\.?|mill\b\.?|millioner|t\s?[./]?\s?kr\b\.?|tusind|kr\b\.?|kroner)?",
    re.I,
)
_UNIT_WORDS = (("mia", 1_000_000_000), ("milliard", 1_000_000_000), ("mi", 1_000_000), ("t", 1_000), ("kr", 1))
_FTE = re.compile(
    rf"(?P<low>(?<![\w.,])[{_MINUS}]?{_DIGITS}[{_FRACTION}]?|[{_FRACTION}])"
    rf"(?:\s?(?:-|–|til|og)\s?(?P<high>{_DIGITS}[{_FRACTION}]?))?"
    r"\s{0,2}(?:ÅV|AV|årsværk|årsv\b\.?|fuldtidsstilling(?:er)?|stillinger|fuldtidsårsværk)(?![a-zæøå])",
    re.I,
)


# A bare number this large beside a header of '1.000 kr.' is already in kroner: no proposal asks for 100 mio. kr. in
# a cell whose neighbours are single millions, and the templates print thousands without their zeros.
WHOLE_KRONER_FROM = 100_000


def read_amounts(text: str) -> Iterator[AmountRange]:
    """Every amount or range of amounts with a unit of money ('7,5 mio. kr.', '5-7 mio. kr.'), in kroner."""
    staff = [m.span() for m in _FTE.finditer(text)]
    for m in _AMOUNT.finditer(text):
        ends = _ends(m)
        if not m["unit"] or ends is None or any(a <= m.start() < b for a, b in staff):
            continue
        factor = next(kr for word, kr in _UNIT_WORDS if m["unit"].lower().startswith(word))
        yield AmountRange(low=float(ends[0] * factor), high=float(ends[1] * factor))


def _ends(m: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The two ends of a matched range of numbers; of a single number it is both."""
    low = read_cell(m["low"])
    high = read_cell(m["high"]) if m["high"] else low
    return None if low is None or high is None else (low, high)


def read_amount(text: str, *, default_unit_kr: int | None) -> AmountRange | None:
    """The amount or range of amounts that a cell names, in kroner, or None.

    Numbers with a unit of money win over bare ones; a bare number counts in ``default_unit_kr`` (None: not at all),
    unless it is large enough to be whole kroner already. Percentages, years and counts of staff are no amounts. Low
    and high stand as printed: 'Mellem -4 og -7 mio. kr.' gives low -4 000 000 and high -7 000 000.
    """
    named = next(read_amounts(text), None)
    if named is not None or not default_unit_kr:
        return named
    staff = [m.span() for m in _FTE.finditer(text)]
    for m in _AMOUNT.finditer(text):
        ends = _ends(m)
        plain_year = re.fullmatch(r"(?:19|20)\d\d", m["low"].strip()) and not m["high"]
        share = re.match(r"\s?(?:%|pct|procent)", text[m.end() : m.end() + 12], re.I)
        if ends is None or plain_year or share or any(a <= m.start() < b for a, b in staff):
            continue
        unit = 1 if max(map(abs, ends)) >= WHOLE_KRONER_FROM else default_unit_kr
        return AmountRange(low=float(ends[0] * unit), high=float(ends[1] * unit))
    return None


def read_staff(text: str) -> AmountRange | None:
    """The first number or range of full-time equivalents (årsværk, ÅV, stillinger) that a text names, or None."""
    m = _FTE.search(text)
    if m is None:
        return None
    low = read_number(m["low"])
    high = read_number(m["high"]) if m["high"] else low
    if low is None or high is None:
        return None
    return AmountRange(low=float(low), high=float(high))


def format_kr(amount: float) -> str:
    """An amount in kroner as Danish prints it: '1.234.567 kr.'."""
    return f"{round(amount):,}".replace(",", ".") + " kr."
