"""Headers of money tables in running text: a unit, a price level, a run of years and the caption before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.numerals import Unit, find_price_level, find_unit
from corpus.tables.vocabulary import CAPTION, TOTAL_COLUMN

_YEAR_RUN = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d\*{0,2}(?:[\s|]{1,6}(?:19|20)\d\d\*{0,2}){1,11}(?![\d.,/-]|\s?p/)")
_ONE_YEAR = re.compile(r"p/[l1]\s{1,3}(?:Styringsområde\s{1,3})?((?:19|20)\d\d)(?=\s{1,3}[A-ZÆØÅ][a-zæøå])")
_BARE_HEADER = re.compile(
    r"(?:1[. ]?000\s?kr\.?|\bt\.?\s?kr\.?|\bmio\.?\s?kr\.?)\s{0,3}(?:(?:19|20)\d\d\s?-?)?\s{0,2}p\s?/\s?[l1]", re.I
)
_AFTER_CAPTION = re.compile(
    r"\b(?:Udvalg|Styringsområde|Bevilling)\b|(?<![\w.])-?\d{1,3}(?:\.\d{3})+|(?<=\s)-?\d{3,}(?=\s)"
)

# How far before a run of years its unit may stand, and how far before that its caption.
UNIT_BEFORE = 160
CAPTION_BEFORE = 260


@dataclass(frozen=True, kw_only=True)
class Header:
    """A header's place and what it says. ``body`` is where the rows begin."""

    start: int
    unit_at: int  # where the unit is printed, or where the years begin
    body: int
    caption: str | None
    unit: Unit | None
    price_level_year: int | None
    years: tuple[int, ...]
    total_column: bool


def find_headers(text: str) -> list[Header]:
    """Every header: a run of years with a unit or caption near it, or a unit with a price level and no years."""
    found: list[Header] = []
    for match in _YEAR_RUN.finditer(text):
        years = _rising([int(y[:4]) for y in re.split(r"[\s|]+", match.group())])
        if len(years) >= 2:
            found.append(_header(text, match.start(), match.end(), years))
    for match in _ONE_YEAR.finditer(text):
        found.append(_header(text, match.start(1), match.end(1), (int(match[1]),)))
    taken = [(h.start, h.body) for h in found]
    for match in _BARE_HEADER.finditer(text):
        if not any(a <= match.start() < b + UNIT_BEFORE for a, b in taken):
            found.append(_header(text, match.end(), match.end(), ()))
    kept = [h for h in found if h.unit is not None or h.caption is not None]
    return sorted(kept, key=lambda h: (h.start, -len(h.years)))


def _rising(years: list[int]) -> tuple[int, ...]:
    """The longest rising tail: '2018 2018 2019 2020' is a price level and three years."""
    tail: list[int] = []
    for year in reversed(years):
        if tail and year >= tail[0]:
            break
        tail.insert(0, year)
    return tuple(tail)


def _header(text: str, start: int, end: int, years: tuple[int, ...]) -> Header:
    before = text[max(0, start - UNIT_BEFORE) : end]
    offset = max(0, start - UNIT_BEFORE)
    unit = _last_unit(before) or find_unit(text[end : end + 40])
    begin = offset + unit.start if unit and offset + unit.start < start else start
    unit_at = begin
    caption_from = max(0, begin - CAPTION_BEFORE)
    captions = list(CAPTION.finditer(text, caption_from, begin))
    caption = None
    if captions and not re.search(r"[.!?]\s{1,3}[A-ZÆØÅ]", text[captions[-1].end() : begin]):
        caption = _caption_text(text[captions[-1].start() : begin])
        begin = captions[-1].start()
    tail = re.match(r"\s{0,3}(?:I alt|Total|Sum|Samlet)\b", text[end : end + 12], re.I)
    return Header(
        start=begin,
        unit_at=unit_at,
        body=end + (tail.end() if tail else 0),
        caption=caption,
        unit=unit,
        price_level_year=find_price_level(before[-UNIT_BEFORE:]) or find_price_level(text[end : end + 30]),
        years=years,
        total_column=bool(tail and TOTAL_COLUMN.match(tail.group().strip())),
    )


def _caption_text(printed: str) -> str:
    """A caption without what a table read column by column puts between it and the unit."""
    cut = _AFTER_CAPTION.search(printed, 8)
    return re.sub(r"\s+", " ", printed[: cut.start()] if cut else printed).strip()


def _last_unit(text: str) -> Unit | None:
    """The unit that stands nearest before the years."""
    unit, offset = None, 0
    while (found := find_unit(text[offset:])) is not None:
        unit = Unit(kr=found.kr, start=offset + found.start, end=offset + found.end)
        offset = unit.end
    return unit
