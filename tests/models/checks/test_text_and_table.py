"""A sentence about a total or a named row must give the table's amount; a sentence about anything else need not."""

from __future__ import annotations

import pytest

from models.checks import check
from models.types import FigureKind, Finding
from tests.models.figures_by_hand import figure
from tests.models.proposals import money_table, proposal

MAIN = money_table(
    "Tabel 1. Forslagets samlede økonomiske konsekvenser",
    [2021, 2022, 2023, 2024],
    {
        "Varige ændringer": ["", "", "", "", ""],
        "Færre lejede vogne": ["Service", "", -1300, -2900, -2900],
        "Drift af værksted": ["Service", 300, 850, 850, 850],
        "Samlet varig ændring": ["", 300, -450, -2050, -2050],
        "Implementeringsomkostninger": ["", "", "", "", ""],
        "Lynladere på depotet": ["Anlæg", 2150, 450, "", ""],
        "Projektledelse": ["Service", 550, 450, "", ""],
        "Samlede implementeringsomkostninger": ["", 2700, 900, "", ""],
    },
)


def findings(sentence: str, words: str, kroner: float) -> list[Finding]:
    text = f"{MAIN}\n\n{sentence}"
    figures = [figure(text, FigureKind.MONEY, words, kroner)]
    return [found for found in check(proposal(text), figures) if found.rule == "text_table"]


@pytest.mark.parametrize(
    ("sentence", "words", "kroner", "table"),
    [
        ("Den samlede investering udgør 4,1 mio. kr.", "4,1 mio. kr.", 4_100_000, 3_600_000),
        ("Der ansøges om i alt 4,2 mio. kr. fra puljen.", "4,2 mio. kr.", 4_200_000, 3_600_000),
        ("Forslaget forventes at koste 4,2 mio. kr. i alt.", "4,2 mio. kr.", 4_200_000, 3_600_000),
        ("Hertil kommer 4.200.000 kr. i engangsudgifter.", "4.200.000 kr.", 4_200_000, 3_600_000),
        ("Varig nettobesparelse: 2,7 mio. kr. årligt.", "2,7 mio. kr.", 2_700_000, -2_050_000),
        ("Den årlige besparelse er 3,4 mio. kr.", "3,4 mio. kr.", 3_400_000, -2_900_000),
        ("Netto frigør forslaget 1,4 mio. kr. om året.", "1,4 mio. kr.", 1_400_000, -2_050_000),
        ("Drift af værksted koster 950.000 kr. om året.", "950.000 kr.", 950_000, 850_000),
        ("Der er afsat 800.000 kr. til projektledelse.", "800.000 kr.", 800_000, 1_000_000),
    ],
)
def test_an_amount_that_no_table_gives(sentence: str, words: str, kroner: float, table: float) -> None:
    (found,) = findings(sentence, words, kroner)
    assert found.values == (kroner, table)
    assert found.severity == "warning"
    assert found.start == len(MAIN) + 2 + sentence.index(words)


@pytest.mark.parametrize(
    ("sentence", "words", "kroner"),
    [
        pytest.param("Den samlede investering udgør 3,6 mio. kr.", "3,6 mio. kr.", 3_600_000, id="the total"),
        pytest.param("Investeringen er knap 4 mio. kr.", "4 mio. kr.", 4_000_000, id="a round number"),
        pytest.param("Der søges om 2,7 mio. kr. i 2021.", "2,7 mio. kr.", 2_700_000, id="one year"),
        pytest.param("Investeringen er 2,6 mio. kr. til anlæg.", "2,6 mio. kr.", 2_600_000, id="one area"),
        pytest.param("Nettobesparelsen er 2,1 mio. kr. årligt.", "2,1 mio. kr.", 2_100_000, id="without its minus"),
        pytest.param("Besparelsen er 2,9 mio. kr. om året.", "2,9 mio. kr.", 2_900_000, id="before running costs"),
        pytest.param(
            "Hvis leasing stiger, bliver nettobesparelsen 1,4 mio. kr. årligt.", "1,4 mio. kr.", 1_400_000, id="if"
        ),
        pytest.param("I Aarhus var investeringen 4,2 mio. kr.", "4,2 mio. kr.", 4_200_000, id="somebody else's"),
        pytest.param("Investeringen er 3.900 kr. pr. lader.", "3.900 kr.", 3_900, id="a unit price"),
        pytest.param(
            "Investeringen på 3,6 mio. kr., heraf 4,1 mio. kr. lån.", "4,1 mio. kr.", 4_100_000, id="a part of it"
        ),
        pytest.param("En ny vogn koster 3,1 mio. kr.", "3,1 mio. kr.", 3_100_000, id="another thing"),
        pytest.param("Samlet er der 4,1 mio. kr. til formålet i dag.", "4,1 mio. kr.", 4_100_000, id="today's money"),
    ],
)
def test_what_agrees_or_speaks_of_something_else(sentence: str, words: str, kroner: float) -> None:
    assert findings(sentence, words, kroner) == []


def test_without_figures_the_text_is_not_judged() -> None:
    assert [f.rule for f in check(proposal(f"{MAIN}\n\nInvesteringen er 9,9 mio. kr."))] == []


def test_an_amount_that_is_said_twice_is_told_once() -> None:
    text = f"{MAIN}\n\nInvesteringen er 4,1 mio. kr.\nForslaget koster 4.100.000 kr."
    figures = [
        figure(text, FigureKind.MONEY, "4,1 mio. kr.", 4_100_000),
        figure(text, FigureKind.MONEY, "4.100.000 kr.", 4_100_000),
    ]
    assert [f.rule for f in check(proposal(text), figures)] == ["text_table"]
