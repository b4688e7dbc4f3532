"""Words with boxes, and the printed lines that they form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

SAME_LINE = 0.3  # of the height: words whose middles differ by less stand on one line
CHECKED = "☒"
UNCHECKED = "☐"
# Wingdings and Symbol glyphs come as private-use characters; ZapfDingbats as the dingbats themselves.
_CHECKED_GLYPHS = "☑☒✓✔✗✘✕✖🗹🗷🗵■\uf052\uf053\uf054\uf078\uf0fb\uf0fc\uf0fd\uf0fe"
_UNCHECKED_GLYPHS = "☐□▢❏❐❑❒🞎⬜\uf06f\uf070\uf071\uf072\uf0a8"
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0a8\uf076\uf0e0"
_GLYPHS = str.maketrans(
    {
        **dict.fromkeys(_BULLETS, "•"),
        **dict.fromkeys(_CHECKED_GLYPHS, CHECKED),
        **dict.fromkeys(_UNCHECKED_GLYPHS, UNCHECKED),
    }
)


class Word(NamedTuple):
    """A printed word and its box; y runs down the page. A plain tuple: a catalogue has a hundred thousand of them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def with_plain_glyphs(text: str) -> str:
    """The text with check boxes written as ☒ and ☐ and bullets of symbol fonts as •."""
    return text if text.isascii() else text.translate(_GLYPHS)


@dataclass(frozen=True, kw_only=True)
class Run:
    """Neighbouring words of one line without a wide gap between them: a cell, or a whole line of text."""

    words: Sequence[Word]

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join([word[0] for word in self.words])

    @property
    def left(self) -> float:
        """Left end of the first word."""
        return self.words[0][1]

    @property
    def right(self) -> float:
        """Right end of the last word."""
        return self.words[-1][3]

    def joined(self, other: Run) -> Run:
        """This run and the one to its right as one."""
        return Run(words=[*self.words, *other.words])


@dataclass(frozen=True, kw_only=True)
class PrintedLine:
    """Words on one baseline, from left to right."""

    words: Sequence[Word]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Height of the line's tallest word."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def left(self) -> float:
        """Left end of the first word."""
        return self.words[0][1]

    @property
    def right(self) -> float:
        """Right end of the last word."""
        return self.words[-1][3]

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join([word[0] for word in self.words])

    @cached_property
    def gaps(self) -> list[float]:
        """The distances between neighbouring words."""
        words = self.words
        return [after[1] - before[3] for before, after in pairwise(words)]

    @property
    def whole(self) -> Run:
        """The line as one run."""
        return Run(words=self.words)

    def runs(self, wide: float) -> tuple[Run, ...]:
        """The line cut at every gap wider than ``wide``."""
        cuts = [index + 1 for index, gap in enumerate(self.gaps) if gap > wide]
        if not cuts:
            return (self.whole,)
        bounds = [0, *cuts, len(self.words)]
        return tuple(Run(words=self.words[a:b]) for a, b in pairwise(bounds))


def printed_lines(words: Sequence[Word]) -> list[PrintedLine]:
    """The words grouped by their vertical middle, from the top of the page down.

    A small word (a footnote mark) that stands within the height of a line belongs to that line.
    """
    groups: list[list[Word]] = []
    middle = limit = float("-inf")
    for word in sorted(words, key=_doubled_middle):
        doubled = word[2] + word[4]
        if not groups or doubled - middle > limit:
            groups.append([word])
            middle = doubled
            limit = 2 * SAME_LINE * (word[4] - word[2])
        else:
            groups[-1].append(word)
    lines: list[PrintedLine] = []
    for group in groups:
        _add_line(lines, group)
    return lines


def _doubled_middle(word: Word) -> float:
    return word[2] + word[4]


def _line(group: list[Word]) -> PrintedLine:
    group.sort(key=_left)
    tallest = max(group, key=_height)
    return PrintedLine(words=group, top=tallest[2], bottom=tallest[4])


def _left(word: Word) -> float:
    return word[1]


def _height(word: Word) -> float:
    return word[4] - word[2]


def _add_line(lines: list[PrintedLine], group: list[Word]) -> None:
    line = _line(group)
    above = lines[-1] if lines else None
    if above is not None:
        large, small = (above, line) if above.height >= line.height else (line, above)
        near = abs(above.middle - line.middle) < 0.5 * large.height
        if near and small.height < 0.8 * large.height and large.top < small.middle < large.bottom:
            lines[-1] = _line([*above.words, *line.words])
            return
    lines.append(line)
