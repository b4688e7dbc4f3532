"""The same saving in two proposals is told to both; alike savings of other things, and copies, are not."""

from __future__ import annotations

import pytest

from models.checks import check_collection
from models.headline import headline
from models.types import AnalysedProposal, RelatedProposal, Relation
from tests.models.proposals import money_table, proposal


def saving(name: str, title: str, label: str, amounts: list[object]) -> AnalysedProposal:
    rows: dict[str, list[object]] = {
        "Varige ændringer": ["", "", "", ""],
        label: ["Service", *amounts],
        "Samlet varig ændring": ["", *amounts],
    }
    printed = proposal(
        money_table("Tabel 1. Forslagets samlede økonomiske konsekvenser", [2022, 2023, 2024], rows), title=title
    )
    return AnalysedProposal(id=name, proposal=printed, headline=headline(printed), findings=())


FIRST = saving("2021-TM04", "Lån af vogne mellem pladser", "Færre lejede varevogne", [-400, -900, -900])


@pytest.mark.parametrize(
    ("title", "label", "amounts", "twice"),
    [
        pytest.param("Fælles kørsel", "Lejede varevogne bortfalder", [-400, -900, -900], True, id="the same"),
        pytest.param("Fælles kørsel", "Lejede varevogne bortfalder", ["", -900, -900], True, id="a year later"),
        pytest.param("Fælles kørsel", "Lejede varevogne bortfalder", [-400, -700, -700], False, id="other amounts"),
        pytest.param("Ny kantine", "Mindre madspild", [-400, -900, -900], False, id="another thing"),
        pytest.param(
            "Lån af vogne mellem pladser", "Færre lejede varevogne", [-400, -900, -900], False, id="a copy of it"
        ),
    ],
)
def test_a_saving_that_is_claimed_twice(title: str, label: str, amounts: list[object], twice: bool) -> None:
    found = check_collection([FIRST, saving("2021-TM09", title, label, amounts)])
    assert set(found) == ({"2021-TM04", "2021-TM09"} if twice else set())
    assert all("2021-TM09" in finding.message for finding in found.get("2021-TM04", ()))


def test_a_revision_claims_its_saving_again() -> None:
    second = saving("2022-TM09", "Fælles kørsel", "Lejede varevogne bortfalder", [-400, -900, -900])
    revision = RelatedProposal(
        id="2022-TM09", title="", year=2022, relation=Relation.REVISION, probability=0.9, score=1, mentions=False
    )
    assert check_collection([FIRST, second], {"2021-TM04": [revision]}) == {}
