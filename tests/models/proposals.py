"""Proposals made by hand for the tests of what we conclude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.tables import find_tables
from corpus.types import Criteria, Line, Overview, Part, Proposal, ProposalKind


def proposal(text: str, **given: Any) -> Proposal:
    """A proposal with the tables of ``text``; any field may be given."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(start=at, end=at + len(line)))
        at += len(line) + 1
    part = Part(text=text, lines=tuple(lines))
    fields: dict[str, Any] = {
        "code": "TM04",
        "printed_code": "TM04",
        "year": 2021,
        "kind": ProposalKind.INVESTMENT,
        "round": None,
        "title": "Ladestandere på depotet",
        "summary": None,
        "submitting_administration": "Teknik- og Miljøforvaltningen",
        "affected_administrations": ("Teknik- og Miljøforvaltningen",),
        "committee": None,
        "cross_cutting": None,
        "price_level_year": 2021,
        "text": text,
        "lines": part.lines,
        "sections": (),
        "tables": find_tables(part, ()),
        "consulted": (),
        "criteria": Criteria(),
    }
    return Proposal(**{**fields, **given})


def money_table(caption: str, years: Sequence[int], rows: Mapping[str, Sequence[object]]) -> str:
    """A table in tab-separated text; a row is its area and its amounts in thousands, '' for an empty cell."""
    head = "\t".join(["1.000 kr. 2021 p/l", "Styringsområde", *map(str, years)])
    return "\n".join([caption, head, *("\t".join([label, *map(str, cells)]) for label, cells in rows.items())])


def front_line(amount_kr: int, price_level_year: int) -> Overview:
    return Overview(
        code="TM04",
        title="Ladestandere på depotet",
        committee="TMU",
        amount_kr=amount_kr,
        price_level_year=price_level_year,
        cross_cutting=None,
    )
