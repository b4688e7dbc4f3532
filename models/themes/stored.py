"""A stored proposal as the themes see it, so that they can be learnt and concluded anew without its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.types import Criteria, Proposal, ProposalKind, Row, RowRole, Table, TableKind


def stored_proposal(analysis: Mapping[str, Any]) -> Proposal:
    """The proposal with what is evidence of its themes: title, text and the rows of its money tables.

    ``analysis`` is the stored object. All else is left empty: passages and vectors come from the stored entry.
    """
    return Proposal(
        code=analysis["code"],
        printed_code=None,
        year=analysis["year"],
        kind=ProposalKind(analysis["kind"]),
        round=None,
        title=analysis["title"],
        summary=analysis["summary"],
        submitting_administration=None,
        affected_administrations=None,
        committee=None,
        cross_cutting=None,
        price_level_year=None,
        text=analysis["text"],
        lines=(),
        sections=(),
        tables=tuple(_table(one) for one in analysis["tables"]),
        consulted=(),
        criteria=Criteria(),
    )


def _table(stored: Mapping[str, Any]) -> Table:
    return Table(
        caption=stored["caption"],
        kind=TableKind(stored["kind"]),
        unit_kr=stored["unit_kr"],
        price_level_year=stored["price_level_year"],
        years=(),
        rows=tuple(
            Row(
                label=row["label"],
                area=row["area"],
                role=RowRole(row["role"]),
                values={},
                start=row["start"],
                end=row["end"],
            )
            for row in stored["rows"]
        ),
        start=stored["start"],
        end=stored["end"],
    )
