"""From a text file's bytes to its characters."""

from __future__ import annotations

import codecs
import re

from corpus.errors import EmptyFile, UnknownFormat

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROBED = 8192
_MANY_NULS = 0.3  # of the bytes: in UTF-16, Danish text has a NUL in nearly every second one
_MAX_JUNK = 0.01  # of the characters: random bytes read as CP1252 give 0.1 and more
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\uffff]")


def decode(data: bytes, source: str, *, declared: str | None = None) -> str:
    """The characters of a text file.

    A byte order mark decides; then NULs (UTF-16 without a mark); then UTF-8, if the bytes are valid as such; then the
    ``declared`` encoding; then CP1252, which has every printable character of ISO-8859-1 where that has it. Raises
    `UnknownFormat` when the result is not text, and `EmptyFile` when nothing but blanks is in it.
    """
    text = _decode(data, declared)
    if not text.strip(" \t\r\n\f\v\ufeff\xa0\x00"):
        raise EmptyFile(source, "Filen indeholder ingen tekst. Kontrollér, at den er gemt og hentet helt.")
    if len(_JUNK.findall(text)) > _MAX_JUNK * len(text):
        raise UnknownFormat(
            source,
            "Filen er ikke et dokument, der kan læses. Gem den som PDF, .docx, .txt, .md, .html, PNG, JPEG eller TIFF.",
        )
    return _JUNK.sub("", text)


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    probe = data[:_PROBED]
    if probe.count(0) > _MANY_NULS * len(probe):
        little = probe[1::2].count(0) >= probe[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut_short(data, error):
            return data[: error.start].decode("utf-8")
    if declared is not None:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("iso-8859-1")


def _is_cut_short(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether UTF-8 fails only at its very end, in the middle of a character, and has shown itself to be UTF-8."""
    before = data[: error.start]
    return error.reason == "unexpected end of data" and error.start >= len(data) - 3 and not before.isascii()
