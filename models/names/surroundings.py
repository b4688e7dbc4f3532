"""What stands around a place in a proposal's text: its sentence, and the year that is told there."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from models.names.mention_cues import COUNTS, LAST_YEAR, YEAR, YEAR_AFTER, YEAR_BEFORE, YEARS_AGO

if TYPE_CHECKING:
    from spacy.tokens import Doc

REACH = 90
"""Characters around a mention in which its year may stand."""


class Surroundings:
    """A text read in sentences, of a proposal put forward in ``year``."""

    def __init__(self, text: str, doc: Doc, *, year: int | None) -> None:
        self._text = text
        self._year = year
        self._starts = [token.idx for token in doc if token.is_sent_start]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place, no more than some hundred characters to each side."""
        place = bisect_right(self._starts, start)
        low = max(
            self._starts[place - 1] if place else 0,
            start - REACH,
            self._text.rfind("\n", max(0, start - REACH), start) + 1,
        )
        high = self._starts[place] if place < len(self._starts) else len(self._text)
        line = self._text.find("\n", end, end + 2 * REACH)
        high = max(end, min(high, end + 2 * REACH, line if line >= 0 else len(self._text)))
        return low, low + len(self._text[low:high].rstrip(" .\n"))

    def sentence(self, start: int, end: int) -> str:
        """The words of the sentence around a place."""
        low, high = self.bounds(start, end)
        return self._text[low:high]

    def told_years(self, around: str) -> tuple[int, ...]:
        """The years that the earlier proposal may be of: 'sidste år', 'for tre år siden', 'i 2018'.

        A printed year may be that in which the money was given, which is the next after the proposal's.
        """
        own = self._year
        if own and LAST_YEAR.search(around):
            return (own - 1,)
        ago = YEARS_AGO.search(around)
        if own and ago:
            return (own - COUNTS[ago["count"].lower()],)
        told = YEAR.search(around)
        return (later_of(told), later_of(told) - 1) if told else ()

    def year_near(self, start: int, end: int) -> int | None:
        """The year that stands by a mention: 'BC07 fra 2018', 'OFS 2017-18' (2018), 'Budget 2019' (2018)."""
        before = YEAR_BEFORE.search(self._text[max(0, start - REACH) : start])
        if before:
            return int(before["year"]) - (1 if before["budget"] else 0)
        after = YEAR_AFTER.match(self._text[end : end + REACH])
        if after is None:
            return None
        year = int(after["year"][:2] + after["later"]) if after["later"] else int(after["year"])
        # A budget is of the year after the one in which its proposals are put forward.
        return year - 1 if after["budget"] and not after["later"] else year


def later_of(match: re.Match[str]) -> int:
    """The later year of 'OFS 2017-18', otherwise the year itself."""
    return int(match[1][:2] + match[2]) if match[2] else int(match[1])
