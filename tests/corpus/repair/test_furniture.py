"""Page numbers and running heads go; amounts, references and headings stay."""

from __future__ import annotations

import pytest

from corpus.repair.furniture import is_break, remove_furniture
from corpus.types import RawLine

PROSE = "Forvaltningen vil samle opgaverne i én enhed, så borgerne møder den samme medarbejder hver gang."


def kept(lines: list[RawLine]) -> list[str]:
    return ["\t".join(line.cells) for line in remove_furniture(tuple(lines)) if not is_break(line) and any(line.cells)]


def pages(*texts: list[str]) -> list[RawLine]:
    return [RawLine(cells=(text,), page=number) for number, page in enumerate(texts, 1) for text in page]


@pytest.mark.parametrize("mark", ["Side 2 af 8", "Side 3", "side 4/9", "- 5 -", "2/3", "Page 2 of 3"])
def test_a_page_number_on_a_line_of_its_own(mark: str) -> None:
    number = next(int(c) for c in mark if c.isdigit())
    empty: list[list[str]] = [[PROSE, PROSE] for _ in range(number - 1)]
    assert mark not in kept(pages(*empty, [PROSE, mark], [PROSE]))


def test_page_marks_inside_a_flattened_text() -> None:
    lines = [f"{PROSE} Side 2 af 4", f"Samlet 300 2020 2021 Side 3 af 4 {PROSE} Side 4 af 4"]
    assert kept([RawLine(cells=(text,)) for text in lines]) == [PROSE, "Samlet 300 2020 2021", PROSE]


def test_page_marks_without_a_total_at_line_ends() -> None:
    lines = [f"{PROSE} Side 2", f"Side 3 {PROSE}", f"{PROSE} Side 4 viser det."]
    assert kept([RawLine(cells=(text,)) for text in lines]) == [PROSE, PROSE, f"{PROSE} Side 4 viser det."]


@pytest.mark.parametrize(
    "text",
    [
        "Tabellen står i bilagets Side 3",
        "Beregningen findes på side 2 af 8 i bilaget.",
        "Se Side 2 af 8 i bilaget.",
        "Konsulenten skriver Side 9 af 4 om emnet.",
        "Hver Side 2 af 3 læses højt.",
    ],
)
def test_references_to_pages_stay(text: str) -> None:
    assert kept([RawLine(cells=(text,)), RawLine(cells=(PROSE,))]) == [text, PROSE]


def test_amounts_are_not_page_numbers() -> None:
    cells = ["Service", "1", "Anlæg", "2", "I alt", "3", "450"]
    assert kept([RawLine(cells=(cell,)) for cell in cells]) == cells
    row = RawLine(cells=("I alt", "2", "3"), page=2)
    assert kept([*pages([PROSE], []), row]) == [PROSE, "I alt\t2\t3"]


def test_bare_numbers_that_count_the_pages_go() -> None:
    body = [PROSE] * 10
    assert kept(pages([*body, "3"], [*body, "4"], [*body, "5"])) == body * 3
    flat = [RawLine(cells=(text,)) for page in range(1, 5) for text in (*body, str(page))]
    assert kept(flat) == body * 4


def test_running_heads_go_and_structure_stays() -> None:
    head = "By og Borger – Budget 2024"
    printed = [
        [head, "EFFEKTIVISERINGSFORSLAG", f"Emne {name}", PROSE, f"Bilag til sagen {page}"]
        for page, name in enumerate(["hjem", "skole", "vej", "park"], 11)
    ]
    left = kept(pages(*printed))
    assert head not in left
    assert left.count("EFFEKTIVISERINGSFORSLAG") == 4
    assert "Emne vej" in left


def test_a_head_with_the_page_number_in_it_goes_but_a_growing_amount_stays() -> None:
    with_page = pages(*[[f"Center for Drift | {page}", PROSE] for page in range(1, 5)])
    assert kept(with_page) == [PROSE] * 4
    amounts = pages(*[[f"Udgift til drift {page * 250}", PROSE] for page in range(1, 5)])
    assert len(kept(amounts)) == 8
