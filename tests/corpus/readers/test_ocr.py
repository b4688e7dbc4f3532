"""Text recognition: rendered Danish pages come back with their letters, cells and check marks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from corpus.errors import Damaged, MissingProgram, TooLarge, TooSlow
from corpus.readers import ocr, pdf

LANGUAGES = ocr.installed_languages() or frozenset()
needs_tesseract = pytest.mark.skipif(
    ocr.LANGUAGE not in LANGUAGES, reason="Tesseract with Danish is not installed: recognition is not tested"
)

TEXT = (
    "Pumperne på værket er slidte, og øgede udgifter til",
    "vedligehold æder besparelsen. Både fjernvarme og",
    "spildevand får gavn af forslaget i årene fremover.",
)
TABLE = [
    ("1.000 kr. 2024 p/l", "Område", "2024", "2025", "2026"),
    ("Nye pumper i værkerne", "Anlæg", "1.200", "", ""),
    ("Mindre strømforbrug", "Service", "", "-450", "-1.450"),
    ("I alt", "", "1.200", "-450", "-1.450"),
]


def page(*, dpi: int = 200, ruled: bool = True) -> Image.Image:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(TEXT):
        canvas.drawString(60, 760 - 14 * number, line)
    for x, name, checked in ((60, "Skoleforvaltningen", True), (300, "Havneforvaltningen", False)):
        canvas.rect(x, 680, 9, 9)
        if checked:
            canvas.line(x, 680, x + 9, 689)
            canvas.line(x, 689, x + 9, 680)
        canvas.drawString(x + 16, 681, name)
    style: list[tuple[Any, ...]] = [("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("FONTSIZE", (0, 0), (-1, -1), 10)]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    table = Table(TABLE, colWidths=[170, 70, 60, 60, 60], style=style)
    table.wrapOn(canvas, 500, 500)
    table.drawOn(canvas, 60, 540)
    canvas.save()
    page: Image.Image = pdfium.PdfDocument(stream.getvalue())[0].render(scale=dpi / 72).to_pil()
    return page


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    stream = BytesIO()
    image.convert("L").save(stream, form, **options)
    return stream.getvalue()


def as_pdf(image: Image.Image) -> bytes:
    return saved(image, "PDF", resolution=200)


@needs_tesseract
@pytest.mark.parametrize(
    ("scan", "form"),
    [
        (page, "PNG"),
        (lambda: page(ruled=False).rotate(0.8, fillcolor="white", resample=Image.Resampling.BICUBIC), "PNG"),
        (lambda: page().transpose(Image.Transpose.ROTATE_90), "JPEG"),
        (lambda: page(dpi=150), "TIFF"),
    ],
    ids=["ruled", "without rules and askew", "on its side", "coarse"],
)
def test_a_picture_gives_the_text_the_cells_and_the_check_marks(scan: Callable[[], Image.Image], form: str) -> None:
    cells = [line.cells for line in ocr.read_image(saved(scan(), form), "side.png").lines]
    assert cells[:3] == [(line,) for line in TEXT]
    assert ("☒ Skoleforvaltningen", "☐ Havneforvaltningen") in cells
    assert [row for row in cells if len(row) == len(TABLE[0])] == TABLE


@needs_tesseract
def test_a_scanned_page_of_a_pdf_is_recognised_and_said_to_be() -> None:
    document = pdf.read(as_pdf(page()), "skannet.pdf")
    assert document.ocr is True
    assert any("tekstgenkendelse" in warning for warning in document.warnings)
    assert [line.cells for line in document.lines if len(line.cells) == len(TABLE[0])] == TABLE


@needs_tesseract
def test_every_page_of_a_tiff_is_read() -> None:
    stream = BytesIO()
    first, second = (page(dpi=150).convert("L").crop((0, 0, 1240, 300)) for _ in range(2))
    first.save(stream, "TIFF", save_all=True, append_images=[second])
    lines = ocr.read_image(stream.getvalue(), "sider.tiff").lines
    assert [line.page for line in lines if line.cells == (TEXT[0],)] == [1, 2]


def png_header(width: int, height: int) -> bytes:
    """A PNG file that promises a picture of that size and holds none."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (png_header(50_000, 50_000), TooLarge),
        (png_header(10_000, 8_500), TooLarge),
        (b"not a picture", Damaged),
        (saved(Image.new("L", (300, 300), 255))[:60], Damaged),
    ],
    ids=["huge", "too large", "no picture", "cut off"],
)
def test_pictures_that_cannot_be_read_are_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^side\.png: [A-ZÆØÅ].*\.$"):
        ocr.read_image(data, "side.png")


@pytest.mark.parametrize(
    ("languages", "told"), [(None, "Installer Tesseract"), (frozenset({"eng"}), "tesseract-ocr-dan")]
)
def test_a_missing_program_or_language_is_named(
    monkeypatch: pytest.MonkeyPatch, languages: frozenset[str] | None, told: str
) -> None:
    monkeypatch.setattr(ocr, "installed_languages", lambda: languages)
    with pytest.raises(MissingProgram, match=told):
        ocr.read_image(saved(Image.new("L", (300, 300), 255)), "side.png")


@needs_tesseract
def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS_PER_PAGE", 0.05)
    with pytest.raises(TooSlow):
        ocr.read_image(saved(page()), "side.png")
