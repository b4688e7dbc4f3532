"""Web pages (.html): headings, paragraphs, lists, check boxes and tables with their spans resolved.

The page is only parsed: nothing that it points to is fetched and no entity that it defines is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.errors import Damaged, EmptyFile
from corpus.readers import marks
from corpus.readers.encoding import decode
from corpus.types import RawDocument, RawLine

_BLANK = RawLine(cells=("",))
_DECLARED = re.compile(rb"<meta\b[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_MAX_SPAN = 100  # columns or rows that one cell may claim; more is an attack, not a form
_MAX_COLUMNS = 400

_SKIPPED = frozenset(
    ["head", "script", "style", "noscript", "template", "svg", "math", "nav", "iframe", "object", "datalist"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all", re.I)
_FONT = re.compile(r"font-family\s{0,3}:\s{0,3}[\"']?(wingdings(?: 2)?|symbol)\b", re.IGNORECASE)
_NOT_TEXT_FIELDS = frozenset(["hidden", "submit", "button", "image", "reset", "file", "password"])


def read(data: bytes, source: str) -> RawDocument:
    """Read a web page. Raises `EmptyFile`, `UnknownFormat` (not text) and `Damaged`."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    text = decode(data, source, declared=declared[1].decode("ascii") if declared else None)
    root = _parse(text)
    if root is None:
        raise Damaged(source, "HTML-filen er beskadiget og kan ikke læses. Gem siden igen fra browseren.")
    lines = _Blocks(page=0).read(root)
    if not any(cell for line in lines for cell in line.cells):
        raise EmptyFile(source, "HTML-filen indeholder ingen tekst. Gem siden igen, når den er indlæst helt.")
    return RawDocument(lines=lines, wrapped=False)


def fragment(text: str, page: int) -> tuple[RawLine, ...]:
    """The lines of a piece of HTML within another text, such as a table in a Markdown file."""
    root = _parse(text)
    return () if root is None else _Blocks(page=page).read(root)


def _parse(text: str) -> etree._Element | None:
    """The tree of a page; None when there is none, or when it nests so deeply that the parser gave up on the rest."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    gave_up = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if gave_up else root


class _Blocks:
    """Walks a page and gathers its lines; inline text waits in ``_waiting`` until a block ends."""

    def __init__(self, *, page: int) -> None:
        self._page = page
        self._lines: list[RawLine] = []
        self._waiting: list[str] = []
        self._prefix = ""

    def read(self, root: etree._Element) -> tuple[RawLine, ...]:
        """All lines below the element."""
        self._element(root)
        self._flush()
        while self._lines and self._lines[-1] == _BLANK:
            self._lines.pop()
        return tuple(self._lines)

    def _element(self, element: etree._Element) -> None:
        tag = _tag(element)
        if not tag or tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "table":
            self._table(element)
        elif tag in {"ul", "ol"}:
            self._list(element, ordered=tag == "ol")
        elif tag in _BLOCKS:
            self._flush()
            self._inside(element)
            self._flush(heading=tag in _HEADINGS)
            if tag not in {"li", "dt", "dd"}:
                self._gap()
        elif any(_tag(inner) in _BLOCKS or _tag(inner) == "table" for inner in element.iterdescendants()):
            self._inside(element)
        else:
            self._waiting.append(_inline(element))

    def _inside(self, element: etree._Element) -> None:
        self._waiting.append(_collapse(element.text, _font(element)))
        for child in element:
            self._element(child)
            self._waiting.append(_collapse(child.tail, _font(element)))

    def _list(self, element: etree._Element, *, ordered: bool) -> None:
        """The items of a list with their bullets or numbers."""
        self._flush()
        number = _whole(element.get("start"), 1)
        for child in element:
            if _tag(child) != "li":
                self._element(child)
                continue
            number = _whole(child.get("value"), number)
            self._prefix = f"{number}. " if ordered else "- "
            number += 1
            self._element(child)
            self._prefix = ""
        if not any(_tag(parent) in {"ul", "ol"} for parent in element.iterancestors()):
            self._gap()

    def _table(self, table: etree._Element) -> None:
        """A table as rows; one that only lays out the page, or has a single column, as running text."""
        self._flush()
        rows = list(_rows(table))
        if _lays_out(table) or all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self._inside(cell)
                    self._flush()
            self._gap()
            return
        for caption in table.iterchildren("caption"):
            self._inside(caption)
            self._flush()
        self._lines.extend(RawLine(cells=cells, page=self._page) for cells in _grid(rows) if any(cells))
        self._gap()

    def _flush(self, *, heading: bool = False) -> None:
        """Make what waits into lines: one for each line break in it."""
        text = "".join(self._waiting)
        self._waiting.clear()
        for piece in text.split("\n"):
            if words := " ".join(piece.split()):
                self._lines.append(RawLine(cells=(self._prefix + words,), page=self._page, heading=heading))
                self._prefix = ""

    def _gap(self) -> None:
        if self._lines and self._lines[-1] != _BLANK:
            self._lines.append(_BLANK)


def _tag(element: etree._Element) -> str:
    """The element's name; empty for a comment or the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _font(element: etree._Element) -> str:
    """The symbol font that the element sets for its text; empty where it sets none."""
    found = _FONT.search(element.get("style") or "")
    face = found[1] if found else element.get("face") or ""
    return face if marks.is_symbol_font(face) else ""


def _collapse(text: str | None, font: str = "") -> str:
    """Text with its white space, newlines too, as single blanks; letters of a symbol font as what they show."""
    if not text:
        return ""
    if font:
        return "".join(marks.symbol(font, ord(letter)) for letter in text if not letter.isspace())
    return marks.boxes(re.sub(r"\s+", " ", text))


def _inline(element: etree._Element) -> str:
    """The text of an element within a paragraph or cell; line breaks as newlines."""
    tag = _tag(element)
    if not tag or _is_hidden(element):
        return ""
    if tag == "br":
        return "\n"
    if tag == "input":
        return _field(element)
    if tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return " ".join(_collapse("".join(map(str, option.itertext()))) for option in chosen)
    if tag in _SKIPPED:
        return ""
    font = _font(element)
    pieces = [_collapse(element.text, font)]
    for child in element:
        inner = _inline(child)
        pieces += [f" {inner} " if _tag(child) in _BLOCKS or _tag(child) in {"table", "tr", "td", "th"} else inner]
        pieces.append(_collapse(child.tail, font))
    text = "".join(pieces)
    return marks.superscript(text) if tag == "sup" else text


def _field(element: etree._Element) -> str:
    """A form's field: a box as a mark, a text field as what is written in it."""
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return marks.box(element.get("checked") is not None)
    return "" if kind in _NOT_TEXT_FIELDS else _collapse(element.get("value"))


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each of the table's own rows, not of a table within it."""
    for child in table:
        tag = _tag(child)
        if tag == "tr" and not _is_hidden(child):
            yield [cell for cell in child if _tag(cell) in {"td", "th"}]
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _lays_out(table: etree._Element) -> bool:
    """Whether the table places blocks on the page: tables of several cells, or headings, stand in its cells."""
    if any(True for tag in _HEADINGS for _ in table.iter(tag)):
        return True
    return any(sum(1 for _ in inner.iter("td", "th")) > 1 for inner in table.iterdescendants("table"))


def _grid(rows: list[list[etree._Element]]) -> Iterator[tuple[str, ...]]:
    """The rows with a cell for every column: what spans several stands in its first, the others are empty."""
    below: dict[int, int] = {}  # column -> rows further down that a cell above still covers
    for row in rows:
        cells: list[str] = []
        taken = dict(below)
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(len(cells)):
                cells.append("")
            width = min(_whole(cell.get("colspan"), 1) or 1, _MAX_SPAN)
            height = min(_whole(cell.get("rowspan"), 1) or 1, _MAX_SPAN)
            if height > 1:
                below.update(dict.fromkeys(range(len(cells), len(cells) + width), height - 1))
            cells += [" ".join(_inline(cell).split()), *[""] * (width - 1)]
            if len(cells) > _MAX_COLUMNS:
                break
        while taken.get(len(cells)):
            cells.append("")
        yield tuple(cells) or ("",)


def _whole(text: str | None, otherwise: int) -> int:
    """A small whole number from an attribute."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
