"""Pictures are the same each time, are valid XML, and say in words what they show."""

from __future__ import annotations

import pytest
from lxml import etree

from training.metrics import Bin
from training.pictures import Curve, Picture, learning_curve, reliability_diagram

BINS = (
    Bin(low=0.0, high=0.1, answers=90, probability=0.04, right=0.05),
    Bin(low=0.8, high=0.9, answers=10, probability=0.85, right=0.7),
)
CURVES = (
    Curve(name="Den ene", points=((25, 0.4), (100, 0.8)), ranges=((0.3, 0.5), (0.8, 0.8))),
    Curve(name="A & <B>", points=((100, 0.6),)),
)


def pictures() -> list[Picture]:
    return [
        reliability_diagram(BINS, title="Holder & passer"),
        learning_curve(CURVES, title="Holder & passer", across="Eksempler", upwards="F1"),
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_a_picture_can_be_read_without_seeing_it(number: int) -> None:
    root = etree.fromstring(pictures()[number].svg.encode())
    names = {"svg": "http://www.w3.org/2000/svg"}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext("svg:title", namespaces=names) == "Holder & passer"
    said = root.findtext("svg:desc", namespaces=names) or ""
    assert ("0,70 rigtige (10 svar)" if number == 0 else "Den ene: 0,40 ved 25") in said


def test_the_same_figures_give_the_same_bytes() -> None:
    assert [one.svg for one in pictures()] == [one.svg for one in pictures()]


def test_the_table_beside_a_picture_holds_its_figures() -> None:
    diagram, curve = pictures()
    assert diagram.table[2] == ("0,80", "0,90", "10", "0,85", "0,70")
    assert curve.table == (("Eksempler", "Den ene", "A & <B>"), ("25", "0,40", ""), ("100", "0,80", "0,60"))
    assert curve.markdown.splitlines()[2] == "| 25 | 0,40 |  |"


def test_a_dot_on_the_diagonal_is_drawn_there() -> None:
    svg = reliability_diagram((Bin(low=0.4, high=0.6, answers=1, probability=0.5, right=0.5),), title="T").svg
    root = etree.fromstring(svg.encode())
    dot = root.find("{http://www.w3.org/2000/svg}circle")
    assert dot is not None
    assert (float(dot.get("cx") or 0), float(dot.get("cy") or 0)) == pytest.approx((64 + 400 / 2, 40 + 264 / 2))


def test_no_measurement_at_all_still_makes_a_picture() -> None:
    for picture in (
        reliability_diagram((), title="T"),
        learning_curve((), title="T", across="x", upwards="y"),
    ):
        etree.fromstring(picture.svg.encode())
