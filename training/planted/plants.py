"""The ways in which an example is changed: each takes it and gives another, with one error more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus.examples.example import Example, FrontLine, WordTable
from training.planted import money_tables, prose
from training.planted.vectors import Plant, PlantError


def planted(example: Example, plants: Sequence[Plant]) -> Example:
    """The example with every plant in it, in order. Raises PlantError for a plant that changes nothing."""
    for plant in plants:
        given = {key: value for key, value in plant.items() if key != "do"}
        changed = PLANTS[plant["do"]](example, **given)
        if changed == example:
            raise PlantError(f"{example.id}: {dict(plant)} ændrer ikke noget.")
        example = changed
    return example


def _field(example: Example, **given: Any) -> Example:
    """The example's own fields: ``submitting``, ``summary``, ``price_level_year`` …; a list stands for several."""
    changes: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    return replace(example, **changes)


def _template(example: Example, **given: Any) -> Example:
    return replace(example, template=replace(example.template, **given))


def _front(example: Example, *, amount_kr: int) -> Example:
    line = example.front or FrontLine(amount_kr=amount_kr, price_level_year=example.price_level_year)
    return replace(example, front=replace(line, amount_kr=amount_kr))


def _word_cells(example: Example, *, table: str, row: int, cells: Sequence[str]) -> Example:
    """A row of a table of words; row 0 is its heading."""
    whole = example.words[table]
    rows = tuple(tuple(cells) if index == row else old for index, old in enumerate(whole.rows))
    return replace(example, words={**example.words, table: WordTable(name=table, caption=whole.caption, rows=rows)})


PLANTS: Mapping[str, Callable[..., Example]] = {
    "sentence": prose.sentence,
    "drop_section": prose.drop_section,
    "empty_section": prose.empty_section,
    "rename_section": prose.rename_section,
    "add_section": prose.add_section,
    "cell": money_tables.cell,
    "flip": money_tables.flip,
    "area": money_tables.area,
    "label": money_tables.label,
    "drop_row": money_tables.drop_row,
    "add_row": money_tables.add_row,
    "resum": money_tables.resum,
    "payback": money_tables.payback,
    "shift_years": money_tables.shift_years,
    "price_level": money_tables.price_level,
    "unit": money_tables.unit,
    "drop_table": money_tables.drop_table,
    "field": _field,
    "template": _template,
    "front": _front,
    "word_cells": _word_cells,
}
"""What ``do`` in a vector may name."""
