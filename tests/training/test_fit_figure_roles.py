"""Tests of training.fit_figure_roles: which label answers to a figure, and what a fit learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.examples.example import Figure as Label
from corpus.examples.example import Labels, RoleLabel
from models.types import Figure, FigureKind, FigureRole
from training.fit_figure_roles import Sample, cross_validate, fit, labelled_role, measure

TEXT = "I dag går der 24 dage. Målet er, at ventetiden falder fra 24 til 16 dage."


def label(low: float, quote: str) -> Label:
    """A label of days."""
    return Label(kind="days", low=low, high=low, unit="dage", per=None, quote=quote)


def figure(words: str, low: float, start: int) -> Figure:
    """A figure of days that was found in the text."""
    at = TEXT.index(words, start)
    end = at + len(words)
    kind = FigureKind.DAYS
    return Figure(kind=kind, low=low, high=low, unit="dage", per=None, text=words, start=at, end=end)


@pytest.mark.parametrize(
    ("words", "low", "start", "role"),
    [
        ("24 dage", 24, 0, FigureRole.BASELINE),
        ("24", 24, 30, FigureRole.OTHER),
        ("16 dage", 16, 0, FigureRole.TARGET),
        ("16 dage", 17, 0, None),
    ],
)
def test_the_label_whose_quote_stands_around_a_figure(
    words: str, low: float, start: int, role: FigureRole | None
) -> None:
    """The same number twice: the quote decides; a figure that nobody labelled has no role to learn."""
    figures = (label(24, "går der 24 dage"), label(24, "fra 24 til 16 dage"), label(16, "fra 24 til 16 dage"))
    roles = (
        RoleLabel(role="baseline", quote="går der 24 dage"),
        RoleLabel(role="target", quote="fra 24 til 16 dage", low=16),
    )
    labels = Labels(must=(), figures=figures, roles=roles)
    assert labelled_role(labels, figure(words, low, start), TEXT) is role


def test_a_fit_learns_what_tells_roles_apart_and_is_the_same_each_time() -> None:
    """Evidence that goes with a role decides it; two fits of the same samples are equal."""
    given = [
        Sample(evidence=frozenset({"kind money", f"before {word}"}), role=role, family=str(place))
        for place in range(6)
        for word, role in (
            ("søges", FigureRole.INVESTMENT),
            ("spare", FigureRole.SAVING),
            ("stykpris", FigureRole.UNIT_PRICE),
        )
    ]
    first, second = (fit(given, strength=10.0, fewest=2) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)
    assert measure(first, given)["accuracy"] == 1.0


def test_cross_validation_holds_families_apart() -> None:
    """What other families share is learnt; evidence that only one family has does not help it."""
    roles = (FigureRole.SAVING, FigureRole.VOLUME, FigureRole.TARGET)
    shared = [
        Sample(evidence=frozenset({f"before {role}"}), role=role, family=f"family {place}")
        for place in range(8)
        for role in roles
    ]
    own = [replace(sample, evidence=frozenset({f"{sample.family} {sample.role}"})) for sample in shared]
    assert cross_validate(shared, strength=10.0, fewest=1)["accuracy"] == 1.0
    assert cross_validate(own, strength=10.0, fewest=1)["accuracy"] < 0.5
