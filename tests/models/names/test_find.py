from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.names import mask
from models.types import NameKind
from tests.models.names.reading import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sagerne journaliseres i eDoc og sendes med Digital Post.", ["eDoc", "Digital Post"]),
        ("Borgeren får brevet i E-boks og læser mere på borger.dk.", ["E-boks", "borger.dk"]),
        ("Vi bruger KMD Opus Løn. Opus Løn er gammelt.", ["KMD Opus Løn"]),  # one system, its longest spelling
        ("ServiceNows nye modul prøves.", ["ServiceNow"]),  # without the genitive
        ("Ydelserne beregnes i KY.", ["KY"]),
        ("Data om fravær hentes fra fagsystemet Vagtplusset.", ["Vagtplusset"]),
        ("Holdet ser på systemer som fx Plejenøglen.", ["Plejenøglen"]),
        ("Opgaverne lægges i FlexRute hver morgen.", ["FlexRute"]),  # inner capital
        ("Kvitteringen ligger på vagtbog.dk samme dag.", ["vagtbog.dk"]),
        ("Alle kan se planen på Ruteportalen.", ["Ruteportalen"]),
        ("Ordren kommer fra KFFs bookingsystem.", ["KFFs bookingsystem"]),
        # no names of systems
        ("Et sagssystem og en app giver overblik. Systemet er nyt.", []),
        ("IT og VR er ikke nok, og AI koster.", []),
        ("Borgerens CPR-nummer tastes to gange.", []),
        ("Et nyt projekt og en access til data.", []),
        ("Skriv til hjælp@borger.dk.", []),
        ("Forslaget SO12 bygger på BC07.", []),
    ],
)
def test_systems(text: str, expected: list[str]) -> None:
    assert [name.name for name in names(text, NameKind.SYSTEM)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det sker i samarbejde med KEID og Teknik- og Miljøforvaltningen.", ["KEID", "Teknik- og Miljøforvaltningen"]),
        ("Erfaringer fra Ringsted Kommune viser vejen.", ["Ringsted Kommune"]),
        ("Vagten lægges hos Center for Stille Aftener i byen.", ["Center for Stille Aftener"]),
        ("Løsningen er udviklet af leverandøren Norddata.", ["Norddata"]),
        ("Udstyret leveres af Havblik A/S til foråret.", ["Havblik"]),
        ("Svaret kommer fra Datatilsynet og fra Havneministeriet.", ["Datatilsynet", "Havneministeriet"]),
        ("Et FOA-medlem og to andre deltog.", []),
        ("Jobcenteret og udvalget er enige.", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [name.name for name in names(text, NameKind.ORGANISATION)] == expected


def test_an_abbreviation_that_the_text_explains_is_the_same_name() -> None:
    text = "Enheden for Rolige Nætter (ERN) leder. Siden melder ERN tilbage."
    (found,) = names(text, NameKind.ORGANISATION)
    assert found.name == "Enheden for Rolige Nætter"
    assert [text[span.start : span.end] for span in found.spans] == ["Enheden for Rolige Nætter", "ERN", "ERN"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Stien går fra Valby til Kornblomstvej.", NameKind.PLACE, ["Valby", "Kornblomstvej"]),
        ("Det følger af serviceloven og sejladsloven.", NameKind.LAW, ["serviceloven", "sejladsloven"]),
        ("Tilbuddet er for borgere med demens.", NameKind.TARGET_GROUP, ["borgere med demens"]),
        ("Tilbuddet er for unge under 25 år.", NameKind.TARGET_GROUP, ["unge under 25 år"]),
    ],
)
def test_places_laws_and_groups(text: str, kind: NameKind, expected: list[str]) -> None:
    assert [name.name for name in names(text, kind)] == expected


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Spørg kontorchef Anne K. Hansen.", "Spørg kontorchef ████ █. ██████."),
        ("Ring til Jens Østergaard på tlf. 12 34 56 78.", "Ring til ████ ██████████ på tlf. ██ ██ ██ ██."),
        ("Skriv til ah@eksempel.dk i dag.", "Skriv til ██@████████.██ i dag."),
        ("Sagen på 010190-1234 er lukket.", "Sagen på ██████-████ er lukket."),
        # no persons
        ("Parken ligger ved Hans Knudsens Plads, og der er 12 34 at se.", None),
        ("Plejecenter Peder Lykke og Anne Marie Centret deltager.", None),
        ("Der søges 1.250.000 kr. til 45 67 timer.", None),
        ("Line og Bo er med.", None),
    ],
)
def test_persons_are_masked_at_the_same_length(text: str, masked: str | None) -> None:
    result = mask(text, names(text))
    assert len(result) == len(text)
    assert result == (masked or text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ABab sS-.'’(/)@1æØ\n\t\"§"), max_size=400))
def test_places_are_inside_the_text_whatever_it_is(text: str) -> None:
    for name in names(text):
        assert name.spans
        assert all(0 <= span.start < span.end <= len(text) for span in name.spans)


@pytest.mark.parametrize("piece", ["Aa-", "Hansen ", "forslaget om ", "Center for ", "a@b.", "Digital ", "lov om a b "])
def test_a_text_of_one_repeated_piece_takes_time_in_proportion(piece: str) -> None:
    times = []
    for repeats in (4_000, 16_000):
        text = piece * repeats
        start = time.perf_counter()
        names(text)
        times.append(time.perf_counter() - start)
    assert times[1] < 12 * times[0] + 0.5  # quadratic would be sixteen times and grow
