"""Money tables are read alike in every way that they reach us."""

from __future__ import annotations

import pytest

from corpus.tables import find_tables
from corpus.types import Line, Part, Section, SectionKind
from tests.corpus.tables.printed_cases import CASES, INVESTMENT, Case


def part_of(text: str) -> Part:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(start=at, end=at + len(line)))
        at += len(line) + 1
    return Part(text=text, lines=tuple(lines))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_cells(case: Case) -> None:
    found = find_tables(part_of(case.text), ())
    said = [(str(t.kind), {r.label: {y: v // 1000 for y, v in r.values.items()} for r in t.rows}) for t in found]
    assert said == list(case.tables)


@pytest.mark.parametrize("case", [c for c in CASES if c.payback], ids=lambda c: c.name)
def test_payback_is_years_and_no_row(case: Case) -> None:
    (table,) = find_tables(part_of(case.text), ())
    assert table.payback == case.payback
    assert not any("Tilbagebetalingstid" in r.label for r in table.rows)


def test_area_and_role_of_every_row() -> None:
    (table,) = find_tables(part_of(CASES[1].text), ())
    said = {r.label: (r.area, str(r.role)) for r in table.rows}
    assert said == {
        "Færre kørsler til depotet": ("Service", "lasting"),
        "Drift af ruteplanlægger": ("Service", "operation"),
        "Samlet varig ændring": (None, "subtotal"),
        "Projektleder i et halvt år": ("Service", "implementation"),
        "Ladestandere ved værkstedet": ("Anlæg", "implementation"),
        "Samlede implementeringsomkostninger": (None, "subtotal"),
        "Samlet økonomisk påvirkning": (None, "total"),
    }
    assert len(said) == len(INVESTMENT)


@pytest.mark.parametrize(
    ("label", "amounts", "role"),
    [
        ("Fælles modtagelse", "120\t120", "operation"),
        ("Leje af skærme", "0\t80", "operation"),
        ("Færre vagter", "-200\t-400", "lasting"),
        ("Færre vagter", "200\t400", "lasting"),  # the wrong sign is for the checks to tell
        ("Øget salg", "-20\t10", "lasting"),
    ],
)
def test_a_lasting_change_is_a_cost_by_its_amounts(label: str, amounts: str, role: str) -> None:
    text = f"Tabel 4. Varige ændringer\n1.000 kr. 2021 p/l\t2022\t2023\n{label}\t{amounts}\nI alt\t{amounts}"
    (table,) = find_tables(part_of(text), ())
    assert [str(row.role) for row in table.rows] == [role, "total"]


def test_a_total_of_a_thing_with_short_words_is_a_total() -> None:
    text = "Tabel 3. Effekt på administration\n1.000 kr. 2021 p/l\t2022\t2023\nFærre bilag\t-50\t-50\n"
    (table,) = find_tables(part_of(text + "Effekt på administration i alt\t-50\t-50"), ())
    assert str(table.rows[-1].role) == "total"


def test_offsets_point_at_the_rows_print() -> None:
    part = part_of(CASES[1].text)
    (table,) = find_tables(part, ())
    for row in table.rows:
        printed = part.text[row.start : row.end]
        assert printed.startswith(row.label.split()[0])
        assert printed.split()[-1].lstrip("-").replace(".", "").isdigit()


def test_one_way_only_is_solved_and_several_are_assumed() -> None:
    header = "Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 2021 "
    solved = header + "Løn til underviser 100 50 25 Indkøb af borde 70 Investeringer totalt, service 100 120 25"
    several = header + "Løn til underviser 100 Indkøb af borde 70 Investeringer totalt, service 170"
    (one,) = find_tables(part_of(solved), ())
    assert one.placement == "solved"
    assert one.rows[1].values == {2020: 70_000}
    (other,) = find_tables(part_of(several), ())
    assert other.placement == "assumed"
    assert other.rows[0].values == {2019: 100_000}


def test_a_row_with_more_values_than_years_is_named() -> None:
    text = (
        "Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 Løn 100 50 25 "
        "Investeringer totalt 100 50"
    )
    (table,) = find_tables(part_of(text), ())
    assert table.rows[0].values == {2019: 100_000, 2020: 50_000}
    assert "Løn" in table.warnings[0]


@pytest.mark.parametrize("cell", ["1.2.3,4", "—", "n/a", "-", ""])
def test_a_cell_that_is_no_amount_is_left_out(cell: str) -> None:
    text = f"1.000 kr. 2020 p/l\tOmråde\t2020\t2021\nLøn til vagter\tService\t{cell}\t300\nI alt\t\t\t300"
    (table,) = find_tables(part_of(text), ())
    assert table.rows[0].values == {2021: 300_000}


def test_prose_after_a_table_is_no_row() -> None:
    text = (
        "Tabel 1. Samlet økonomi 1.000 kr. 2018 p/l Styringsområde 2018 2019 Løn Service 400 200 "
        "Samlede implementeringsomkostninger "
        "400 200 Udgiften på 400 t.kr. afholdes i 2018, mens 200 t.kr. falder i 2019. Der er 3 medarbejdere og 12 hold."
    )
    (table,) = find_tables(part_of(text), ())
    assert [r.label for r in table.rows] == ["Løn", "Samlede implementeringsomkostninger"]


def test_a_long_document_without_tables_is_quick_and_empty() -> None:
    text = "I 2021 og 2022 bruges 300 timer på 1.000 sager til 250 kr. pr. stk. " * 4000
    section = Section(heading="1. Økonomi", canonical=SectionKind.ECONOMY, start=0, end=len(text), body_start=0)
    assert find_tables(part_of(text), (section,)) == ()


@pytest.mark.parametrize(
    "header",
    ["\t2021\t2022\t2023\t2024", "\t20621\t2022\t2023\t2024", "\t2021\t202Z\t2023\t2024", "\t2021\t2022\t2023 2024\t"],
)
def test_years_that_a_scan_damaged_are_told_by_their_neighbours(header: str) -> None:
    rows = "Løn til vagter\t720\t\t\t10\nInvesteringer totalt, service\t720\t\t\t10"
    text = f"Tabel 2. Serviceinvesteringer i forslaget\n\t1.000 kr. 2021 p/l\t\t\t\n{header}\n{rows}"
    (table,) = find_tables(part_of(text), ())
    assert table.rows[0].values == {2021: 720_000, 2024: 10_000}
