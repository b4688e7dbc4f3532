"""The gold labels say what the tables and the author say, in the shape that scoring reads."""

from __future__ import annotations

import json

import pytest

from corpus.examples.load import gold, load_examples

EXAMPLES = {example.id: example for example in load_examples()}


@pytest.mark.parametrize(
    ("example_id", "key", "expected"),
    [
        ("2014-KF06", "implementation_total_kr", 600_000),
        ("2014-KF06", "implementation_by_year", {"2015": 470_000, "2016": 130_000}),
        ("2014-KF06", "lasting_effect_by_year", None),
        ("2014-KF06", "lasting_effect_kr_per_year", {"low": -1_200_000.0, "high": -1_600_000.0}),
        ("2014-KF06", "expected_follow_up_investment_kr", {"low": 4_000_000.0, "high": 5_000_000.0}),
        ("2014-KF06", "expected_adoption", "Budget 2018"),
        ("2018-ØU3", "implementation_by_area", {"Anlæg": 8_800_000, "Service": 1_900_000}),
        ("2018-ØU3", "lasting_effect_kr_per_year", {"low": -2_550_000, "high": -2_550_000}),
        ("2020-BI09", "payback_years_service", 2.0),
        ("2020-BI09", "payback_years_total", 1.6),
        ("2022-BU14", "payback_years_total", None),
        ("2025-SU11", "fte_saved", {"low": 2.2, "high": 2.2}),
    ],
)
def test_headline(example_id: str, key: str, expected: object) -> None:
    headline = gold(EXAMPLES[example_id])["headline"]
    assert isinstance(headline, dict) and headline[key] == expected


def test_money_tables_hold_no_payback_and_no_block_headings() -> None:
    tables = gold(EXAMPLES["2018-ØU3"])["tables"]
    assert isinstance(tables, list)
    labels = [row["label"] for row in tables[0]["rows"]]
    assert "Varige ændringer" not in labels and not any("Tilbagebetaling" in label for label in labels)
    assert labels[2] == "Samlet varig ændring"


def test_files_without_marks_expect_no_administrations() -> None:
    labels = gold(EXAMPLES["2014-KF06"], sources=("a.txt", "b.txt"), unmarked=("b.txt",))
    assert labels["source_files"] == ["a.txt", "b.txt"] and labels["affected_by_source"] == {"b.txt": None}
    assert labels["affected_administrations"] == ["Kultur- og Fritidsforvaltningen", "Økonomiforvaltningen"]


@pytest.mark.parametrize("example_id", EXAMPLES)
def test_labels_are_plain_json(example_id: str) -> None:
    labels = gold(EXAMPLES[example_id])
    assert json.loads(json.dumps(labels)) == labels
