"""Web pages: what a browser shows, as lines and rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import Damaged, EmptyFile
from corpus.readers import html


def rows(markup: str) -> list[tuple[str, ...]]:
    return [line.cells for line in html.read(markup.encode(), "x.html").lines if any(line.cells)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Første<br>anden   linje\n her</p><p>ny</p>", [("Første",), ("anden linje her",), ("ny",)]),
        ("<div>løs <b>fed</b><div>indre</div>hale</div>", [("løs fed",), ("indre",), ("hale",)]),
        ("<ul><li>a<li>b</ul><ol start=3><li>c<li><p>d</p></ol>", [("- a",), ("- b",), ("3. c",), ("4. d",)]),
        ("<p>før<script>x</script><style>y</style></p><template>z</template>", [("før",)]),
        ("<p>40 m<sup>2</sup>, CO<sub>2</sub>, note<sup>1</sup></p>", [("40 m², CO2, note¹",)]),
        ("<p>K&oslash;b &amp; s&aelig;lg&nbsp;nu</p>", [("Køb & sælg nu",)]),
        ("<p style='display: none'>skjult</p><p hidden>x</p><p>vist</p>", [("vist",)]),
        ("<input type=checkbox checked> Ja <input type='checkbox'> Nej", [("☒ Ja ☐ Nej",)]),
        ("<p>Kode: <input value='TM12'><input type=hidden value=x></p>", [("Kode: TM12",)]),
        ("<select><option>Nej<option selected>Ja</select>", [("Ja",)]),
        ("<p><span style='font-family:Wingdings'>&thorn;</span> Ja</p>", [("☒ Ja",)]),
        ("<x-ramme><x-indre><p>a</p><p>b</p></x-indre></x-ramme>", [("a",), ("b",)]),
    ],
)
def test_blocks_are_lines(markup: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<tr><th colspan=2>1.000 kr.<th>2024</tr>"
            "<tr><td rowspan=2>Drift<td>Service<td>1</tr><tr><td>Anlæg<td></tr>",
            [("1.000 kr.", "", "2024"), ("Drift", "Service", "1"), ("", "Anlæg", "")],
        ),
        ("<tr><td>a<td rowspan=3>b</tr><tr><td>c</tr><tr><td>d</tr>", [("a", "b"), ("c", ""), ("d", "")]),
        ("<tr><td rowspan=2 colspan=2>a<td>b</tr><tr><td>c</tr>", [("a", "", "b"), ("", "", "c")]),
        ("<thead><tr><td><p>a</p><p>b</p><td>c</thead><tbody><tr><td>d<td>e</tbody>", [("a b", "c"), ("d", "e")]),
        ("<tr><td>x<table><tr><td>y</table><td>z</tr>", [("x y", "z")]),
        ("<tr><td>En boks<br>med tekst</td></tr>", [("En boks",), ("med tekst",)]),
        ("<tr><td><h1>Titel</h1><td><p>Tekst</p></tr>", [("Titel",), ("Tekst",)]),
        ("<tr><td>menu<td><table><tr><td>a<td>b</table></tr>", [("menu",), ("a", "b")]),
        ("<tr><td colspan=99999999>a<td>b</tr><tr><td>c<td>d", [("a", "b"), ("c", "d")]),
    ],
)
def test_tables_are_rows_with_their_columns_kept(markup: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(f"<table>{markup}</table>") == expected


def test_headings_are_told_and_lines_are_whole_paragraphs() -> None:
    document = html.read(b"<title>t</title><h2>1. <i>Form</i></h2><p>Tekst</p>", "x.html")
    assert [(line.cells[0], line.heading) for line in document.lines if line.cells[0]] == [
        ("1. Form", True),
        ("Tekst", False),
    ]
    assert document.wrapped is False


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>Æble på øen'.encode("iso-8859-1"),
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>Æble på øen'.encode("cp1252"),
        '<meta charset="macintosh"><p>Æble på øen'.encode("mac-roman"),
        "<p>Æble på øen".encode("cp1252"),
        '<meta charset="iso-8859-1"><p>Æble på øen'.encode(),  # the declaration lies
        '<?xml version="1.0" encoding="utf-16"?><html><p>Æble på øen'.encode("utf-16"),
        '<meta charset="no-such"><p>Æble på øen'.encode(),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert ("Æble på øen",) in [line.cells for line in html.read(data, "x.html").lines]


def test_entities_of_its_own_and_files_elsewhere_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmelig")
    markup = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><p>Tekst &e;</p><iframe src="{secret}">'
    assert "hemmelig" not in str(rows(markup)) and "Tekst" in str(rows(markup))


def test_deep_and_wide_pages_are_read_or_refused_but_never_cut() -> None:
    assert rows("<div>" * 200 + "dyb") == [("dyb",)]
    assert len(rows("<p>x</p>" * 20_000)) == 20_000
    with pytest.raises(Damaged):
        rows("<p>Begyndelse</p>" + "<div>" * 5000 + "dyb")


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile, match=r"^side\.html: .+ingen tekst"):
        html.read(b"<html><body><img src=a.png></body></html>", "side.html")
