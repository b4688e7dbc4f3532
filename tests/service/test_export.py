from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service import schemas
from service.export import COLUMNS, figures_csv, json_lines
from service.store.corrections import Corrections
from service.store.decisions import Decisions, Outcome
from service.store.store import Store
from tests.service.analyses import ANALYSED
from tests.service.store.documents import document, line, proposal

FORMULA = '=HYPERLINK("http://a.dk";"Klik")'


def now() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as opened:
        yield opened


def fill(store: Store) -> None:
    one = replace(proposal("2021-KF07", title=FORMULA), analysis=schemas.proposal(ANALYSED) | {"title": FORMULA})
    store.add(document(one, lines=(line("2021-KF08", "Uden forslag"),)))


def test_every_proposal_comes_with_what_was_decided_and_corrected(store: Store) -> None:
    fill(store)
    Decisions(store.connection).decide(
        "2021-KF07", Outcome.ADOPTED, by="Ane", now=now, cleared=True, expected=0, amount_kr=5, date=date(2026, 11, 1)
    )
    Corrections(store.connection).theme("2021-KF07", "vej", correct=False, by="Ane", now=now, cleared=True)
    (line_,) = map(json.loads, json_lines(store, cleared=True))
    assert (line_["id"], line_["source"], line_["confidential"]) == ("2021-KF07", "bundt.pdf", False)
    assert line_["proposal"]["tables"] == schemas.proposal(ANALYSED)["tables"]
    decision = line_["decision"]
    assert (decision["outcome"], decision["amount_kr"], decision["date"]) == ("adopted", 5, "2026-11-01")
    assert [(one["theme"], one["correct"]) for one in line_["corrections"]] == [("vej", False)]


def test_every_printed_amount_is_a_line_and_none_of_them_a_formula(store: Store) -> None:
    fill(store)
    rows = list(csv.reader(io.StringIO("".join(figures_csv(store, cleared=True))), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    printed = sum(len(row.values) for table in ANALYSED.proposal.tables for row in table.rows)
    assert len(rows) == 1 + printed
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    saved = [one["kroner"] for one in named if one["rolle"] == "total"]
    assert saved == ["-350000", "-700000"], "a number below nought stays a number"
    assert {one["titel"] for one in named} == {f"'{FORMULA}"}


@pytest.mark.parametrize("written", [json_lines, figures_csv])
def test_for_those_not_cleared_confidential_proposals_are_not_there(store: Store, written: type) -> None:
    fill(store)
    before = list(written(store, cleared=False))
    secret = replace(proposal("2020-KF01", confidential=True), analysis=schemas.proposal(ANALYSED))
    store.add(document(secret, content=b"hemmelig"))
    assert list(written(store, cleared=False)) == before
    assert len(list(written(store, cleared=True))) > len(before)
