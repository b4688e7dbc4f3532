"""Digits: amounts change only where their own form proves the misreading."""

from __future__ import annotations

import pytest

from corpus.repair.digits import mend_amounts, mend_bars, mend_price_level


@pytest.mark.parametrize(
    ("printed", "row", "meant"),
    [
        ("l.025", True, "1.025"),
        ("1.O25", True, "1.025"),
        ("-I.000.OOO", True, "-1.000.000"),
        ("Licens 500 l.025 300", False, "Licens 500 1.025 300"),
        ("koster l.500 t.kr. om året", False, "koster 1.500 t.kr. om året"),
        ("koster l.500 om året", False, "koster l.500 om året"),
        ("1.025", True, "1.025"),
        ("o.lll", True, "o.lll"),
        ("lOO", True, "lOO"),
        ("afsnit 1.O2", True, "afsnit 1.O2"),
    ],
)
def test_amounts(printed: str, row: bool, meant: str) -> None:
    assert mend_amounts(printed, row=row) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("1.000 kr. 2022 p/1", "1.000 kr. 2022 p/l"), ("P/I 2023", "P/l 2023"), ("http/1.1 og p/10", "http/1.1 og p/10")],
)
def test_price_levels(printed: str, meant: str) -> None:
    assert mend_price_level(printed) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("| dag er der fem", "I dag er der fem"),
        ("slut. | Odense ses", "slut. I Odense ses"),
        ("100 | 200", "100 | 200"),
    ],
)
def test_bars(printed: str, meant: str) -> None:
    assert mend_bars(printed) == meant
