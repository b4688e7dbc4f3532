"""The criteria table: amounts in kroner, marks with their meaning, and silence where the print does not say."""

from __future__ import annotations

import pytest

from corpus.criteria import read_criteria
from corpus.sections import find_sections
from corpus.types import AmountRange, Criteria, Part, ProposalKind
from tests.corpus.test_sections import part_of

SECTION = "1.5 KRITERIER TIL PRIORITERING AF INNOVATIONSPULJEN\n"
GROUPS = "Tentativ businesscase\t\tKriterier til prioritering\t\t\t\n"
HEADS = (
    "Udgift [1.000 kr. 2023 p/l]\tForventet vedtagelse\tPotentiale for varig effektivisering (styringsområde)\t"
    "Tværgående effektivisering\tPotentiale for storskala\tModne anvendelse af ny teknologi\n"
)
FLAT_HEADS = "Tabel 3. Kriterier til prioritering " + " ".join(HEADS.split()) + " "


def read(text: str) -> Criteria:
    part = part_of(SECTION + text + "\n1.6 IMPLEMENTERING AF FORSLAGET\nBegynder 2. kvartal.")
    return read_criteria(part, find_sections(part))


def pair(amount: AmountRange | None) -> tuple[float, float] | None:
    return None if amount is None else (amount.low, amount.high)


@pytest.mark.parametrize(
    ("row", "expenditure", "adoption", "potential"),
    [
        ("3 mio. kr.\tBudget 2024\t1-2 mio. kr. (service)\tX\tX\tX", (3e6, 3e6), "Budget 2024", (1e6, 2e6)),
        ("400-600\tOFS 2023/2024\t1.250 (service)\tX\t\t", (4e5, 6e5), "OFS 2023/2024", (1.25e6, 1.25e6)),
        ("1.200.000\tOFS\t25.000.000\tx\tx\tx", (1.2e6, 1.2e6), "OFS", (25e6, 25e6)),
        ("8-12 mio.*\tBudget 2024\tMellem -3 og -6 mio. kr.\tX\tX\tX", (8e6, 12e6), "Budget 2024", (-3e6, -6e6)),
        ("2 mio. kr.\tBudget 2024\t-6 til -3 mio. kr.\tX\tX\tX", (2e6, 2e6), "Budget 2024", (-3e6, -6e6)),
        ("\tBudget 2024\t2-3% af driften, svarende til 4-5 mio. kr.\tX\tX\tX", None, "Budget 2024", (4e6, 5e6)),
        ("Ukendt\t\tKan ikke opgøres\tX\tX\tX", None, None, None),
    ],
)
def test_amounts_and_adoption_of_a_row(
    row: str, expenditure: tuple[float, float] | None, adoption: str | None, potential: tuple[float, float] | None
) -> None:
    criteria = read(GROUPS + HEADS + row)
    assert (pair(criteria.expenditure), criteria.expected_adoption, pair(criteria.potential)) == (
        expenditure,
        adoption,
        potential,
    )


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("X\tx\tX", (True, True, True)),
        ("\tX\t", (False, True, False)),
        ("Nej\t(X)\tX", (False, "partial", True)),
        ("Ja\tNej, kun én by\tJa, i høj grad", (True, False, True)),
        ("☒\t☐\t☒", (True, False, True)),
        ("X", (True, False, False)),
        ("\t\t", (None, None, None)),
        ("Se ovenfor\tX\tX", (None, True, True)),
    ],
)
def test_marks_of_a_row(marks: str, expected: tuple[bool | None, bool | str | None, bool | None]) -> None:
    criteria = read(f"{HEADS}1 mio. kr.\tBudget 2024\t1 mio. kr.\t{marks}")
    assert (criteria.cross_cutting, criteria.large_scale, criteria.new_technology) == expected


def test_a_head_that_was_overwritten_keeps_its_place() -> None:
    heads = HEADS.replace("Forventet vedtagelse", "1.000 kr. 2023 p/l").replace("Udgift [1.000 kr. 2023 p/l]", "Udgift")
    criteria = read(heads + "700\tOFS 2024\t300\tX\tX\tX")
    assert (pair(criteria.expenditure), criteria.expected_adoption, pair(criteria.potential)) == (
        (7e5, 7e5),
        "OFS 2024",
        (3e5, 3e5),
    )


def test_a_table_with_one_head_a_row() -> None:
    heads = HEADS.strip().split("\t")
    values = ("900", "Budget 2025", "2 mio. kr.", "X", "", "X")
    criteria = read("\n".join(f"{h}\t{v}" for h, v in zip(heads, values, strict=True)))
    assert (pair(criteria.expenditure), criteria.expected_adoption) == ((9e5, 9e5), "Budget 2025")
    assert (criteria.cross_cutting, criteria.large_scale, criteria.new_technology) == (True, False, True)


ALL = ((4e6, 5e6), "Budget 2024", (1e6, 2e6), True, True, True)
UNMARKED = (*ALL[:3], None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(FLAT_HEADS + "4-5 mio. kr. Budget 2024 1-2 mio. kr. (service) X X X", ALL, id="flattened"),
        pytest.param(
            FLAT_HEADS + "4-5 mio. kr. Budget 2024 1-2 mio. kr. (service) X X", UNMARKED, id="an empty cell gone"
        ),
        pytest.param(
            FLAT_HEADS + "4-5 mio.* Budget 2024 1-2 mio. kr. Nej (X) X *Beløbet er et skøn.",
            (*ALL[:3], False, "partial", True),
            id="three marks of which one is no",
        ),
        pytest.param(
            "Udgift mio. kr. 2023 p/l Forventet vedtagelse Potentiale for varig Tværgående effektivise- Potentiale "
            "for\neffektivisering ring storskala\n(styringsområde) Modne anvendelse af ny teknologi\n"
            "4-5 Budget 2024 Mellem 1 og 2 mio. X X X\nkr. (service)",
            ALL,
            id="heads broken by hyphens",
        ),
        pytest.param(
            FLAT_HEADS.replace("1.000 kr.", "mio. kr.") + "4 - 5 Budget 2024 1 - 2 (service) X X X",
            ALL,
            id="millions in the head, spaced ranges",
        ),
        pytest.param(
            FLAT_HEADS + "4.500.000 OFS 20.000.000 x x x",
            ((4.5e6, 4.5e6), "OFS", (20e6, 20e6), True, True, True),
            id="a round without year before an amount",
        ),
        pytest.param(
            (GROUPS + HEADS).replace("\t", "\n") + "4-5 mio. kr.\nBudget 2024\n1-2 mio. kr. (service)\nX\nX\nX",
            ALL,
            id="one cell a line",
        ),
        pytest.param(
            "Tentativ businesscase Kriterier til prioritering\nUdgift Forventet Potentiale for "
            "varig Tværgående Potentiale for "
            "Modne\n1.000 kr. vedtagelse effektivisering effektivisering storskala anvendelse "
            "af\n2023 p/l (styringsområde) ny "
            "teknologi\n4.000-5.000 Budget 2024 1-2 mio. kr. X X X",
            ALL,
            id="wrapped heads",
        ),
        pytest.param(
            "Udgift [1.000 kr. 2023 p/l] 4-5 mio. kr. Forventet vedtagelse Budget 2024 Potentiale "
            "for varig effektivisering "
            "(styringsområde) 1-2 mio. kr. (service) Tværgående effektivisering X Potentiale for "
            "storskala X Modne anvendelse "
            "af ny teknologi X",
            ALL,
            id="each value behind its head",
        ),
    ],
)
def test_running_text(text: str, expected: tuple[object, ...]) -> None:
    c = read(text)
    found = (
        pair(c.expenditure),
        c.expected_adoption,
        pair(c.potential),
        c.cross_cutting,
        c.large_scale,
        c.new_technology,
    )
    assert found == expected


def test_prose_with_the_words_of_the_heads_is_no_table() -> None:
    criteria = read(
        "Den samlede udgift er 2 mio. kr., og der er potentiale for storskala. Forslaget skal modne anvendelsen af ny "
        "teknologi og ventes vedtaget i Budget 2024 med 3 mio. kr."
    )
    assert criteria.span is None
    assert (criteria.expenditure, criteria.potential, criteria.large_scale) == (None, None, None)


def test_the_span_holds_heads_and_values() -> None:
    text = SECTION + "Forklaring.\n" + HEADS + "700\tOFS 2024\t300\tX\tX\tX\nEfterskrift."
    part = part_of(text)
    span = read_criteria(part, find_sections(part)).span
    assert span is not None
    assert text[span.start : span.end] == HEADS + "700\tOFS 2024\t300\tX\tX\tX"


@pytest.mark.parametrize(
    ("prose", "cell", "expected"),
    [
        ("", "5 ÅV svarende til ca. 2,4 mio. kr.", (5, 5)),
        ("Det svarer til 1-2 mio. kr. svarende til 2-3 årsværk.", "1-2 mio. kr.", (2, 3)),
        ("Der bruges 900.000 kr. svarende til 1,5 årsværk til ledelse.", "1-2 mio. kr.", None),
        ("En opgave kan fx spare 3 årsværk.", "1-2 mio. kr.", None),
    ],
)
def test_full_time_equivalents_only_of_the_potential(
    prose: str, cell: str, expected: tuple[float, float] | None
) -> None:
    assert pair(read(f"{prose}\n{HEADS}1 mio. kr.\tBudget 2024\t{cell}\tX\tX\tX").potential_fte) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Erfaringerne skal føre til konkrete effektiviseringer til budget 2021.", "budget 2021"),
        ("Det forventes, at der kan indmeldes effektiviseringscases fra budget 2020 og frem.", "budget 2020"),
        ("Målet er et investeringsforslag, der kan indgå i forhandlingerne om Budget 2024.", "Budget 2024"),
        ("Der kan udarbejdes et investeringsforslag til OFS 2022/2023.", "OFS 2022/2023"),
        ("Effektiviseringsforslaget blev vedtaget i budget 2017.", None),
        ("Hallerne blev bygget for midler fra budget 2015.", None),
        ("Der kan spares på lys.", None),
    ],
)
def test_without_a_table_the_text_may_name_the_round(sentence: str, expected: str | None) -> None:
    part = part_of(f"1.2 BAGGRUND OG FORMÅL\nDer søges midler fra innovationspuljen. {sentence}")
    assert read_criteria(part, find_sections(part)) == Criteria(expected_adoption=expected)


def test_a_proposal_with_savings_of_its_own_expects_no_later_one() -> None:
    sentence = "Der kan udarbejdes et investeringsforslag til budget 2022 med innovationsmidler."
    plain = part_of(f"1.2 BAGGRUND OG FORMÅL\n{sentence}\nSamlet varig ændring\t-300")
    part = Part(text=plain.text, lines=plain.lines, kind=ProposalKind.EFFICIENCY)
    assert read_criteria(part, find_sections(part)).expected_adoption is None
