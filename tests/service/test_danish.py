from __future__ import annotations

from datetime import date

import pytest

from corpus.types import AmountRange
from service.danish import count, kroner, kroner_range, listed, long_date, number, number_range


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (1234567, "1.234.567"), (-1500, "-1.500"), (2.5, "2,5"), (0.25, "0,25"), (3.0, "3")],
)
def test_numbers_carry_danish_marks(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (999_999, "999.999 kr."),
        (1_000_000, "1 mio. kr."),
        (-2_350_000, "-2,35 mio. kr."),
        (1_234_000, "1.234.000 kr."),
        (12_500_000_000, "12.500 mio. kr."),
    ],
)
def test_millions_are_used_only_where_nothing_is_rounded_away(amount: int, written: str) -> None:
    assert kroner(amount) == written


def test_ranges_name_both_ends_only_when_they_differ() -> None:
    assert kroner_range(AmountRange(low=-4_000_000, high=-7_000_000)) == "-4 mio. kr. til -7 mio. kr."
    assert kroner_range(AmountRange(low=500, high=500)) == "500 kr."
    assert number_range(AmountRange(low=1, high=1.5)) == "1–1,5"
    assert number_range(AmountRange(low=2, high=2)) == "2"


def test_dates_counts_and_lists_read_as_danish() -> None:
    assert long_date(date(2021, 1, 5)) == "5. januar 2021"
    assert count(1, "advarsel", "advarsler") == "1 advarsel"
    assert count(0, "advarsel", "advarsler") == "0 advarsler"
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a og b", "a, b og c"]
