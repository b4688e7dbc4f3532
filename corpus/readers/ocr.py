"""Text recognition with Tesseract: pictures, and pages of a PDF file that are pictures."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from statistics import median

import numpy as np
import pytesseract
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import Damaged, MissingProgram, TooLarge, TooSlow
from corpus.readers import progress
from corpus.readers.grid import Rule
from corpus.readers.layout import Page, raw_lines
from corpus.readers.picture import Dark, Gray, check_boxes, dark_pixels, skew_of, without_rules
from corpus.readers.words import CHECKED, UNCHECKED, Word, with_plain_glyphs
from corpus.types import RawDocument

LANGUAGE = "dan"
PACKAGES = "tesseract-ocr tesseract-ocr-dan"  # Debian's and Ubuntu's names, as apt takes them
SECONDS_PER_PAGE = 60
MAX_PIXELS = 80_000_000  # A3 at 600 dots an inch
MAX_FRAMES = 300  # pages of one TIFF file: at some seconds a page, more take too long
WORKING_WIDTH = 2480  # pixels: A4 at 300 dots an inch, at which Tesseract was trained
LARGEST_SCALE = 3.0  # enlarging further adds no detail
PAGE_WIDTH = 595.0  # points: A4, to which places are brought whatever the resolution
SEGMENTATION = 4  # one column of text of various sizes: tables are not torn into columns
LEAST_CONFIDENCE = 20.0  # per cent: below it a word is dirt
UPRIGHT_CONFIDENCE = 55.0  # mean per cent: below it the page may lie on its side
ASCENT, DESCENT, CAPITALS, SMALL_LETTERS, DASH_HEIGHT = 0.95, 0.21, 0.73, 0.53, 0.28  # of a common font's size
BULLETS = dict.fromkeys(("+", "*", "»", "°", "¢", "®", "©", "¤"), "•")  # as which a bullet is read before a line
DOUBLED_MARK = dict.fromkeys(("Xx", "xX", "XX", "xx"), "X")  # as which a large X in a cell is read
_DIRT = re.compile(r"[.,;:'\"`´’‘“”…_|=~^¨]+")  # what is left of rules and folds is read as these
_ASCENDERS = re.compile(r"[0-9A-ZÆØÅÄÖÉbdfhijkltåäöéß%()/½&?!\[\]]")
_DESCENDERS = re.compile(r"[gjpqyçQ,;()/@\[\]]")
BLANK_ROWS = 5  # pixels: more paper stands between two lines, less below the dot of an i
SPECK = 0.5  # of the usual size: smaller than any footnote mark
LEAST_INK = 0.3  # of a word's box, in height
LOST_BORDER = "|¦[]{}_—~=«»"  # what is left of rules and frames is read as these


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """What was recognised on one picture, in points on a page of A4 width."""

    words: list[Word]
    rules: list[Rule]
    confidence: float  # mean per cent over the words; 0 where there are none


def read_image(data: bytes, source: str) -> RawDocument:
    """The lines of a PNG, JPEG or TIFF picture (of every page of the latter).

    Raises Damaged, TooLarge (over MAX_PIXELS or MAX_FRAMES), MissingProgram and TooSlow.
    """
    pages = [page_of(image, number, source) for number, image in enumerate(_frames(data, source), start=1)]
    return RawDocument(
        lines=raw_lines(pages),
        wrapped=True,
        ocr=True,
        warnings=("Teksten er læst med tekstgenkendelse og kan have læsefejl.",),
    )


def page_of(image: Image.Image, number: int, source: str) -> Page:
    """The words and rules of a picture. Raises MissingProgram and TooSlow, naming ``source``."""
    progress.page_started()
    _require_tesseract(source)
    try:
        found = recognise(image)
    except TimeoutError:
        raise TooSlow(
            source, f"Tekstgenkendelsen af side {number} tog over {SECONDS_PER_PAGE} sekunder. Skan siden igen."
        ) from None
    except pytesseract.TesseractError:
        raise Damaged(source, f"Billedet på side {number} kunne ikke genkendes. Skan siden igen.") from None
    return Page(number=number, words=found.words, rules=found.rules)


def recognise(image: Image.Image) -> Recognised:
    """The words of a picture with their boxes, check boxes among them; a page on its side is turned.

    Raises TimeoutError after SECONDS_PER_PAGE, and TesseractError.
    """
    gray = _working_size(_gray(image))
    found = _recognise_upright(gray)
    if found.confidence >= UPRIGHT_CONFIDENCE:
        return found
    best = found
    for turn in _likely_turns(gray):
        turned = _recognise_upright(_working_size(gray.transpose(turn)))
        if turned.confidence * len(turned.words) > best.confidence * len(best.words):
            best = turned
    return best


def _likely_turns(gray: Image.Image) -> list[Image.Transpose]:
    """The turns that Tesseract's orientation detection proposes; none where it cannot tell."""
    try:
        told = pytesseract.image_to_osd(gray, output_type=pytesseract.Output.DICT, timeout=SECONDS_PER_PAGE)
    except (pytesseract.TesseractError, RuntimeError):
        return []
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    turn = turns.get(int(told["rotate"]))
    return [] if turn is None else [turn]


def _gray(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        image = Image.alpha_composite(paper, rgba)
    return image if image.mode == "L" else image.convert("L")


def _working_size(gray: Image.Image) -> Image.Image:
    """The picture at about 300 dots an inch, supposing that its shorter side is that of A4."""
    scale = min(WORKING_WIDTH / min(gray.size), LARGEST_SCALE)
    if 0.9 < scale < 1.12:
        return gray
    size = (max(1, round(gray.width * scale)), max(1, round(gray.height * scale)))
    return gray.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)


def _recognise_upright(gray: Image.Image) -> Recognised:
    angle = skew_of(gray)
    if angle:
        gray = gray.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels, rules = without_rules(np.asarray(gray))
    boxes = check_boxes(pixels)
    for box in boxes:
        pixels[box.top - 3 : box.bottom + 4, max(box.left - 3, 0) : box.right + 4] = 255
    scale = PAGE_WIDTH / min(gray.size)
    words, confidence = _words(pixels, scale)
    words.extend(
        Word(CHECKED if b.checked else UNCHECKED, b.left * scale, b.top * scale, b.right * scale, b.bottom * scale)
        for b in boxes
    )
    return Recognised(
        words=words, rules=[Rule(*(side * scale for side in rule)) for rule in rules], confidence=confidence
    )


def _words(pixels: Gray, scale: float) -> tuple[list[Word], float]:
    """The words of a picture in points, and their mean confidence in per cent."""
    # One thread: several files may be read side by side, and Tesseract's own threads gain nothing.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        told = pytesseract.image_to_data(
            Image.fromarray(pixels),
            lang=LANGUAGE,
            config=f"--psm {SEGMENTATION} --dpi 300",
            output_type=pytesseract.Output.DICT,
            timeout=SECONDS_PER_PAGE,
        )
    except pytesseract.TesseractError:
        raise
    except RuntimeError as error:
        raise TimeoutError(str(error)) from None
    dark = dark_pixels(pixels)
    lines: dict[tuple[int, int, int], list[Word]] = {}
    confidences: list[float] = []
    for index, raw in enumerate(told["text"]):
        confidence = float(told["conf"][index])
        text = with_plain_glyphs(raw.strip().strip(LOST_BORDER))
        if confidence < LEAST_CONFIDENCE or not text or _DIRT.fullmatch(text):
            continue
        left, top, width, height = (told[side][index] for side in ("left", "top", "width", "height"))
        first, last = _ink_rows(dark[top : top + height, left : left + width])
        box = (left * scale, (top + first) * scale, (left + width) * scale, (top + last) * scale)
        line = lines.setdefault((told["block_num"][index], told["par_num"][index], told["line_num"][index]), [])
        line.append(Word(DOUBLED_MARK.get(text, text) if line else BULLETS.get(text, text), *box))
        confidences.append(confidence)
    words = [word for line in lines.values() for word in _of_full_height(line)]
    return _without_dirt(words), sum(confidences) / len(confidences) if confidences else 0.0


def _without_dirt(words: Sequence[Word]) -> list[Word]:
    """The words without specks, and without the second reading of what is read twice."""
    if not words:
        return []
    usual = median(word.bottom - word.top for word in words)
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: word.left - word.right):
        if word.bottom - word.top < SPECK * usual:
            continue
        if not any(_same_place(other, word) for other in kept):
            kept.append(word)
    return kept


def _same_place(a: Word, b: Word) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    if across <= 0 or down <= 0.5 * max(a.bottom - a.top, b.bottom - b.top):
        return False
    return across > 0.6 * min(a.right - a.left, b.right - b.left)


def _ink_rows(part: Dark) -> tuple[int, int]:
    """The first and last row of the tallest stretch of ink, and so of the word itself.

    Where the cells of a row are centred against each other, Tesseract's boxes reach into the line above or below.
    """
    rows = np.flatnonzero(part.any(axis=1))
    if not len(rows):
        return 0, part.shape[0]
    stretches = np.split(rows, np.flatnonzero(np.diff(rows) > BLANK_ROWS) + 1)
    tallest = max(stretches, key=len)
    if len(tallest) < LEAST_INK * part.shape[0]:
        # The box has missed the letters' stems: the ink in it tells nothing.
        return 0, part.shape[0]
    return int(tallest[0]), int(tallest[-1]) + 1


def _of_full_height(line: Sequence[Word]) -> Iterator[Word]:
    """The words of a line with boxes from the font's top to its bottom.

    Tesseract's boxes end with the letters' ink: 'er' is half as high as 'bygning', though both stand on one line.
    """
    sizes = [(bottom - top) / share for text, _, top, _, bottom in line if (share := _ink_share(text)) is not None]
    size = median(sizes) if sizes else max(bottom - top for _, _, top, _, bottom in line)
    for text, left, top, right, bottom in line:
        share = _ink_share(text)
        own = (bottom - top) / share if share is not None else size
        size_here = size if 0.7 < own / size < 1.4 else own
        if share is None:
            baseline = bottom if text in ".,:;" else (top + bottom) / 2 + DASH_HEIGHT * size_here
        else:
            baseline = bottom - (DESCENT * size_here if _DESCENDERS.search(text) else 0.0)
        yield Word(text, left, baseline - ASCENT * size_here, right, baseline + DESCENT * size_here)


def _ink_share(text: str) -> float | None:
    """How much of the font's size the ink of a word covers in height; None where it tells nothing."""
    if not any(character.isalnum() for character in text):
        return None
    above = CAPITALS if _ASCENDERS.search(text) else SMALL_LETTERS
    return above + (DESCENT if _DESCENDERS.search(text) else 0.0)


def _frames(data: bytes, source: str) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data)) as image:
                _check_size(image, source)
                if getattr(image, "n_frames", 1) > MAX_FRAMES:
                    raise TooLarge(source, f"Billedet har over {MAX_FRAMES} sider. Del filen i mindre filer.")
                for frame in ImageSequence.Iterator(image):
                    _check_size(frame, source)
                    yield ImageOps.exif_transpose(frame).copy()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise _too_many_pixels(source) from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
            raise Damaged(source, "Billedet er beskadiget og kan ikke åbnes. Skan eller hent det igen.") from None


def _check_size(image: Image.Image, source: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(source)


def _too_many_pixels(source: str) -> TooLarge:
    return TooLarge(
        source, f"Billedet har over {MAX_PIXELS // 1_000_000} millioner billedpunkter. Gem det i en lavere opløsning."
    )


@cache
def installed_languages() -> frozenset[str] | None:
    """The languages that Tesseract has; None where there is no Tesseract. Asked once."""
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        return None
    return frozenset(pytesseract.get_languages())


def _require_tesseract(source: str) -> None:
    languages = installed_languages()
    if languages is None:
        raise MissingProgram(
            source,
            "Siden er et billede og kræver tekstgenkendelse. "
            f"Installer Tesseract med dansk (pakkerne {PACKAGES}), og læs filen igen.",
        )
    if LANGUAGE not in languages:
        raise MissingProgram(
            source, f"Tesseract mangler dansk. Installer det (pakkerne {PACKAGES}), og læs filen igen."
        )
