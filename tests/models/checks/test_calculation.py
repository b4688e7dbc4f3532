"""What the text lets a reader calculate again must come out; what it leaves open is not judged."""

from __future__ import annotations

import pytest

from models.checks import check
from models.types import Figure, FigureKind
from tests.models.figures_by_hand import figure
from tests.models.proposals import proposal

RULES = {"product", "share", "change", "unlikely_price"}
KINDS = {
    "kr": FigureKind.MONEY,
    "timer": FigureKind.HOURS,
    "årsværk": FigureKind.FTE,
    "pct": FigureKind.PERCENT,
    "antal": FigureKind.COUNT,
}


def found(text: str, *given: tuple[str, str, float]) -> list[tuple[str, tuple[float, ...]]]:
    figures: list[Figure] = [figure(text, KINDS[kind], words, value) for kind, words, value in given]
    return [(f.rule, f.values) for f in check(proposal(text), figures) if f.rule in RULES]


HOURS, PRICE = ("timer", "400 timer", 400), ("kr", "1.500 kr.", 1500)


@pytest.mark.parametrize(
    ("text", "total", "value", "wrong"),
    [
        ("Der købes 400 timer à 1.500 kr., i alt 560.000 kr.", "560.000 kr.", 560_000, True),
        ("Der købes 400 timer á 1.500 kr. = 0,8 mio. kr.", "0,8 mio. kr.", 800_000, True),
        ("Der købes 400 timer à 1.500 kr., i alt 600.000 kr.", "600.000 kr.", 600_000, False),
        ("Der købes 400 timer à 1.500 kr., i alt ca. 0,6 mio. kr.", "0,6 mio. kr.", 600_000, False),
        ("Der købes 400 timer à 1.500 kr., i alt 1,2 mio. kr.", "1,2 mio. kr.", 1_200_000, False),  # over two years
        ("Der købes 400 timer à 1.500 kr. Lokalet koster 90.000 kr.", "90.000 kr.", 90_000, False),
        ("Der købes 400 timer à 1.500 kr. om måneden, i alt 7,2 mio. kr.", "7,2 mio. kr.", 7_200_000, False),
    ],
)
def test_products(text: str, total: str, value: float, wrong: bool) -> None:
    assert found(text, HOURS, PRICE, ("kr", total, value)) == (
        [("product", (400, 1500, 600_000, value))] if wrong else []
    )


def test_staff_at_a_salary() -> None:
    text = "Det er 3 årsværk a 550.000 kr., svarende til 1,9 mio. kr."
    given = (("årsværk", "3 årsværk", 3), ("kr", "550.000 kr.", 550_000), ("kr", "1,9 mio. kr.", 1_900_000))
    assert [rule for rule, _ in found(text, *given)] == ["product"]


SHARE = ("pct", "30 pct.", 30)


@pytest.mark.parametrize(
    ("text", "base", "result", "value", "wrong"),
    [
        ("30 pct. af de 60.000 opkald er 24.000 opkald.", "60.000", "24.000", 24_000, True),
        ("30 pct. af de 60.000 opkald er 18.000 opkald.", "60.000", "18.000", 18_000, False),
        ("30 pct. af de 60.000 opkald er knap 19.000 opkald.", "60.000", "19.000", 19_000, False),
        ("Der er 60.000 opkald. 30 pct. af disse opkald er gentagelser. Det betyder 24.000 færre opkald.",
         "60.000", "24.000", 24_000, True),
        ("Der er 60.000 opkald. 30 pct. af disse opkald er gentagelser. Det betyder 18.000 færre opkald.",
         "60.000", "18.000", 18_000, False),
        ("Der er 60.000 opkald. 30 pct. af disse opkald er gentagelser. Vagten har 24.000 besøg.",
         "60.000", "24.000", 24_000, False),
    ],
)  # fmt: skip
def test_shares(text: str, base: str, result: str, value: float, wrong: bool) -> None:
    got = found(text, SHARE, ("antal", base, 60_000), ("antal", result, value))
    assert [rule for rule, _ in got] == (["share"] if wrong else [])
    assert not wrong or {18_000, value} <= set(got[0][1])


@pytest.mark.parametrize(
    ("said", "wrong"), [("40 pct.", True), ("25 pct.", False), ("26 pct.", False), ("100 pct.", True)]
)
def test_changes(said: str, wrong: bool) -> None:
    text = f"Antallet går fra 400 til 300, dvs. et fald på {said}"
    given = (("antal", "400", 400), ("antal", "300", 300), ("pct", said, float(said.split()[0])))
    assert [rule for rule, _ in found(text, *given)] == (["change"] if wrong else [])


@pytest.mark.parametrize(
    ("money", "value", "wrong"),
    [("7,5 mio. kr.", 7_500_000, True), ("750.000 kr.", 750_000, False), ("7.500 kr.", 7_500, True)],
)
def test_prices_that_nobody_pays(money: str, value: float, wrong: bool) -> None:
    text = f"Der bruges 400 timer svarende til {money}"
    got = found(text, HOURS, ("kr", money, value))
    assert [rule for rule, _ in got] == (["unlikely_price"] if wrong else [])


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        (
            "Hver af de 30 vejledere bruger 8 timer på forløbet, i alt 340 timer.",
            [("antal", "30", 30), ("timer", "8 timer", 8), ("timer", "340 timer", 340)],
            ["product"],
        ),
        (
            "Hver af de 30 vejledere bruger 8 timer på forløbet, i alt 240 timer.",
            [("antal", "30", 30), ("timer", "8 timer", 8), ("timer", "240 timer", 240)],
            [],
        ),
        (
            "Der er 9 møder for 20 deltagere, og et møde varer 3 timer, i alt 600 timer.",
            [("antal", "9", 9), ("antal", "20", 20), ("timer", "3 timer", 3), ("timer", "600 timer", 600)],
            [],  # three factors: not judged
        ),
        (
            "Der købes syv skabe à 12.000 kr., i alt 96.000 kr.",
            [("kr", "12.000 kr.", 12_000), ("kr", "96.000 kr.", 96_000)],
            ["product"],
        ),
        (
            "Der købes syv skabe à 12.000 kr. og 30 låse à 400 kr., i alt 96.000 kr.",
            [
                ("kr", "12.000 kr.", 12_000),
                ("antal", "30", 30),
                ("kr", "400 kr.", 400),
                ("kr", "96.000 kr.", 96_000),
            ],
            [],  # the last of two terms
        ),
        (
            "Lokalerne rummer 36 af de 90 hold (55 pct.).",
            [("antal", "36", 36), ("antal", "90", 90), ("pct", "55 pct.", 55)],
            ["share"],
        ),
        (
            "Lokalerne rummer 36 af de 90 hold (40 pct.).",
            [("antal", "36", 36), ("antal", "90", 90), ("pct", "40 pct.", 40)],
            [],
        ),
        (
            "Ud af 500 klager handler 20 pct. om støj, det vil sige 150 klager.",
            [("antal", "500", 500), ("pct", "20 pct.", 20), ("antal", "150", 150)],
            ["share"],
        ),
        (
            "20 pct. af 500 klager er om støj, resten er 400 klager.",
            [("pct", "20 pct.", 20), ("antal", "500", 500), ("antal", "400", 400)],
            [],
        ),
        (
            "Forbruget ventes at falde 70 pct., fra 80 til 48 liter.",
            [("pct", "70 pct.", 70), ("antal", "80", 80), ("antal", "48", 48)],
            ["change"],
        ),
        (
            "Antallet er fordoblet fra 300 til 480 siden da.",
            [("antal", "300", 300), ("antal", "480", 480)],
            ["change"],
        ),
        (
            "Antallet er næsten fordoblet fra 300 til 480 siden da.",
            [("antal", "300", 300), ("antal", "480", 480)],
            [],
        ),
        (
            "Fra 6 til 9 huse deltager, hvilket giver en stigning på 12 pct. i driften.",
            [("antal", "6", 6), ("antal", "9", 9), ("pct", "12 pct.", 12)],
            [],  # of the running costs, not of the houses
        ),
        ("Timeprisen er sat til 9.500 kr.", [("kr", "9.500 kr.", 9_500)], ["unlikely_price"]),
        ("Timeprisen er sat til 950 kr.", [("kr", "950 kr.", 950)], []),
    ],
)
def test_calculations_in_other_words(text: str, given: list[tuple[str, str, float]], said: list[str]) -> None:
    assert [rule for rule, _ in found(text, *given)] == said
