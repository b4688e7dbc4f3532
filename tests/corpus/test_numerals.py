"""Danish numbers, money and ranges are read exactly, and what is no number is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import (
    find_price_level,
    find_unit,
    format_kr,
    read_amount,
    read_amounts,
    read_cell,
    read_number,
    read_staff,
)
from corpus.types import AmountRange


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.025", "1025"), ("-300", "-300"), ("300-", "-300"), ("− 300", "-300"), ("–300", "-300"), ("1 025", "1025"),
        ("12 345 678", "12345678"), ("0,7", "0.7"), ("½", "0.5"), ("1½", "1.5"), ("(300)", "300"), ("300*", "300"),
        ("300¹", "300"), ("0", "0"), ("1.234.567,5", "1234567.5"), ("450 kr.", "450"), ("450 t.kr.", "450"),
        ('"1.740', "-1740"), ("~20", "-20"),
    ],
)  # fmt: skip
def test_a_cell_holds_a_number(printed: str, value: str) -> None:
    assert read_cell(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed", ["1.2.3,4", "—", "-", "X", "", "n/a", "1.02", "12.3456", "300 stk.", "2021/22", "1,2,3"]
)
def test_a_cell_holds_none(printed: str) -> None:
    assert read_cell(printed) is None


@given(st.integers(min_value=-(10**11), max_value=10**11), st.integers(min_value=0, max_value=999))
def test_any_printed_amount_is_read_back(whole: int, thousandths: int) -> None:
    grouped = f"{abs(whole):,}".replace(",", ".")
    for decimals in ("", f",{thousandths:03}"):
        value = Decimal(f"{abs(whole)}.{thousandths:03}") if decimals else Decimal(abs(whole))
        sign = -1 if whole < 0 else 1
        assert read_number(("-" if whole < 0 else "") + grouped + decimals) == sign * value


@given(st.text(max_size=400))
def test_any_text_is_answered(text: str) -> None:
    read_cell(text)
    list(read_amounts(text))
    read_staff(text)
    find_unit(text)
    find_price_level(text)


@pytest.mark.parametrize("text", ["1" * 50_000, "1." * 25_000, "1.000 " * 10_000, "-½" * 20_000, "1.000 kr" * 8_000])
def test_adversarial_digits_take_bounded_time(text: str) -> None:
    assert read_number(text) is None
    assert sum(1 for _ in read_amounts(text)) <= len(text)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("10-15 mio.*", 10e6, 15e6),
        ("Mellem -4 og -7 mio. kr. (service)", -4e6, -7e6),
        ("1 -1,4 mio. kr. (Service)", 1e6, 1.4e6),
        ("800-1.000", 800e3, 1e6),
        ("1.100.000", 1.1e6, 1.1e6),
        ("1.000", 1e6, 1e6),
        ("Ca. 1,0-2,0 mio.kr.", 1e6, 2e6),
        ("4 ÅV svarende til ca. 1,9 mio.kr.", 1.9e6, 1.9e6),
        ("2-3 % af driften, svarende til 5-7 mio. kr.", 5e6, 7e6),
        ("300 t.kr.", 300e3, 300e3),
        ("2 milliarder kroner", 2e9, 2e9),
    ],
)
def test_the_amount_of_a_criteria_cell(printed: str, low: float, high: float) -> None:
    assert read_amount(printed, default_unit_kr=1000) == AmountRange(low=low, high=high)


@pytest.mark.parametrize("printed", ["", "Kendes ikke endnu", "2-5 årsværk", "10 pct.", "Budget 2023"])
def test_a_criteria_cell_without_an_amount(printed: str) -> None:
    assert read_amount(printed, default_unit_kr=1000) is None


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("2-5 årsværk", 2, 5),
        ("4 ÅV", 4, 4),
        ("½ årsværk", 0.5, 0.5),
        ("1½ fuldtidsstilling", 1.5, 1.5),
        ("1,5 årsværk", 1.5, 1.5),
    ],
)
def test_staff(printed: str, low: float, high: float) -> None:
    assert read_staff(printed) == AmountRange(low=low, high=high)


@pytest.mark.parametrize(
    ("header", "kr", "level"),
    [
        ("1.000 kr. 2022 p/l", 1_000, 2022),
        ("Mio. kr. 2021 p/l", 1_000_000, 2021),
        ("t.kr.", 1_000, None),
        ("t/kr.", 1_000, None),
        ("1000 kr p/l", 1_000, None),
        ("tkr. 2020-p/l", 1_000, 2020),
        ("i hele kr. 2019 pl", 1, 2019),
        ("1.000 kr. 2022 p/1", 1_000, 2022),
        ("Angiv p/l: 2018", None, 2018),
    ],
)
def test_unit_and_price_level(header: str, kr: int | None, level: int | None) -> None:
    unit = find_unit(header)
    assert (unit.kr if unit else None) == kr
    assert find_price_level(header) == level


def test_amounts_are_printed_in_danish() -> None:
    assert format_kr(1_234_567) == "1.234.567 kr."
