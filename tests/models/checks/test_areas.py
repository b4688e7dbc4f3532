"""Which budget money belongs to, the sign of a saving, and the time in which an investment is paid back."""

from __future__ import annotations

import pytest

from models.checks import check
from models.types import Finding
from tests.models.proposals import money_table, proposal

YEARS = [2021, 2022, 2023, 2024]


def told(text: str, rule: str) -> list[Finding]:
    return [found for found in check(proposal(text)) if found.rule == rule]


def two_tables(area: str, again: str) -> str:
    main = money_table(
        "Tabel 1. Forslagets samlede økonomiske konsekvenser",
        [2021, 2022],
        {"Sensorer": [area, 300, 100], "Samlede implementeringsomkostninger": ["", 300, 100]},
    )
    other = money_table(again, [2021, 2022], {"Sensorer": ["", 300, 100], "Investeringer totalt": ["", 300, 100]})
    return f"{main}\nBeløbene er fordelt sådan.\n{other}"


@pytest.mark.parametrize(
    ("area", "again", "wrong"),
    [
        ("Anlæg", "Tabel 2. Serviceinvesteringer i forslaget", True),
        ("Service", "Tabel 2. Anlægsinvesteringer i forslaget", True),
        ("Service", "Tabel 2. Serviceinvesteringer i forslaget", False),
        ("", "Tabel 2. Serviceinvesteringer i forslaget", False),
    ],
)
def test_service_here_and_construction_there(area: str, again: str, wrong: bool) -> None:
    assert bool(told(two_tables(area, again), "area")) is wrong


@pytest.mark.parametrize(
    ("label", "values", "wrong"),
    [
        pytest.param("Færre vikarer", [700, 700, 700], True, id="a saving as a cost"),
        pytest.param("Færre vikarer", [-700, -700, -700], False, id="a saving"),
        pytest.param("Merindtægt fra salg", [200, 200, 200], True, id="more income as a cost"),
        pytest.param("Færre indtægter fra billetter", [200, 200, 200], False, id="less income is a cost"),
        pytest.param("Færre vikarer", [200, -700, -700], False, id="it begins with a cost"),
        pytest.param("Drift af app", [200, 200, 200], False, id="a running cost"),
    ],
)
def test_the_sign_of_a_saving(label: str, values: list[int], wrong: bool) -> None:
    rows: dict[str, list[object]] = {
        "Varige ændringer": ["", "", "", "", ""],
        "Mindre forbrug af papir": ["Service", "", -300, -300, -300],
        label: ["Service", "", *values],
        "Samlet varig ændring": ["", "", *[value - 300 for value in values]],
    }
    text = money_table("Tabel 1. Forslagets samlede økonomiske konsekvenser", YEARS, rows)
    found = told(text, "sign")
    assert bool(found) is wrong
    assert all(label in finding.message for finding in found)


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        pytest.param("4", False, id="investment over saving"),
        pytest.param("4,8", False, id="rounded or counted from the next year"),
        pytest.param("1", True, id="far too soon"),
        pytest.param("12", True, id="far too late"),
        pytest.param("-", False, id="not said"),
    ],
)
def test_payback(printed: str, wrong: bool) -> None:
    rows: dict[str, list[object]] = {
        "Varige ændringer": ["", "", "", "", ""],
        "Mindre forbrug af papir": ["Service", "", -300, -300, -300],
        "Samlet varig ændring": ["", "", -300, -300, -300],
        "Implementeringsomkostninger": ["", "", "", "", ""],
        "Sensorer": ["Service", 1200, "", "", ""],
        "Samlede implementeringsomkostninger": ["", 1200, "", "", ""],
        "Tilbagebetalingstid baseret på serviceeffektivisering": ["", printed, "", "", ""],
    }
    found = told(money_table("Tabel 1. Forslagets samlede økonomiske konsekvenser", YEARS, rows), "payback")
    assert [finding.values[1:] for finding in found] == ([(4.0,)] if wrong else [])
