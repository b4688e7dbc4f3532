"""The one way in: files of every kind, and everything that people mistake for one."""

from __future__ import annotations

import hashlib
import io
import os
import random
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import reportlab
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus import errors
from corpus.read import read, read_bytes, readable_files
from corpus.readers import formats
from tests.corpus.readers.word import p, tbl, tc, word_file

SENTENCES = (
    "Forvaltningen foreslår, at der etableres en fælles indgang til kommunens bygninger.",
    "Udgiften er 300.000 kr. i det første år, og besparelsen er varig fra det næste.",
)


def pdf_file(pages: int = 1, *, encrypted: bool = False) -> bytes:
    memory = io.BytesIO()
    protection = StandardEncryption("hemmelig", canPrint=0) if encrypted else None
    canvas = Canvas(memory, encrypt=protection)
    for number in range(pages):
        if pages < 10:
            for line, sentence in enumerate(SENTENCES):
                canvas.drawString(60, 760 - 20 * line, f"{sentence} ({number})")
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


def png_header(width: int, height: int, rows: int) -> bytes:
    """A grey picture that promises width x height pixels, with so many rows of white packed into it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(bytes((width // 8 + 1) * rows), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zip_file(**members: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return memory.getvalue()


def old_office(directory: str) -> bytes:
    """The container of old Office files, with an entry of this name in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + directory.encode("utf-16-le") + bytes(2000)


def word() -> bytes:
    return word_file(p(SENTENCES[0]) + tbl(tc("Service") + tc("") + tc("300")))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\n\n".join(SENTENCES).encode("utf-16")),
        ("a.md", "\n\n".join(SENTENCES).encode()),
        ("a.html", f"<p>{SENTENCES[0]}</p>".encode("cp1252")),
        ("a.docx", word()),
        ("a.pdf", pdf_file()),
        # The content decides, whatever the name says.
        ("word.pdf", word()),
        ("pdf.txt", pdf_file()),
        ("text.docx", SENTENCES[0].encode()),
        ("page.txt", f"<!DOCTYPE html><html><p>{SENTENCES[0]}</p></html>".encode()),
        ("noname", word()),
    ],
)
def test_every_format_gives_cleaned_text(name: str, data: bytes) -> None:
    document = read_bytes(data, name)
    assert "fælles indgang til kommunens bygninger" in document.text
    assert document.source == name
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_rows_keep_their_empty_cells() -> None:
    assert "Service\t\t300" in read_bytes(word(), "a.docx").text.split("\n")


RANDOM = random.Random(11).randbytes(30_000)
BAD: list[tuple[str, Callable[[], bytes], type[errors.ReadError], str]] = [
    ("tom.pdf", lambda: b"", errors.EmptyFile, "tom"),
    ("blank.txt", lambda: b" \r\n \r\n", errors.EmptyFile, "ingen tekst"),
    ("tom.docx", lambda: word_file(p("")), errors.EmptyFile, "ingen tekst"),
    ("støj.pdf", lambda: RANDOM, errors.UnknownFormat, "ikke et dokument"),
    ("program.docx", lambda: b"MZ\x90\x00" + RANDOM, errors.UnknownFormat, "program"),
    ("arkiv.zip", lambda: zip_file(notat__txt="Tekst"), errors.UnknownFormat, "ikke et Word-dokument"),
    ("ark.docx", lambda: zip_file(**{"xl/workbook__xml": ""}), errors.UnknownFormat, "Regneark"),
    ("notat.odt", lambda: zip_file(content__xml=""), errors.UnknownFormat, "OpenDocument"),
    ("gammel.doc", lambda: old_office("WordDocument"), errors.UnknownFormat, ".docx"),
    ("notat.rtf", lambda: b"{\\rtf1 Tekst}", errors.UnknownFormat, ".docx"),
    ("film.gif", lambda: b"GIF89a" + bytes(100), errors.UnknownFormat, "PNG"),
    ("låst.docx", lambda: old_office("EncryptedPackage"), errors.Encrypted, "adgangskode"),
    ("låst.pdf", lambda: pdf_file(encrypted=True), errors.Encrypted, "adgangskode"),
    ("halv.docx", lambda: word()[:-150], errors.Damaged, "beskadiget"),
    ("halv.pdf", lambda: pdf_file(3)[:400], errors.Damaged, "beskadiget"),
    ("bombe.docx", lambda: word_file("<w:p/>" * 5_000_000), errors.TooLarge, "fylder"),
    (
        "enheder.docx",
        lambda: word_file(p("Tekst"), styles="<!-- <!ENTITY a 'ha'> -->"),
        errors.Damaged,
        "XML",
    ),
    ("kæmpe.png", lambda: png_header(50_000, 50_000, 50_000), errors.TooLarge, ""),
    ("2000 sider.pdf", lambda: pdf_file(2000), errors.TooLarge, "2000"),
]


@pytest.mark.parametrize(("name", "make", "error", "says"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_with_a_sentence_that_names_it(
    name: str, make: Callable[[], bytes], error: type[errors.ReadError], says: str
) -> None:
    with pytest.raises(error) as raised:
        read_bytes(make(), name)
    assert type(raised.value) is error
    message = str(raised.value)
    assert message.startswith(f"{name}: ") and message.endswith(".") and says in message
    assert raised.value.source == name and name not in raised.value.reason


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_pdf_whose_text_layer_is_garbage_is_read_from_its_picture() -> None:
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    pdfmetrics.registerFont(TTFont("Vera", str(vera)))
    memory = io.BytesIO()
    canvas = Canvas(memory, pageCompression=0)
    canvas.setFont("Vera", 12)
    for line in range(12):
        canvas.drawString(60, 760 - 24 * line, SENTENCES[line % 2][:60])
    canvas.save()
    # The glyphs are drawn as before, but the font no longer says which letters they are.
    sound = memory.getvalue()
    garbage = re.sub(rb"<(..)> <00..>", rb"<\1> <E0\1>", sound)
    assert garbage != sound and len(garbage) == len(sound)
    document = read_bytes(garbage, "lag.pdf")
    assert document.ocr and "Forvaltningen foreslår" in document.text
    assert any("tekstgenkendelse" in warning for warning in document.warnings)


def test_a_file_over_the_size_limit_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.read.MAX_FILE_BYTES", 10)
    with pytest.raises(errors.TooLarge, match=r"^stor\.txt: "):
        read_bytes(b"x" * 11, "stor.txt")


def test_after_a_bad_file_the_next_is_read() -> None:
    with pytest.raises(errors.ReadError):
        read_bytes(pdf_file(3)[:400], "halv.pdf")
    assert "bygninger" in read_bytes(pdf_file(), "hel.pdf").text


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda folder: folder / "findes ikke.pdf", errors.ReadError),
        (lambda folder: folder, errors.ReadError),
        (lambda folder: _pipe(folder / "rør.txt"), errors.ReadError),
    ],
    ids=["missing", "folder", "pipe"],
)
def test_a_path_that_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], error: type[errors.ReadError]
) -> None:
    path = make(tmp_path)
    with pytest.raises(error) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ") and str(raised.value).endswith(".")


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Bilag 1 – økonomi.TXT"
    path.write_text(SENTENCES[0], encoding="utf-8")
    document = read(path)
    assert document.text == SENTENCES[0] and document.source == str(path)


def test_a_folder_gives_its_documents_in_name_order(tmp_path: Path) -> None:
    for name in (
        "b.pdf",
        "a.DOCX",
        "c/d.md",
        "c/a.png",
        "a/z.htm",
        "noter.xlsx",
        "~$a.docx",
        ".skjult.txt",
        ".git/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "løkke").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "mappe.pdf").mkdir()
    found = [str(path.relative_to(tmp_path)) for path in readable_files([tmp_path])]
    assert found == ["a/z.htm", "a.DOCX", "b.pdf", "c/a.png", "c/d.md"]


def test_files_named_by_the_user_are_taken_once_and_whatever_their_name(tmp_path: Path) -> None:
    other, text = tmp_path / "notat.dat", tmp_path / "a.txt"
    other.write_bytes(b"x")
    text.write_bytes(b"x")
    assert readable_files([other, tmp_path, text]) == [other, text]
    with pytest.raises(errors.ReadError, match="findes ikke"):
        readable_files([text, tmp_path / "væk"])


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.txt", formats.Format.IMAGE),
        (b"\xff\xd8\xff\xe0", "a.pdf", formats.Format.IMAGE),
        (b"II*\x00", "a", formats.Format.IMAGE),
        (b"MM\x00*", "a", formats.Format.IMAGE),
        (b"\n\n junk %PDF-1.4", "a", formats.Format.PDF),
        (b"\xef\xbb\xbf<!-- x --> <!doctype HTML>", "a.txt", formats.Format.HTML),
        ("<html>".encode("utf-16"), "a.txt", formats.Format.HTML),
        (b"<p>Tekst</p>", "a.htm", formats.Format.HTML),
        (b"<p>Tekst</p>", "a.txt", formats.Format.PLAIN),
        (b"Tekst uden tags", "a.html", formats.Format.PLAIN),
        (b"MZ er en forkortelse", "a.txt", formats.Format.PLAIN),
        (b"BM og RIFF", "a.txt", formats.Format.PLAIN),
    ],
)
def test_the_content_tells_the_format(head: bytes, name: str, expected: formats.Format) -> None:
    assert formats.detect(head, name) is expected
