"""A money table as printed, before its values are placed in years: what the grid and the stream reader hand on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.tables.vocabulary import Total


@dataclass(frozen=True, kw_only=True)
class PrintedRow:
    """A row with its values in printed order. ``values`` holds None where a dash takes the place of a value.

    ``columns`` gives each value's column (an index into the table's years), or is None where the print lost them.
    """

    label: str
    area: str | None
    values: tuple[Decimal | None, ...]
    columns: tuple[int, ...] | None
    block: Total | None  # of the heading above it, where one is printed
    total: Total | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """A table's header and rows. ``unit_kr`` is None where no unit is printed, ``years`` empty where they are lost."""

    caption: str | None
    unit_kr: int | None
    price_level_year: int | None
    years: tuple[int, ...]
    total_column: bool  # a column 'I alt' follows the years
    rows: tuple[PrintedRow, ...]
    start: int
    end: int
    payback: tuple[tuple[str, str], ...] = ()  # label and cell of the pay-back rows
    warnings: tuple[str, ...] = ()
