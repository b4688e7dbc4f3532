"""Values find their year columns by the printed totals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.tables.printed import PrintedRow
from corpus.tables.solver import Columns, place
from corpus.tables.vocabulary import Total, total_of
from corpus.types import Addition


def row(label: str, *values: int | None, block: Total | None = None, columns: Columns | None = None) -> PrintedRow:
    return PrintedRow(
        label=label,
        area=None,
        values=tuple(None if v is None else Decimal(v) for v in values),
        columns=columns,
        block=block,
        total=total_of(label),
        start=0,
        end=0,
    )


ONCE, LASTING = Total.IMPLEMENTATION, Total.LASTING


@pytest.mark.parametrize(
    ("rows", "columns", "expected", "unique"),
    [
        pytest.param(
            [
                row("Løn", 300, 200, block=ONCE),
                row("Kabler", 90, block=ONCE),
                row("Samlede implementeringsomkostninger", 300, 290),
            ],
            4,
            [(0, 1), (1,), (0, 1)],
            False,
            id="the second row stands in the year whose total it fills",
        ),
        pytest.param(
            [row("Lavere husleje", -80, -80, block=LASTING), row("Samlet varig ændring", -80, -80)],
            5,
            [(3, 4), (3, 4)],
            False,
            id="lasting changes run to the last year",
        ),
        pytest.param(
            [row("Løn", 10, 20, 30, 40, block=ONCE), row("Kurser", 5, block=ONCE), row("I alt", 10, 20, 35, 40)],
            4,
            [(0, 1, 2, 3), (2,), (0, 1, 2, 3)],
            True,
            id="full rows leave one way only",
        ),
        pytest.param(
            [row("Løn", 10, 20, block=ONCE), row("I alt", 10, None, 20)],
            3,
            [(0, 2), (0, 1, 2)],
            True,
            id="a dash keeps its column",
        ),
    ],
)
def test_place(rows: list[PrintedRow], columns: int, expected: list[Columns], unique: bool) -> None:
    found = place(rows, [Addition(total=len(rows) - 1, members=tuple(range(len(rows) - 1)))], columns, {})
    assert list(found.columns) == expected
    assert found.holds
    assert found.unique is unique


def test_totals_that_no_placement_reaches_are_told() -> None:
    rows = [row("Løn", 300, block=ONCE), row("I alt", 450)]
    assert not place(rows, [Addition(total=1, members=(0,))], 3, {}).holds


def test_a_twin_in_another_table_shows_the_way() -> None:
    rows = [row("Løn", 300, block=ONCE), row("I alt", 300)]
    assert place(rows, [Addition(total=1, members=(0,))], 4, {0: (2,), 1: (2,)}).columns == ((2,), (2,))


def test_rounded_thousands_hold() -> None:
    rows = [row("Løn", 1157, 2313, block=ONCE), row("Data", 255, block=ONCE), row("I alt", 1411, 2313)]
    found = place(rows, [Addition(total=2, members=(0, 1))], 4, {})
    assert found.holds
    assert found.columns[1] == (0,)


def test_a_long_table_of_single_values_is_placed_in_bounded_time() -> None:
    rows = [row(f"Post {i}", 10 + i, -5 - i, block=ONCE) for i in range(40)]
    found = place([*rows, row("I alt", 1180, -980)], [Addition(total=40, members=tuple(range(40)))], 8, {})
    assert found.columns[0] == (0, 1)
