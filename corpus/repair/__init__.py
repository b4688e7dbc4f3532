"""Cleaning: from what a reader found in a file to the one text in which every later offset counts.

The steps, in this order, because each needs the one before it:

1. `characters` one way to write each character, spaces and hyphens; letters read in the wrong encoding.
2. `furniture`  page numbers and running heads out.
3. `paragraphs` printed lines joined to paragraphs, and with them, by
   `hyphens`    words broken at line ends, also those that a cell or a flattened line holds inside.
4. `letters`    damage that optical reading did to æ, ø, å and to digits in amounts.
"""

from __future__ import annotations

from corpus.repair.characters import mend_characters
from corpus.repair.furniture import remove_furniture
from corpus.repair.hyphens import document_words, mend_inside
from corpus.repair.letters import mend_letters
from corpus.repair.paragraphs import join_paragraphs
from corpus.types import Document, Line, RawDocument, RawLine

__all__ = ["clean"]


def clean(raw: RawDocument, *, source: str, sha256: str) -> Document:
    """The cleaned document: text, lines with their offsets in it, and what had to be mended as warnings.

    ``source`` is the file's name and ``sha256`` the hash of its bytes; both are carried on unchanged. No line of the
    result is empty; the cells of a row are separated by tabs, empty cells included. Text that has no damage stays as
    it is, apart from page furniture and spaces.
    """
    lines = remove_furniture(mend_characters(raw.lines))
    words = document_words(lines)
    lines = join_paragraphs(lines, raw.wrapped, words)
    lines = tuple(mend_inside(line, words) for line in lines)
    mended = mend_letters(lines, ocr=raw.ocr)
    text, spans = _lay_out(mended.lines)
    warnings = raw.warnings
    if mended.count:
        warnings += (
            f"Bogstaverne æ, ø og å var læst forkert: {mended.count} ord er rettet ud fra ordbogen. "
            "Sammenlign med originalen, hvis et ord ser forkert ud.",
        )
    return Document(source=source, sha256=sha256, text=text, lines=spans, ocr=raw.ocr, warnings=warnings)


def _lay_out(lines: tuple[RawLine, ...]) -> tuple[str, tuple[Line, ...]]:
    """Join the lines with newlines and note where each begins and ends."""
    printed, spans, position = [], [], 0
    for line in lines:
        if not any(line.cells):
            continue
        text = "\t".join(line.cells)
        spans.append(Line(start=position, end=position + len(text), page=line.page, heading=line.heading))
        printed.append(text)
        position += len(text) + 1
    return "\n".join(printed), tuple(spans)
