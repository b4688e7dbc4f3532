"""From the parts of a bundle to proposals: puts sections, fields, tables, consulted bodies and criteria together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.consulted import read_consulted
from corpus.criteria import read_criteria
from corpus.fields import Fields, proposal_year, read_fields
from corpus.sections import find_sections
from corpus.tables import find_tables
from corpus.types import Bundle, Consulted, Criteria, Overview, Part, Proposal, ProposalKind, Section, Table, TableKind

# What a proposal is called that says it nowhere: the neutral kind of the contract.
KIND_WHERE_SILENT = ProposalKind.BUSINESS_CASE


@dataclass(frozen=True, kw_only=True)
class _Read:
    """One part as read by itself, before what its neighbours tell."""

    part: Part
    fields: Fields
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    consulted: tuple[Consulted, ...]
    criteria: Criteria


def parse(bundle: Bundle) -> tuple[Proposal, ...]:
    """The proposals of a bundle. A proposal that does not say its year takes that of its neighbours."""
    read = [_read(part, bundle.overview) for part in bundle.parts]
    own = [_year(r, ()) for r in read]
    siblings = [y for r, y in zip(read, own, strict=True) if y is not None and _dates(r)]
    return tuple(_proposal(r, _year(r, siblings)) for r in read)


def _read(part: Part, overview: Sequence[Overview]) -> _Read:
    sections = find_sections(part)
    return _Read(
        part=part,
        fields=read_fields(part, overview),
        sections=sections,
        tables=find_tables(part, sections),
        consulted=read_consulted(part, sections),
        criteria=read_criteria(part, sections),
    )


def _dates(read: _Read) -> list[date]:
    return [c.date for c in read.consulted if c.date is not None]


def _year(read: _Read, siblings: Sequence[int]) -> int | None:
    return proposal_year(
        approvals=_dates(read),
        round_printed=read.fields.round,
        siblings=siblings,
        price_level_year=_price_level(read),
    )


def _price_level(read: _Read) -> int | None:
    """The price level year of the proposal's own tables: the main table's, or else the most frequent one."""
    main = [t.price_level_year for t in read.tables if t.kind is TableKind.ECONOMIC_CONSEQUENCES and t.price_level_year]
    every = [t.price_level_year for t in read.tables if t.price_level_year]
    if main or every:
        return Counter(main or every).most_common(1)[0][0]
    return read.fields.price_level_printed


def _proposal(read: _Read, year: int | None) -> Proposal:
    fields = read.fields
    return Proposal(
        code=fields.code,
        printed_code=fields.printed_code,
        year=year,
        kind=fields.kind or KIND_WHERE_SILENT,
        round=fields.round,
        title=fields.title,
        summary=fields.summary,
        submitting_administration=fields.submitting_administration,
        affected_administrations=fields.affected_administrations,
        committee=fields.overview.committee if fields.overview else None,
        cross_cutting=fields.overview.cross_cutting if fields.overview else None,
        price_level_year=_price_level(read),
        text=read.part.text,
        lines=read.part.lines,
        sections=read.sections,
        tables=read.tables,
        consulted=read.consulted,
        criteria=read.criteria,
        overview=fields.overview,
        notes=_notes(read),
    )


def _notes(read: _Read) -> tuple[str, ...]:
    notes = []
    if read.fields.kind is None:
        notes.append("Det fremgår ikke, hvilken slags forslag der er tale om; det er kaldt en business case.")
    if not read.sections:
        notes.append("Forslaget har ingen afsnit med de overskrifter, som skabelonen bruger.")
    return tuple(notes)
