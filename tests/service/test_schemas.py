from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from corpus.types import SectionKind, Span
from models.types import Figure, FigureKind, FigureRole, Mention, Name, NameKind, Theme
from service import schemas
from tests.service.analyses import ANALYSED, ANALYSIS, FRONT, HEADLINE, NO_PROPOSALS, SILENT

# The contract's field names, in its order.
PROPOSAL_FIELDS = (
    "id code printed_code year kind round title summary submitting_administration affected_administrations committee "
    "cross_cutting price_level_year text sections tables headline figures systems organisations mentions consulted "
    "criteria themes findings names"
)
HEADLINE_FIELDS = (
    "implementation_total_kr implementation_by_year implementation_by_area lasting_effect_by_year "
    "lasting_effect_kr_per_year payback_years_service payback_years_total fte_saved expected_follow_up_investment_kr "
    "expected_adoption"
)
TABLE_FIELDS = "caption kind unit_kr price_level_year years rows start end placement payback"


def proposal(**changes: Any) -> schemas.Json:
    return schemas.proposal(replace(ANALYSED, **changes))


def test_every_object_has_the_contracts_fields_in_its_order() -> None:
    answer = schemas.documents([ANALYSIS])
    (document,) = answer["documents"]
    (shown,) = document["proposals"]
    assert list(document) == ["source", "sha256", "proposals", "overview", "warnings"]
    assert list(document["overview"][0]) == (
        ["code", "title", "committee", "amount_kr", "price_level_year", "cross_cutting", "note"]
    )
    assert " ".join(shown) == PROPOSAL_FIELDS
    assert " ".join(shown["headline"]) == HEADLINE_FIELDS
    assert " ".join(shown["tables"][0]) == TABLE_FIELDS
    assert list(shown["tables"][0]["rows"][0]) == ["label", "area", "role", "values", "start", "end"]
    assert list(shown["sections"][0]) == ["heading", "canonical", "start", "end"]
    assert list(shown["consulted"][0]) == ["body", "answer", "date", "remark"]
    assert list(shown["criteria"]) == ["cross_cutting", "large_scale", "new_technology"]
    assert list(shown["findings"][0]) == ["rule", "severity", "message", "values", "start", "end"]


def test_the_values_arrive_as_they_are() -> None:
    shown = proposal()
    assert (shown["id"], shown["code"], shown["printed_code"]) == ("2021-KF07", "KF07", "KFO7")
    assert shown["kind"] == "investeringsforslag"
    assert shown["affected_administrations"] == ["Kultur- og Fritidsforvaltningen", "Økonomiforvaltningen"]
    assert shown["consulted"][0] == {
        "body": "Center for Økonomi",
        "answer": "ja",
        "date": "2021-01-21",
        "remark": None,
    }
    assert shown["consulted"][1]["date"] is None
    assert shown["criteria"]["large_scale"] == "partial"
    assert shown["tables"][0]["rows"][0]["role"] == "implementation"
    assert shown["tables"][0]["payback"] == {"service": 3.5}
    assert schemas.overview(FRONT)["amount_kr"] == 1_900_000


def test_years_are_sorted_strings_empty_cells_left_out_and_zeros_kept() -> None:
    shown = proposal()
    assert shown["tables"][0]["rows"][0]["values"] == {"2022": 1_250_000, "2023": 0}
    assert list(shown["headline"]["implementation_by_year"]) == ["2022", "2023"]


def test_numbers_without_a_fraction_are_written_without_one() -> None:
    text = schemas.text_of(schemas.documents([ANALYSIS]))
    shown = json.loads(text)["documents"][0]["proposals"][0]
    assert repr(shown["headline"]["payback_years_total"]) == "3"
    assert repr(shown["headline"]["payback_years_service"]) == "3.5"
    assert repr(shown["headline"]["lasting_effect_kr_per_year"]) == "{'low': -700000, 'high': -700000}"
    assert repr(shown["findings"][1]["values"]) == "[1650000, 1600000.5]"


def test_silence_is_null_and_never_an_empty_answer() -> None:
    shown = schemas.proposal(SILENT)
    assert shown["affected_administrations"] is None
    assert shown["headline"] == dict.fromkeys(HEADLINE_FIELDS.split())
    assert proposal(headline=replace(HEADLINE, implementation_by_year={}))["headline"]["implementation_by_year"] == {}


def test_a_document_without_proposals_is_still_an_entry_with_its_warnings() -> None:
    (document,) = schemas.documents([NO_PROPOSALS])["documents"]
    assert document["proposals"] == []
    assert document["warnings"] == ["Dokumentet indeholder ingen forslag."]


def test_text_is_indented_by_one_and_keeps_danish_letters() -> None:
    text = schemas.text_of(schemas.documents([ANALYSIS]))
    assert text.startswith('{\n "documents": [\n  {\n   "source": "katalog.pdf"')
    assert "Økonomiforvaltningen" in text
    assert text.endswith("}\n")


def test_a_number_that_json_has_no_word_for_is_refused() -> None:
    endless = replace(HEADLINE, payback_years_total=float("nan"))
    with pytest.raises(ValueError):
        schemas.text_of(proposal(headline=endless))


def test_what_was_found_in_the_text_is_carried_field_by_field_and_persons_are_not_listed() -> None:
    money = Figure(
        kind=FigureKind.MONEY,
        low=250000.0,
        high=250000.0,
        unit="kr.",
        per="år",
        text="250.000 kr.",
        start=10,
        end=21,
        section=SectionKind.ECONOMY,
        role=FigureRole.SAVING,
        role_probability=0.87654321,
    )
    names = (
        Name(kind=NameKind.SYSTEM, name="KMD Nexus", spans=(Span(start=3, end=12),)),
        Name(kind=NameKind.PERSON, name="Inge Holm", spans=(Span(start=30, end=39),)),
    )
    theme = Theme(id="rpa", label="Robotter", facet="greb", probability=1.0, evidence=(Span(start=0, end=9),))
    mention = Mention(text="forslag TM10", start=5, end=17, proposal_id="2020-TM10", code="TM10")
    shown = proposal(figures=(money,), names=names, themes=(theme,), mentions=(mention,))
    assert shown["figures"] == [
        {
            "kind": "money",
            "low": 250000,
            "high": 250000,
            "unit": "kr.",
            "per": "år",
            "text": "250.000 kr.",
            "start": 10,
            "end": 21,
            "section": "economy",
            "role": "saving",
            "role_probability": 0.8765,
        }
    ]
    assert shown["systems"] == ["KMD Nexus"]
    assert shown["names"] == [{"kind": "system", "name": "KMD Nexus", "spans": [{"start": 3, "end": 12}]}]
    assert "Inge Holm" not in str({key: value for key, value in shown.items() if key != "text"})
    assert shown["themes"] == [
        {"id": "rpa", "label": "Robotter", "facet": "greb", "probability": 1, "evidence": [{"start": 0, "end": 9}]}
    ]
    assert shown["mentions"] == [{"text": "forslag TM10", "start": 5, "end": 17, "proposal_id": "2020-TM10"}]
