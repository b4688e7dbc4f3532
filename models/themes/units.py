"""What a proposal says, sorted by how much its place makes it say: title, summary, what is done, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Proposal, RowRole, SectionKind, Span
from models.types import Passage


class Place(StrEnum):
    """Where in a proposal words stand, as far as it matters for its themes."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"
    EFFECT = "effect"  # effect, economy and the rows of the money tables: what is promised
    REST = "rest"  # risks, follow-up, partners: named in passing


_PLACES = {
    SectionKind.ECONOMY: Place.EFFECT,
    SectionKind.EFFECT: Place.EFFECT,
    SectionKind.CRITERIA: Place.EFFECT,
    SectionKind.RISK: Place.REST,
    SectionKind.FOLLOWUP: Place.REST,
    SectionKind.PARTNERS: Place.REST,
    SectionKind.COMMITTEES: Place.REST,
    SectionKind.APPENDIX: Place.REST,
}
_ROWS = (RowRole.LASTING, RowRole.OPERATION, RowRole.IMPLEMENTATION)  # totals are the form's own words


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Words of one place; ``passage`` is the passage's number, or None for what stands in no passage."""

    text: str
    place: Place
    passage: int | None = None


def units(proposal: Proposal, passages: Sequence[Passage]) -> tuple[Unit, ...]:
    """All that is evidence in a proposal: title, passages, and the labels of the money rows that its author wrote."""
    found = []
    for number, passage in enumerate(passages):
        if number == 0 and passage.text.startswith(proposal.title.strip()[:20]):
            title = proposal.title.strip()
            found.append(Unit(text=title, place=Place.TITLE, passage=0))
            found.append(Unit(text=passage.text[len(title) :], place=Place.SUMMARY, passage=0))
        else:
            found.append(Unit(text=passage.text, place=_PLACES.get(passage.section, Place.BODY), passage=number))
    labels = [row.label for table in proposal.tables[:20] for row in table.rows[:100] if row.role in _ROWS]
    if passages and labels:
        found.append(Unit(text=". ".join(dict.fromkeys(labels)), place=Place.EFFECT))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Read:
    """A proposal ready to be weighed: its units, and the places of its passages in the proposal's text."""

    units: tuple[Unit, ...]
    spans: tuple[Span, ...] = ()
