"""Every renderer prints the whole proposal, the same each time, and loses only what its kind of file loses."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx as python_docx
import pypdfium2
import pytest

from corpus.examples.example import Example
from corpus.examples.layout import FrontTable
from corpus.examples.load import load_examples
from corpus.renderers import cells, docx, flat, pdf, scan, wrapped

EXAMPLES = {example.id: example for example in load_examples()}
ONE = (EXAMPLES["2017-SO05"],)
TWO = (EXAMPLES["2014-KF06"], EXAMPLES["2017-SO05"])
FRONT = FrontTable(headings=("Bilag 4", "Forslag til puljen"), price_level_year=2017)


def _letters(text: str) -> str:
    """The letters and digits alone: what is left when lines, hyphens and cells are forgotten."""
    return re.sub(r"[^0-9a-zæøå]+", "", text.lower())


def _pdf_text(content: bytes) -> str:
    file = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in file)
    finally:
        file.close()


def _docx_text(content: bytes) -> str:
    file = python_docx.Document(io.BytesIO(content))
    texts = [text.text or "" for text in file.element.body.iter() if text.tag.endswith("}t")]
    return "\n".join(texts)


READ: dict[str, Callable[[tuple[Example, ...]], str]] = {
    "cells": lambda examples: cells.render(examples, front=FRONT),
    "wrapped": lambda examples: wrapped.render(examples, front=FRONT),
    "flat": lambda examples: flat.render(examples, front=FRONT),
    "pdf": lambda examples: _pdf_text(pdf.render(examples, front=FRONT)),
    "docx": lambda examples: _docx_text(docx.render(examples, front=FRONT)),
}


@pytest.mark.parametrize("kind", READ)
def test_titles_quotes_and_cells_are_all_printed(kind: str) -> None:
    text = READ[kind](TWO)
    letters = _letters(re.sub(r"Side \d+ af \d+", "", text))
    for example in TWO:
        assert _letters(example.title) in letters
        for figure in example.labels.figures:
            assert figure.quote not in example.prose or _letters(figure.quote) in letters, figure.quote
        for table in example.tables.values():
            for row in table.rows:
                assert all(cell in text for cell in row.cells), row.label
    assert _letters("Forslag til puljen") in letters and "1,5" in text  # 0,6 and 0,9 in the front table


RENDER: dict[str, Callable[[], bytes | str]] = {
    "cells": lambda: cells.render(TWO),
    "wrapped": lambda: wrapped.render(TWO),
    "flat": lambda: flat.render(TWO),
    "pdf": lambda: pdf.render(TWO, look=pdf.Look(serif=True, ruled=False, drawn_marks=True)),
    "docx": lambda: docx.render(TWO, front=FRONT),
    "scan": lambda: scan.render(ONE, dpi=60),
}


@pytest.mark.parametrize("kind", RENDER)
def test_the_same_examples_give_the_same_bytes(kind: str) -> None:
    assert RENDER[kind]() == RENDER[kind]()


def test_another_seed_gives_another_scan() -> None:
    assert scan.render(ONE, dpi=60) != scan.render(ONE, dpi=60, seed=1)


def test_a_scan_has_pages_and_no_text() -> None:
    content = scan.render(ONE, dpi=60)
    assert _pdf_text(content).strip() == ""
    assert len(pypdfium2.PdfDocument(content)) == len(pypdfium2.PdfDocument(pdf.render(ONE)))


def test_pages_are_counted_for_each_proposal() -> None:
    feet = re.findall(r"Side (\d+) af (\d+)", _pdf_text(pdf.render(TWO, front=FRONT)))
    starts = [index for index, (number, _) in enumerate(feet) if number == "1"]
    assert len(starts) == 2 and all(int(number) <= int(count) for number, count in feet)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        (cells.render(ONE), "☒ Socialforvaltningen"),
        (cells.render(ONE, markup="html"), '<input type="checkbox" checked> Socialforvaltningen'),
        (wrapped.render(ONE), "☒ Socialforvaltningen"),
    ],
)
def test_ticks_are_printed(text: str, ticked: str) -> None:
    assert ticked in text and ticked.replace("Social", "Økonomi") not in text


def test_word_boxes_are_content_controls() -> None:
    xml = python_docx.Document(io.BytesIO(docx.render(ONE))).element.xml
    assert xml.count("w14:checkbox") == 2 * 7 and xml.count('w14:checked w14:val="1"') == 1


def test_flat_text_has_neither_marks_nor_empty_cells() -> None:
    text = flat.render(ONE)
    assert "☒" not in text and "☐" not in text and "\t" not in text
    assert "Interview med familier Service 120 Samlede implementeringsomkostninger 435 525" in text
    assert all(re.search(r"Side \d af \d$", page) for page in text.strip().split("\n\n")[1:])


def test_flat_text_keeps_what_stands_above_the_form_in_front_of_it() -> None:
    text = flat.render((EXAMPLES["2020-BI09"],))
    assert text.startswith("INVESTERINGSFORSLAG OFS 2020-21 Forslagets titel: Kort resumé:")


def test_word_tables_have_headings_over_several_columns() -> None:
    tables = python_docx.Document(io.BytesIO(docx.render(ONE))).tables
    criteria = next(table for table in tables if table.cell(0, 0).text == "Tentativ businesscase")
    assert (
        criteria.cell(0, 1)._tc is criteria.cell(0, 0)._tc and criteria.cell(0, 5).text == "Kriterier til prioritering"
    )


def test_flat_labels_stand_before_or_beside_their_answers() -> None:
    assert "Fremstillende forvaltning: Berørte forvaltninger:" in flat.render(ONE)
    assert "Fremstillende forvaltning: Socialforvaltningen" in flat.render(ONE, labels_first=False)


def test_wrapped_lines_keep_the_width_and_break_words() -> None:
    lines = wrapped.render(TWO).split("\n")
    assert any(re.search(r"[a-zæøå]-$", line) for line in lines)
    assert not any("\t" in line for line in lines)
    assert all(len(line) <= wrapped.WIDTH for line in wrapped.wrap(ONE[0].prose, wrapped.WIDTH))


@pytest.mark.parametrize(
    ("beside", "printed"),
    [
        ("first", "Undervisning i at tale gennem tolk Service 45 45\npå afstand"),
        ("last", "Undervisning i at tale gennem tolk\npå afstand Service 45 45"),
        ("none", "Undervisning i at tale gennem tolk\npå afstand\nService 45 45"),
    ],
)
def test_wrapped_labels_have_their_numbers_where_asked(beside: str, printed: str) -> None:
    assert printed in wrapped.render(ONE, beside=beside)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("en medarbejder", 10, ["en medar-", "bejder"]),
        ("Sundheds- og Omsorg", 12, ["Sundheds- og", "Omsorg"]),
        ("pris 1.250.000 kr.", 10, ["pris", "1.250.000", "kr."]),
    ],
)
def test_words_are_hyphenated_and_numbers_are_not(text: str, width: int, expected: list[str]) -> None:
    assert wrapped.wrap(text, width) == expected


@pytest.mark.parametrize("call", [lambda: cells.render(ONE, markup="rtf"), lambda: wrapped.render(ONE, beside="over")])
def test_an_unknown_choice_is_refused(call: Callable[[], str]) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        call()
