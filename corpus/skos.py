"""The taxonomy as SKOS, the W3C's vocabulary for thesauri, so that other tools can read it.

Facets are collections (a facet is a way of grouping, not a broader theme), themes are top concepts. KL reserves the
texts of its Emnesystematik and gives no addresses for its numbers, so each number becomes a concept of its own with
nothing but that number, and a theme is a related match of it.
"""

from __future__ import annotations

import re

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from corpus.themes import Facet, Taxonomy, Theme

DEFAULT_BASE_URI = "urn:genklang:"
"""Names things without promising that there is a page behind them; whoever publishes gives an address of their own."""

TITLES = {
    "da": "Temaer i investerings- og innovationsforslag",
    "en": "Themes of investment and innovation proposals",
}

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:[^\s<>\"{}|\\^`]{1,500}")


def to_turtle(taxonomy: Taxonomy, base_uri: str = DEFAULT_BASE_URI) -> str:
    """The taxonomy as a Turtle document; the same taxonomy and address always give the same text.

    ``base_uri`` is what every id is put after: ``https://data.kommune.dk/temaer/`` gives
    ``https://data.kommune.dk/temaer/theme-hr``. Raises ValueError, a Danish sentence, where it is no address.
    """
    if not _ABSOLUTE.fullmatch(base_uri):
        raise ValueError(f"»{base_uri}« er ingen adresse; skriv fx https://data.kommune.dk/temaer/.")
    names = Namespace(base_uri if base_uri[-1] in "/#:" else f"{base_uri}/")
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("", names), ("skos", SKOS), ("dcterms", DCTERMS)):
        graph.bind(prefix, namespace)
    scheme = names["themes"]
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for language, title in TITLES.items():
        graph.add((scheme, DCTERMS.title, Literal(title, lang=language)))
    for facet in taxonomy.facets:
        _add_facet(graph, names, facet, taxonomy.of_facet(facet.id))
    for theme in taxonomy.themes:
        _add_theme(graph, names, scheme, theme)
    _add_kle(graph, names, {number for theme in taxonomy.themes for number in theme.kle})
    return graph.serialize(format="turtle").rstrip("\n") + "\n"


def _add_facet(graph: Graph, names: Namespace, facet: Facet, themes: tuple[Theme, ...]) -> None:
    node = names[f"facet-{facet.id}"]
    graph.add((node, RDF.type, SKOS.Collection))
    graph.add((node, SKOS.prefLabel, Literal(facet.label, lang="da")))
    graph.add((node, SKOS.notation, Literal(facet.id)))
    if facet.scope:
        graph.add((node, SKOS.scopeNote, Literal(facet.scope, lang="da")))
    for theme in themes:
        graph.add((node, SKOS.member, names[f"theme-{theme.id}"]))


def _add_theme(graph: Graph, names: Namespace, scheme: URIRef, theme: Theme) -> None:
    node = names[f"theme-{theme.id}"]
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.topConceptOf, scheme))
    graph.add((scheme, SKOS.hasTopConcept, node))
    graph.add((node, SKOS.notation, Literal(theme.id)))
    graph.add((node, SKOS.prefLabel, Literal(theme.label, lang="da")))
    if theme.label_en:
        graph.add((node, SKOS.prefLabel, Literal(theme.label_en, lang="en")))
    graph.add((node, SKOS.scopeNote, Literal(theme.scope, lang="da")))
    for number in theme.kle:
        graph.add((node, SKOS.relatedMatch, names[f"kle-{number}"]))


def _add_kle(graph: Graph, names: Namespace, numbers: set[str]) -> None:
    if not numbers:
        return
    scheme = names["kle"]
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal("KL's Emnesystematik, numre alene", lang="da")))
    for number in sorted(numbers):
        node = names[f"kle-{number}"]
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((node, SKOS.notation, Literal(number)))
        graph.add((node, SKOS.prefLabel, Literal(f"KLE {number}", lang="da")))
