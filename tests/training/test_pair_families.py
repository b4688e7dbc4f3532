from __future__ import annotations

from pathlib import Path

import pytest

from corpus.types import SectionKind
from models.passages import passages
from models.types import Relation
from training.pair_families import SketchError, load_families

FILE = """
[[proposal]]
id = "w1a"
year = 2018
administration = "Økonomiforvaltningen"
kind = "investeringsforslag"
title = "Fælles bilpulje"
summary = "Biler deles."
background = "Bilerne står stille det meste af dagen, og hver afdeling har sine egne."
content = "Bilerne samles i en pulje, som bookes i et system, og nøglerne ligger i bokse."
effect = "Der spares 14 biler og 900.000 kr. om året til drift og parkering."

[[proposal]]
id = "w1b"
year = 2019
administration = "Socialforvaltningen"
kind = "innovationsforslag"
title = "Delebiler til hjemmevejledere"
summary = "Vejledere kører i delebiler."
background = "Vejledere kører i egne biler og får kørselspenge for det."
content = "Der lejes delebiler, som reserveres på telefonen fra dag til dag."
effect = "Kørselspengene falder med en tredjedel."

[[proposal]]
id = "w2a"
year = 2020
administration = "Kultur- og Fritidsforvaltningen"
kind = "innovationsforslag"
title = "Natlæsesal"
summary = "Biblioteket har åbent om natten."
background = "Studerende mangler et sted at læse om natten."
content = "Læsesalen låses op med sundhedskort."
effect = "Flere får læst."

[[relation]]
a = "w1a"
b = "w1b"
relation = "overlap"
why = "Begge deler biler ved booking."
"""


def written(folder: Path, text: str = FILE) -> Path:
    (folder / "families_01.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_family_is_read_as_proposals_with_their_relations(tmp_path: Path) -> None:
    found = load_families(written(tmp_path))
    assert [(one.id, one.family) for one in found.sketches] == [("w1a", "w1"), ("w1b", "w1"), ("w2a", "w2")]
    assert {(one.a, one.b, one.relation) for one in found.pairs} == {
        ("w1a", "w1b", Relation.OVERLAP),
        ("w1a", "w2a", Relation.NONE),
        ("w1b", "w2a", Relation.NONE),
    }
    sections = [one.section for one in passages(found.sketches[0].proposal)]
    assert {SectionKind.BACKGROUND, SectionKind.CONTENT, SectionKind.EFFECT} <= set(sections)
    text = found.sketches[0].proposal.text
    assert all(text[one.start : one.end].startswith(one.heading) for one in found.sketches[0].proposal.sections)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (FILE.replace('b = "w1b"', 'b = "w1c"'), "not both"),
        (FILE.replace('"overlap"', '"næsten"'), "næsten"),
        (FILE.replace('title = "Natlæsesal"\n', ""), "title"),
        ("[[proposal", "families_01"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(SketchError, match=told):
        load_families(written(tmp_path, wrong))


def test_the_shipped_families_can_be_used() -> None:
    found = load_families()
    assert sum(one.relation is Relation.OVERLAP for one in found.pairs) >= 60
    assert all(passages(one.proposal) for one in found.sketches)
