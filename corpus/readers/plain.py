"""Text files: .txt and .md in whatever encoding, with tabs between cells, Markdown tables and leftovers of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.readers import leftovers
from corpus.readers.encoding import decode
from corpus.types import RawDocument, RawLine

_BLANK = RawLine(cells=("",))
_NEWLINES = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_HEADING = re.compile(r" {0,3}#{1,6}\s{1,5}(?=\S)")
_HEADING_END = re.compile(r"\s#{1,6}$")
_UNDERLINE = re.compile(r" {0,3}={3,}$")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*|(?:_ ){2,}_)$")
_FENCE = re.compile(r"(?:```|~~~)[\w-]{0,20}$")
_QUOTE = re.compile(r"(?:> ?){1,5}(?=\S)")
_SEPARATOR = re.compile(r"\|?\s{0,200}:?-{1,500}:?\s{0,200}(?:\|\s{0,200}:?-{1,500}:?\s{0,200}){0,200}\|?$")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE_TAG = re.compile(r"<table\b[^<>]{0,500}>|</table\s{0,3}>", re.IGNORECASE)
_MIN_PIPES = 2  # a lone '|' is a misread 'I'


def read(data: bytes, source: str) -> RawDocument:
    """Read a text file. Raises `EmptyFile` and `UnknownFormat`."""
    return RawDocument(lines=tuple(_pages(decode(data, source))), wrapped=None)


def _pages(text: str) -> Iterator[RawLine]:
    """The lines of the text; form feeds, where there are any, part its pages."""
    if "\f" not in text.strip("\f\r\n"):
        yield from _blocks(text.replace("\f", "\n"), 0)
        return
    for number, page in enumerate(text.split("\f"), start=1):
        yield from _blocks(page, number)


def _blocks(text: str, page: int) -> Iterator[RawLine]:
    """The lines of one page, with every whole HTML table in it read as HTML."""
    place = depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        opens = not tag[0].startswith("</")
        if opens and not depth:
            start = tag.start()
        depth = max(0, depth + (1 if opens else -1))
        if not opens and not depth and start >= place:
            from corpus.readers import html  # only now: most text files hold no HTML table

            yield from _lines(text[place:start], page)
            yield from html.fragment(text[start : tag.end()], page)
            place = start = tag.end()
    yield from _lines(text[place:], page)


def _lines(text: str, page: int) -> Iterator[RawLine]:
    """Printed lines as paragraphs, headings and rows."""
    printed = _NEWLINES.split(text)
    in_table = False
    for number, line in enumerate(printed):
        line = line.rstrip(" ") if "\t" in line else line.strip(" ")
        following = printed[number + 1].strip() if number + 1 < len(printed) else ""
        in_table = _in_pipe_table(line, following, in_table)
        if in_table:
            yield from _pipe_row(line, page)
        elif "\t" in line:
            yield RawLine(cells=tuple(_cell(cell) for cell in line.split("\t")), page=page)
        elif not _UNDERLINE.match(line):
            yield from _paragraph(line, following, page)


def _paragraph(line: str, following: str, page: int) -> Iterator[RawLine]:
    """A line of running text: a blank, a heading, or one or more lines where a leftover asks for a break."""
    if not line or _RULE.match(line) or _FENCE.match(line):
        yield _BLANK
        return
    marked = _HEADING.match(line)
    if marked:
        line = _HEADING_END.sub("", line[marked.end() :])
    elif quoted := _QUOTE.match(line):
        line = line[quoted.end() :]
    heading = bool(marked) or bool(_UNDERLINE.match(following))
    for piece in leftovers.clean(line).split(leftovers.BREAK):
        if piece := piece.strip():
            yield RawLine(cells=(_one_line(piece),), page=page, heading=heading)


def _in_pipe_table(line: str, following: str, already: bool) -> bool:
    """Whether the line is a row of a Markdown table, bordered ('| a | b |') or not ('a | b' above '---|---')."""
    pipes = len(_PIPE.findall(line)) if "|" in line else 0
    if not pipes or "\t" in line:
        return False
    bordered = pipes >= _MIN_PIPES and line.startswith("|") and line.endswith("|")
    return bordered or already or ("|" in following and bool(_SEPARATOR.match(following)))


def _pipe_row(line: str, page: int) -> Iterator[RawLine]:
    """The cells of a Markdown row; the line of dashes under the header, and an empty header, are no rows."""
    if _SEPARATOR.match(line):
        return
    cells = _PIPE.split(line)
    if line.startswith("|"):
        cells = cells[1:]
    if line.endswith("|") and len(cells) > 1:
        cells = cells[:-1]
    cleaned = tuple(_cell(cell) for cell in cells)
    if any(cleaned):
        yield RawLine(cells=cleaned, page=page)


def _cell(text: str) -> str:
    """A cell without leftovers, on one line."""
    cleaned = leftovers.clean(text)
    return " ".join(cleaned.split()) if leftovers.BREAK in cleaned or "<" in text else _one_line(cleaned.strip())


def _one_line(text: str) -> str:
    """Text without tabs and newlines, which an entity may have brought in."""
    return " ".join(text.split()) if "\t" in text or "\n" in text or "\r" in text else text
