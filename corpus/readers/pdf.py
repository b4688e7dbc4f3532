"""PDF files: words with their places from the text layer, and text recognition for pages that have none.

PDFium is not thread-safe: read one file at a time in a process.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from corpus.errors import Damaged, Encrypted, MissingProgram, TooLarge, Unreadable
from corpus.readers import ocr
from corpus.readers.drawing import form_fields, is_picture, rules_of
from corpus.readers.grid import Rule
from corpus.readers.layout import Page, raw_lines
from corpus.readers.words import Word, with_plain_glyphs
from corpus.types import RawDocument

MAX_PAGES = 1000  # the longest catalogue that we know has 400
RENDER_DPI = 300  # what text recognition is trained on
MAX_RENDERED_PIXELS = 40_000_000  # an A2 page at 300 dpi; larger pages are rendered coarser
FEW_CHARACTERS = 25  # a scanned page may carry a stamp or a page number as text
BAD_SHARE = 0.2  # of the characters: more unmapped ones, and the font's encoding is lost
ENOUGH_WORDS = 40  # so many words of a readable page hold at least one of the commonest words

_WORD = re.compile(r"[^\s\ufffe\ufeff\u200b]+\ufffe?|\ufffe")
_BAD = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# The commonest words of Danish, and of the languages that a Danish municipality's annexes come in.
_COMMON = frozenset(
    "af alle at blev bliver da de den der deres det dette eller en er et efter for forslag fra forslaget ham han har hvor "
    "ikke ind kan kommune man med mellem mere nye når og også om op over på samt sig som skal således til ud udgifter "
    "under var ved vi vil være år alt ialt service anlæg kr and the of to in is for with att och är från und der die das "
    "von zu mit på som til og".split()
)

# Which way upright text runs in the coordinates of a page that is shown turned clockwise by so many degrees.
_UPRIGHT = {0: "right", 90: "up", 180: "left", 270: "down"}
FLATTENED = 0  # FLATTEN_SUCCESS of PDFium


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
        rules = [Rule(*_turned(Word("", *rule), turn)[1:]) for rule in text.rules] if rank == 0 else []
        pages.append(Page(number=number, words=words, rules=rules))
    return pages


def _recognise(page: pdfium.PdfPage, number: int, source: str) -> Page:
    width, height = page.get_size()
    scale = RENDER_DPI / 72
    pixels = width * height * scale * scale
    if pixels > MAX_RENDERED_PIXELS:
        scale *= (MAX_RENDERED_PIXELS / pixels) ** 0.5
    image = page.render(scale=scale, grayscale=True).to_pil()
    return ocr.page_of(image, number, source)


# ---------------------------------------------------------------- one page's text layer


def _loaded(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, list[Word]]:
    """The page, with what was typed into its form made part of it, and its check boxes."""
    page = document[index]
    if pdfium_raw.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return page, []
    form = form_fields(page.raw)
    if form.texts and pdfium_raw.FPDFPage_Flatten(page.raw, pdfium_raw.FLAT_NORMALDISPLAY) == FLATTENED:
        page.close()
        page = document[index]
    return page, form.boxes


def page_text(page: pdfium.PdfPage, boxes: Sequence[Word] = ()) -> PageText:
    """The words of a page by reading direction, its rules, and whether it must be recognised from its picture."""
    text_page = page.get_textpage()
    try:
        text, found = _words(text_page.raw)
    finally:
        text_page.close()
    if boxes:
        upright = _UPRIGHT[page.get_rotation()]
        words = [word for word in found.get(upright, []) if not any(_inside(word, box) for box in boxes)]
        found[upright] = [*words, *boxes]
    characters = sum(len(word[0]) for words in found.values() for word in words)
    few = characters < FEW_CHARACTERS
    return PageText(
        words={turn: [_turned(word, turn) for word in words] for turn, words in found.items()},
        rules=() if few else rules_of(page.raw),
        scanned=few and is_picture(page.raw, *page.get_size()),
        garbage=not few and is_garbage(text),
    )


def _words(handle: pdfium_raw.FPDF_TEXTPAGE) -> tuple[str, dict[str, list[Word]]]:
    """The page's text, and its words by the direction in which they run.

    Boxes are fetched for a word's first and last character only: a call for every character costs five times as much.
    They are in PDF coordinates: ``top`` is the greater y.
    """
    count = pdfium_raw.FPDFText_CountChars(handle)
    if count <= 0:
        return "", {}
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    first, last = pdfium_raw.FS_RECTF(), pdfium_raw.FS_RECTF()
    at_first, at_last = ctypes.byref(first), ctypes.byref(last)
    box_of = pdfium_raw.FPDFText_GetLooseCharBox
    # Characters without a Unicode value, and those beyond the basic plane, shift the text against the characters.
    aligned = len(text) == count
    index_of = pdfium_raw.FPDFText_GetCharIndexFromTextIndex
    found: dict[str, list[Word]] = {}
    for match in _WORD.finditer(text):
        begin, end = match.span()
        end -= 1
        if not aligned:
            begin, end = index_of(handle, begin), index_of(handle, end)
        if not box_of(handle, begin, at_first):
            continue
        if begin == end or not box_of(handle, end, at_last):
            at = (first.left, first.top, first.right, first.bottom)
            direction = "right"
        else:
            direction = _direction(first, last)
            at = (
                min(first.left, last.left),
                max(first.top, last.top) if direction != "right" else first.top,
                max(first.right, last.right),
                min(first.bottom, last.bottom) if direction != "right" else first.bottom,
            )
        word = with_plain_glyphs(match.group()).replace("\ufffe", "-").replace("\u00ad", "-")
        found.setdefault(direction, []).append(Word(word, *at))
    return text, _with_single_characters(found)


def _direction(first: pdfium_raw.FS_RECTF, last: pdfium_raw.FS_RECTF) -> str:
    across = last.left - first.left
    if across > 0 and last.bottom <= first.top and first.bottom <= last.top:
        return "right"
    rise = last.bottom - first.bottom
    if abs(across) >= abs(rise):
        return "right" if across >= 0 else "left"
    return "up" if rise > 0 else "down"


def _with_single_characters(found: dict[str, list[Word]]) -> dict[str, list[Word]]:
    """Words of one character, whose direction does not show, put to the direction of most others."""
    right = found.get("right", [])
    others = [direction for direction in found if direction != "right"]
    for direction in others:
        singles = [word for word in right if len(word[0]) == 1]
        if len(found[direction]) > len(right) - len(singles):
            found[direction].extend(singles)
            found["right"] = right = [word for word in right if len(word[0]) > 1]
    return {direction: words for direction, words in found.items() if words}


def _turned(box: Word, direction: str) -> Word:
    text, left, top, right, bottom = box
    if direction == "right":
        return Word(text, left, -top, right, -bottom)
    if direction == "up":
        return Word(text, bottom, left, top, right)
    if direction == "left":
        return Word(text, -right, bottom, -left, top)
    return Word(text, -top, -right, -bottom, -left)


def _inside(word: Word, box: Word) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def is_garbage(text: str) -> bool:
    """Whether a text layer gives no readable text: unmapped characters, or not one common word among many words."""
    printed = len(text) - text.count(" ") - text.count("\r") - text.count("\n")
    if not printed:
        return False
    bad = sum(1 for character in _BAD.findall(with_plain_glyphs(text)))
    if bad > BAD_SHARE * printed:
        return True
    words = _LETTERS.findall(text.lower())
    return len(words) >= ENOUGH_WORDS and _COMMON.isdisjoint(words)
