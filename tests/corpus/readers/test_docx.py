"""Word files: what the screen shows must be read, in order, and nothing that it does not show."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest

from corpus.errors import Damaged, EmptyFile, Encrypted, ReadError, TooLarge, Unreadable
from corpus.readers import docx
from tests.corpus.readers.word import listed, p, run, sdt, tbl, tc, text_box, tick_box, word_file


def rows(body: str, *, footnotes: str = "") -> list[tuple[str, ...]]:
    data = word_file(body, footnotes=footnotes)
    return [line.cells for line in docx.read(data, "x.docx").lines if any(line.cells)]


def legacy(state: str) -> str:
    """An old form check box: a field without a result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("vist")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHOICE = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nej"/>'
    '<w:listEntry w:val="Ja"/></w:ddList></w:ffData></w:fldChar><w:fldChar w:fldCharType="end"/></w:r>'
)
OLD_TICK = '<w:rFonts w:ascii="Wingdings"/>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("Før ") + f"<w:ins>{run('tilføjet')}</w:ins><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del>",
         "Før tilføjet"),
        (f"<w:moveFrom>{run('før')}</w:moveFrom><w:moveTo>{run('nu')}</w:moveTo>", "nu"),
        (f"<w:hyperlink>{run('link')}</w:hyperlink><w:smartTag>{run(' mærke')}</w:smartTag>", "link mærke"),
        (f"<w:fldSimple>{run('felt')}</w:fldSimple>", "felt"),
        (FIELD, "vist"),
        (CHOICE, "Ja"),
        (sdt(run("indhold")), "indhold"),
        (run("Sundheds") + "<w:r><w:noBreakHyphen/></w:r>" + run("og om\u00adsorg") + "<w:r><w:softHyphen/></w:r>",
         "Sundheds-og omsorg"),
        (run("40 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "40 m²"),
        (run("synlig") + run("skjult", "<w:vanish/>"), "synlig"),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", "a=b"),
        (tick_box(1) + run(" Ja ") + tick_box(0) + run(" Nej"), "☒ Ja ☐ Nej"),
        (legacy('<w:default w:val="1"/>') + run(" Ja"), "☒ Ja"),
        (legacy('<w:default w:val="1"/><w:checked w:val="0"/>') + run(" Ja"), "☐ Ja"),
        (legacy('<w:default w:val="0"/><w:checked/>') + run(" Ja"), "☒ Ja"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Ja"), "☒ Ja"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run(" Ja"), "☐ Ja"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + run(" Ja"), "☒ Ja"),
        (run("\uf06f", OLD_TICK) + run(" Ja ") + run("ý", OLD_TICK) + run(" Nej"), "☐ Ja ☒ Nej"),
        (run("☑ Ja □ Nej"), "☒ Ja ☐ Nej"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_shown(inside: str, expected: str) -> None:
    assert rows(p(inside)) == [(expected,)]
    assert rows(tbl(tc("a") + tc(p(inside)))) == [("a", expected)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Titel:") + p("<w:r><w:t>Kode:</w:t><w:tab/><w:tab/><w:t>SU03</w:t></w:r>"),
         [("Titel:",), ("Kode:", "SU03")]),
        (p("<w:r><w:t>2024</w:t><w:tab/><w:tab/><w:t>300</w:t></w:r>",
           '<w:tabs><w:tab w:val="left" w:pos="1"/><w:tab w:val="left" w:pos="2"/></w:tabs>'),
         [("2024", "", "300")]),
        (p("<w:r><w:tab/><w:t>Indrykket</w:t></w:r>"), [("Indrykket",)]),
        (p("<w:r><w:t>Første</w:t><w:br/><w:t>anden</w:t></w:r>"), [("Første",), ("anden",)]),
        (listed("a", 1) + listed("b", 1), [("- a",), ("- b",)]),
        (listed("a", 2) + listed("b", 2, 1) + listed("c", 2, 1) + listed("d", 2) + listed("e", 2, 1),
         [("1. a",), ("a) b",), ("b) c",), ("2. d",), ("a) e",)]),
        (listed("a", 2) + p("imellem") + listed("b", 2) + listed("c", 4),
         [("1. a",), ("imellem",), ("2. b",), ("5. c",)]),
        (p("Mål", '<w:pStyle w:val="Overskrift1"/>') + listed("Del", 3, 1), [("1. Mål",), ("1.I Del",)]),
        (sdt(p("i kontrol") + sdt(tbl(tc("a") + tc("b")))), [("i kontrol",), ("a", "b")]),
        (p(run("anker") + text_box(p("i boks"))), [("anker",), ("i boks",)]),
        (p(text_box(tbl(tc("a") + tc("b")))), [("a", "b")]),
        (tbl(tc("x") + tc(p(run("anker") + text_box(p("i boks"))))), [("x", "anker i boks")]),
        (f"<w:customXml>{p('mærket')}</w:customXml>", [("mærket",)]),
        (p("a", '<w:pStyle w:val="Kreds"/>'), [("a",)]),
    ],
)  # fmt: skip
def test_blocks_keep_their_order_and_nothing_is_lost(body: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (tbl(tc("Udgift", '<w:gridSpan w:val="2"/>') + tc("2024"), tc("Drift") + tc("Service") + tc("")),
         [("Udgift", "", "2024"), ("Drift", "Service", "")]),
        (tbl(tc("a", '<w:vMerge w:val="restart"/>') + tc("b"), tc("gentaget", "<w:vMerge/>") + tc("c")),
         [("a", "b"), ("", "c")]),
        (tbl("<w:tr><w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='2'/></w:trPr>" + tc("a") + tc("b")
             + "</w:tr>"),
         [("", "a", "b", "", "")]),
        (tbl(tc(p("første") + p("anden")) + tc(tbl(tc("i1") + tc("i2")) + p(""))), [("første anden", "i1 i2")]),
        (tbl(tc("Udgift") + tc(p("i t.kr.") + tbl(tc("a") + tc(""), tc("b") + tc("2"))), tc("c") + tc("d")),
         [("Udgift", "i t.kr."), ("a", ""), ("b", "2"), ("c", "d")]),
        (tbl(tc(p("Baggrund") + p("Første afsnit."), '<w:gridSpan w:val="2"/>'), tc("a") + tc("b")),
         [("Baggrund",), ("Første afsnit.",), ("a", "b")]),
        (tbl(tc("Samlet", '<w:gridSpan w:val="2"/>'), tc("a") + tc("b")), [("Samlet", ""), ("a", "b")]),
        (tbl("<w:tr><w:trPr><w:del/></w:trPr>" + tc("væk") + tc("x") + "</w:tr>", tc("a") + tc("b")), [("a", "b")]),
        (tbl(tc(p("Boks") + p("med tekst"))), [("Boks",), ("med tekst",)]),
        (tbl(tc("Kasse et"), tc("Kasse to")), [("Kasse et",), ("Kasse to",)]),
        (tbl(sdt(tc("a")) + tc(sdt(p("b")))), [("a", "b")]),
        (f"<w:tbl>{sdt('<w:tr>' + tc('a') + tc('b') + '</w:tr>')}</w:tbl>", [("a", "b")]),
        (tbl(tc(p(tick_box(1))) + tc("Socialforvaltningen") + tc(p(tick_box(0))) + tc("")),
         [("☒", "Socialforvaltningen", "☐", "")]),
        (tbl(tc(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>")) + tc("d")), [("a b c", "d")]),
        (tbl(tc(listed("a", 1) + listed("b", 1)) + tc("x")), [("- a - b", "x")]),
        (tbl(tc("a", '<w:gridSpan w:val="999999"/>') + tc("b")), [("a", *[""] * 99, "b")]),
    ],
)  # fmt: skip
def test_tables_are_rows_with_their_columns_kept(table: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(table) == expected


def test_paragraphs_are_apart_and_items_of_a_list_together() -> None:
    lines = docx.read(word_file(p("a") + p("") + p("b") + listed("c", 1) + listed("d", 1) + p("e")), "x.docx").lines
    assert [line.cells[0] for line in lines] == ["a", "", "b", "", "- c", "- d", "", "e"]


@pytest.mark.parametrize(
    ("properties", "heading"),
    [
        ('<w:pStyle w:val="Overskrift1"/>', True),
        ('<w:pStyle w:val="Egen"/>', True),
        ('<w:outlineLvl w:val="2"/>', True),
        ('<w:pStyle w:val="Overskrift1"/><w:outlineLvl w:val="9"/>', False),
        ('<w:pStyle w:val="Normal"/>', False),
        ('<w:pStyle w:val="Ukendt"/>', False),
    ],
)
def test_headings_are_told_by_style_or_outline_level(properties: str, heading: bool) -> None:
    (line,) = docx.read(word_file(p("Mål", properties)), "x.docx").lines
    assert line.heading is heading


def test_footnotes_are_marked_and_stand_after_their_section() -> None:
    def note(key: int, text: str) -> str:
        return f'<w:footnote w:id="{key}">{p("<w:r><w:footnoteRef/></w:r>" + run(" " + text))}</w:footnote>'

    notes = f'<w:footnote w:type="separator" w:id="0">{p("streg")}</w:footnote>' + note(2, "En note.") + note(1, "To.")
    body = (
        p(run("Ord") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p("Mere")
        + p("Næste", '<w:pStyle w:val="Egen"/>')
        + tbl(tc("a") + tc(p(run("celle") + '<w:r><w:footnoteReference w:id="1"/></w:r>')))
    )
    assert rows(body, footnotes=notes) == [
        ("Ord¹",),
        ("Mere",),
        ("¹ En note.",),
        ("Næste",),
        ("a", "celle²"),
        ("² To.",),
    ]


def test_a_file_that_python_docx_writes_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("Forslagets indhold", 1)
    made.add_paragraph("Første punkt", style="List Bullet")
    made.add_paragraph("Andet punkt", style="List Number")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Over to"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "Lodret"
    memory = io.BytesIO()
    made.save(memory)
    document = docx.read(memory.getvalue(), "x.docx")
    assert [line.cells for line in document.lines if line.cells != ("",)] == [
        ("Forslagets indhold",), ("- Første punkt",), ("1. Andet punkt",), ("Over to", "", "Lodret"), ("", "", ""),
    ]  # fmt: skip
    assert document.lines[0].heading and document.wrapped is False


BOMB = b"<a>" + b" " * 30_000_000 + b"</a>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def _with(name: str, data: bytes) -> bytes:
    """A sound Word file with one member replaced or added."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(p("Tekst")))) as old, zipfile.ZipFile(memory, "w", 8) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return memory.getvalue()


def _marked_as_encrypted(data: bytes) -> bytes:
    """The same zip with the flag 'encrypted' set in its directory."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


def _flipped(data: bytes) -> bytes:
    """The same zip with the packed main part damaged."""
    at = data.index(b"word/document.xml") + 60
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 20]) + data[at + 20 :]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (_with("word/document.xml", BOMB), TooLarge),
        (_with("word/media/image1.bmp", bytes(201 << 20)), TooLarge),
        (word_file(p("a"), members={f"word/x{number}.txt": b"" for number in range(5001)}), TooLarge),
        (_with("word/document.xml", LAUGHS.encode()), Damaged),
        (_with("word/document.xml", LAUGHS.encode("utf-16")), Damaged),
        (_with("word/styles.xml", LAUGHS.encode()), Damaged),
        (_with("word/document.xml", b"<w:document"), Damaged),
        (_with("word/document.xml", b"<a/>"), Damaged),
        (_flipped(word_file(p("Tekst om et forslag " * 50))), Damaged),
        (word_file(p("Tekst"))[:-200], Damaged),
        (_marked_as_encrypted(word_file(p("Tekst"))), Encrypted),
        (word_file(p("")), EmptyFile),
        (word_file(p(""), members={"word/media/image1.png": b"x"}), Unreadable),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_bad_files_are_refused_by_name(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error, match=r"^bilag\.docx: Word-filen .+\.$") as raised:
        docx.read(data, "bilag.docx")
    assert type(raised.value) is error


def test_the_main_part_may_have_another_name_and_the_strict_namespace() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("_rels/.rels", f'<r><Relationship Type="{kind}" Target="/word/document2.xml"/></r>')
        archive.writestr("word/document2.xml", f"<w:document {strict}><w:body>{p('Æble')}</w:body></w:document>")
    assert docx.read(memory.getvalue(), "x.docx").lines[0].cells == ("Æble",)
