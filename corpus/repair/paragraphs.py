"""Paragraphs: printed lines of one paragraph become one line; table content, headings and labels stay by themselves.

A line is joined to the one before it only where the sentence plainly goes on. Two lines left apart cost little; two
lines of a table run together cost the table.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.repair.furniture import is_break
from corpus.repair.hyphens import DocumentWords, ends_broken, mend_line_end, splits_word
from corpus.types import RawLine

_AMOUNT = r"[-–(]?\d{1,3}(?:\.\d{3}){0,3}(?:,\d{1,2})?[)*]?"
_TRAILING_AMOUNTS = re.compile(rf"(?:(?:^| )(?:{_AMOUNT}|[-–X])(?=$| )){{2,40}}$")
_TRAILING_AMOUNT = re.compile(rf" {_AMOUNT}$")
_ONLY_NUMBERS = re.compile(rf"(?:(?:{_AMOUNT}|20\d\d|[-–Xx]|kr\.|%)(?: |$)){{1,40}}$")
_YEARS = re.compile(r"\b20\d\d[ /*-]{1,3}20\d\d\b")
_AREA = re.compile(r"(?:^| )(?:service|anlæg|overførsler|finansposter)(?:$| -?\d| [-–]$)", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?:^| )(?:ja|nej|ikke relevant)(?: \d{1,2}[-./ ]{1,2}[\w]{1,9}[-./ ]{1,2}\d{2,4})?$", re.IGNORECASE
)
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.? {1,3}[A-ZÆØÅ]")
_LIST_MARK = re.compile(r"(?:[•·●▪■○◦*–☒☐-]|[a-zæøå]\)|\(?\d{1,2}\)|(?:\d{1,2}\.|[ivx]{1,4}[.)]|[oXx])(?= )) {0,3}\S")
_CODE = re.compile(r"(?:[A-ZÆØÅ]{2,4} \*{0,2} ?)?[A-ZÆØÅ]{1,4}[0-9OI]{1,3}[a-z]?\b")
_LEFT_OUT = re.compile(r"\w- (?:og|eller|samt)$")  # 'Børne- og': what follows belongs to it, however short the line
_LABEL = re.compile(r"[A-ZÆØÅ*][^.!?:]{1,60}:(?: |$)")
_CAPTION = re.compile(r"\*{0,2}(?:tabel|table|figur|bilag|note)\b.{0,60}", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:[¹²³⁴-⁹]|\*{1,3}|\d{1,2}\)) ?[A-ZÆØÅ]")
_TERMINAL = re.compile(r"[.!?:…][\"'”’»)*¹²³⁴-⁹]{0,3}$")
_ABBREVIATION_END = re.compile(
    r"\b(?:ca|bl\.? ?a|f\.? ?eks|inkl|ekskl|vedr|mht|pga|hhv|evt|jf|nr|kr|mio|mia|pct|d|mhp|ift|ifm|mv|fx|t)\.$", re.I
)
_CONTINUES = re.compile(r"[\"'“”»(]?[a-zæøåé]|\d[\d.,½-]{0,12} ?[a-zæøå%]|\(")
_OPEN_END = re.compile(
    r"(?:[,(–]|\b(?:og|eller|samt|af|for|til|med|på|i|at|en|et|den|det|de|der|som|om|ved|fra|hos|under|over|mellem|"
    r"ikke|I|kan|vil|skal|er|har|være|blive|deres|dette|denne|disse|både|via|inden|efter|før))$"
)
_SHORT = 30  # characters; a shorter line is a label or a cell, not a full line of a paragraph
_PROSE = 40  # characters from which on a line tells something about the width of the column
_FULL = 0.85  # share of the column's width that a line must fill, with the next word, to be full
_NEARLY_FULL = 0.7  # over a blank line, which optical reading puts in now and then, with a small letter after it
_WINDOW = 6  # lines on either side among which the column's width is looked for
_WIDEST_PRINT = 160  # characters; no printed line is longer, paragraphs mostly are
_LONGEST_PARAGRAPH = 20_000  # characters; more is no paragraph, and joining would take ever longer
_PAIRS_NEEDED = 4
_RUN_ON_SHARE = 0.25


@dataclass(frozen=True, kw_only=True)
class _Gap:
    """What stood between two lines."""

    blank: bool
    page_break: bool


def join_paragraphs(lines: tuple[RawLine, ...], wrapped: bool | None, words: DocumentWords) -> tuple[RawLine, ...]:
    """The lines with paragraphs joined and without blank lines and page-break marks.

    ``wrapped`` is `RawDocument.wrapped`; where it is None, the lengths and beginnings of the lines decide.
    """
    if wrapped is None:
        wrapped = looks_wrapped(lines)
    widths = _widths(lines)
    joined: list[RawLine] = []
    last = -1  # the number of the last printed line
    blank = page_break = False
    for number, line in enumerate(lines):
        if is_break(line) or not any(line.cells):
            page_break, blank = page_break or is_break(line), blank or not is_break(line)
            continue
        gap = _Gap(blank=blank, page_break=page_break or (last >= 0 and lines[last].page != line.page))
        width = max(widths[number], widths[last]) if last >= 0 else 0
        if joined and _goes_on(joined[-1], lines[last], line, gap, wrapped, width):
            joined[-1] = _join(joined[-1], line, gap, words)
        else:
            joined.append(line)
        last, blank, page_break = number, False, False
    return tuple(joined)


def looks_wrapped(lines: Sequence[RawLine]) -> bool:
    """Whether the lines are printed lines: they are short, and many stop in the middle of a sentence."""
    pairs = run_on = 0
    for line, following in itertools.pairwise(lines):
        text, after = _text(line), _text(following)
        if _PROSE <= len(text) <= _WIDEST_PRINT and after and not _table_like(text):
            pairs += 1
            run_on += bool(_CONTINUES.match(after) and not _TERMINAL.search(text))
    return pairs >= _PAIRS_NEEDED and run_on >= _RUN_ON_SHARE * pairs


def _text(line: RawLine) -> str:
    return line.cells[0] if len(line.cells) == 1 and not is_break(line) else ""


def _widths(lines: Sequence[RawLine]) -> list[int]:
    """The width of the column around each line: the longest line of text nearby, of those that can be printed lines."""
    lengths = [
        len(text) if len(text := _text(line)) <= _WIDEST_PRINT and not _table_like(text) else 0 for line in lines
    ]
    return [max(lengths[max(0, n - _WINDOW) : n + _WINDOW + 1]) for n in range(len(lengths))]


def _goes_on(so_far: RawLine, before: RawLine, line: RawLine, gap: _Gap, wrapped: bool, width: int) -> bool:
    """Whether ``line`` continues the paragraph ``so_far``, whose last printed line is ``before``."""
    if (
        len(so_far.cells[0]) > _LONGEST_PARAGRAPH
        or len(so_far.cells) > 1
        or len(line.cells) > 1
        or so_far.heading
        or line.heading
    ):
        return False
    left, right = before.cells[0], line.cells[0]
    if ends_broken(left) and right[0].islower() and not _table_like(left):
        return True
    if _opens(right) or _table_like(left) or _table_like(right):
        return False
    sentence_open = not _TERMINAL.search(left) or bool(_ABBREVIATION_END.search(left))
    if gap.page_break:
        return _over_page(so_far.cells[0], left, right, sentence_open)
    if not wrapped:
        return False
    full = len(left) + 1 + len(right.split(" ", 1)[0]) >= _FULL * width
    if gap.blank:
        nearly_full = len(left) >= _NEARLY_FULL * width
        return sentence_open and right[0].islower() and nearly_full and len(left) >= _PROSE
    if _LEFT_OUT.search(left):
        return True
    if _TRAILING_AMOUNT.search(left) and not (full and _CONTINUES.match(right)):
        return False  # a row of a front table: title and amount
    label = len(left) < _SHORT and len(so_far.cells[0]) < _PROSE
    if _stands_alone(so_far.cells[0]) or label:
        return False
    if _CONTINUES.match(right) and sentence_open:
        return True
    if sentence_open:
        return bool(_OPEN_END.search(left)) or (full and _is_prose(right, width))
    return full and len(left) >= _PROSE and _is_prose(right, width)


def _over_page(paragraph: str, left: str, right: str, sentence_open: bool) -> bool:
    """Over the end of a page only what plainly goes on: an open sentence and a small letter, or a comma."""
    if not sentence_open or _stands_alone(paragraph):
        return False
    if splits_word(left, right):
        return True
    if right[0].islower():
        return len(paragraph) >= _PROSE or bool(_OPEN_END.search(left))
    goes_on = _OPEN_END.search(left) or _CONTINUES.match(right)
    return len(left) >= _PROSE <= len(right) and bool(goes_on)


def _is_prose(right: str, width: int) -> bool:
    """Before a capital letter only a line of prose belongs to the same paragraph, not a heading, a label or a cell."""
    return len(right) >= 0.5 * width or _TERMINAL.search(right) is not None


def _opens(text: str) -> bool:
    """Whether a line begins something of its own: a heading, a label, a list item, a caption, a note."""
    return bool(
        _HEADING.match(text)
        or _LIST_MARK.match(text)
        or _LABEL.match(text)
        or _CODE.match(text)
        or _CAPTION.match(text)
        or _FOOTNOTE.match(text)
        or _is_capitals(text)
    )


def _stands_alone(text: str) -> bool:
    """Whether a line is a heading, a bare label or a caption, which nothing continues."""
    if text.endswith(":") or _is_capitals(text):
        return True
    if _HEADING.match(text) and len(text) <= 2 * _PROSE:
        return not text.endswith((",", "-"))
    return bool(_CAPTION.match(text)) and len(text) <= 3 * _PROSE


def _is_capitals(text: str) -> bool:
    if text[1:2].islower() or text[2:3].islower():
        return False
    letters = [character for character in text[:200] if character.isalpha()]
    return len(letters) >= 4 and sum(character.isupper() for character in letters) >= 0.9 * len(letters)


@lru_cache(maxsize=1024)  # each line is asked about as itself, as the line before and as one nearby
def _table_like(text: str) -> bool:
    """Whether a line shows the content of a table: years in a run, amounts at its end, a row's area of spending."""
    if not text or len(text) > _WIDEST_PRINT:
        return False
    return bool(
        _ONLY_NUMBERS.match(text)
        or _TRAILING_AMOUNTS.search(text)
        or (_YEARS.search(text) and len(text) < 2 * _PROSE and not _TERMINAL.search(text))
        or (len(text) < 3 * _PROSE and _AREA.search(text))
        or (len(text) < 2 * _PROSE and _ANSWER.search(text))
    )


def _join(so_far: RawLine, line: RawLine, gap: _Gap, words: DocumentWords) -> RawLine:
    left, right = so_far.cells[0], line.cells[0]
    if ends_broken(left):
        return replace(so_far, cells=(mend_line_end(left, right, words),))
    glue = "" if gap.page_break and splits_word(left, right) else " "
    return replace(so_far, cells=(left + glue + right,))
