"""The text layer of a PDF page: its words with their places, and whether they can be read at all."""

from __future__ import annotations

import ctypes
import re

import pypdfium2.raw as pdfium_raw

from corpus.readers.words import Word, with_plain_glyphs

BAD_SHARE = 0.2  # of the characters: more unmapped ones, and the font's encoding is lost
ENOUGH_WORDS = 40  # so many words of a readable page hold at least one of the commonest words

_WORD = re.compile(r"[^\s\ufffe\ufeff\u200b]+\ufffe?|\ufffe")  # U+FFFE is PDFium's hyphen at the end of a line
_HYPHEN = re.compile("[\ufffe\u00ad]")
_BAD = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# The commonest words of Danish, and of the languages that a Danish municipality's annexes come in.
# fmt: off
_COMMON = frozenset({
    "af", "alle", "at", "blev", "bliver", "da", "de", "den", "der", "det", "dette", "eller", "en", "er", "et",
    "for", "fra", "har", "hvor", "ikke", "kan", "kommune", "med", "mellem", "mere", "og", "også", "om", "op",
    "over", "på", "samt", "sig", "skal", "som", "til", "ud", "under", "ved", "vi", "vil", "være", "år", "alt",
    "service", "anlæg", "kr", "and", "the", "of", "to", "in", "is", "with", "att", "och", "är", "från", "und",
    "die", "das", "von", "zu",
})
# fmt: on


def words_of(page: pdfium_raw.FPDF_TEXTPAGE) -> tuple[str, dict[str, list[Word]]]:
    """The page's text, and its words by the direction in which they run, turned to run to the right, y down.

    Boxes are fetched for a word's first and last character only: a call for every character costs five times as much.
    """
    text = _text_of(page)
    first, last = pdfium_raw.FS_RECTF(), pdfium_raw.FS_RECTF()
    at_first, at_last = ctypes.byref(first), ctypes.byref(last)
    box_of = pdfium_raw.FPDFText_GetLooseCharBox
    right: list[Word] = []
    found: dict[str, list[Word]] = {"right": right}
    for match in _WORD.finditer(text):
        begin, end = match.span()
        word = match[0]
        if not box_of(page, begin, at_first):
            continue
        left, top, bottom = first.left, first.top, first.bottom
        if end - begin == 1 or not box_of(page, end - 1, at_last):
            right.append(Word(word, left, -top, first.right, -bottom))
        elif last.left > left and last.bottom <= top and bottom <= last.top:
            right.append(Word(word, left, -top, last.right, -bottom))
        else:
            direction = _direction(first, last)
            box = Word(
                word, min(left, last.left), max(top, last.top), max(first.right, last.right), min(bottom, last.bottom)
            )
            found.setdefault(direction, []).append(turned(box, direction))
    if "\ufffe" in text or "\u00ad" in text:
        found = {
            direction: [_with_hyphen(word) if _HYPHEN.search(word[0]) else word for word in words]
            for direction, words in found.items()
        }
    return text, _with_single_characters(found)


def _text_of(page: pdfium_raw.FPDF_TEXTPAGE) -> str:
    """The page's text, one character for each that PDFium counts."""
    count = pdfium_raw.FPDFText_CountChars(page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_raw.FPDFText_GetText(page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count:
        # Glyphs without a Unicode value are left out, and characters beyond the basic plane count twice.
        codes = [pdfium_raw.FPDFText_GetUnicode(page, index) for index in range(count)]
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    return with_plain_glyphs(text)


def _with_hyphen(word: Word) -> Word:
    text = word.text
    if text[-1] in "\ufffe\u00ad":
        text = text[:-1] + "-"
    return word._replace(text=text.replace("\u00ad", ""))


def _direction(first: pdfium_raw.FS_RECTF, last: pdfium_raw.FS_RECTF) -> str:
    across, rise = last.left - first.left, last.bottom - first.bottom
    if abs(across) >= abs(rise):
        return "right" if across >= 0 else "left"
    return "up" if rise > 0 else "down"


def _with_single_characters(found: dict[str, list[Word]]) -> dict[str, list[Word]]:
    """Words of one character, whose direction does not show, put to the direction of most others."""
    right = found["right"]
    singles = [word for word in right if len(word.text) == 1] if len(found) > 1 else []
    main = max(found, key=lambda direction: len(found[direction]) - len(singles) * (direction == "right"))
    if main != "right" and singles:
        found[main].extend(turned(Word(w.text, w.left, -w.top, w.right, -w.bottom), main) for w in singles)
        found["right"] = [word for word in right if len(word.text) > 1]
    return {direction: words for direction, words in found.items() if words}


def turned(box: Word, direction: str) -> Word:
    """A box in PDF coordinates (``top`` the greater y) as it lies when text of that direction runs to the right."""
    text, left, top, right, bottom = box
    if direction == "right":
        return Word(text, left, -top, right, -bottom)
    if direction == "up":
        return Word(text, bottom, left, top, right)
    if direction == "left":
        return Word(text, -right, bottom, -left, top)
    return Word(text, -top, -right, -bottom, -left)


def is_garbage(text: str) -> bool:
    """Whether a text layer gives no readable text: unmapped characters, or not one common word among many words."""
    bad = len(_BAD.findall(text))
    if bad and bad > BAD_SHARE * (len(text) - text.count(" ") - text.count("\r") - text.count("\n")):
        return True
    words = _LETTERS.findall(text.lower())
    return len(words) >= ENOUGH_WORDS and _COMMON.isdisjoint(words)
