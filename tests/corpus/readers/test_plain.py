"""Text files in every dialect and encoding that converters leave behind."""

from __future__ import annotations

import random
import time

import pytest

from corpus.errors import EmptyFile, ReadError, UnknownFormat
from corpus.readers import plain

DANISH = "Børne- og Ungdomsudvalget får 1,2 mio. kr. til æbler på 40 m²"


def rows(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in plain.read(text.encode(), "x.md").lines]


@pytest.mark.parametrize(
    "data",
    [
        DANISH.encode(),
        DANISH.encode("utf-8-sig"),
        DANISH.encode("utf-16"),
        b"\xfe\xff" + DANISH.encode("utf-16-be"),
        DANISH.encode("utf-16-le"),
        DANISH.encode("utf-16-be"),
        DANISH.encode("utf-32"),
        DANISH.encode("cp1252"),
        DANISH.encode("iso-8859-1"),
    ],
    ids=["utf8", "utf8-mark", "utf16", "utf16-be", "utf16-le-bare", "utf16-be-bare", "utf32", "cp1252", "latin1"],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert plain.read(data, "x.txt").lines[0].cells == (DANISH,)


def test_signs_that_only_cp1252_has_are_kept() -> None:
    text = "Udgiften er – jf. “bilag 2” – 3 € pr. borger…"
    assert plain.read(text.encode("cp1252"), "x.txt").lines[0].cells == (text,)


def test_utf8_that_ends_within_a_character_is_still_utf8() -> None:
    assert plain.read("Både nu og på sigt å".encode()[:-1], "x.txt").lines[0].cells == ("Både nu og på sigt",)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b" \r\n\t\n", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (bytes(5000), EmptyFile),
        (random.Random(7).randbytes(20_000), UnknownFormat),
        (b"\x00\x01\x02\x03" * 100 + b"Tekst", UnknownFormat),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error, match=r"^notat\.txt: Filen .+\.$"):
        plain.read(data, "notat.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Service\t100\t\t300", [("Service", "100", "", "300")]),
        ("Implementeringsomkostninger\t\t\t", [("Implementeringsomkostninger", "", "", "")]),
        ("\tX Socialforvaltningen\t", [("", "X Socialforvaltningen", "")]),
        ("| a | b |\n|---|:-:|\n| 1 | |", [("a", "b"), ("1", "")]),
        ("|  |  |\n|--|--|\n| Drift | 1.000 |", [("Drift", "1.000")]),
        ("a | b\n--- | ---\nc | d\nefter", [("a", "b"), ("c", "d"), ("efter",)]),
        (r"| x \| y | **z** |", [("x | y", "z")]),
        ("| alt 300", [("| alt 300",)]),
        ("Enten | eller", [("Enten | eller",)]),
        (
            "Før\n<table><tr><td colspan=2>A</td></tr>\n<tr><td>B</td><td>C</td></tr></table>\nEfter",
            [("Før",), ("A", ""), ("B", "C"), ("",), ("Efter",)],
        ),
    ],
)
def test_tables_become_rows_with_their_empty_cells(text: str, expected: list[tuple[str, ...]]) -> None:
    found = rows(text)
    assert [cells for cells in found if any(cells)] == [cells for cells in expected if any(cells)]
    assert not any("\t" in cell or "\n" in cell for cells in found for cell in cells)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<input type="checkbox"/>\tSocialforvaltningen', ("☐", "Socialforvaltningen")),
        ('<input checked="" type="checkbox"/> Ja\t<input checked=""> Nej', ("☒ Ja", "☒ Nej")),
        ("Navn <input type='text' value='x'> her", ("Navn  her",)),
        ("- [x] Ja\t- [ ] Nej\t[X]", ("- ☒ Ja", "- ☐ Nej", "☒")),
        ("☑ Ja □ Nej \uf0fe Måske", ("☒ Ja ☐ Nej ☒ Måske",)),
        ("Ja\t<p>Skal høres.</p> <ol style='x'> 1) straks</ol>", ("Ja", "Skal høres. 1) straks")),
        ("Titel: **BC01 Ny port** til *havnen*", ("Titel: BC01 Ny port til havnen",)),
        ("1. Kortlægning:** Vi begynder", ("1. Kortlægning: Vi begynder",)),
        ("Se [redegørelsen](#) og [siden](https://x.dk/a_b)", ("Se redegørelsen og siden",)),
        ("Prisen [2](t.kr) er høj", ("Prisen [2](t.kr) er høj",)),
        ("m<sup>2</sup> og CO<sub>2</sub> $^{1}$", ("m² og CO2 ¹",)),
        ("K&oslash;b &amp; salg&nbsp;nu", ("Køb & salg nu",)),
        (r"1\. Mål \- og \*ikke\* mere", ("1. Mål - og *ikke* mere",)),
        ("*Forslag uden godkendelse", ("*Forslag uden godkendelse",)),
        ("10-15 mio.*\tOFS 2024*", ("10-15 mio.*", "OFS 2024*")),
        ("2*3*4 = 24 og et_navn_her", ("2*3*4 = 24 og et_navn_her",)),
        ("x < 3 og y > 4", ("x < 3 og y > 4",)),
        ("> Citat", ("Citat",)),
        ("![Logo](a.png)Tekst", ("Tekst",)),
    ],
)
def test_leftovers_of_markup_become_what_they_show(text: str, expected: tuple[str, ...]) -> None:
    assert rows(text) == [expected]


def test_a_break_in_running_text_is_a_new_line_and_in_a_cell_a_blank() -> None:
    assert rows("Første<br>anden</p>") == [("Første",), ("anden",)]
    assert rows("a\tFørste<br/>anden") == [("a", "Første anden")]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# Titel\n## 1. **Mål** ##\ntekst", ["Titel", "1. Mål"]),
        ("Titel\n=====\ntekst", ["Titel"]),
        ("#hashtag\n# \ntekst", []),
    ],
)
def test_markdown_headings_are_told(text: str, headings: list[str]) -> None:
    document = plain.read(text.encode(), "x.md")
    assert [line.cells[0] for line in document.lines if line.heading] == headings
    assert document.wrapped is None


def test_form_feeds_part_pages_and_all_newlines_part_lines() -> None:
    lines = plain.read(b"a\r\nb\rc\fd", "x.txt").lines
    assert [(line.cells[0], line.page) for line in lines] == [("a", 1), ("b", 1), ("c", 1), ("d", 2)]
    assert all(line.page == 0 for line in plain.read(b"a\nb", "x.txt").lines)


@pytest.mark.parametrize(
    "piece", ["[", "*", "** ", "<input ", "<table>", "![a](", "_a ", "| ", "`", "<!--", "\\", "&a"]
)
def test_a_long_hostile_line_takes_time_in_proportion(piece: str) -> None:
    started = time.perf_counter()
    plain.read((piece * (200_000 // len(piece))).encode() + b" a", "x.txt")
    assert time.perf_counter() - started < 5
