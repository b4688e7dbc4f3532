from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.themes import Theme, load_taxonomy
from models.errors import ArtefactDamaged, ArtefactMissing, ArtefactOutdated, EncoderMismatch
from models.passages import passages
from models.themes import Tagger, load_tagger
from tests.models.themes import fitted
from tests.models.themes.encoders import WordEncoder

PARKING = """Baggrund og formål
Parkeringsvagterne kører i dag faste ruter, uanset om der holder biler i gaden. Beboerne i betalingszonen klager over
biler uden licens, og vagterne skriver for få parkeringsafgifter.
Forslagets indhold
Kameraer på to køretøjer læser nummerpladerne og giver vagten besked om biler uden betaling. Det viser også trafikken
på vejene ved skolerne.
Forslagets effekt
Indtægterne fra parkeringsafgifter ventes at stige med 3 mio. kr. om året."""

HEADINGS = """INVESTERINGSFORSLAG
Forslagets titel:
Kort resumé:
Fremstillende forvaltning: Sundheds- og Omsorgsforvaltningen
Berørte forvaltninger:
☐\tØkonomiforvaltningen\t☒\tSocialforvaltningen
Angiv p/l: 2021
1. Baggrund og formål
2. Forslagets indhold
(Beskriv her, hvordan forslaget forbedrer borgerens oplevelse. Vejledningsteksten slettes.)
3. Økonomi
Tabel 2. Serviceinvesteringer i forslaget
4. Implementering af forslaget
5. Forslagets effekt
6. Opfølgning
Hvordan måles succeskriteriet?\tHvem er ansvarlig for opfølgning?\tHvornår gennemføres opfølgningen?
7. Hvem er hørt?
\tJa/Nej\tDato for godkendelse
It-kredsen\tJa\t1. marts 2021"""

SWEDISH = (
    "Kommunen vill införa en ny tjänst för hemtjänsten, så att personalen kan planera besöken bättre och de äldre "
    "inte behöver vänta. Systemet ska vara klart efter sommaren och kostar mindre än det som används i dag. "
)


def ids(text: str, **given: Any) -> set[str]:
    return {theme.id for theme in fitted.tag(text, **given)}


def test_a_proposal_has_the_themes_that_it_is_about() -> None:
    themes = fitted.tag(PARKING, title="Kameraer til parkeringskontrol", summary=None)
    assert {"vej-trafik", "indtaegt"} <= {theme.id for theme in themes}
    assert [theme.probability for theme in themes] == sorted((t.probability for t in themes), reverse=True)
    assert {theme.facet for theme in themes} >= {"omraade", "greb"}


def test_each_theme_points_at_the_sentences_that_speak_for_it() -> None:
    themes = {theme.id: theme for theme in fitted.tag(PARKING, title="Kameraer til parkeringskontrol", summary=None)}
    assert all(1 <= len(theme.evidence) <= 3 for theme in themes.values())
    best = themes["indtaegt"].evidence[0]
    assert "Indtægterne fra parkeringsafgifter" in PARKING[best.start : best.end]
    assert "Kameraer på to køretøjer" not in PARKING[best.start : best.end]


@pytest.mark.parametrize("title", ["", "Titel"])
def test_headings_and_form_text_are_no_evidence(title: str) -> None:
    assert ids(HEADINGS, title=title, summary=None) == set()


def test_an_empty_text_has_no_themes() -> None:
    assert ids("", title="", summary=None) == set()


@pytest.mark.parametrize("text", [SWEDISH * 4, "The system will be used by all the staff of the town hall. " * 8])
def test_another_language_is_answered(text: str) -> None:
    probabilities = [theme.probability for theme in fitted.tag(text, title="Service", summary=None)]
    assert all(0 <= probability <= 1 for probability in probabilities)


def test_two_hundred_thousand_words_take_bounded_time() -> None:
    made = fitted.sectioned("\n".join([PARKING.replace("biler", "lastbiler")] * 2_500), title="Vogne", summary=None)
    start = time.perf_counter()
    found = passages(made)
    fitted.tagger().tag(made, found, fitted.ENCODER.encode([passage.text[:50] for passage in found]))
    assert time.perf_counter() - start < 20
    assert len(made.text.split()) > 150_000


def test_a_theme_with_a_definition_only_is_given_where_it_fits() -> None:
    shipped = load_taxonomy()
    own = Theme(
        id="brand",
        facet="omraade",
        label="Brand og redning",
        label_en=None,
        kle=(),
        scope="Brandvæsen, brandstationer, redningsberedskab, brandmænd, udrykning, røgdykkere og brandsyn.",
    )
    taxonomy = replace(shipped, themes=(*shipped.themes, own))
    text = (
        "Forslagets indhold\nBrandstationerne deler udrykning og brandsyn mellem sig, så røgdykkere og brandmænd kan"
        " komme hurtigere frem. Redningsberedskabet prøver det i et år på to brandstationer."
    )
    scores = {}
    for name, said in (("fits", text), ("other", PARKING)):
        made = fitted.sectioned(said, title="Fælles udrykning" if name == "fits" else "Parkering", summary=None)
        found = passages(made)
        tagger = Tagger(fitted.model(), taxonomy=taxonomy, encoder=fitted.ENCODER)
        scores[name] = tagger.scores(made, found, fitted.ENCODER.encode([p.text for p in found]))["brand"]
    assert scores["fits"] > 0.3 > scores["other"]


# ---------------------------------------------------------------- the stored model


def test_a_stored_model_answers_as_before_and_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        fitted.model().write(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    made = fitted.sectioned(PARKING, title="Kameraer til parkeringskontrol", summary=None)
    found = passages(made)
    vectors = fitted.ENCODER.encode([passage.text for passage in found])
    stored = load_tagger(tmp_path / "a", fitted.ENCODER)
    assert stored.tag(made, found, vectors) == fitted.tagger().tag(made, found, vectors)


def test_a_model_that_cannot_be_trusted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing):
        load_tagger(tmp_path, fitted.ENCODER)
    fitted.model().write(tmp_path)
    with pytest.raises(EncoderMismatch):
        load_tagger(tmp_path, WordEncoder("words-2"))
    manifest = tmp_path / "manifest.json"
    printed = manifest.read_text(encoding="utf-8")
    manifest.write_text(printed.replace('"version": "1"', '"version": "0"'), encoding="utf-8")
    with pytest.raises(ArtefactOutdated):
        load_tagger(tmp_path, fitted.ENCODER)
    manifest.write_text(printed, encoding="utf-8")
    (tmp_path / "parameters.json").write_bytes((tmp_path / "parameters.json").read_bytes() + b" ")
    with pytest.raises(ArtefactDamaged):
        load_tagger(tmp_path, fitted.ENCODER)
