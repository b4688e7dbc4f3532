from __future__ import annotations

import pytest

from corpus.types import Overview
from models.names import KnownProposal, TitleIndex, known_proposals
from tests.models.names.reading import mentions, proposal

KNOWN = (
    KnownProposal(id="2018-BC07", code="BC07", title="Rullende bogkasser til plejehjem", year=2018),
    KnownProposal(id="2020-BC07", code="BC07", title="Bogbus til de yderste kvarterer", year=2020),
    KnownProposal(id="2019-KF11", code="KF11", title="Stille læsesal om natten på Hovedbiblioteket", year=2019),
    KnownProposal(id="2020-KF12", code="KF12", title="Udlån af symaskiner på tre biblioteker", year=2020),
    KnownProposal(id="2023-KF13", code="KF13", title="Symaskiner på alle biblioteker", year=2023),
)
OWN = {"title": "Læsecirkler for natarbejdere", "code": "KF20", "year": 2021}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Se BC07 fra 2018 om det.", ["2018-BC07"]),
        ("Erfaringen fra 2020-BC07 bruges.", ["2020-BC07"]),
        ("Jf. investeringsforslag KF11 er der plads.", ["2019-KF11"]),
        ('Resultaterne af projektet "stille læsesal om natten" bruges.', ["2019-KF11"]),
        ("Prøven Rullende bogkasser til plejehjem gav gode tal.", ["2018-BC07"]),
        ("Det bygger på forslaget om udlån af symaskiner, som blev vedtaget i 2020.", ["2020-KF12"]),
        ('I forsøget "Rullende bogkaser til plejehjem" var der slåfejl.', ["2018-BC07"]),
        # a budget is of the year after its proposals
        ("Se forslag BC07 fra Budget 2019 om det.", ["2018-BC07"]),
        ("Forslag BC07, Budget 2021, gav bogbussen.", ["2020-BC07"]),
        # no file holds it, but code and year are printed
        ("Se forslag BC31 fra Budget 2020 om det.", ["2019-BC31"]),
        ("Jf. forslag BC31 (OFS 2018-19) er der plads.", ["2019-BC31"]),
        ("Erfaringen fra 2019-SU44 bruges.", ["2019-SU44"]),
        ("Jf. forslag BC31 er der plads.", [None]),
        ("Pilotprojektet Åbne Døre slutter i juni.", [None]),
        ("Et investeringsforslag til Budget 2025 kan følge.", [None]),
        # no mentions
        ("Forslaget om læsecirkler koster lidt.", []),
        ('Vi læser "de gode gamle bøger" højt.', []),
        ("KF20 Læsecirkler for natarbejdere.", []),
        ("Maskinen hedder ISO 9001 og CO2.", []),
    ],
)
def test_what_is_mentioned(text: str, expected: list[str | None]) -> None:
    found = mentions(proposal(text, title="Læsecirkler for natarbejdere", code="KF20"), KNOWN)
    assert [one.proposal_id for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_code_of_several_years_without_a_year_is_not_guessed() -> None:
    found = mentions(proposal("Jf. forslag BC07 er prøven slut.", code="KF20", year=2022), KNOWN)
    assert [one.proposal_id for one in found] == [None]


def test_a_proposal_does_not_mention_itself() -> None:
    own = KnownProposal(id="2021-KF20", code="KF20", title="Læsecirkler for natarbejdere", year=2021)
    text = 'Projektet "Læsecirkler for natarbejdere" er nyt, jf. KF20.'
    found = mentions(proposal(text, title=own.title, code="KF20"), (own, *KNOWN))
    assert found == ()


def test_one_submitted_again_points_at_last_years() -> None:
    earlier = KnownProposal(id="2020-KF30", code="KF30", title="Symaskiner og vævestole til udlån", year=2020)
    text = "Forslaget blev ikke prioriteret sidste år."
    (found,) = mentions(proposal(text, title="Vævestole og symaskiner i kælderen", code="KF31"), (earlier, *KNOWN[:3]))
    assert found.proposal_id == "2020-KF30"


def test_a_later_proposal_is_meant_only_where_the_text_looks_ahead() -> None:
    text = "Prøven kan føre til et investeringsforslag til Budget 2024."
    (found,) = mentions(proposal(text, title="Symaskiner på to biblioteker", year=2021), KNOWN)
    assert found.proposal_id == "2023-KF13"


def test_lines_of_a_front_table_are_known_by_the_year_of_the_proposals_behind_it() -> None:
    line = Overview(code="BC20", title="Bænke", committee=None, amount_kr=1, price_level_year=2019, cross_cutting=None)
    behind = proposal("", title="Lys", code="BC19", year=2018)
    held = Overview(code="BC19", title="Lys", committee=None, amount_kr=1, price_level_year=2019, cross_cutting=None)
    known = known_proposals([("2018-BC19", behind)], [held, line])
    assert [one.id for one in known] == ["2018-BC19", "2018-BC20"]


def test_one_index_serves_many_texts() -> None:
    index = TitleIndex(KNOWN)
    texts = ("Se BC07 fra 2018.", "Se BC07 fra 2020.")
    found = [mentions(proposal(text), index)[0].proposal_id for text in texts]  # type: ignore[arg-type]
    assert found == ["2018-BC07", "2020-BC07"]
