"""Names of administrations: damaged ones get their official form, those of other municipalities stay as printed."""

from __future__ import annotations

import pytest

from corpus.administrations import administration, committee_name, find_administrations


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Kultur Fritidsforvaltningen", "Kultur- og Fritidsforvaltningen"),
        ("Kultur- Fritidsforvaltningen", "Kultur- og Fritidsforvaltningen"),
        ("Kultur og Fritidsforvaltningen", "Kultur- og Fritidsforvaltningen"),
        ("KFF", "Kultur- og Fritidsforvaltningen"),
        ("Okonomiforvaltningen", "Økonomiforvaltningen"),
        ("OKF", "Økonomiforvaltningen"),
        ("Bome- og Ungdomsforvaltningen", "Børne- og Ungdomsforvaltningen"),
        ("Beskeeftigelses- og Integrationsforvaltningen", "Beskæftigelses- og Integrationsforvaltningen"),
        ("Teknik- og\nMiljøforvaltningen", "Teknik- og Miljøforvaltningen"),
        ("Fritidsforvaltningen", "Kultur- og Fritidsforvaltningen"),
        ("Økonomiforvaltningens Center for Drift", "Økonomiforvaltningen"),
    ],
)
def test_damaged_and_short_names_give_the_official_one(printed: str, name: str) -> None:
    assert administration(printed) == name


@pytest.mark.parametrize(
    "name", ["By- og Kulturforvaltningen", "Beskæftigelses- og Socialforvaltningen", "Skoleforvaltningen"]
)
def test_another_municipalitys_name_stays_as_printed(name: str) -> None:
    assert [one.name for one in find_administrations(f"Ansvarlig: {name}")] == [name]
    assert administration(name) is None


def test_a_run_of_names_is_told_apart() -> None:
    text = "Økonomiforvaltningen Økonomiforvaltningen Kultur- og Fritidsforvaltningen Socialforvaltningen"
    names = [one.name for one in find_administrations(text)]
    assert names == ["Økonomiforvaltningen"] * 2 + ["Kultur- og Fritidsforvaltningen", "Socialforvaltningen"]


def test_the_field_labels_are_no_names() -> None:
    assert find_administrations("Fremstillende forvaltning: Berørte forvaltninger: Forvaltningerne") == ()


@pytest.mark.parametrize("text", ["Forvalteren passer nøglerne.", "Systemforvalterens opgave er lagt ud."])
def test_a_persons_work_is_no_name(text: str) -> None:
    assert find_administrations(text) == ()


@pytest.mark.parametrize(
    ("cell", "committee"),
    [
        ("ØU", "ØU"),
        ("OU", "ØU"),
        ("KFU *", "KFU"),
        ("ØU/SOU", "ØU/SOU"),
        ("Socialudvalget", "Socialudvalget"),
        ("Kultur- og Fritidsudvalget", "Kultur- og Fritidsudvalget"),
        ("ØKF", None),
        ("Forslag", None),
        ("", None),
    ],
)
def test_a_committee_is_told_from_an_administration(cell: str, committee: str | None) -> None:
    assert committee_name(cell) == committee
