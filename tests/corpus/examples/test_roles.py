"""Tests of the notation of figure roles: [labels.roles]."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.examples.check import check
from corpus.examples.example import Example, Figure, RoleLabel
from corpus.examples.load import load_examples
from corpus.examples.notation import role_label


def example(*roles: RoleLabel) -> Example:
    """The first shipped example with these roles."""
    first = load_examples()[0]
    return replace(first, labels=replace(first.labels, roles=roles))


def problems(*roles: RoleLabel) -> list[str]:
    """What the check says of roles, and of nothing else."""
    return [problem for problem in check(example(*roles)) if "rolle" in problem.lower()]


@pytest.mark.parametrize(
    ("text", "quote", "low"),
    [("1.380.000 kr.", "1.380.000 kr.", None), ("24 | fra 24 til 16 dage", "fra 24 til 16 dage", 24.0)],
)
def test_a_label_names_a_quote_and_if_need_be_its_amount(text: str, quote: str, low: float | None) -> None:
    """Two figures that share a quote are told apart by the amount before it."""
    assert role_label("baseline", text) == RoleLabel(role="baseline", quote=quote, low=low)


def test_the_role_of_a_figure() -> None:
    """Labelled figures have their role, the others 'other'; unlabelled examples have none."""
    quote = "fra 24 til 16 dage"
    before = Figure(kind="days", low=24, high=24, unit="dage", per=None, quote=quote)
    after = replace(before, low=16, high=16)
    labels = example(RoleLabel(role="baseline", quote=quote, low=24)).labels
    assert (labels.role(before), labels.role(after)) == ("baseline", "other")
    assert replace(labels, roles=None).role(before) is None


def test_what_is_wrong_is_said() -> None:
    """Unknown roles, quotes that are no figure's, and two roles for one figure."""
    quote = load_examples()[0].labels.figures[0].quote
    assert problems(RoleLabel(role="investment", quote=quote)) == []
    assert "ingen rolle" in problems(RoleLabel(role="expense", quote=quote))[0]
    assert "ikke er citatet" in problems(RoleLabel(role="saving", quote="findes ikke"))[0]
    two = problems(RoleLabel(role="saving", quote=quote), RoleLabel(role="target", quote=quote))
    assert "flere roller: saving, target" in two[0]
