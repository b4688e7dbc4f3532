from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from service.figure_table import as_csv, as_xlsx, harmless
from service.store.facts import FigureRow, Origin

ROW = FigureRow(
    proposal="2024-BC01",
    title="Fælles vagtplan",
    year=2024,
    administration="Socialforvaltningen",
    origin=Origin.TEXT,
    place=0,
    name=None,
    kind="fte",
    low=2.5,
    high=1_250_000.0,
    unit="årsværk",
    per=None,
    text="2½ årsværk",
    start=10,
    end=20,
    section="effect",
    correct=None,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+45 12 34", "'+45 12 34"),
        ("-5 mio. kr.", "'-5 mio. kr."),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =HYPERLINK()", "'  =HYPERLINK()"),
        ("\t=1", "' =1"),
        ("\r\n=1", "'  =1"),
        ("a\x00b\x0bc", "a b c"),
        ("5 mio. kr.", "5 mio. kr."),
        (None, ""),
    ],
)
def test_no_cell_is_calculated(text: str | None, shown: str) -> None:
    assert harmless(text) == shown


def test_csv_is_as_danish_spreadsheets_open_it() -> None:
    rows = [ROW, replace(ROW, year=None, start=None, end=None, title='=cmd|"/c calc"!A1', correct=False)]
    raw = as_csv(rows)
    assert raw.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
    assert (first["fra"], first["til"], first["år"], first["tegn fra"]) == ("2,5", "1250000", "2024", "10")
    assert (second["år"], second["titel"], second["rettelse"]) == ("", '\'=cmd|"/c calc"!A1', "forkert")


def test_a_workbook_has_numbers_as_numbers_and_its_headings_in_sight() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([ROW, replace(ROW, title="=1+1\x00")])))
    sheet = book["Nøgletal"]
    assert sheet.freeze_panes == "A2"
    headings, first, second = sheet.iter_rows(values_only=True)
    assert first[headings.index("fra")] == 2.5
    assert first[headings.index("til")] == 1_250_000
    assert sheet.cell(row=3, column=2).data_type == "s"
    assert second[1] == "'=1+1 "


def test_a_table_of_nothing_has_its_headings() -> None:
    assert as_csv([]).decode("utf-8-sig").startswith("forslag;titel")
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx([])))["Nøgletal"].max_row == 1
