"""The Turtle says, read back by an RDF library, what the taxonomy says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from corpus.skos import to_turtle
from corpus.themes import load_taxonomy

TAXONOMY = load_taxonomy()
BASE = "https://data.example.dk/temaer/"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=to_turtle(TAXONOMY, BASE), format="turtle")


def test_every_theme_is_a_top_concept_with_its_words(graph: Graph) -> None:
    scheme = URIRef(BASE + "themes")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == {URIRef(f"{BASE}theme-{id}") for id in TAXONOMY.ids}
    for theme in TAXONOMY.themes:
        node = URIRef(f"{BASE}theme-{theme.id}")
        assert set(graph.objects(node, SKOS.prefLabel)) == {
            Literal(theme.label, lang="da"),
            Literal(theme.label_en, lang="en"),
        }
        assert graph.value(node, SKOS.scopeNote) == Literal(theme.scope, lang="da")
        assert graph.value(node, SKOS.notation) == Literal(theme.id)
        assert (node, SKOS.topConceptOf, scheme) in graph


def test_facets_collect_their_themes(graph: Graph) -> None:
    for facet in TAXONOMY.facets:
        members = set(graph.objects(URIRef(f"{BASE}facet-{facet.id}"), SKOS.member))
        assert members == {URIRef(f"{BASE}theme-{theme.id}") for theme in TAXONOMY.of_facet(facet.id)}


def test_kle_numbers_are_matched_and_carry_no_words_of_theirs(graph: Graph) -> None:
    matched = set(graph.objects(URIRef(f"{BASE}theme-sundhed-aeldre"), SKOS.relatedMatch))
    assert matched == {URIRef(f"{BASE}kle-27"), URIRef(f"{BASE}kle-29")}
    assert str(graph.value(URIRef(f"{BASE}kle-27"), SKOS.notation)) == "27"
    assert graph.value(URIRef(f"{BASE}kle-27"), SKOS.prefLabel) == Literal("KLE 27", lang="da")


def test_the_order_of_the_file_does_not_change_the_text() -> None:
    turned = replace(TAXONOMY, facets=TAXONOMY.facets[::-1], themes=TAXONOMY.themes[::-1])
    assert to_turtle(turned, BASE) == to_turtle(TAXONOMY, BASE)


def test_an_address_without_a_last_slash_gets_one() -> None:
    assert to_turtle(TAXONOMY, BASE.rstrip("/")) == to_turtle(TAXONOMY, BASE)


@pytest.mark.parametrize("address", ["", "temaer/", "https://a b/", 'https://a/">', "1:2"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="ingen adresse"):
        to_turtle(TAXONOMY, address)
