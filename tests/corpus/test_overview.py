"""Front tables: the same lines come out of tabs, wrapped lines and one flattened line."""

from __future__ import annotations

import pytest

from corpus.overview import read_overview
from corpus.types import Overview
from tests.corpus.proposal_texts import document

TABS = """Bilag 5
Mio. kr. 2022 p/l\t\t\tInvesteringspulje
Udvalg\tNR\tForslag\t
ØU\t*\tBC01\tFælles indgang til bookinger\t0,7
SOU\t\tSU03\tSensorer i boliger fase 2\t1,5
\t\tSU04\tVagtplan på tværs\t12,0
I alt\t\t\t14,2
*Tværgående forslag
"""
WRAPPED = """Mio. kr. 2022 p/l
Udvalg NR Forslag Investeringspulje
ØU * BC01 Fælles indgang til
bookinger 0,7
SOU SU03 Sensorer i boliger fase 2 1,5
SU04 Vagtplan på tværs 12,0
I alt 14,2
* Tværgående forslag
Til orientering
"""
FLAT = (
    "Mio. kr. 2022 p/l Udvalg NR Forslag Investeringspulje ØU BC01 Fælles indgang til 0,7 bookinger* SOU SU03 Sensorer "
    "i boliger fase 2 1,5 SU04 Vagtplan på tværs 12,0 I alt 14,2 * Tværgående forslag"
)


@pytest.mark.parametrize("text", [TABS, WRAPPED, FLAT], ids=["tabs", "wrapped", "flat"])
def test_every_layout_gives_the_same_lines(text: str) -> None:
    lines = read_overview(document(text))
    assert [(line.code, line.title, line.committee, line.amount_kr, line.cross_cutting) for line in lines] == [
        ("BC01", "Fælles indgang til bookinger", "ØU", 700_000, True),
        ("SU03", "Sensorer i boliger fase 2", "SOU", 1_500_000, False),
        ("SU04", "Vagtplan på tværs", "SOU", 12_000_000, False),
    ]
    assert {line.price_level_year for line in lines} == {2022}
    assert lines[0].note == "Tværgående forslag"


def test_several_columns_give_the_one_off_money_alone() -> None:
    text = (
        "Mio. kr. 2022 p/l\t\t\tInvesteringer\t\tEffektivisering ved fuld indfasning\t\tTilbagebetalingstid\n"
        "Udvalg\tNR\tForslag\tService\tAnlæg\tService\tOverførsler mv.\tÅr\n"
        "ØU\tØU1\tStyring af lokaler\t1,2\t0,5\t-0,4\t\t3\n"
        "KFU\tKF10\tDigital billet\t\t2,0\t-0,1\t-0,2\t4\n"
        "I alt\t\t\t1,2\t2,5\t-0,5\t-0,2\t\n"
    )
    lines = read_overview(document(text))
    assert [line.amount_kr for line in lines] == [1_700_000, 2_000_000]
    assert lines[1].note == "Varig effekt: -0,3 mio. kr. Tilbagebetalingstid: 4 år."


def test_an_amount_that_no_column_claims_is_not_guessed() -> None:
    text = (
        "Mio. kr. 2022 p/l Investeringer Effektivisering Tilbagebetalingstid Udvalg NR Forslag Service Anlæg Service "
        "År ØU ØU1 Styring af lokaler 1,2 0,5 KFU KF10 Digital billet 0,5 2,0 -0,1 4 I alt 1,7 2,5 -0,1"
    )
    first, second = read_overview(document(text))
    assert first.amount_kr is None
    assert first.note is not None
    assert second.amount_kr == 2_500_000


def test_an_administration_over_the_lines_is_no_committee() -> None:
    text = "mio. kr. 2021 p/l Innovationspulje i alt ØKF BC01 Nye låse** 2,8 KFF BC02 Ny scene 1,9 I alt 4,7"
    assert [line.committee for line in read_overview(document(text))] == [None, None]


@pytest.mark.parametrize(("mark", "answer"), [("**", True), ("*", False), ("", None)])
def test_a_mark_that_says_two_things_leaves_the_unmarked_open(mark: str, answer: bool | None) -> None:
    text = (
        f"mio. kr. 2021 p/l Innovationspulje BC01 Nye låse{mark} 2,8 BC02 Ny scene* 1,9 BC03 Fælles drift** 1,0 I alt "
        "5,7 * Forslag som mangler godkendelse ** Tværgående forslag, som mangler godkendelse"
    )
    assert read_overview(document(text))[0].cross_cutting is answer


def test_lines_without_codes_are_read_from_rows() -> None:
    text = "1.000 kr. 2023 p/l\nUdvalg\tForslag\tBeløb\nSOU\tSensorer i boliger\t1.400\nI alt\t\t1.400\n"
    assert read_overview(document(text)) == (
        Overview(
            code=None,
            title="Sensorer i boliger",
            committee="SOU",
            amount_kr=1_400_000,
            price_level_year=2023,
            cross_cutting=None,
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Tabel 1\n1.000 kr. 2022 p/l\tStyringsområde\t2022\t2023\nIndkøb\tService\t100\t200\nI alt\t\t100\t200\n",
        "Forslaget koster 2,5 mio. kr. 2022 p/l og bygger på BC07, som blev vedtaget sidste år.",
    ],
)
def test_a_proposals_own_tables_and_prose_are_no_front_table(text: str) -> None:
    assert read_overview(document(text)) == ()


def test_the_proposal_behind_the_table_is_none_of_its_lines() -> None:
    text = FLAT + " BC01 Fælles indgang til bookinger Kort resumé: Der er i dag 3,5 indgange for mange."
    assert len(read_overview(document(text))) == 3
