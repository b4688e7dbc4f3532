"""A text layer's lines: wrapped at the page's width, words hyphenated at line ends, table labels broken, page feet.

No tab tells cells apart: a row's label wraps over lines of its narrow column, and the numbers stand beside its first
line, beside its last, or on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.examples.example import Example
from corpus.examples.layout import Block, Boxes, Field, FrontTable, Grid, Text, Title, front_table, layout

WIDTH = 90
LABEL_WIDTH = 34
WORD_COLUMN = 24
PAGE_LINES = 46

BESIDE = ("first", "last", "none")
"""Which line of a label the row's numbers stand beside; ``none`` gives them a line of their own below it."""

_MIN_PART = 3
"""The fewest letters that a hyphen leaves on either line."""

_BREAK = re.compile(
    r"(?<=[aeiouyæøå])(?=[bdfgklmnprstv][aeiouyæøå])"
    r"|(?<=[lmnr])(?=[bdfgkmptv][aeiouyæøå])"
    r"|(?<=[a-zæøå]-)(?=[a-zæøå])"
)
"""Where a Danish word may be broken: before a consonant with a vowel after it. Rough, as word processors of old."""


def render(examples: Sequence[Example], *, front: FrontTable | None = None, beside: str = "first") -> str:
    """The examples as printed lines with 'Side 2 af 5' at the foot of each page; every proposal starts a new page."""
    if beside not in BESIDE:
        raise ValueError(f"beside must be one of {BESIDE}, not {beside!r}")
    pages = ["\n".join(_lines(front_table(examples, front), beside))] if front else []
    for example in examples:
        lines = list(_lines(layout(example), beside))
        own = [lines[start : start + PAGE_LINES] for start in range(0, len(lines), PAGE_LINES)]
        for number, page in enumerate(own, start=1):
            pages.append("\n".join([*page, "", f"Side {number} af {len(own)}"]))
    return "\n\n".join(pages) + "\n"


def _lines(blocks: Sequence[Block], beside: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Title):
            yield from ("", *wrap(block.text, WIDTH))
        elif isinstance(block, Field):
            yield from wrap(f"{block.label} {block.value}", WIDTH)
        elif isinstance(block, Boxes):
            yield from _boxes(block)
        elif isinstance(block, Text):
            yield from wrap(f"{block.marker} {block.text}".strip(), WIDTH)
            if not block.marker:
                yield ""
        else:
            yield from _grid(block, beside)


def _boxes(block: Boxes) -> Iterator[str]:
    yield block.label
    marks = [f"{block.mark if ticked else ' '} {name}".strip() for name, ticked in block.choices]
    middle = (len(marks) + 1) // 2
    yield from (f"{left} {right}".strip() for left, right in zip_longest(marks[:middle], marks[middle:], fillvalue=""))


def _grid(block: Grid, beside: str) -> Iterator[str]:
    yield ""
    if block.caption:
        yield from wrap(block.caption, WIDTH)
    for row in block.rows:
        if block.money:
            yield from _money_row(wrap(row[0], LABEL_WIDTH), " ".join(cell for cell in row[1:] if cell), beside)
            continue
        columns = [wrap(cell, WORD_COLUMN) for cell in row]
        for line in zip_longest(*columns, fillvalue=""):
            yield " ".join(cell for cell in line if cell)
    yield ""


def _money_row(label: list[str], values: str, beside: str) -> list[str]:
    if not values or not label:
        return label or [values]
    if beside == "none" and len(label) > 1:
        return [*label, values]
    if beside == "last":
        return [*label[:-1], f"{label[-1]} {values}"]
    return [f"{label[0]} {values}", *label[1:]]


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters, the last word of a line hyphenated where that fills the line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        while rest:
            room = width - len(line) - bool(line)
            if len(rest) <= room:
                line = f"{line} {rest}".strip()
                break
            head = _head(rest, room)
            if head:
                line = f"{line} {head}".strip()
                rest = rest[len(head.rstrip("-")) :].lstrip("-")
            elif not line:
                line, rest = rest[:width], rest[width:]
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines


def _head(word: str, room: int) -> str:
    """The part of a word that fits into the room with its hyphen, or nothing. Numbers and short words stay whole."""
    if not word.rstrip(".,;:)").replace("-", "").isalpha():
        return ""
    best = 0
    for match in _BREAK.finditer(word.lower()):
        cut = match.start()
        own = word[cut - 1] == "-"
        if cut >= _MIN_PART and len(word) - cut >= _MIN_PART and cut + (not own) <= room:
            best = cut
    if not best:
        return ""
    return word[:best] if word[best - 1] == "-" else f"{word[:best]}-"
