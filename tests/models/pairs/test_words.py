from __future__ import annotations

import pytest

from models.pairs.concepts import FACETS, concepts, find_concepts
from models.pairs.shingles import contained, sampled, shingles
from models.pairs.words import normal, parts, words


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("medarbejderne", "medarbejder"),
        ("Vejbrøndene", "vejbrønd"),
        ("byggesager", "byggesag"),
        ("ServiceNow", "servicenow"),  # a name is no form of another word
        ("skal", ""),
        ("fælles", "fælles"),
    ],
)
def test_a_word_is_compared_in_its_dictionary_form(printed: str, form: str) -> None:
    assert normal(printed) == form


@pytest.mark.parametrize(
    ("compound", "halves"),
    [
        ("vejbrønd", ("vej", "brønd")),
        ("medicinboks", ("medicin", "boks")),
        ("parkeringsafgift", ("parkering", "afgift")),
    ],
)
def test_a_compound_meets_its_parts(compound: str, halves: tuple[str, ...]) -> None:
    assert parts(compound) == halves


def test_numbers_and_function_words_are_no_words() -> None:
    assert list(words("Der er 14 kr. og 3 pct. til det.")) == []


def _meant(text: str) -> set[str]:
    return {concepts()[one.concept].name for one in find_concepts(text)}


@pytest.mark.parametrize(
    ("one", "other", "concept"),
    [
        ("Der bestilles tolk", "sprogbistand købes", "tolkning"),
        ("opkald med billede", "et skærmbesøg", "besøg på afstand"),
        ("den nyansattes konto", "ved tiltrædelsen", "ansættelsens start"),
        ("adgangsrettigheder", "en brugerprofil", "brugerrettigheder og adgange"),
    ],
)
def test_different_words_mean_one_concept(one: str, other: str, concept: str) -> None:
    assert concept in _meant(one) and concept in _meant(other)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("op til 60 pct. af tiden", "computere og skærme"),
        ("en naturlig udvikling", "nattevagt og natlig tilsyn"),
        ("smart sortering af breve", "affald"),
        ("reglen gælder også her", "restancer og gæld"),
        ("medarbejderne beder om det", "parker og grønne områder"),
    ],
)
def test_words_that_only_look_alike_mean_nothing(text: str, concept: str) -> None:
    assert concept not in _meant(text)


def test_every_facet_has_concepts_with_names_of_their_own() -> None:
    assert {one.facet for one in concepts()} == set(FACETS)
    assert len({(one.facet, one.name) for one in concepts()}) == len(concepts())


def test_copied_share_counts_runs_of_words() -> None:
    text = "Ejerne får tilbudt en gennemgang af huset, før der gives tilladelse til at rive det ned i foråret."
    half = text.split(",")[0] + ", og derefter sker noget helt andet end det, der blev skrevet første gang."
    assert contained(shingles(text), shingles(text)) == 1
    assert 0.1 < contained(shingles(half), shingles(text)) < 0.5
    assert contained(shingles("fire korte ord her"), shingles(text)) == 0
    assert set(sampled(shingles(text)).tolist()) <= set(shingles(text).tolist())
