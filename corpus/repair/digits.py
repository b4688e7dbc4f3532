"""Digits and marks in read text: 'l.025' and '1.O25' in a row of amounts, 'p/1' for 'p/l', '|' for 'I'.

Numbers never change except where the print itself proves it: an amount's thousands stand in groups of three.
"""

from __future__ import annotations

import re

_PRICE_LEVEL = re.compile(r"(?<![\w/])([pP])/[1I|](?![\w/])")
_PRONOUN = re.compile(
    r"(?:(?<=^)|(?<=[.!?] )|(?<=[a-zæøå,] ))\|(?= [a-zæøå]{2})|(?:(?<=^)|(?<=[.!?] ))\|(?= [A-ZÆØÅ][a-zæøå])"
)
_AMOUNT_LIKE = re.compile(r"(?<![\w.,/-])-?[\dOolI|]{1,3}(?:\.[\dOolI|]{3}){1,3}(?![\w.,/-])")
_CLEAN_AMOUNT = re.compile(r"(?<![\w.,/-])-?\d{1,3}(?:\.\d{3}){0,3}(?![\w.,/-])")
_UNIT = re.compile(r" {0,2}(?:t\.?kr|kr\b|mio)")
_NEAR = 40  # characters on either side that belong to the same row of amounts
_READ_AS_LETTER = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def mend_bars(text: str) -> str:
    """A bar where a sentence or a word would begin is the word 'I'."""
    return _PRONOUN.sub("I", text) if "|" in text else text


def mend_price_level(text: str) -> str:
    """'p/1' is the price level 'p/l'."""
    return _PRICE_LEVEL.sub(r"\1/l", text) if "/" in text else text


def mend_amounts(text: str, *, row: bool) -> str:
    """Letters read for digits in an amount, in a row of amounts or before a unit of money; elsewhere nothing."""
    if "." not in text:
        return text
    return _AMOUNT_LIKE.sub(lambda match: _digits(match, text, row), text)


def _digits(match: re.Match[str], text: str, row: bool) -> str:
    printed = match.group()
    if printed.replace(".", "").lstrip("-").isdigit() or not any(character.isdigit() for character in printed):
        return printed
    whole_cell = row and match.start() == 0 and match.end() == len(text)
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if whole_cell or _UNIT.match(text, match.end()) or len(_CLEAN_AMOUNT.findall(near)) > 1:
        return printed.translate(_READ_AS_LETTER)
    return printed
