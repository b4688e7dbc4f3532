"""The shipped examples are right, and the check that says so notices when they are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.examples.example import Example, Figure, Inconsistency, MoneyRow, Paragraph, PaybackRow, Relation
from corpus.examples.load import check, check_collection, load_examples
from corpus.types import RowRole

EXAMPLES = {example.id: example for example in load_examples()}
INVESTMENT = EXAMPLES["2018-ØU3"]


def _with_total(example: Example, value: int) -> Example:
    """The example with its main table's first implementation subtotal set to a wrong amount."""
    assert example.main is not None
    changed = tuple(
        replace(line, values={**line.values, 2019: value})
        if isinstance(line, MoneyRow) and line.label.startswith("Samlede implementerings")
        else line
        for line in example.main.lines
    )
    return replace(example, tables={**example.tables, "main": replace(example.main, lines=changed)})


def _with_payback(example: Example, years: float) -> Example:
    assert example.main is not None
    changed = tuple(
        replace(line, years=years, cell=str(years)) if isinstance(line, PaybackRow) else line
        for line in example.main.lines
    )
    return replace(example, tables={**example.tables, "main": replace(example.main, lines=changed)})


def _with_other_service_table(example: Example) -> Example:
    """The service table says other money than the main table, though it adds up in itself."""
    table = example.tables["service"]
    rows = tuple(replace(row, values={year: 2 * value for year, value in row.values.items()}) for row in table.rows)
    return replace(example, tables={**example.tables, "service": replace(table, lines=rows)})


def _with_labels(example: Example, **changes: object) -> Example:
    return replace(example, labels=replace(example.labels, **changes))  # type: ignore[arg-type]


def _with_sentence(example: Example, text: str) -> Example:
    return replace(example, pieces=(*example.pieces, Paragraph(text=text)))


ABSENT = Figure(kind="money", low=77.0, high=77.0, unit="kr.", per=None, quote="77 kr. til kaffe")
MISREAD = Figure(kind="count", low=48.0, high=48.0, unit="ejendomme", per=None, quote="47 ejendomme")
STRANGE = Figure(kind="vægt", low=47.0, high=47.0, unit="ejendomme", per=None, quote="47 ejendomme")
PLANT = Inconsistency(what="to tal", values=(123.0, 456.0))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
def test_a_shipped_example_has_nothing_wrong_with_it(example: Example) -> None:
    assert check(example) == []


def test_the_shipped_examples_fit_together() -> None:
    assert check_collection(tuple(EXAMPLES.values())) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: _with_total(e, 3_450_000), "3,450,000, men det giver 3,440,000"),
        (lambda e: _with_payback(e, 2.0), "der står 2, men det giver 4.2"),
        (_with_other_service_table, "mod hovedtabellen"),
        (lambda e: replace(e, front=replace(e.front, amount_kr=8_000_000)), "forsidetabellen"),
        (lambda e: _with_labels(e, figures=(*e.labels.figures, ABSENT)), "'77 kr. til kaffe' står ikke i teksten"),
        (lambda e: _with_labels(e, figures=(*e.labels.figures, MISREAD)), "siger ikke 48 til 48"),
        (lambda e: _with_labels(e, figures=(*e.labels.figures, STRANGE)), "'vægt' er ingen slags tal"),
        (lambda e: _with_labels(e, must=("ejendomme", "lavere-driftsudgift")), "mindst ét fagområde og ét greb"),
        (lambda e: _with_labels(e, may=("rumfart",)), "Temaet 'rumfart'"),
        (lambda e: _with_sentence(e, "Der købes 31 stole."), "Tallet 31"),
        (lambda e: _with_sentence(e, "Se **bilaget**."), "ren tekst"),
        (lambda e: _with_sentence(e, "ord " * 500), "skal have 400-900"),
        (lambda e: _with_labels(e, inconsistencies=(PLANT,)), "123, 456 står hverken"),
        (lambda e: _with_labels(e, systems=("Doc2Archive",)), "'Doc2Archive' under systems"),
        (lambda e: replace(e, pieces=e.pieces[2:]), "{table: main}"),
        (lambda e: replace(e, submitting="Vejforvaltningen"), "ingen af de syv forvaltninger"),
        (lambda e: replace(e, year=2017), "id skal være '2017-ØU3'"),
        (lambda e: replace(e, id="2017-ØU3", year=2017), "Seneste godkendelse er fra 2018"),
        (lambda e: replace(e, id="2017-ØU3", year=2017, consulted=()), "prisniveau året 2018"),
        (lambda e: replace(e, split="validering"), "split skal være"),
        (lambda e: _with_labels(e, relations=(Relation(to="2014-KF06", relation="kopi", reason="a b c d"),)), "'kopi'"),
    ],
)
def test_a_fault_is_named(change: Callable[[Example], Example], said: str) -> None:
    problems = check(change(INVESTMENT))
    assert any(said in problem for problem in problems), problems


def test_a_planted_sum_is_no_fault_once_it_is_labelled() -> None:
    wrong = _with_total(INVESTMENT, 3_450_000)
    values = (3_450_000.0, 3_440_000.0)
    label = Inconsistency(what="Subtotalen for 2019 er 10 for høj.", values=values)
    assert check(wrong) != []
    assert check(_with_labels(wrong, inconsistencies=(label,))) == []


def test_copied_words_between_families_are_found() -> None:
    sentence = "Denne ganske særlige sætning på mange ord gentages i to forslag."
    a, b = (_with_sentence(EXAMPLES[key], sentence) for key in ("2014-KF06", "2022-BU14"))
    assert any("deler ordene" in problem for problem in check_collection((a, b)))
    kin = _with_sentence(INVESTMENT, sentence)
    problems = check_collection((a, kin))
    assert not any("deler ordene" in problem for problem in problems)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: replace(e, split="test"), "er delt over flere dele"),
        (lambda e: replace(e, id="2014-KF06"), "samme id"),
        (lambda e: _with_labels(e, relations=(Relation(to="1999-X1", relation="overlap", reason="a"),)), "1999-X1"),
    ],
)
def test_faults_between_examples_are_named(change: Callable[[Example], Example], said: str) -> None:
    problems = check_collection((EXAMPLES["2014-KF06"], change(INVESTMENT)))
    assert any(said in problem for problem in problems), problems


def test_every_table_has_a_sum_to_check() -> None:
    for example in EXAMPLES.values():
        for table in example.tables.values():
            assert any(row.role in (RowRole.SUBTOTAL, RowRole.TOTAL) for row in table.rows), (example.id, table.name)
