"""Which format a file's bytes are in, and the reader for it. The content decides; the name only where it cannot."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from corpus.errors import Damaged, EmptyFile, Encrypted, UnknownFormat
from corpus.types import RawDocument

SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""The names' endings by which files are picked from a folder."""

KINDS = "PDF, Word (.docx), tekst (.txt eller .md), HTML eller billede (PNG, JPEG, TIFF)"

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files and of encrypted new ones
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PDF_HEADER_WITHIN = 1024  # readers accept that much in front of %PDF- (PDF 1.7, implementation note 13)
_HTML_START = re.compile(rb"\s{0,100}(?:<!doctype\s{1,10}html|<html[\s>])", re.IGNORECASE)
_HTML_PREAMBLE = re.compile(rb"\s{0,100}(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)", re.DOTALL)
_HTML_TAG = re.compile(rb"<(?:body|head|div|p|table|h[1-6]|ul|ol|br|span|meta)\b[^<>]{0,500}>", re.IGNORECASE)
_SNIFFED = 16_384


class Format(StrEnum):
    """The formats that have a reader."""

    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    HTML = "html"
    PLAIN = "plain"


def read(data: bytes, source: str) -> RawDocument:
    """Read a file's bytes with the reader for its format. Raises what `detect` and the reader raise."""
    # Each reader is imported only when it is needed: this runs in a process that reads one file.
    match detect(data, source):
        case Format.PDF:
            from corpus.readers import pdf

            return pdf.read(data, source)
        case Format.IMAGE:
            from corpus.readers import ocr

            return ocr.read_image(data, source)
        case Format.DOCX:
            from corpus.readers import docx

            return docx.read(data, source)
        case Format.HTML:
            from corpus.readers import html

            return html.read(data, source)
        case Format.PLAIN:
            from corpus.readers import plain

            return plain.read(data, source)


def detect(data: bytes, source: str) -> Format:
    """The format of a file's bytes. Raises `EmptyFile`, `UnknownFormat`, `Encrypted` or `Damaged`."""
    if not data:
        raise EmptyFile(source, "Filen er tom. Kontrollér, at den er gemt og hentet helt.")
    suffix = PurePath(source).suffix.lower()
    head = data[:_PDF_HEADER_WITHIN]
    if b"%PDF-" in head and not _HTML_START.match(head):
        return Format.PDF
    if head.startswith(_IMAGES):
        return Format.IMAGE
    if head.startswith(b"PK\x03\x04"):
        return _zip(data, source, suffix)
    _refuse_binary(data, source)
    return Format.HTML if _is_html(data, suffix) else Format.PLAIN


def _zip(data: bytes, source: str, suffix: str) -> Format:
    """A zip is Word's, or it is refused with a word of what it seems to be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        if suffix == ".docx" or b"word/" in data:
            reason = "Word-filen er beskadiget eller kun hentet delvis. Hent eller gem den igen som .docx."
        else:
            reason = (
                "Zip-filen er beskadiget, og en zip-fil kan ikke læses. Pak den ud, og giv dokumenterne hver for sig."
            )
        raise Damaged(source, reason) from error
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return Format.DOCX
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        reason = "Regneark og præsentationer kan ikke læses. Gem filen som PDF."
    elif "content.xml" in names:
        reason = "OpenDocument-filer kan ikke læses. Gem filen som .docx eller PDF."
    else:
        reason = "Zip-filen er ikke et Word-dokument. Pak den ud, og giv dokumenterne hver for sig."
    raise UnknownFormat(source, reason)


def _refuse_binary(data: bytes, source: str) -> None:
    """Raise for the kinds of binary file that people mix up with documents."""
    if data.startswith(_OLE):
        # The names in the container's directory are UTF-16.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(source, "Filen er beskyttet med adgangskode. Fjern adgangskoden i Word, og gem den igen.")
        reason = "Filen er i et ældre Office-format (.doc). Åbn den i Word, og gem den som .docx."
        raise UnknownFormat(source, reason)
    if data.startswith(b"{\\rtf"):
        raise UnknownFormat(source, "RTF-filer kan ikke læses. Åbn filen i Word, og gem den som .docx.")
    if data.startswith(_PROGRAMS) and b"\x00" in data[:_SNIFFED]:
        raise UnknownFormat(source, f"Filen er et program og ikke et dokument. Giv en fil i et af formaterne {KINDS}.")
    if data.startswith((b"GIF8", b"BM", b"RIFF")) and b"\x00" in data[:64]:
        raise UnknownFormat(source, "Billedet er i et format, der ikke kan læses. Gem det som PNG, JPEG eller PDF.")


def _is_html(data: bytes, suffix: str) -> bool:
    """Whether the bytes are a web page: they begin as one, or are named as one and hold tags."""
    head = data[:_SNIFFED].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    start = head
    while preamble := _HTML_PREAMBLE.match(start):
        start = start[preamble.end() :]
    return bool(_HTML_START.match(start)) or (suffix in {".html", ".htm"} and bool(_HTML_TAG.search(head)))
