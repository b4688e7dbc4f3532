"""The shipped examples: read from their folders, checked, and turned into the gold labels that scoring reads.

A folder ``proposals/<id>/`` holds ``proposal.md`` (the prose) and ``proposal.toml`` (fields, tables, labels).
How to write one stands in ``AUTHORING.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from corpus.administrations import ADMINISTRATIONS
from corpus.examples import notation
from corpus.examples.check import check, check_collection
from corpus.examples.example import (
    CriteriaTable,
    Example,
    FrontLine,
    Inconsistency,
    Labels,
    Mention,
    MoneyTable,
    Relation,
    RoleLabel,
    Template,
    WordTable,
)
from corpus.examples.gold import gold
from corpus.examples.notation import ExampleError
from corpus.types import AmountRange, Criteria, ProposalKind, TableKind

__all__ = ["ExampleError", "check", "check_collection", "gold", "load_example", "load_examples"]

T = TypeVar("T")

PROPOSALS = Path(__file__).parent / "proposals"
_PARTS = ("front", "template", "tables", "words", "criteria", "consulted", "labels")


@cache
def load_examples(folder: Path = PROPOSALS) -> tuple[Example, ...]:
    """Every example, in the order of their folders' names. Raises ``ExampleError`` for a file that cannot be read."""
    return tuple(load_example(path) for path in sorted(folder.iterdir()) if (path / "proposal.toml").exists())


def load_example(path: Path) -> Example:
    """One example from its folder. Raises ``ExampleError`` naming the folder and what to change."""
    try:
        data = tomllib.loads((path / "proposal.toml").read_text(encoding="utf-8"))
        example = _example(data, (path / "proposal.md").read_text(encoding="utf-8"))
        if path.name != notation.folder_name(example.id):
            raise ExampleError(f"Mappen skal hedde '{notation.folder_name(example.id)}'.")
        return example
    except (ExampleError, tomllib.TOMLDecodeError, OSError, KeyError, TypeError, ValueError) as error:
        raise ExampleError(f"{path.name}: {error}") from error


def _example(data: dict[str, Any], prose: str) -> Example:
    given = {key: value for key, value in data.items() if key not in _PARTS}
    own = {field.name for field in dataclass_fields(Example)} - {*_PARTS, "pieces"}
    _known(given, own, "øverst i proposal.toml")
    optional: dict[str, Any] = {"code": None, "round": None, "summary": None, "committee": None, "cross_cutting": None}
    given = optional | given
    missing = own - set(given)
    if missing:
        raise ExampleError(f"Feltet {' og '.join(sorted(missing))} mangler øverst i proposal.toml.")
    tables = data.get("tables", {})
    words = data.get("words", {})
    return Example(
        **given
        | {
            "kind": ProposalKind(given["kind"]),
            "submitting": _administration(given["submitting"]),
            "affected": tuple(map(_administration, given["affected"])),
        },
        template=_plain(Template, data.get("template", {}), "template"),
        front=_front(data["front"]) if "front" in data else None,
        pieces=notation.prose(prose),
        tables={name: _table(name, table, given["price_level_year"]) for name, table in tables.items()},
        words={name: _words(name, table) for name, table in words.items()},
        criteria=_criteria(data["criteria"]) if "criteria" in data else None,
        consulted=tuple(map(notation.consulted_line, notation.lines(data.get("consulted", {}).get("rows", "")))),
        labels=_labels(data["labels"]),
    )


def _administration(name: str) -> str:
    """An administration's full name from its abbreviation, or what was written."""
    return ADMINISTRATIONS.get(name, name)


def _known(given: Mapping[str, object], known: set[str], where: str) -> None:
    """Complain of misspelt keys: a label that nobody reads is worse than an error."""
    unknown = sorted(set(given) - known)
    if unknown:
        raise ExampleError(f"Feltet '{unknown[0]}' kendes ikke {where}. Kendte felter: {', '.join(sorted(known))}.")


def _plain(cls: type[T], given: dict[str, Any], where: str) -> T:
    """A dataclass of plain values, from a TOML table of the same names."""
    _known(given, {field.name for field in dataclass_fields(cls)}, f"under {where}")  # type: ignore[arg-type]
    return cls(**given)


def _front(given: dict[str, Any]) -> FrontLine:
    _known(given, {"amount_mio", "price_level_year", "title"}, "under front")
    return FrontLine(
        amount_kr=int(notation.number(given["amount_mio"]) * 1_000_000),
        price_level_year=given["price_level_year"],
        title=given.get("title"),
    )


def _table(name: str, given: dict[str, Any], price_level_year: int) -> MoneyTable:
    where = f"under tables.{name}"
    _known(given, {"caption", "kind", "unit_kr", "price_level_year", "years", "rows", "unit_place"}, where)
    columns = notation.years(given["years"])
    unit_kr = given.get("unit_kr", 1000)
    return MoneyTable(
        name=name,
        caption=given.get("caption"),
        kind=TableKind(given["kind"]),
        unit_kr=unit_kr,
        price_level_year=given.get("price_level_year", price_level_year),
        years=columns,
        lines=tuple(notation.table_line(line, columns, unit_kr) for line in notation.lines(given["rows"])),
        unit_place=given.get("unit_place", "header"),
    )


def _words(name: str, given: dict[str, Any]) -> WordTable:
    _known(given, {"caption", "rows"}, f"under words.{name}")
    rows = tuple(tuple(notation.fields(line, 2, 8)) for line in notation.lines(given["rows"]))
    if len({len(row) for row in rows}) > 1:
        raise ExampleError(f"Rækkerne i words.{name} har ikke lige mange felter.")
    return WordTable(name=name, caption=given.get("caption"), rows=rows)


def _range(given: dict[str, Any], key: str) -> AmountRange | None:
    if key not in given:
        return None
    low, high = notation.interval(given[key])
    return AmountRange(low=low, high=high)


def _criteria(given: dict[str, Any]) -> CriteriaTable:
    printed = ("caption", "unit", "expenditure", "adoption", "potential", "marks")
    answers = ("cross_cutting", "large_scale", "new_technology")
    amounts = ("expenditure_kr", "potential_kr", "potential_fte")
    _known(given, {*printed, *answers, *amounts}, "under criteria")
    return CriteriaTable(
        caption=given.get("caption"),
        unit=given.get("unit", ""),
        expenditure=given["expenditure"],
        adoption=given["adoption"],
        potential=given["potential"],
        marks=(given["marks"][0], given["marks"][1], given["marks"][2]),
        answers=Criteria(
            **{name: given.get(name) for name in answers},
            expenditure=_range(given, "expenditure_kr"),
            expected_adoption=given["adoption"] or None,
            potential=_range(given, "potential_kr"),
            potential_fte=_range(given, "potential_fte"),
        ),
    )


def _roles(given: dict[str, list[str]]) -> tuple[RoleLabel, ...]:
    return tuple(notation.role_label(role, text) for role, quotes in given.items() for text in quotes)


def _labels(given: dict[str, Any]) -> Labels:
    _known(given, {field.name for field in dataclass_fields(Labels)}, "under labels")
    names = ("must", "may", "ignored", "systems", "organisations", "residue")
    return Labels(
        **{name: tuple(given[name]) for name in names if name in given},
        headline=given.get("headline", {}),
        figures=tuple(map(notation.figure_line, notation.lines(given.get("figures", "")))),
        roles=_roles(given["roles"]) if "roles" in given else None,
        mentions=tuple(
            Mention(text=entry["text"], proposal_id=entry.get("proposal_id")) for entry in given.get("mentions", [])
        ),
        relations=tuple(_plain(Relation, entry, "labels.relations") for entry in given.get("relations", [])),
        inconsistencies=tuple(
            Inconsistency(what=entry["what"], values=tuple(float(value) for value in entry["values"]))
            for entry in given.get("inconsistencies", [])
        ),
    )
