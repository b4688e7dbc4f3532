"""Proposal codes are told from other capitals with numbers, and repaired where a scan damaged them."""

from __future__ import annotations

import pytest

from corpus.codes import find_codes, leading_code, repair_code


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("BC07", "BC07"),
        ("BC 07", "BC07"),
        ("BC-07", "BC07"),
        ("BCO5", "BC05"),
        ("BC0l", "BC01"),
        ("BC1O", "BC10"),
        ("8C05", "BC05"),
        ("SO5", "SO5"),
        ("SUO3", "SU03"),
        ("TM80", "TM80"),
        ("8C07", "BC07"),
        ("ØU1", "ØU1"),
        ("TV01c", "TV01c"),
        ("BI5", "BI5"),
        ("XY12", "XY12"),
    ],
)
def test_a_code_is_repaired_to_its_one_spelling(printed: str, repaired: str) -> None:
    assert repair_code(printed) == repaired


@pytest.mark.parametrize(
    "text", ["CO2", "OFS 2022", "EU27", "A4", "Q3", "ISO 27", "B21", "BC", "BC2021", "m2", "p/l", "KL 19"]
)
def test_other_capitals_with_numbers_are_no_codes(text: str) -> None:
    assert repair_code(text) is None
    assert list(find_codes(f"Der er brugt {text} i alt.")) == []


@pytest.mark.parametrize(
    "text",
    ["SU03 Fælles vagtplan", '**SU03** "Fælles vagtplan"', "Forslag nr. SU03: Fælles vagtplan", "(SU03) Vagtplan"],
)
def test_a_title_gives_its_leading_code(text: str) -> None:
    code = leading_code(text)
    assert code is not None
    assert (code.repaired, text[code.start : code.end]) == ("SU03", "SU03")


def test_a_code_further_on_is_not_the_titles_own() -> None:
    assert leading_code("Udvidelse af SU03 til hele byen") is None
