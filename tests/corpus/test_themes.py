"""A municipality's taxonomy is read as meant, and a slip of the pen is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import GenklangError
from corpus.examples.load import load_examples
from corpus.themes import TaxonomyError, load_taxonomy

GOOD = """
[facets]
omraade = "Område: hvad det handler om"
maade = "Måde"

[themes.havne]
facet = "omraade"
label = "Havne og kyster"
label_en = "Harbours and coasts"
kle = ["08", "08.12"]
scope = "Havnedrift og kystsikring."

[themes.laan]
facet = "maade"
label = "Lån og deling"
scope = "Noget bruges af flere."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "temaer.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_file_is_read_in_its_order(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(written(tmp_path, GOOD))
    assert [(facet.id, facet.label, facet.scope) for facet in taxonomy.facets] == [
        ("omraade", "Område", "hvad det handler om"),
        ("maade", "Måde", ""),
    ]
    harbours, loans = taxonomy.themes
    assert (harbours.label_en, harbours.kle, harbours.scope) == (
        "Harbours and coasts",
        ("08", "08.12"),
        "Havnedrift og kystsikring.",
    )
    assert (loans.label_en, loans.kle) == (None, ())
    assert taxonomy.of_facet("maade") == (loans,)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('facet = "omraade"', 'facet = "sted"', "facetten 'sted', som ikke findes. Brug: omraade, maade"),
        ('facet = "maade"\n', "", "facetten '', som ikke findes"),
        ('label = "Lån og deling"', "", "'laan' mangler label"),
        ('label = "Lån og deling"', 'label = " "', "'laan' mangler label"),
        ('scope = "Noget bruges af flere."', "", "'laan' mangler scope"),
        ("[themes.laan]", "[themes.havne]", "'havne' står to gange"),
        ("[themes.laan]", '[themes."lån"]', "'lån' har et id, der ikke kan bruges"),
        ("[themes.laan]", "[themes.Laan_2]", "'Laan_2' har et id, der ikke kan bruges"),
        ("maade =", '"må de" =', "Facetten 'må de' har et id"),
        ('label = "Lån og deling"', 'label = "havne og kyster"', "'havne og kyster' er brugt to gange"),
        ('maade = "Måde"', 'maade = ": uden navn"', "Facetten 'maade' mangler et navn"),
        ('maade = "Måde"', 'maade = "Måde"\ntom = "Tom"', "Facetten 'tom' har ingen temaer"),
        ('"08.12"', '"otte"', "kle-numre, der ikke kan læses"),
        ('kle = ["08", "08.12"]', "kle = 8", "kle-numre, der ikke kan læses"),
        ("label_en", "labelen", "Feltet 'labelen' kendes ikke i temaet 'havne'"),
        ("[facets]", "[facetter]", "Feltet 'facetter' kendes ikke øverst i filen"),
        ('scope = "Noget', "scope = Noget", "Linje 16 er ikke gyldig TOML"),
        (GOOD, "", "Der mangler [facets]"),
        (GOOD, '[facets]\na = "A"\n[themes]\nb = 1\n', "'b' skal være en tabel"),
    ],
)
def test_a_fault_is_named_with_the_file(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in GOOD
    path = written(tmp_path, GOOD.replace(before, after))
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(path)
    assert str(caught.value).startswith(f"{path}: ") and said in str(caught.value)


def test_a_file_that_is_missing_or_in_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(GenklangError, match="kan ikke åbnes"):
        load_taxonomy(tmp_path / "væk.toml")
    path = tmp_path / "gammel.toml"
    path.write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(GenklangError, match="UTF-8"):
        load_taxonomy(path)


def test_the_shipped_taxonomy_is_complete() -> None:
    taxonomy = load_taxonomy()
    assert [facet.id for facet in taxonomy.facets] == ["omraade", "greb", "gevinst"]
    assert [theme.id for theme in taxonomy.themes if not theme.label_en] == []
    assert [theme.id for theme in taxonomy.of_facet("omraade") if not theme.kle] == []


def test_examples_are_labelled_with_ids_of_the_shipped_taxonomy_alone() -> None:
    known = load_taxonomy().ids
    used = {theme: example.id for example in load_examples() for theme in (*example.labels.must, *example.labels.may)}
    assert {theme: where for theme, where in used.items() if theme not in known} == {}
