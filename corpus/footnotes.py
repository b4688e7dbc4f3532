"""Footnotes under a front table ('* Tværgående forslag'), and what they say of the lines that carry their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.folding import fold

MARK = r"(?:\*{1,4}|[¹²³⁴])"
_NOTE = re.compile(rf"\s{{0,4}}({MARK}|\d\))[ \t\n]{{0,3}}(?=[\wÆØÅæøå])")
_NEXT = re.compile(rf"(?:(?<=\s)(?:{MARK}|\d\))[ \t\n]{{0,3}}(?=[A-ZÆØÅ])|\n(?![a-zæøå]))")
_LONGEST_NOTE = 400  # characters; a longer one has run into the text behind the table
_CROSS_CUTTING = re.compile(r"tv(?:æ|ae|ee|e|a)rg(?:å|aa|a|é)ende", re.IGNORECASE)


def read_footnotes(text: str, start: int, end: int) -> tuple[dict[str, str], int]:
    """The footnotes that follow one another from ``start``, by mark, and where the last one ends."""
    notes: dict[str, str] = {}
    position = start
    while (match := _NOTE.match(text, position, end)) and match[1] not in notes:
        following = _NEXT.search(text, match.end(), min(end, match.end() + _LONGEST_NOTE))
        stop = following.start() if following else min(end, match.end() + _LONGEST_NOTE)
        notes[match[1].rstrip(")")] = " ".join(text[match.end() : stop].split())
        position = stop
    return notes, position


def cross_cutting_by_mark(marks: Sequence[str], notes: Mapping[str, str]) -> bool | None:
    """Whether the footnotes call a line with these marks cross-cutting ('tværgående'); None where they do not say.

    A note may say two things at once ('Tværgående forslag, som endnu ikke er udvalgsgodkendt') beside a note that says
    the second alone. Then a line without any mark is only known not to be the second, and its answer is None.
    """
    saying = {mark for mark, note in notes.items() if _CROSS_CUTTING.search(note)}
    if not saying:
        return None
    if saying & set(marks):
        return True
    if set(marks) & set(notes):
        return False
    others = [_without_cross_cutting(note) for mark, note in notes.items() if mark not in saying]
    says_more = any(_without_cross_cutting(notes[mark]) in others for mark in saying)
    return None if says_more else False


def _without_cross_cutting(note: str) -> str:
    return fold(_CROSS_CUTTING.sub("", note))
