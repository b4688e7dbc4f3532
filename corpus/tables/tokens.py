"""Words and values of a table that reached us as running text, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from corpus.numerals import read_number
from corpus.tables.vocabulary import area_of

_TOKEN = re.compile(r"\S+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-–—−")
# The rest of a label after a number that stands in the middle of it, in words.
LONGEST_REST = 12
_MARK = re.compile(r"\(?[xX]\)?|☒|☐|\*{1,3}")
# Words after a number that make it part of a sentence rather than of a table.
_PROSE_UNIT = re.compile(
    r"(?:mio|mia|t\.?kr|kr|kroner|%|pct|procent|årsværk|timer|stk|m2|m²|måneder|år|minutter|dage)\b\.?", re.I
)


class Kind(Enum):
    """What a token can be in a row."""

    WORD = "word"
    NUMBER = "number"
    DASH = "dash"  # stands for an empty cell, or joins words
    MARK = "mark"  # an X in a column that is no year


@dataclass(frozen=True, kw_only=True)
class Token:
    """A stretch of non-blank characters; ``line_start`` tells that a new line (or cell) begins with it."""

    text: str
    start: int
    end: int
    kind: Kind
    value: Decimal | None
    line_start: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``. A number in brackets is a word: 'Haller (16)'."""
    found: list[Token] = []
    previous = start
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        value = None
        if word in _DASHES:
            kind = Kind.DASH
        elif _MARK.fullmatch(word):
            kind = Kind.MARK
        elif "(" not in word and ")" not in word and not _YEAR.fullmatch(word):
            value = read_number(word.rstrip("*¹²³"))
            kind = Kind.NUMBER if value is not None else Kind.WORD
        else:
            kind = Kind.WORD
        gap = text[previous : match.start()]
        found.append(
            Token(
                text=word,
                start=match.start(),
                end=match.end(),
                kind=kind,
                value=value,
                line_start="\n" in gap or "\t" in gap,
            )
        )
        previous = match.end()
    return found


def value_run(tokens: Sequence[Token], index: int, *, after_payback: bool) -> int:
    """Where the run of values that begins at ``index`` ends; ``index`` itself where no values begin there.

    A single number before a lowercase word belongs to the words ('15 helårspersoner'), and a dash between words joins
    them; a number before a unit ('850 t.kr.') belongs to a sentence.
    """
    stop = index
    while stop < len(tokens) and tokens[stop].kind is not Kind.WORD:
        stop += 1
    if stop - index > 1 and (begins_rest(tokens, stop - 1) or _begins_label(tokens, stop)):
        stop -= 1
    run = tokens[index:stop]
    numbers = [t for t in run if t.kind is Kind.NUMBER]
    before = tokens[index - 1].text if index else ""
    after = tokens[stop] if stop < len(tokens) else None
    if not numbers:
        dashes = any(t.kind is Kind.DASH for t in run)
        return stop if dashes and (after_payback or area_of(before)) else index
    if run[0].kind is Kind.MARK:
        return index
    if after is not None and _PROSE_UNIT.match(after.text) and not after.line_start:
        return index
    if len(run) == 1 and after is not None and _counts_words(tokens, index, stop):
        return index
    if (
        run[0].kind is Kind.DASH
        and index
        and len(run) > 1
        and tokens[index - 1].kind is Kind.WORD
        and _joins(run, before)
    ):
        return index
    return stop


def begins_rest(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number begins the next line of a broken label: '… efter 30 og Service 35 50 / 180 dage'."""
    if index + 1 >= len(tokens) or tokens[index].kind is not Kind.NUMBER or not tokens[index].line_start:
        return False
    after = tokens[index + 1]
    return after.kind is Kind.WORD and not after.line_start and after.text[:1].islower()


def _begins_label(tokens: Sequence[Token], stop: int) -> bool:
    """Whether the last number of a run begins the next row's label: '… 1.200 900 34 nye beholdere Anlæg 1.800'."""
    if stop >= len(tokens) or tokens[stop - 1].kind is not Kind.NUMBER or tokens[stop - 2].kind is not Kind.NUMBER:
        return False
    return _counts_words(tokens, stop - 1, stop) and _reaches_area(tokens, stop)


def _reaches_area(tokens: Sequence[Token], stop: int) -> bool:
    """Whether an area, and so a row's values, follow before another value or a capital."""
    for token in tokens[stop : stop + LONGEST_REST]:
        if area_of(token.text):
            return True
        if token.kind is not Kind.WORD or token.text[:1].isupper():
            return False
    return False


def _counts_words(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """Whether a single number belongs to the lowercase words after it ('15 helårspersoner') rather than to the row.

    It is the row's where a capital begins the next row before more values come ('i 210 samtalerum Undervisning 45'),
    and where an area or a line's end sets it apart.
    """
    after = tokens[stop]
    if after.line_start or not after.text[:1].islower():
        return False
    if index and area_of(tokens[index - 1].text):
        return False
    for token in tokens[stop : stop + LONGEST_REST]:
        if token.kind is not Kind.WORD or area_of(token.text):
            return True
        if token.text[:1].isupper():
            return False
    return True


def _joins(run: Sequence[Token], before: str) -> bool:
    """'2018 - 2019', 'ad 1 - 4': a dash between a word that ends in a digit and a small number joins them."""
    return before[-1:].isdigit() and len(run) == 2


def is_capital(token: Token) -> bool:
    """Whether a token begins as the label of a row does: with a capital letter or a digit."""
    first = token.text.lstrip("(»\"'“-–•")[:1]
    return first.isupper() or first.isdigit()
