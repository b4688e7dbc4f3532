"""Characters: one way to write each, so that later steps and the reader's search see the same letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from corpus.types import RawLine

# PDF text layers write the hyphen at a line end as one of these; `hyphens` decides what it was.
BROKEN = "\ufffe"
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": BROKEN, "\uffff": BROKEN})
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
# Word and PDF write bullets and check boxes with symbol fonts, whose characters lie in the private area.
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\uf02d": "-",
        "\uf0d8": "•",
        "\uf0fc": "•",
        "\uf0a8": "☐",
        "\uf06f": "☐",
        "\uf071": "☐",
        "\uf0fd": "☒",
        "\uf0fe": "☒",
        "\uf078": "☒",
        "☑": "☒",
        "🗹": "☒",
        "🗷": "☒",
    }
)
_MINUS_BEFORE_DIGIT = re.compile("\u2212(?=[ ]?\\d)")
_RING_APART = re.compile("([aA]) ?[\u02da\u030a]")  # 'omra˚de' and 'omra ˚de': the ring was set as its own character
_RINGED = {"a": "å", "A": "Å"}
# Few cells have any of these: one look spares the rest the steps that replace them.
_REPLACED = re.compile(
    "[" + "".join(map(chr, (*_HYPHENS, *_LIGATURES, *_SYMBOLS))) + "\u2212\u02da\u030a]",
)
# What UTF-8 bytes of Latin letters and typographic marks look like when read as Windows-1252.
_MOJIBAKE = re.compile("[ÃÂâ][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,2}")
_MOJIBAKE_PROOF = re.compile("Ã[\xa6\xb8\xa5\x86\x98\x85\xa9†˜…]")


def mend_characters(lines: tuple[RawLine, ...]) -> tuple[RawLine, ...]:
    """Normal form, plain spaces, one hyphen, no invisible characters; letters read in the wrong encoding put right."""
    wrong_encoding = any(_MOJIBAKE_PROOF.search(cell) for line in lines for cell in line.cells)
    return tuple(_mend_line(line, wrong_encoding) for line in lines)


def _mend_line(line: RawLine, wrong_encoding: bool) -> RawLine:
    cells = tuple(_mend_cell(cell, wrong_encoding) for cell in line.cells)
    return line if cells == line.cells else replace(line, cells=cells)


def _mend_cell(cell: str, wrong_encoding: bool) -> str:
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    if wrong_encoding:
        cell = _MOJIBAKE.sub(_decode_again, cell)
    cell = unicodedata.normalize("NFC", cell)
    if _REPLACED.search(cell):
        cell = cell.translate(_LIGATURES).translate(_SYMBOLS).translate(_HYPHENS)
        cell = _MINUS_BEFORE_DIGIT.sub("-", cell)
        cell = _RING_APART.sub(lambda match: _RINGED[match.group(1)], cell)
    if not cell.isprintable():
        cell = "".join(_visible(character) for character in cell)
    return " ".join(cell.split())


def _visible(character: str) -> str:
    if character == BROKEN or character.isprintable():
        return character
    return " " if character.isspace() or unicodedata.category(character) == "Zs" else ""


def _decode_again(match: re.Match[str]) -> str:
    text = match.group()
    for length in (len(text), 2):
        raw = b"".join(_byte(character) for character in text[:length])
        try:
            return raw.decode("utf-8") + text[length:]
        except UnicodeDecodeError:
            continue
    return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", errors="ignore")
