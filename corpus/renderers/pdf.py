"""PDF files with a text layer: ruled or borderless tables, narrow label columns, page feet 'Side 2 af 8'.

The fonts are the standard ones, written in WinAnsi, which has æ, ø and å; nothing is embedded and nothing to install.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from corpus.examples.example import Example
from corpus.examples.layout import Block, Boxes, Field, FrontTable, Grid, Text, Title, front_table, layout
from corpus.renderers.wrapped import wrap

MARGIN = 20 * mm
TEXT_WIDTH = A4[0] - 2 * MARGIN
LABEL_CHARACTERS = 27
"""How wide the label column of a money table is: narrow, so that labels wrap and are hyphenated."""

LABEL_WIDTH = 46 * mm
AREA_WIDTH = 27 * mm


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a file looks. ``drawn_marks``: check boxes are drawings that leave nothing in the text layer."""

    serif: bool = False
    ruled: bool = True
    drawn_marks: bool = False
    size: float = 9.5

    @property
    def font(self) -> str:
        """The running text's font."""
        return "Times-Roman" if self.serif else "Helvetica"

    @property
    def bold(self) -> str:
        """The headings' font."""
        return "Times-Bold" if self.serif else "Helvetica-Bold"


class _Part(Flowable):
    """An empty mark at the top of a proposal: pages are numbered anew from here."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.width = self.height = 0

    def draw(self) -> None:
        self.canv.part = self.number  # type: ignore[attr-defined]


class _Box(Flowable):
    """A check box drawn with lines, crossed when ticked."""

    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked
        self.width = self.height = 8

    def draw(self) -> None:
        self.canv.rect(0, 0, 7, 7)
        if self.ticked:
            self.canv.line(0, 0, 7, 7)
            self.canv.line(0, 7, 7, 0)


class _Feet(Canvas):
    """A canvas that holds its pages back until it knows how many each proposal has."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.part = 0
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        held = self._held
        parts = [page["part"] for page in held]
        for index, page in enumerate(held):
            self.__dict__.update(page)
            number = parts[: index + 1].count(parts[index])
            if parts[index]:
                self.setFont("Helvetica", 8)
                self.drawRightString(A4[0] - MARGIN, 12 * mm, f"Side {number} af {parts.count(parts[index])}")
            super().showPage()
        super().save()


def render(examples: Sequence[Example], *, front: FrontTable | None = None, look: Look | None = None) -> bytes:
    """The examples as one PDF, each on new pages with their own count, behind a front table when one is asked for."""
    look = look or Look()
    story: list[Flowable] = []
    if front:
        story += [*_story(front_table(examples, front), look), PageBreak()]
    for number, example in enumerate(examples, start=1):
        story += [_Part(number), *_story(layout(example), look)]
        if number < len(examples):
            story.append(PageBreak())
    target = io.BytesIO()
    page = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title="",
        author="Genklang",
        invariant=1,
    )
    page.build(story, canvasmaker=_Feet)
    return target.getvalue()


def _style(look: Look, *, bold: bool = False, extra: float = 0.0, after: float = 4.0) -> ParagraphStyle:
    size = look.size + extra
    font = look.bold if bold else look.font
    return ParagraphStyle("text", fontName=font, fontSize=size, leading=size * 1.25, spaceAfter=after)


def _story(blocks: Sequence[Block], look: Look) -> Iterator[Flowable]:
    text = _style(look)
    item = ParagraphStyle("item", parent=text, leftIndent=12, bulletIndent=2)
    for block in blocks:
        if isinstance(block, Title):
            style = _style(look, bold=True, extra={0: 5, 1: 4, 2: 1.5}.get(block.level, 0))
            style.keepWithNext = 1
            yield Paragraph(escape(block.text), style)
        elif isinstance(block, Field):
            yield Paragraph(f'<font name="{look.bold}">{escape(block.label)}</font> {escape(block.value)}', text)
        elif isinstance(block, Boxes):
            yield from _boxes(block, look)
        elif isinstance(block, Text):
            bullet = {"-": "•"}.get(block.marker, block.marker) or None
            yield Paragraph(escape(block.text), item if bullet else text, bulletText=bullet)
        else:
            yield from _grid(block, look)


def _boxes(block: Boxes, look: Look) -> Iterator[Flowable]:
    """Two columns of boxes; WinAnsi has no ballot box, so a mark in the text layer is always an X."""
    yield Paragraph(escape(block.label), _style(look, bold=True))
    cells = [(_mark(ticked, look), Paragraph(escape(name), _style(look))) for name, ticked in block.choices]
    middle = (len(cells) + 1) // 2
    pairs = zip_longest(cells[:middle], cells[middle:], fillvalue=("", ""))
    half = TEXT_WIDTH / 2 - 6 * mm
    yield Table([[*left, *right] for left, right in pairs], colWidths=[6 * mm, half, 6 * mm, half])


def _mark(ticked: bool, look: Look) -> Flowable | str:
    if look.drawn_marks:
        return _Box(ticked)
    return "X" if ticked else ""


def _grid(block: Grid, look: Look) -> Iterator[Flowable]:
    if block.caption:
        caption = _style(look, bold=True)
        caption.keepWithNext = 1
        yield Paragraph(escape(block.caption), caption)
    small, strong = _style(look, extra=-1.5, after=0), _style(look, extra=-1.5, after=0, bold=True)
    rows = []
    for number, row in enumerate(block.rows):
        style = strong if number < block.heads or number in block.strong else small
        rows.append([_cell(cell, column, block, style) for column, cell in enumerate(row)])
    rules: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 1.5)]
    if look.ruled:
        rules.append(("GRID", (0, 0), (-1, -1), 0.4, colors.black))
    yield Table(rows, colWidths=_widths(block), style=TableStyle(rules), hAlign="LEFT")
    yield Spacer(1, 6)


def _cell(text: str, column: int, block: Grid, style: ParagraphStyle) -> Paragraph:
    if column == 0 and block.money:
        return Paragraph("<br/>".join(map(escape, wrap(text, LABEL_CHARACTERS))), style)
    if block.money and text[-1:].isdigit():
        return Paragraph(escape(text), ParagraphStyle("number", parent=style, alignment=TA_RIGHT))
    return Paragraph(escape(text), style)


def _widths(block: Grid) -> list[float]:
    columns = len(block.rows[0])
    if not block.money:
        return [TEXT_WIDTH / columns] * columns
    areas = any("Styringsområde" in row for row in block.rows[: block.heads])
    fixed = [LABEL_WIDTH, *([AREA_WIDTH] if areas else [])]
    rest = columns - len(fixed)
    return fixed + [(TEXT_WIDTH - sum(fixed)) / rest] * rest
