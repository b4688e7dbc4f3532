"""The words of a text as names are looked up in it: letters and digits together, every other mark by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"\w+|[^\w\s]")
_OPENING = frozenset("\"'“”„«»(*#•·▪●–—-☒☐")


class Word(NamedTuple):
    """A word or a mark, where it stands, whether a blank goes before it and whether it opens a sentence or a line."""

    text: str
    start: int
    end: int
    spaced: bool
    opens: bool


def words(text: str, doc: Doc) -> tuple[Word, ...]:
    """The words and marks of a text in order; ``doc`` is the same text with its sentences."""
    starts = {token.idx for token in doc if token.is_sent_start}
    found: list[Word] = []
    end = 0
    opens = True
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        opens = opens or match.start() in starts or "\n" in gap or "\t" in gap
        found.append(Word(match[0], match.start(), match.end(), bool(gap) or not found, opens))
        opens = opens and match[0] in _OPENING
        end = match.end()
    return tuple(found)


def bare(printed: str) -> str:
    """A printed name without the genitive's ending: 'KEID's' and 'ServiceNows' as 'KEID' and 'ServiceNow'."""
    for ending in ("'s", "’s", "´s"):
        if printed.endswith(ending):
            return printed[: -len(ending)]
    return printed.rstrip("'’")
