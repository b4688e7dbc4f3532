"""Changes of an example's money tables.

Amounts in vectors are printed cells (``"1.250"``), so that a planted number looks as the table's others do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.examples.example import BlockRow, Example, MoneyRow, MoneyTable, PaybackRow
from corpus.examples.notation import number
from corpus.types import RowRole
from training.planted.vectors import PlantError

_SUMS = (RowRole.SUBTOTAL, RowRole.TOTAL)


def cell(example: Example, *, table: str, row: str, year: int, cell: str) -> Example:
    """One printed amount of a row; the sums are left as they are."""

    def changed(line: MoneyRow, whole: MoneyTable) -> MoneyRow:
        cells = tuple(cell if one == year else old for one, old in zip(whole.years, line.cells, strict=True))
        return _filled(line, whole, cells)

    return _rows(example, table, row, changed)


def flip(example: Example, *, table: str, row: str) -> Example:
    """A row with all its signs turned round."""

    def changed(line: MoneyRow, whole: MoneyTable) -> MoneyRow:
        cells = (cell if cell in ("", "-", "0") else cell[1:] if cell[0] == "-" else f"-{cell}" for cell in line.cells)
        return _filled(line, whole, tuple(cells))

    return _rows(example, table, row, changed)


def area(example: Example, *, table: str, row: str, area: str) -> Example:
    """A row under another area of budget; its money stays."""
    return _rows(example, table, row, lambda line, _: replace(line, area=area))


def label(example: Example, *, table: str, row: str, label: str) -> Example:
    """Another name for a row."""
    return _rows(example, table, row, lambda line, _: replace(line, label=label))


def drop_row(example: Example, *, table: str, row: str) -> Example:
    """A row that is not printed; the sums are left as they are."""
    whole = _table(example, table)
    _row(whole, row)
    lines = tuple(line for line in whole.lines if not (isinstance(line, MoneyRow) and line.label == row))
    return _with(example, replace(whole, lines=lines))


def add_row(example: Example, *, table: str, after: str, like: str, label: str, cells: Sequence[str]) -> Example:
    """A new row after another one, with the role and area of a third."""
    whole = _table(example, table)
    model = _row(whole, like)
    new = _filled(replace(model, label=label), whole, tuple(cells))
    place = whole.lines.index(_row(whole, after)) + 1
    return _with(example, replace(whole, lines=(*whole.lines[:place], new, *whole.lines[place:])))


def resum(example: Example, *, table: str) -> Example:
    """Every sum of a table worked out again, as a careful author would after a change of a row."""
    whole = _table(example, table)
    block: Counter[int] = Counter()
    before: Counter[int] = Counter()
    lines: list[MoneyRow | BlockRow | PaybackRow] = []
    for line in whole.lines:
        if not isinstance(line, MoneyRow):
            lines.append(line)
        elif line.role not in _SUMS:
            block.update(line.values)
            lines.append(line)
        else:
            own = Counter(block)
            if line.role is RowRole.TOTAL:
                own.update(before)
            else:
                before.update(block)
                block = Counter()
            lines.append(_filled(line, whole, tuple(_printed(own, year, whole) for year in whole.years)))
    return _with(example, replace(whole, lines=tuple(lines)))


def payback(example: Example, *, table: str, basis: str, cell: str) -> Example:
    """Another printed pay-back time."""
    whole = _table(example, table)
    lines = tuple(
        replace(line, cell=cell) if isinstance(line, PaybackRow) and line.basis == basis else line
        for line in whole.lines
    )
    return _with(example, replace(whole, lines=lines))


def shift_years(example: Example, *, table: str, by: int) -> Example:
    """A table's years, all moved; the printed amounts stay in their columns."""
    whole = _table(example, table)
    moved = replace(whole, years=tuple(year + by for year in whole.years))
    lines = tuple(_filled(line, moved, line.cells) if isinstance(line, MoneyRow) else line for line in whole.lines)
    return _with(example, replace(moved, lines=lines))


def price_level(example: Example, *, table: str, year: int) -> Example:
    """Another price level in a table's head, over the same amounts."""
    return _with(example, replace(_table(example, table), price_level_year=year))


def unit(example: Example, *, table: str, unit_kr: int) -> Example:
    """Another unit in a table's head, with the amounts as they were printed."""
    return _with(example, replace(_table(example, table), unit_kr=unit_kr))


def drop_table(example: Example, *, table: str) -> Example:
    """A table that is not printed."""
    pieces = tuple(piece for piece in example.pieces if getattr(piece, "name", None) != table)
    return replace(example, pieces=pieces)


def _table(example: Example, name: str) -> MoneyTable:
    if name not in example.tables:
        raise PlantError(f"{example.id}: der er ingen tabel '{name}'.")
    return example.tables[name]


def _row(table: MoneyTable, label: str) -> MoneyRow:
    found = next((row for row in table.rows if row.label == label), None)
    if found is None:
        raise PlantError(f"{table.name}: der er ingen række '{label}'.")
    return found


def _with(example: Example, table: MoneyTable) -> Example:
    return replace(example, tables={**example.tables, table.name: table})


def _rows(example: Example, table: str, row: str, change: Callable[[MoneyRow, MoneyTable], MoneyRow]) -> Example:
    whole = _table(example, table)
    wanted = _row(whole, row)
    lines = tuple(
        change(line, whole) if line is wanted and isinstance(line, MoneyRow) else line for line in whole.lines
    )
    return _with(example, replace(whole, lines=lines))


def _filled(row: MoneyRow, table: MoneyTable, cells: tuple[str, ...]) -> MoneyRow:
    """The row with other cells, and the values that they stand for."""
    values: Mapping[int, int] = {
        year: int(number(cell) * table.unit_kr)
        for year, cell in zip(table.years, cells, strict=True)
        if cell not in ("", "-")
    }
    return replace(row, cells=cells, values=values)


def _printed(values: Mapping[int, int], year: int, table: MoneyTable) -> str:
    if year not in values:
        return ""
    return f"{round(values[year] / table.unit_kr):,}".replace(",", ".")
