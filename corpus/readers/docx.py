"""Word files (.docx): paragraphs, lists and tables in their order, with what the screen shows and Word does not store.

The XML is walked here, since content controls, text boxes, revisions and footnotes must not be lost. Headers and
footers are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.errors import Damaged, EmptyFile, Unreadable
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_package import BROKEN, Package
from corpus.readers.docx_styles import Style, Styles
from corpus.readers.docx_text import Footnotes, Inline, checkbox
from corpus.readers.docx_xml import attribute, child, descendants, is_on, name, number, value
from corpus.types import RawDocument, RawLine

_BLANK = RawLine(cells=("",))
_TRANSPARENT = frozenset(["sdtContent", "customXml", "smartTag", "ins", "moveTo"])
_MAX_SPAN = 100  # columns that one cell may claim; Word itself allows 63
_COLUMN_TABS = 2  # so many tab stops of its own make a paragraph a row of columns

ONLY_PICTURES = "Word-filen indeholder kun billeder. Gem den som PDF, så billederne kan læses med tekstgenkendelse."
NO_TEXT = "Word-filen indeholder ingen tekst. Kontrollér, at det er den rigtige fil."


def read(data: bytes, source: str) -> RawDocument:
    """Read a Word file.

    Raises `Damaged`, `Encrypted`, `TooLarge`, `UnknownFormat`, `EmptyFile` (no text) or `Unreadable` (only pictures).
    """
    package = Package(data, source)
    root = package.part(package.main)
    body = child(root, "body")
    if body is None:
        raise Damaged(source, BROKEN)
    lines = _Body(package).read(body)
    if not any(cell.strip() for line in lines for cell in line.cells):
        if package.has_pictures():
            raise Unreadable(source, ONLY_PICTURES)
        raise EmptyFile(source, NO_TEXT)
    return RawDocument(lines=lines, wrapped=False)


class _Body:
    """Walks the body's blocks and gathers their lines."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.beside("styles.xml"))
        self._numbering = Numbering(package.beside("numbering.xml"))
        self._footnotes = Footnotes(texts=dict(_notes(package)))
        self._inline = Inline(footnotes=self._footnotes)
        self._lines: list[RawLine] = []
        self._in_list = False
        self._nested: list[etree._Element] = []  # tables within cells, which follow the row that they stand in

    def read(self, body: etree._Element) -> tuple[RawLine, ...]:
        """All lines of the body, each note after the page on which it is referred to."""
        self._blocks(body)
        self._print_notes()
        while self._lines and self._lines[-1] == _BLANK:
            self._lines.pop()
        return tuple(self._lines)

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            kind = name(element)
            if kind == "p":
                self._paragraph(element)
            elif kind == "tbl":
                self._table(element)
            elif kind == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    self._blocks(content)
            elif kind in _TRANSPARENT:
                self._blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> None:
        """A paragraph's lines, and the text boxes anchored in it."""
        style = self._styles.of(child(paragraph, "pPr"))
        if style.heading:
            self._print_notes()
        text = self._inline.text(paragraph)
        boxes = self._inline.take_boxes()
        if text.strip():
            label = self._numbering.label(style.list_id, style.list_level)
            in_list = bool(label) and not style.heading
            if not (in_list and self._in_list):
                self._gap()
            self._in_list = in_list
            self._lines += _running(label, text, style, keep_empty=_has_columns(paragraph))
        else:
            self._gap()
        for box in boxes:
            self._gap()
            self._blocks(box)
        if self._inline.page_ended or child(paragraph, "pPr", "sectPr") is not None:
            self._inline.page_ended = False
            self._print_notes()

    def _table(self, table: etree._Element) -> None:
        """A table as rows; where no row has two cells it is a box around running text."""
        rows = [(row, list(_cells(row))) for row in _rows(table)]
        self._gap()
        if all(len(cells) <= 1 for _, cells in rows):
            for _, cells in rows:
                for cell in cells:
                    self._blocks(cell)
        else:
            for row, cells in rows:
                if len(cells) == 1 and self._is_running(cells[0]):
                    self._blocks(cells[0])
                    self._gap()
                    continue
                before = [""] * _span(child(row, "trPr"), "gridBefore", 0)
                after = [""] * _span(child(row, "trPr"), "gridAfter", 0)
                texts = [text for cell in cells for text in self._columns(cell)]
                self._lines.append(RawLine(cells=(*before, *texts, *after) or ("",)))
                nested, self._nested = self._nested, []
                for inner in nested:
                    self._table(inner)
        self._in_list = False
        self._gap()
        if self._inline.page_ended:
            self._inline.page_ended = False
            self._print_notes()

    def _is_running(self, cell: etree._Element) -> bool:
        """Whether a cell over the whole width holds running text or a table, rather than a label of the table's own."""
        filled = [inner for inner in cell if name(inner) == "p" and any(True for _ in descendants(inner, "t"))]
        styles = [self._styles.of(child(inner, "pPr")) for inner in filled]
        return len(filled) > 1 or any(style.heading for style in styles) or child(cell, "tbl") is not None

    def _columns(self, cell: etree._Element) -> list[str]:
        """A cell's text in the first of the columns that it spans; nothing where it goes on from the cell above."""
        properties = child(cell, "tcPr")
        width = max(1, _span(properties, "gridSpan", 1))
        merge = child(properties, "vMerge")
        goes_on = merge is not None and attribute(merge, "val") in {None, "continue"}
        text = "" if goes_on else " ".join(" ".join(self._pieces(cell)).split())
        return [text, *[""] * (width - 1)]

    def _pieces(self, parent: etree._Element) -> Iterator[str]:
        """The texts of everything in a cell: paragraphs, text boxes, and tables too small to be rows of their own."""
        for element in parent:
            kind = name(element)
            if kind == "p":
                text = self._inline.text(element)
                boxes = self._inline.take_boxes()
                if text.strip():
                    style = self._styles.of(child(element, "pPr"))
                    yield self._numbering.label(style.list_id, style.list_level) + text
                for box in boxes:
                    yield from self._pieces(box)
            elif kind == "tbl" and _is_grid(element):
                self._nested.append(element)
            elif kind == "tbl":
                for row in _rows(element):
                    for cell in _cells(row):
                        yield from self._pieces(cell)
            elif kind == "sdt":
                ticked = checkbox(element)
                content = child(element, "sdtContent")
                if ticked is not None:
                    yield ticked
                elif content is not None:
                    yield from self._pieces(content)
            elif kind in _TRANSPARENT:
                yield from self._pieces(element)

    def _print_notes(self) -> None:
        """Print the notes that wait, as lines of their own."""
        waiting, self._footnotes.pending = self._footnotes.pending, []
        if waiting:
            self._gap()
            for mark, note in waiting:
                text = " ".join(" ".join(self._pieces(note)).split())
                self._lines.append(RawLine(cells=(f"{mark} {text}".strip(),)))
            self._in_list = False
            self._gap()

    def _gap(self) -> None:
        if self._lines and self._lines[-1] != _BLANK:
            self._lines.append(_BLANK)


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """The document's footnotes and endnotes by kind and id, without Word's own separator lines."""
    for part, kind in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        root = package.beside(part)
        for note in root if root is not None else ():
            if name(note) == kind and attribute(note, "type") in {None, "normal"}:
                yield (kind, attribute(note, "id") or ""), note


def _running(label: str, text: str, style: Style, *, keep_empty: bool) -> Iterator[RawLine]:
    """A paragraph's lines: one for each line break; tabs between fields make cells."""
    for number_of_line, line in enumerate(text.strip(" \n").split("\n")):
        cells = [cell.strip() for cell in line.split("\t")]
        if not keep_empty:
            cells = [cell for cell in cells if cell]
        while cells and not cells[-1]:
            cells.pop()
        if not any(cells):
            continue
        if number_of_line == 0:
            cells[0] = label + cells[0]
        yield RawLine(cells=tuple(cells), heading=style.heading)


def _has_columns(paragraph: etree._Element) -> bool:
    """Whether the paragraph sets tab stops as columns, so that two tabs in a row skip one; else they only make room."""
    tabs = child(paragraph, "pPr", "tabs")
    stops = [tab for tab in tabs if attribute(tab, "val") != "clear"] if tabs is not None else []
    return len(stops) >= _COLUMN_TABS


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    """A table's own rows, those in content controls too, without deleted ones."""
    for element in parent:
        kind = name(element)
        if kind == "tr" and child(element, "trPr", "del") is None and not is_on(child(element, "trPr", "hidden")):
            yield element
        elif kind == "sdt":
            content = child(element, "sdtContent")
            if content is not None:
                yield from _rows(content)
        elif kind in _TRANSPARENT:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """A row's own cells, those in content controls too."""
    for element in row:
        kind = name(element)
        if kind == "tc":
            yield element
        elif kind == "sdt":
            content = child(element, "sdtContent")
            if content is not None:
                yield from _cells(content)
        elif kind in _TRANSPARENT:
            yield from _cells(element)


def _is_grid(table: etree._Element) -> bool:
    """Whether a table within a cell has rows and columns, and so must keep them."""
    return sum(len(list(_cells(row))) > 1 for row in _rows(table)) > 1


def _span(properties: etree._Element | None, key: str, otherwise: int) -> int:
    count = number(value(properties, key))
    return otherwise if count is None else max(0, min(count, _MAX_SPAN))
