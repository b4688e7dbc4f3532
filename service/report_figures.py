"""The money of the report: a proposal's key figures in words, and its main table laid out by years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from corpus.types import AmountRange, RowRole, Table
from models.headline import main_table
from models.types import Headline
from service.danish import kroner, kroner_range, number, number_range
from service.printable import printable

LABEL_WIDTH = 30
"""Columns kept for the margin and the label of a table's row before the years get theirs."""

SUMS = frozenset({RowRole.SUBTOTAL, RowRole.TOTAL})


def key_figures(headline: Headline, *, by_year: bool) -> list[tuple[str, str]]:
    """Name and value of each key figure that the document gives, in the order in which a reader asks for them.

    ``by_year`` adds the amounts of each year, for proposals without a table that shows them.
    """
    rows = [
        ("Implementering i alt", _amount(headline.implementation_total_kr)),
        ("  heraf pr. år", _by_year(headline.implementation_by_year) if by_year else None),
        ("  heraf pr. område", _by_key(headline.implementation_by_area)),
        ("Varig virkning ved fuld effekt", _per_year(headline.lasting_effect_kr_per_year)),
        ("  pr. år", _by_year(headline.lasting_effect_by_year) if by_year else None),
        ("Tilbagebetaling, service", _years(headline.payback_years_service)),
        ("Tilbagebetaling, totaløkonomi", _years(headline.payback_years_total)),
        ("Frigjorte årsværk", None if headline.fte_saved is None else number_range(headline.fte_saved)),
        ("Ventet senere investering", _range(headline.expected_follow_up_investment_kr)),
        ("Ventet vedtagelse", headline.expected_adoption),
    ]
    return [(name, value) for name, value in rows if value]


def money_by_year(tables: Sequence[Table], width: int) -> tuple[str, list[RenderableType]] | None:
    """Heading and body of the proposal's main table; without one, of the money table with most rows.

    Years that do not fit beside each other in ``width`` columns go on below, under the same labels. ``None`` where no
    table has rows.
    """
    filled = [table for table in tables if table.rows]
    if not filled:
        return None
    chosen = main_table(filled) or max(filled, key=lambda table: len(table.rows))
    amounts = [value for row in chosen.rows for value in row.values.values()]
    unit = 1000 if all(value % 1000 == 0 for value in amounts) else 1
    level = "" if chosen.price_level_year is None else f", {chosen.price_level_year}-priser"
    named = printable(chosen.caption) if chosen.caption else "Økonomi"
    heading = f"{named} ({'1.000 kr.' if unit == 1000 else 'kr.'}{level})"
    cell = max([4, *(len(number(value // unit)) for value in amounts)]) + 2
    years = chosen.years or tuple(sorted({year for row in chosen.rows for year in row.values}))
    blocks: list[RenderableType] = [
        _block(chosen, block, unit) for block in _blocks(years, max(1, (width - LABEL_WIDTH) // cell))
    ]
    return heading, blocks


def _block(table: Table, years: Sequence[int], unit: int) -> RenderableType:
    grid = Grid(box=None, padding=(0, 0, 0, 2), pad_edge=False, show_edge=False)
    grid.add_column("", no_wrap=True)
    grid.add_column("", ratio=1)
    for year in years:
        grid.add_column(str(year), justify="right", no_wrap=True)
    for row in table.rows:
        area = f" ({row.area})" if row.area and row.area.lower() not in row.label.lower() else ""
        cells = (number(row.values[year] // unit) if year in row.values else "" for year in years)
        style = "bold" if row.role in SUMS else ""
        mark = "=" if row.role in SUMS else " "
        label = Text(f"{printable(row.label)}{area}", style)
        grid.add_row(mark, label, *(Text(cell, style) for cell in cells))
    return grid


def _blocks(years: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for first in range(0, len(years), size):
        yield years[first : first + size]


def _amount(value: float | None) -> str | None:
    return None if value is None else kroner(value)


def _range(value: AmountRange | None) -> str | None:
    return None if value is None else kroner_range(value)


def _per_year(value: AmountRange | None) -> str | None:
    return None if value is None else f"{kroner_range(value)} om året"


def _years(value: float | None) -> str | None:
    return None if value is None else f"{number(value)} år"


def _by_year(values: Mapping[int, int] | None) -> str | None:
    return _by_key({str(year): values[year] for year in sorted(values)}) if values else None


def _by_key(values: Mapping[str, int] | None) -> str | None:
    return " · ".join(f"{key}: {kroner(value)}" for key, value in values.items()) if values else None
