"""Tests of models.figures.roles: the shipped model, and how it is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.examples.check import FIGURE_ROLES
from corpus.types import Section, SectionKind
from models.errors import ArtefactError
from models.figures import find_figures, load_role_model
from models.figures.evidence import Surroundings
from models.language import load_language
from models.types import Figure, FigureRole
from tests.models.proposals import proposal


def with_roles(text: str) -> tuple[Figure, ...]:
    """The figures of a text that is one economy section, with the shipped model's roles."""
    section = Section(heading="", canonical=SectionKind.ECONOMY, start=0, end=len(text), body_start=0)
    one = proposal(text, sections=(section,), tables=())
    doc = load_language().read(text)
    return load_role_model().assign(one, doc, find_figures(one, doc))


def test_the_roles_of_examples_and_of_figures_are_the_same() -> None:
    """An author can label every role, and only those; what has no label is `other`."""
    assert {str(role) for role in FigureRole} == FIGURE_ROLES | {"other"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Der søges om 1,4 mio. kr. til udvikling af løsningen.", FigureRole.INVESTMENT),
        ("Forslaget giver en varig besparelse på 900.000 kr. årligt.", FigureRole.SAVING),
        ("Licensen koster 450 kr. pr. bruger.", FigureRole.UNIT_PRICE),
        ("Det frigør 2,5 årsværk.", FigureRole.STAFF_SAVED),
        ("Behandlingen tager 25 minutter pr. sag.", FigureRole.TIME_PER_CASE),
    ],
)
def test_plain_cases(text: str, role: FigureRole) -> None:
    """What any reader would say of a plain sentence."""
    (one,) = with_roles(text)
    assert one.role is role
    assert one.role_probability is not None
    assert 0.3 < one.role_probability <= 1


def test_probabilities_add_up_to_one_also_for_unknown_evidence() -> None:
    """Evidence never seen says nothing; a text without figures is asked without harm."""
    table = load_role_model().probabilities([frozenset({"never seen"}), frozenset({"kind money"})])
    assert np.allclose(table.sum(axis=1), 1)
    assert with_roles("Der er ingen tal her.") == ()


def test_agreement_with_the_tables_is_evidence() -> None:
    """An amount that the table of one-off costs holds is known by it, also rounded."""
    text = "\n".join(
        [
            "Projektet koster 1,4 mio. kr.",
            "1.000 kr. 2021 p/l\tStyringsområde\t2021\t2022",
            "Implementeringsomkostninger",
            "Udvikling\tService\t800\t580",
            "Samlede implementeringsomkostninger\t\t800\t580",
        ]
    )
    one = proposal(text)
    doc = load_language().read(text)
    figures = find_figures(one, doc)
    evidence = dict(zip((f.text for f in figures), Surroundings(one, doc, figures).all_evidence(), strict=True))
    assert "agrees with implementation" in evidence["1,4 mio. kr."]


def test_a_missing_model_is_said(tmp_path: Path) -> None:
    """A folder without a model is an error that names it."""
    with pytest.raises(ArtefactError):
        load_role_model(tmp_path)
