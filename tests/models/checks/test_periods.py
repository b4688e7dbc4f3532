"""Years and price levels that do not belong together are said; those that may differ are not."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import check
from tests.models.proposals import money_table, proposal

MAIN = "Tabel 1. Forslagets samlede økonomiske konsekvenser"
AGAIN = "Tabel 2. Serviceinvesteringer i forslaget"


def told(text: str, rule: str, **given: Any) -> list[str]:
    return [found.message for found in check(proposal(text, **given)) if found.rule == rule]


def table(caption: str, years: list[int], level: int = 2021) -> str:
    rows = {"Løn": ["Service", 300, 100], "Samlede implementeringsomkostninger": ["", 300, 100]}
    return money_table(caption, years, rows).replace("2021 p/l", f"{level} p/l")


@pytest.mark.parametrize(
    ("years", "wrong"), [([2021, 2022], False), ([2022, 2023], False), ([2016, 2017], True), ([2031, 2032], True)]
)
def test_tables_of_other_years(years: list[int], wrong: bool) -> None:
    text = f"{table(MAIN, [2021, 2022])}\nFordelingen er:\n{table(AGAIN, years)}"
    assert bool(told(text, "years_outside")) is wrong


@pytest.mark.parametrize(("year", "wrong"), [(2020, False), (2021, False), (2023, False), (2026, True), (None, False)])
def test_money_before_the_proposal(year: int | None, wrong: bool) -> None:
    assert bool(told(table(MAIN, [2021, 2022]), "years_outside", year=year)) is wrong


@pytest.mark.parametrize(("level", "wrong"), [(2021, False), (2022, True)])
def test_price_levels_of_two_tables(level: int, wrong: bool) -> None:
    text = f"{table(MAIN, [2021, 2022])}\nFordelingen er:\n{table(AGAIN, [2021, 2022], level)}"
    assert bool(told(text, "price_levels_mixed")) is wrong


@pytest.mark.parametrize(("field", "wrong"), [("2021", False), ("2019", True), ("", False)])
def test_price_level_of_the_front_page(field: str, wrong: bool) -> None:
    assert bool(told(f"Angiv p/l: {field}\n\n{table(MAIN, [2021, 2022])}", "price_levels_mixed")) is wrong


@pytest.mark.parametrize(("level", "missing"), [(None, True), (2021, False)])
def test_no_price_level_at_all(level: int | None, missing: bool) -> None:
    text = table(MAIN, [2021, 2022]).replace(" 2021 p/l", "")
    assert bool(told(text, "price_level_missing", price_level_year=level)) is missing
