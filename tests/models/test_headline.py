"""The key figures of a proposal come from its tables, and are silent where the document is."""

from __future__ import annotations

from corpus.types import AmountRange, Criteria
from models.headline import headline
from tests.models.proposals import money_table, proposal

MAIN = money_table(
    "Tabel 1. Forslagets samlede økonomiske konsekvenser",
    [2021, 2022, 2023],
    {
        "Varige ændringer": ["", "", "", ""],
        "Mindre diesel": ["Service", "", -400, -900],
        "Drift af standere": ["Service", "", 50, 50],
        "Samlet varig ændring": ["", "", -350, -850],
        "Implementeringsomkostninger": ["", "", "", ""],
        "Kabler og standere": ["Anlæg", 1200, 300, ""],
        "Oplæring af chauffører": ["Service", 100, "", ""],
        "Samlede implementeringsomkostninger": ["", 1300, 300, ""],
        "Samlet økonomisk påvirkning": ["", 1300, -50, -850],
        "Tilbagebetalingstid baseret på serviceeffektivisering": ["", 3, "", ""],
    },
)


def test_an_investment_proposal() -> None:
    found = headline(proposal(MAIN))
    assert found.implementation_total_kr == 1_600_000
    assert found.implementation_by_year == {2021: 1_300_000, 2022: 300_000}
    assert found.implementation_by_area == {"Anlæg": 1_500_000, "Service": 100_000}
    assert found.lasting_effect_by_year == {2022: -350_000, 2023: -850_000}
    assert found.lasting_effect_kr_per_year == AmountRange(low=-850_000, high=-850_000)
    assert found.payback_years_service == 3
    assert found.payback_years_total is None


def test_without_tables_everything_is_silent() -> None:
    found = headline(proposal("Forslaget koster ikke noget i første omgang."))
    assert found.implementation_total_kr is None
    assert found.implementation_by_area is None
    assert found.lasting_effect_by_year is None


def test_the_stated_potential_stands_where_no_table_has_lasting_changes() -> None:
    criteria = Criteria(potential=AmountRange(low=-4e6, high=-7e6), expenditure=AmountRange(low=1e6, high=2e6))
    found = headline(proposal("Potentialet er endnu et skøn.", criteria=criteria))
    assert found.lasting_effect_kr_per_year == AmountRange(low=-4e6, high=-7e6)
    assert found.expected_follow_up_investment_kr == AmountRange(low=1e6, high=2e6)


def test_rows_without_an_area_count_to_the_only_area_that_is_named() -> None:
    text = money_table(
        "Tabel 1. Samlet økonomi",
        [2021],
        {"Løn": ["Service", 300], "Leje": ["", 100], "Samlede implementeringsomkostninger": ["", 400]},
    )
    assert headline(proposal(text)).implementation_by_area == {"Service": 400_000}


def test_without_a_main_table_the_investment_tables_speak() -> None:
    service = money_table(
        "Tabel 2. Serviceinvesteringer i forslaget",
        [2021, 2022],
        {"Løn": ["", 300, 200], "Investeringer totalt, service": ["", 300, 200]},
    )
    works = money_table(
        "Tabel 3. Anlægsinvesteringer i forslaget",
        [2021, 2022],
        {"Tag": ["", 900, ""], "Investeringer totalt, anlæg": ["", 900, ""]},
    )
    found = headline(proposal(f"{service}\nSom det ses, er der også anlæg.\n{works}"))
    assert found.implementation_by_year == {2021: 1_200_000, 2022: 200_000}
    assert found.implementation_by_area == {"Service": 500_000, "Anlæg": 900_000}


def test_staff_counts_as_saved_only_where_the_text_ties_it_to_a_saving() -> None:
    tied = f"{MAIN}\nDet svarer til 1,5 årsværk eller 0,9 mio. kr. om året."
    loose = f"{MAIN}\nHoldet er i dag på 12 årsværk. Oplæringen kræver 0,5 årsværk til 250.000 kr."
    assert headline(proposal(tied)).fte_saved == AmountRange(low=1.5, high=1.5)
    assert headline(proposal(loose)).fte_saved is None
