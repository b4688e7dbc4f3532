from __future__ import annotations

import tomllib
from itertools import islice

import pytest

from corpus.themes import load_taxonomy
from models.themes.evidence import valid_hits
from models.themes.terms import SHIPPED_TERMS, Term, TermIndex, load_terms
from models.themes.words import words


def index(*written: str, weight: float = 1.0, theme: str = "tema") -> TermIndex:
    return TermIndex(_term(one, weight, theme) for one in written)


def _term(written: str, weight: float, theme: str) -> Term:
    forms = tuple(word.form for word in words(written))
    return Term(theme=theme, words=forms, whole=written.startswith("="), weight=weight, source="authored")


def found(terms: TermIndex, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in valid_hits(terms.find(list(words(text))))]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("refusion", "Refusionen hjemtages, også statsrefusioner.", ["Refusionen", "statsrefusioner"]),
        ("=pas", "Passet og passagererne", ["Passet"]),
        ("app", "Appen, en app og en sms-app, men ikke apparater", ["Appen", "app", "sms-app"]),
        ("park", "Parken har ingen parkering", ["Parken"]),
        ("tale til tekst", "Brug tale til tekst, ikke tale uden tekst", ["tale til tekst"]),
        ("skole", "Førskolen", []),
    ],
)
def test_a_term_is_found_where_it_means_the_word(term: str, text: str, expected: list[str]) -> None:
    assert found(index(term), text) == expected


def test_a_word_in_another_sense_does_not_count() -> None:
    terms = TermIndex([_term("integration", 1.0, "integration"), _term("systemintegration", -1.0, "integration")])
    assert found(terms, "Integration af flygtninge") == ["Integration"]
    assert found(terms, "En systemintegration") == []


def test_every_shipped_theme_has_authored_terms_and_no_other_has() -> None:
    authored = tomllib.loads(SHIPPED_TERMS.read_text(encoding="utf-8"))
    assert set(authored) == load_taxonomy().ids
    assert all(set(tiers) <= {"strong", "usual", "weak", "against"} for tiers in authored.values())
    for theme, tiers in authored.items():
        assert sum(len(tier.split(",")) for tier in tiers.values()) >= 30, theme


def test_no_theme_names_a_term_twice() -> None:
    for theme in load_taxonomy().themes:
        own = [term for term in load_terms(load_taxonomy()) if term.theme == theme.id and term.source == "authored"]
        written = [(term.words, term.whole) for term in own]
        assert len(written) == len(set(written)), theme.id


def test_a_theme_without_authored_terms_has_those_of_its_scope() -> None:
    terms = load_terms(load_taxonomy())
    scope = {term.words[0] for term in terms if term.theme == "hr" and term.source == "scope"}
    assert {"rekruttering", "vikar"} <= scope


def test_a_very_long_word_takes_no_time() -> None:
    hits = index("refusion").find(list(words("refusion" * 30_000)))
    assert len(list(islice(hits, 10_000))) < 10_000
