from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.store.corrections import Corrections
from service.store.decisions import Decisions, Outcome
from service.store.facts import Facts, Origin
from service.store.listing import ListFilters, Listing
from service.store.store import Store
from tests.service.store.documents import document, proposal

FIGURE = {
    "kind": "money", "low": 500, "high": 500, "unit": "kr.", "per": None, "text": "500 kr.", "start": 3, "end": 10,
    "section": "economy", "role": None,
}  # fmt: skip


def noon() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    from dataclasses import replace

    with Store(tmp_path / "samling.db") as opened:
        for number, (name, kind, amount, secret) in enumerate(
            [
                ("2021-TM01", "innovationsforslag", 100, False),
                ("2023-TM02", "investeringsforslag", 200, False),
                ("2023-TM01", "innovationsforslag", None, False),
                ("2024-TM09", "innovationsforslag", 900, True),
            ]
        ):
            made = proposal(name, confidential=secret)
            analysis = {**made.analysis, "figures": [FIGURE], "headline": {"implementation_total_kr": amount}}
            made = replace(made, kind=kind, amount_kr=amount, analysis=analysis)
            opened.add(document(made, content=b"%d" % number))
        yield opened


def ids(store: Store, *, cleared: bool = False, **filters: Any) -> list[str]:
    chosen = ListFilters(**filters)
    listing = Listing(store.connection)
    page = listing.page(cleared=cleared, filters=chosen, after=None, limit=100)
    assert listing.count(cleared=cleared, filters=chosen) == len(page.rows)
    return [row.id for row in page.rows]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["2023-TM01", "2023-TM02", "2021-TM01"]),
        ({"year_from": 2022}, ["2023-TM01", "2023-TM02"]),
        ({"year_to": 2022}, ["2021-TM01"]),
        ({"kind": "investeringsforslag"}, ["2023-TM02"]),
        ({"amount_from": 150}, ["2023-TM02"]),
        ({"amount_to": 150}, ["2021-TM01"]),
        ({"administration": "Teknik- og Miljøforvaltningen", "year_to": 2021}, ["2021-TM01"]),
        ({"administration": "Ingen"}, []),
        ({"theme": "vej-trafik", "kind": "investeringsforslag"}, ["2023-TM02"]),
        ({"theme": "hr"}, []),
        ({"decision": "adopted"}, []),
    ],
)
def test_the_list_is_narrowed_to_what_is_asked_for(store: Store, filters: dict[str, Any], found: list[str]) -> None:
    assert ids(store, **filters) == found


def test_confidential_proposals_are_there_for_the_cleared_alone(store: Store) -> None:
    assert "2024-TM09-fortrolig" in ids(store, cleared=True)
    assert "2024-TM09-fortrolig" not in ids(store)


def test_the_list_follows_what_people_say_of_themes_and_decide(store: Store) -> None:
    said = Corrections(store.connection)
    said.theme("2021-TM01", "vej-trafik", correct=False, by="ane", now=noon, cleared=False)
    said.theme("2021-TM01", "hr", correct=True, by="ane", now=noon, cleared=False)
    Decisions(store.connection).decide(
        "2021-TM01", Outcome.ADOPTED, by="ane", now=noon, cleared=False, expected=0, amount_kr=90
    )
    assert ids(store, theme="hr") == ["2021-TM01"]
    assert "2021-TM01" not in ids(store, theme="vej-trafik")
    assert ids(store, decision="adopted") == ["2021-TM01"]
    listed = Listing(store.connection).page(cleared=False, filters=ListFilters(year_to=2021), after=None, limit=5)
    assert [(row.themes, row.decision) for row in listed.rows] == [(("hr",), "adopted")]


def test_pages_go_on_where_the_one_before_ended(store: Store) -> None:
    listing, found, after = Listing(store.connection), [], None
    while True:
        page = listing.page(cleared=True, filters=ListFilters(), after=after, limit=1)
        found += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert found == ids(store, cleared=True)


def test_every_stored_proposal_has_its_figures_as_rows(store: Store) -> None:
    rows = list(Facts(store.connection).figures(cleared=False, filters=ListFilters(), limit=100))
    assert [(row.proposal, row.origin, row.low) for row in rows] == [
        ("2021-TM01", Origin.HEADLINE, 100),
        ("2021-TM01", Origin.TEXT, 500),
        ("2023-TM01", Origin.TEXT, 500),
        ("2023-TM02", Origin.HEADLINE, 200),
        ("2023-TM02", Origin.TEXT, 500),
    ]


def test_figures_are_gone_with_their_proposal(store: Store) -> None:
    store.remove("2021-TM01")
    count = store.connection.execute("SELECT count(*) FROM figure WHERE proposal = '2021-TM01'").get
    assert count == 0


def test_a_collection_from_before_gets_its_figures_when_it_is_opened(tmp_path: Path, store: Store) -> None:
    connection = store.connection
    before = list(connection.execute("SELECT * FROM figure ORDER BY proposal, origin, place"))
    for dropped in ("TRIGGER figures_of_new_proposal", "VIEW figure_of_analysis", "TABLE figure"):
        connection.execute(f"DROP {dropped}")
    for index in ("proposal_by_list", "proposal_by_administration"):
        connection.execute(f"DROP INDEX {index}")
    connection.execute("PRAGMA user_version = 4")
    path = Path(connection.filename)
    store.close()
    with Store(path) as again:
        after = list(again.connection.execute("SELECT * FROM figure ORDER BY proposal, origin, place"))
    assert after == before != []
