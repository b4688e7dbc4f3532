"""PDF files: tables from their geometry, check boxes of forms, and the files that must be refused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from corpus.errors import Damaged, Encrypted, MissingProgram, TooLarge, Unreadable
from corpus.readers import ocr, pdf

TABLE = [
    ("1.000 kr. 2024 p/l", "Område", "2024", "2025", "2026"),
    ("Nye pumper i værkerne", "Anlæg", "1.200", "", ""),
    ("Mindre strømforbrug", "Service", "", "-450", "-450"),
    ("I alt", "", "1.200", "-450", "-450"),
]


def drawn(draw: Callable[[Canvas], object], pagesize: tuple[float, float] = A4, **options: Any) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=pagesize, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def table(canvas: Canvas, x: float = 60, y: float = 600, *, ruled: bool = True) -> None:
    style: list[tuple[Any, ...]] = [("ALIGN", (2, 0), (-1, -1), "RIGHT")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    flowable = Table(TABLE, colWidths=[170, 70, 60, 60, 60], style=style)
    flowable.wrapOn(canvas, 500, 500)
    flowable.drawOn(canvas, x, y)


def rows(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in pdf.read(data, "fil.pdf").lines if len(line.cells) > 1]


def turned_by_90(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    table(canvas, 60, 300)


def drawn_upwards(canvas: Canvas) -> None:
    canvas.rotate(90)
    table(canvas, 60, -400)


def drawn_downwards(canvas: Canvas) -> None:
    canvas.rotate(-90)
    table(canvas, -700, 200)


@pytest.mark.parametrize(
    ("draw", "size"),
    [
        (table, A4),
        (lambda canvas: table(canvas, ruled=False), A4),
        (lambda canvas: table(canvas, y=300), landscape(A4)),
        (turned_by_90, A4),
        (drawn_upwards, A4),
        (drawn_downwards, A4),
    ],
    ids=["ruled", "without rules", "landscape", "page turned", "drawn upwards", "drawn downwards"],
)
def test_every_cell_stands_under_its_heading(draw: Callable[[Canvas], None], size: tuple[float, float]) -> None:
    assert rows(drawn(draw, size)) == TABLE


def test_text_is_read_in_order_with_pages_and_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        for y, line in (
            (700, "Pumperne er slidte, og værk-"),
            (686, "stedet bruger megen tid på dem."),
            (650, "Økonomi"),
        ):
            canvas.drawString(60, y, line)
        canvas.showPage()
        canvas.drawString(60, 700, "Nye pumper sparer strøm.")

    document = pdf.read(drawn(draw), "fil.pdf")
    assert [(line.page, line.cells[0]) for line in document.lines] == [
        (1, "Pumperne er slidte, og værk-"),
        (1, "stedet bruger megen tid på dem."),
        (1, ""),
        (1, "Økonomi"),
        (2, "Nye pumper sparer strøm."),
    ]
    assert document.wrapped is True
    assert document.ocr is False


def test_check_boxes_and_fields_of_a_form_are_read_at_their_places() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Berørte forvaltninger i dette forslag:")
        for x, name, checked in ((60, "Skoleforvaltningen", True), (300, "Havneforvaltningen", False)):
            canvas.acroForm.checkbox(name=name, x=x, y=668, size=12, checked=checked)
            canvas.drawString(x + 20, 670, name)
        canvas.acroForm.textfield(name="titel", value="Nye pumper", x=60, y=630, width=200, height=16)

    cells = [line.cells for line in pdf.read(drawn(draw), "fil.pdf").lines]
    assert ("☒ Skoleforvaltningen", "☐ Havneforvaltningen") in cells
    assert ("Nye pumper",) in cells


def test_symbol_fonts_give_check_boxes() -> None:
    def draw(canvas: Canvas) -> None:
        for x, glyph, name in ((60, "\u2718", "Skolen på havnen"), (300, "\u274f", "Brandvæsenet i byen")):
            canvas.setFont("ZapfDingbats", 10)
            canvas.drawString(x, 700, glyph)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(x + 14, 700, name)

    assert rows(drawn(draw)) == [("☒ Skolen på havnen", "☐ Brandvæsenet i byen")]


def many_pages(canvas: Canvas) -> None:
    for _ in range(pdf.MAX_PAGES + 1):
        canvas.showPage()


SENTENCE = "Pumperne er slidte, og de skal skiftes i løbet af året. "


def misencoded(canvas: Canvas) -> None:
    """Text whose letters are all moved on by seven places, as by a lost encoding."""
    moved = "".join(chr(ord("a") + (ord(c) - ord("a") + 7) % 26) if "a" <= c <= "z" else c for c in SENTENCE.lower())
    for line in range(20):
        canvas.drawString(60, 750 - 14 * line, moved)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (drawn(table, encrypt=StandardEncryption("hemmeligt")), Encrypted),
        (b"%PDF-1.7 afbrudt", Damaged),
        (drawn(table)[:400], Damaged),
        (drawn(many_pages), TooLarge),
    ],
    ids=["password", "no file", "cut off", "too many pages"],
)
def test_files_that_cannot_be_read_are_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^fil\.pdf: [A-ZÆØÅ].*\.$"):
        pdf.read(data, "fil.pdf")


def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed_languages", lambda: None)


def test_a_lost_encoding_is_unreadable_where_nothing_can_recognise_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    with pytest.raises(Unreadable, match="Tesseract"):
        pdf.read(drawn(misencoded), "fil.pdf")


def test_a_scanned_page_needs_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    without_tesseract(monkeypatch)
    scan = ImageReader(Image.new("L", (200, 280), 255))
    with pytest.raises(MissingProgram, match="Tesseract"):
        pdf.read(drawn(lambda canvas: canvas.drawImage(scan, 0, 0, *A4)), "fil.pdf")


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (SENTENCE * 10, False),
        ("\uf0b7 " + SENTENCE, False),
        ("Skoleudvalget 1.200 -450 ", False),
        ("\ue001\ue002\ue003 \ue004\ue005 abc", True),
        ("\ufffd\ufffd\ufffd abc \x02\x03", True),
        ("wbtwlyul zrhs zrpmalz " * 20, True),
    ],
)
def test_garbage_is_told_from_text(text: str, garbage: bool) -> None:
    from corpus.readers.text_layer import is_garbage

    assert is_garbage(text) is garbage
