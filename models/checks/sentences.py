"""Where a figure stands: its sentence, what is said before and after it, and how exactly it is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.types import Proposal
from models.types import Figure

# A sentence ends before a capital letter, at a tab (a cell's edge) or at a line's end; 'mio. kr. om året' has no end.
_SENTENCE_END = re.compile(r"(?<=[.!?;])[)\"”»]?\s{1,4}(?=[\"“«(]?[A-ZÆØÅ])|[\n\t]")
_REACH = 400
"""Characters on either side of a figure in which its sentence is looked for."""

_ROUGHLY = re.compile(
    r"\b(?:ca|cirka|omkring|omtrent|knapt?|godt|næsten|små|rundt?|op\s?imod|op\s?mod|op\s?til|mindst|over|under"
    r"|mere end|mindre end|mellem|i omegnen af|i underkanten af|minimum|maksimalt|højst)\b[\s.]{0,3}(?:regnet\s)?$",
    re.I,
)
_ROUGHLY_REACH = 24  # characters before a figure in which such a word stands


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A figure in its sentence. ``before`` and ``after`` reach to the neighbouring figures given, if there are any."""

    figure: Figure
    sentence: str
    before: str
    after: str
    start: int
    end: int

    @property
    def roughly(self) -> bool:
        """Whether the text itself calls the figure approximate ('ca.', 'knap', 'op mod')."""
        return bool(_ROUGHLY.search(self.before[-_ROUGHLY_REACH:])) or bool(
            re.match(r"\s{0,2}(?:ca|cirka|knapt?|godt|omkring|op)\b", self.figure.text, re.I)
        )


def statements(proposal: Proposal, figures: Sequence[Figure]) -> Iterator[Statement]:
    """Each figure with its sentence; linear, as no sentence is followed further than a fixed reach."""
    text = proposal.text
    edges = sorted({0, len(text), *_edges(proposal)})
    last = 0
    ordered = sorted(figures, key=lambda figure: figure.start)
    for place, figure in enumerate(ordered):
        left = bisect_right(edges, figure.start)
        start = max(edges[left - 1], _sentence_start(text, figure.start))
        end = max(figure.end, min(edges[min(left, len(edges) - 1)], _sentence_end(text, figure.end)))
        following = ordered[place + 1].start if place + 1 < len(ordered) else len(text)
        yield Statement(
            figure=figure,
            sentence=text[start:end],
            before=text[max(start, last) : figure.start],
            after=text[figure.end : max(figure.end, min(end, following))],
            start=start,
            end=end,
        )
        last = figure.end


def _edges(proposal: Proposal) -> Iterator[int]:
    """Places that no sentence runs across: where a section's heading or text begins, and where a table does or ends."""
    for section in proposal.sections:
        yield from (section.start, section.body_start)
    for table in proposal.tables:
        yield from (table.start, table.end)


def _sentence_start(text: str, place: int) -> int:
    floor = max(0, place - _REACH)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, floor, place)]
    return ends[-1] if ends else floor


def _sentence_end(text: str, place: int) -> int:
    """Where the sentence at ``place`` ends, which may stand behind the full stop of an abbreviation."""
    ceiling = min(len(text), place + _REACH)
    found = _SENTENCE_END.search(text, max(0, place - 1), ceiling)
    return max(place, found.start()) if found else ceiling


def step_of(amount: float) -> float:
    """The smallest step that a printed amount shows: the place of its last digit that is not zero.

    '650.000' shows ten thousands, '1,36 mio.' ten thousands, '25.000' thousands, '12,5' tenths.
    """
    value = abs(amount)
    if value == 0:
        return 1.0
    step = 0.01
    while step < value and abs(round(value / (step * 10)) * step * 10 - value) < step / 1000:
        step *= 10
    return step


ROUNDED = 0.01
"""Prose may be off by this share beside its rounding."""

ROUGHLY = 0.08
"""What the text calls approximate may be off by this share."""


def agrees(said: float, computed: float, *, coarsest: float, roughly: bool = False) -> bool:
    """Whether a printed figure can stand for a computed one: its rounding, and 'ca.', allowed for.

    Rounding moves it by half of the smallest printed step, and by no more than the share ``coarsest``.
    """
    allowed = max(min(step_of(said) / 2, coarsest * abs(said)), ROUNDED * abs(said))
    if roughly:
        allowed = max(2 * allowed, ROUGHLY * abs(said))
    return abs(abs(said) - abs(computed)) <= allowed * 1.001
