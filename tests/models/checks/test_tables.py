"""Contradictions are found with the numbers that disagree, and nothing else is called one."""

from __future__ import annotations

import pytest

from corpus.types import Proposal
from models.checks import check
from tests.models.proposals import front_line, money_table, proposal

SERVICE = "Tabel 2. Serviceinvesteringer i forslaget"
MAIN = "Tabel 1. Forslagets samlede økonomiske konsekvenser"


def loud(found: Proposal) -> list[tuple[str, tuple[float, ...]]]:
    return [(f.rule, f.values) for f in check(found) if f.severity != "note"]


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        pytest.param({"Løn": ["", 300, 100], "Leje": ["", 150, ""], "I alt": ["", 450, 100]}, None, id="it adds up"),
        pytest.param(
            {"Løn": ["", 1157, 100], "Leje": ["", 255, ""], "I alt": ["", 1411, 100]}, None, id="rounded thousands"
        ),
        pytest.param(
            {"Løn": ["", 300, 100], "Leje": ["", 150, ""], "I alt": ["", 550, 100]},
            (450_000, 550_000),
            id="one year is off",
        ),
        pytest.param({"Løn": ["", 300, 100], "I alt": ["", 300, ""]}, (100_000, 0), id="a year has no total"),
        pytest.param(
            {"Løn": ["", 300, 100], "heraf vikarer": ["", 120, ""], "I alt": ["", 300, 100]}, None, id="heraf is a part"
        ),
    ],
)
def test_sums(rows: dict[str, list[object]], values: tuple[float, ...] | None) -> None:
    found = loud(proposal(money_table(SERVICE, [2021, 2022], rows)))
    assert found == ([("sum", values)] if values else [])


def test_a_total_of_each_area_adds_up_its_own_rows() -> None:
    rows = {
        "Kabler": ["Anlæg", 900],
        "Løn": ["Service", 200],
        "Samlede implementeringsomkostninger, anlæg": ["Anlæg", 900],
        "Samlede implementeringsomkostninger, service": ["Service", 200],
    }
    assert loud(proposal(money_table(MAIN, [2021, 2022], {k: [*v, ""] for k, v in rows.items()}))) == []


def two_tables(main: list[object], again: list[object]) -> Proposal:
    a = money_table(MAIN, [2021, 2022], {"Løn": ["Service", *main], "Samlede implementeringsomkostninger": ["", *main]})
    b = money_table(SERVICE, [2021, 2022], {"Løn": ["", *again], "Investeringer totalt, service": ["", *again]})
    return proposal(f"{a}\nBeløbene er fordelt sådan.\n{b}")


def test_two_tables_of_the_same_money() -> None:
    assert loud(two_tables([300, 100], [300, 100])) == []
    (finding,) = loud(two_tables([300, 100], [300, 140]))
    assert finding[0] == "tables_disagree"
    assert {100_000, 140_000} <= set(finding[1])


def test_a_table_of_one_area_need_not_hold_the_other() -> None:
    a = money_table(
        MAIN,
        [2021, 2022],
        {
            "Løn": ["Service", 300, 100],
            "Tag": ["Anlæg", 900, ""],
            "Samlede implementeringsomkostninger": ["", 1200, 100],
        },
    )
    b = money_table(SERVICE, [2021, 2022], {"Løn": ["", 300, 100], "Investeringer totalt, service": ["", 300, 100]})
    assert loud(proposal(f"{a}\nServicemidlerne er:\n{b}")) == []


@pytest.mark.parametrize(
    ("amount", "level", "found"),
    [
        pytest.param(1_600_000, 2021, False, id="the same"),
        pytest.param(1_600_000, 2020, False, id="a price level of the year before"),
        pytest.param(1_500_000, 2020, False, id="lower by price level and rounding"),
        pytest.param(1_600_000, None, False, id="no price level printed"),
        pytest.param(1_300_000, 2020, True, id="too low for one year's prices"),
        pytest.param(2_100_000, 2020, True, id="higher at a lower price level"),
    ],
)
def test_front_table(amount: int, level: int | None, found: bool) -> None:
    text = money_table(
        MAIN, [2021, 2022], {"Løn": ["Service", 1300, 300], "Samlede implementeringsomkostninger": ["", 1300, 300]}
    )
    line = front_line(amount, level) if level else front_line(amount, 0)
    assert [rule for rule, _ in loud(proposal(text, overview=line))] == (["front_table"] if found else [])


def test_what_could_not_be_read_is_said_but_is_no_contradiction() -> None:
    text = (
        "Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 2021 Løn 100 "
        "Investeringer totalt, service 100"
    )
    notes = {f.rule: f for f in check(proposal(text, affected_administrations=None))}
    assert set(notes) == {"columns_assumed", "unreadable_marks"}
    assert all(f.severity == "note" and not f.values for f in notes.values())


def test_a_row_with_more_values_than_years_is_a_warning() -> None:
    text = (
        "Tabel 2. Serviceinvesteringer i forslaget 1.000 kr. 2019 p/l 2019 2020 Løn 100 500 900 "
        "Investeringer totalt, service 100 500"
    )
    assert "too_many_values" in {f.rule for f in check(proposal(text)) if f.severity == "warning"}
