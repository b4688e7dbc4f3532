"""Page furniture: page numbers and running heads, which belong to the paper and not to the text.

A line that is taken out leaves a gap marked `PAGE_BREAK`, so that a sentence which the page cut in two can be joined.
Numbers in table rows are amounts and are never touched; a bare number is furniture only where it counts the pages.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.types import RawLine

PAGE_BREAK = "\f"  # stands as the only cell of a line where furniture was, until paragraphs are joined

# 'Side 2 af 8', 'Side 2/8', 'Page 2 of 8' anywhere in a line: the capital and the total are what tells it from prose.
# 'Side 3' without a total counts only at the beginning or the end of a line.
_MARK = re.compile(
    r"(?<![\w/])(?:Side|SIDE|Page|PAGE)[ ]?:?[ ]?(\d{1,3})(?:[ ]?(?:af|AF|of|OF|/)[ ]?(\d{1,3}))?(?![\w/]|[.,:]\d)"
)
_POINTING = re.compile(r"(?:\b(?:se|jf|jfr|på|fra|til|og|af|ad)\.?|[(,])$", re.IGNORECASE)
_PAGE_LINE = re.compile(
    r"[-–|. ]{0,4}(?:(?:side|page|s\.)[ ]?:?[ ]?(\d{1,3})(?:[ ]?(?:af|of|/)[ ]?(\d{1,3}))?)[-–|. ]{0,4}", re.IGNORECASE
)
_COUNT_LINE = re.compile(r"[-–|. ]{0,4}(\d{1,3})(?:[ ]?(?:af|of|/)[ ]?(\d{1,3}))?[-–|. ]{0,4}")
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # lines at the top and the bottom of a page where running heads and page numbers stand
_PAGES_NEEDED = 3  # a running head stands on at least so many pages
_SHARE_NEEDED = 0.8  # of the pages, or a run of pages without a break: every second page is two-page forms
_RUN_NEEDED = 3
_MID_SENTENCE = re.compile(r"(?!www\.)[a-zæøå]|\d[\d.,]{0,12} [a-zæøå]")
_CHAIN_NEEDED = 3  # bare numbers 1, 2, 3 … far apart, where the format has no pages
_CHAIN_TEXT = 800  # characters of text that lie at least between two page numbers
_LONGEST_HEAD = 140
_LONGEST_SENTENCE = 80  # a longer line that ends in a full stop is prose, and a template's sentence may well come back
# What opens a proposal or a table may stand at the top of every page of a catalogue and is still no running head.
_STRUCTURE = re.compile(
    r"(?:tabel|table|bilag|figur|note)\s?\w|\d{1,2}\.\s?\d?|.{0,80}:$|.{0,40}\bforslagets titel\b"
    r"|(?:innovations|investerings|effektiviserings)forslag|business ?case|budgetnotat|[☒☐]"
    r"|.{0,60}\bp/l\b|.{0,60}\bstyringsområde\b|i alt\b|samlet|samlede|varige|service\b|anlæg\b"
    r"|hr-kredsen|it-kredsen|koncern.?it\b|ejendomsfaglig|velfærdsanalytisk|ja/nej|ja\b|nej\b|ikke relevant|dato for"
    r"|hvem er hørt|.{0,50}forvaltningen$",
    re.IGNORECASE,
)


def remove_furniture(lines: tuple[RawLine, ...]) -> tuple[RawLine, ...]:
    """The lines without page numbers and running heads; each removal at a page's edge leaves a `PAGE_BREAK` line."""
    lines = _drop_inside(lines)
    pages = _pages(lines)
    gone = _page_numbers(lines, pages)
    gone |= _running_heads(lines, _edges(lines, pages, gone), gone)
    return tuple(_break(line) if number in gone else line for number, line in enumerate(lines))


def is_break(line: RawLine) -> bool:
    """Whether the line is the mark of a page break."""
    return line.cells == (PAGE_BREAK,)


def _break(line: RawLine) -> RawLine:
    return replace(line, cells=(PAGE_BREAK,), heading=False)


def _text(line: RawLine) -> str:
    """A line that holds one thing, even when a reader found it in a cell of a row; otherwise nothing."""
    filled = [cell for cell in line.cells if cell]
    return filled[0] if len(filled) == 1 else ""


# ---------------------------------------------------------------- 'Side 2 af 8' in the middle of things


@dataclass(frozen=True, kw_only=True)
class _Mark:
    line: int
    start: int
    end: int
    page: int
    total: int  # 0 where none is printed


def _drop_inside(lines: tuple[RawLine, ...]) -> tuple[RawLine, ...]:
    """Take out every 'Side N af M' that counts on, at the end of a line or between two words of a flattened page."""
    marks = list(_marks(lines))
    taken = defaultdict(list)
    for number, mark in enumerate(marks):
        text = _text(lines[mark.line])
        alone = mark.end - mark.start == len(text)
        at_end = mark.end == len(text) or mark.start == 0
        if not alone and not at_end and not mark.total:
            continue
        if alone or _counts_on(marks, number) or (at_end and mark.total and mark.page in (1, mark.total)):
            taken[mark.line].append(mark)
    cleaned: list[RawLine] = []
    for number, line in enumerate(lines):
        cleaned.extend(_without(line, taken[number]) if number in taken else [line])
    return tuple(cleaned)


def _marks(lines: Sequence[RawLine]) -> Iterable[_Mark]:
    for number, line in enumerate(lines):
        text = _text(line)
        for match in _MARK.finditer(text):
            page, total = int(match.group(1)), int(match.group(2) or 0)
            if (1 <= page <= total or not total) and not _POINTING.search(
                text[max(0, match.start() - 8) : match.start()].rstrip()
            ):
                yield _Mark(line=number, start=match.start(), end=match.end(), page=page, total=total)


def _counts_on(marks: Sequence[_Mark], number: int) -> bool:
    """Whether the page number follows the one before it, or the one after it follows this one, towards one total."""
    here = marks[number]
    before = marks[number - 1] if number else None
    after = marks[number + 1] if number + 1 < len(marks) else None
    return (before is not None and _leads_to(before, here)) or (after is not None and _leads_to(here, after))


def _leads_to(one: _Mark, other: _Mark) -> bool:
    if one.total != other.total:
        return False
    return one.page < other.page if one.total else one.page + 1 == other.page


def _without(line: RawLine, marks: Sequence[_Mark]) -> list[RawLine]:
    """The pieces of a line around its page marks, with a break between them."""
    text = _text(line)
    pieces: list[RawLine] = []
    position = 0
    for mark in marks:
        piece = text[position : mark.start].lstrip(" |–").rstrip(" |–-" if mark.end == len(text) else " ")
        pieces += [replace(line, cells=(piece,))] if piece else []
        pieces.append(_break(line))
        position = mark.end
    rest = text[position:].lstrip(" |–")
    return [*pieces, replace(line, cells=(rest,))] if rest else pieces


# ---------------------------------------------------------------- lines that are a page number


def _pages(lines: Sequence[RawLine]) -> list[int]:
    """The page of each line; where the format has none, pages are counted from the page marks already found."""
    if any(line.page for line in lines):
        return [line.page for line in lines]
    pages, page = [], 1
    for line in lines:
        pages.append(page)
        if is_break(line) or _PAGE_LINE.fullmatch(_text(line)):
            page += 1
    return pages if page > 1 else [0] * len(lines)


def _edges(lines: Sequence[RawLine], pages: Sequence[int], gone: set[int]) -> dict[int, list[int]]:
    """Page to the numbers of its first and last printed lines, page numbers not counted."""
    printed: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if pages[number] and any(line.cells) and not is_break(line) and number not in gone:
            printed[pages[number]].append(number)
    return {page: sorted({*numbers[:_EDGE], *numbers[-_EDGE:]}) for page, numbers in printed.items()}


def _page_numbers(lines: Sequence[RawLine], pages: Sequence[int]) -> set[int]:
    gone = {n for n, line in enumerate(lines) if not line.heading and _PAGE_LINE.fullmatch(_text(line))}
    real_pages = any(line.page for line in lines)
    return gone | (_counting_with_pages(lines, pages, gone) if real_pages else _counting_alone(lines))


def _counting_with_pages(lines: Sequence[RawLine], pages: Sequence[int], gone: set[int]) -> set[int]:
    """Bare numbers at the edge of their page which run with the pages: page 7 carries 7, or 5 after two cover pages."""
    by_distance: dict[int, list[int]] = defaultdict(list)
    for page, numbers in _edges(lines, pages, gone).items():
        for number in (*numbers[:1], *numbers[-1:]):
            match = _COUNT_LINE.fullmatch(_text(lines[number]))
            if match and (match.group(2) is None or int(match.group(1)) <= int(match.group(2))):
                by_distance[int(match.group(1)) - page].append(number)
    found: set[int] = set()
    for distance, numbers in by_distance.items():
        distinct = {pages[number] for number in numbers}
        if len(distinct) >= 2 or distance == 0:
            found.update(numbers)
    return found


def _counting_alone(lines: Sequence[RawLine]) -> set[int]:
    """Bare numbers that count 1, 2, 3 … through a text without pages, each far from the one before it."""
    chains: list[list[tuple[int, int, int]]] = []  # of (value, line, characters of text before it)
    read = 0
    for number, line in enumerate(lines):
        text = _text(line)
        match = _COUNT_LINE.fullmatch(text)
        if match and len(line.cells) == 1:
            value = int(match.group(1))
            for chain in chains[-40:]:
                if chain[-1][0] + 1 == value and read - chain[-1][2] >= _CHAIN_TEXT:
                    chain.append((value, number, read))
                    break
            else:
                if value <= 3:
                    chains.append([(value, number, read)])
        read += sum(len(cell) for cell in line.cells)
    return {number for chain in chains if len(chain) >= _CHAIN_NEEDED for _, number, _ in chain}


# ---------------------------------------------------------------- running heads


def _running_heads(lines: Sequence[RawLine], edges: dict[int, list[int]], gone: set[int]) -> set[int]:
    """Lines near page edges that come back, apart from a page number in them, on most pages or on a run of pages."""
    seen: dict[str, dict[int, int]] = defaultdict(dict)  # masked text -> page -> line
    for page, numbers in edges.items():
        for number in numbers:
            key = _masked(lines[number])
            if key:
                seen[key].setdefault(page, number)
    found: set[int] = set()
    needed = max(_PAGES_NEEDED, _SHARE_NEEDED * len(edges))
    for on_pages in seen.values():
        if (len(on_pages) >= needed or _longest_run(on_pages) >= _RUN_NEEDED) and _digits_count_pages(lines, on_pages):
            found.update(on_pages.values())
    return found - gone


def _masked(line: RawLine) -> str:
    text = " ".join(cell for cell in line.cells if cell)
    filled = sum(1 for cell in line.cells if cell)
    if not text or len(text) > _LONGEST_HEAD or line.heading:
        return ""
    if _STRUCTURE.match(text) or _MID_SENTENCE.match(text):
        return ""
    if filled > 1 and sum(1 for cell in line.cells if _DIGITS.fullmatch(cell.replace(".", "").lstrip("-"))) > 1:
        return ""
    if not any(character.isalpha() for character in text) or (len(text) > _LONGEST_SENTENCE and text.endswith(".")):
        return ""
    return _DIGITS.sub("#", "".join(c for c in text.casefold() if c.isalnum()))


def _longest_run(pages: Iterable[int]) -> int:
    longest = run = 0
    last = None
    for page in sorted(pages):
        run = run + 1 if last is not None and page == last + 1 else 1
        longest, last = max(longest, run), page
    return longest


def _digits_count_pages(lines: Sequence[RawLine], on_pages: dict[int, int]) -> bool:
    """Every number in the line stays the same from page to page or grows with the page."""
    rows = [
        (page, [int(d[:9]) for d in _DIGITS.findall(" ".join(lines[number].cells))])
        for page, number in sorted(on_pages.items())
    ]
    if len({len(values) for _, values in rows}) != 1:
        return False
    for (page, values), (next_page, next_values) in itertools.pairwise(rows):
        for value, following in zip(values, next_values, strict=True):
            if following != value and following - value != next_page - page:
                return False
    return True
