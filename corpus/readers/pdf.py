"""PDF files: words with their places from the text layer, and text recognition for pages that have none.

PDFium is not thread-safe: read one file at a time in a process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from corpus.errors import Damaged, Encrypted, MissingProgram, TooLarge, Unreadable
from corpus.readers.drawing import form_fields, is_picture, rules_of
from corpus.readers.grid import Rule
from corpus.readers.layout import Page, raw_lines
from corpus.readers.text_layer import is_garbage, turned, words_of
from corpus.readers.words import Word
from corpus.types import RawDocument

MAX_PAGES = 1000  # the longest catalogue that we know has 400
RENDER_DPI = 300  # what text recognition is trained on
MAX_RENDERED_PIXELS = 40_000_000  # an A2 page at 300 dpi; larger pages are rendered coarser
FEW_CHARACTERS = 25  # a scanned page may carry a stamp or a page number as text


# Which way upright text runs in the coordinates of a page that is shown turned clockwise by so many degrees.
_UPRIGHT = {0: "right", 90: "up", 180: "left", 270: "down"}


@dataclass(frozen=True, kw_only=True)
class PageText:
    """A page's words by reading direction, turned so that they run to the right, y down; and its rules, unturned."""

    words: dict[str, list[Word]] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    scanned: bool = False  # hardly any text, and a picture over the page
    garbage: bool = False


def read(data: bytes, source: str) -> RawDocument:
    """The lines of a PDF file, rows of tables with their cells apart.

    Raises Encrypted, Damaged, TooLarge (over MAX_PAGES pages), Unreadable (a text layer without readable text), and
    MissingProgram or TooSlow where a page needs text recognition.
    """
    document = _open(data, source)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLarge(source, f"Filen har {count} sider; der kan højst læses {MAX_PAGES}. Del den i mindre filer.")
        if count == 0:
            raise Damaged(source, "PDF-filen har ingen sider. Hent filen igen, eller gem den på ny.")
        return _read_pages(document, source)
    finally:
        document.close()


def _open(data: bytes, source: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium_raw.FPDF_GetLastError() == pdfium_raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Encrypted(source, "Filen er beskyttet med en adgangskode. Gem den uden adgangskode.") from None
        raise Damaged(source, "PDF-filen er beskadiget og kan ikke åbnes. Hent filen igen.") from None


def _read_pages(document: pdfium.PdfDocument, source: str) -> RawDocument:
    pages: list[Page] = []
    recognised: list[int] = []
    unread: list[int] = []
    warnings: list[str] = []
    for index in range(len(document)):
        try:
            page, boxes = _loaded(document, index)
        except pdfium.PdfiumError:
            warnings.append(f"Side {index + 1} er beskadiget og er sprunget over.")
            continue
        try:
            text = page_text(page, boxes)
            if text.scanned or text.garbage:
                try:
                    pages.append(_recognise(page, index + 1, source))
                    recognised.append(index + 1)
                    continue
                except MissingProgram:
                    if not text.garbage:
                        raise
                    unread.append(index + 1)
            pages.extend(_pages_of(text, index + 1))
        finally:
            page.close()
    if unread and 2 * len(unread) >= len(pages):
        raise Unreadable(
            source,
            "Filens tekstlag kan ikke læses (skrifttypens tegn er ikke oversat). "
            "Installer Tesseract med dansk, eller gem filen som PDF på ny.",
        )
    if unread:
        warnings.append(f"Teksten på side {_listed(unread)} kunne ikke læses sikkert.")
    if recognised:
        warnings.append(f"Teksten på side {_listed(recognised)} er læst med tekstgenkendelse og kan have læsefejl.")
    if warnings and not pages:
        raise Damaged(source, "Ingen af PDF-filens sider kan læses. Hent filen igen.")
    return RawDocument(lines=raw_lines(pages), wrapped=True, ocr=bool(recognised), warnings=tuple(warnings))


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown} m.fl." if len(numbers) > 10 else shown


def _pages_of(text: PageText, number: int) -> list[Page]:
    """The page in its main reading direction; words that run another way (a text in the margin) come after it."""
    by_size = sorted(text.words.items(), key=lambda item: -len(item[1]))
    pages = []
    for rank, (turn, words) in enumerate(by_size):
        rules = [Rule(*turned(Word("", *rule), turn)[1:]) for rule in text.rules] if rank == 0 else []
        pages.append(Page(number=number, words=words, rules=rules))
    return pages


def _recognise(page: pdfium.PdfPage, number: int, source: str) -> Page:
    width, height = page.get_size()
    scale = RENDER_DPI / 72
    pixels = width * height * scale * scale
    if pixels > MAX_RENDERED_PIXELS:
        scale *= (MAX_RENDERED_PIXELS / pixels) ** 0.5
    image = page.render(scale=scale, grayscale=True).to_pil()

    from corpus.readers import ocr  # its libraries take a quarter of a second to load, and few files need them

    return ocr.page_of(image, number, source)


# ---------------------------------------------------------------- one page's text layer


def _loaded(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, list[Word]]:
    """The page, with what was typed into its form made part of it, and its check boxes."""
    page = document[index]
    if pdfium_raw.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return page, []
    form = form_fields(page.raw)
    if not form.texts:
        return page, form.boxes
    if pdfium_raw.FPDFPage_Flatten(page.raw, pdfium_raw.FLAT_NORMALDISPLAY) == pdfium_raw.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page, form.boxes


def page_text(page: pdfium.PdfPage, boxes: Sequence[Word] = ()) -> PageText:
    """The words of a page by reading direction, its rules, and whether it must be recognised from its picture."""
    text_page = page.get_textpage()
    try:
        text, found = words_of(text_page.raw)
    finally:
        text_page.close()
    if boxes:
        upright = _UPRIGHT[page.get_rotation()]
        placed = [turned(box, upright) for box in boxes]
        words = [word for word in found.get(upright, []) if not any(_inside(word, box) for box in placed)]
        found[upright] = [*words, *placed]
    characters = sum(len(word[0]) for words in found.values() for word in words)
    few = characters < FEW_CHARACTERS
    return PageText(
        words=found,
        rules=() if few else rules_of(page.raw),
        scanned=few and is_picture(page.raw, *page.get_size()),
        garbage=not few and is_garbage(text),
    )


def _inside(word: Word, box: Word) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
