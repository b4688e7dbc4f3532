"""The contract's objects as the API's description shows them. They are built in `service.schemas`, not here.

More fields may come: who reads these answers must leave alone what they do not know.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Told(BaseModel):
    """A part of an answer; fields that are not described may be added."""

    model_config = ConfigDict(extra="allow")


class Place(Told):
    """A half-open range of characters of a proposal's text."""

    start: int
    end: int


class Range(Told):
    """Two numbers, equal where there is one."""

    low: float
    high: float


class Section(Place):
    """A section from its heading to the next one."""

    heading: str
    canonical: str


class Row(Told):
    """A row of a money table, in kroner by year."""

    label: str
    area: str | None
    role: str
    values: dict[str, float | None]


class Table(Told):
    """A money table."""

    caption: str | None
    kind: str
    unit_kr: int | None
    price_level_year: int | None
    years: list[int]
    rows: list[Row]
    start: int
    end: int


class Headline(Told):
    """The key figures, in kroner, years and full-time equivalents."""

    implementation_total_kr: float | None
    implementation_by_year: dict[str, float | None] | None
    implementation_by_area: dict[str, float | None] | None
    lasting_effect_by_year: dict[str, float | None] | None
    lasting_effect_kr_per_year: Range | None
    payback_years_service: float | None
    payback_years_total: float | None
    fte_saved: Range | None
    expected_follow_up_investment_kr: Range | None
    expected_adoption: str | None


class Figure(Place):
    """A number of the running text, with its place. ``corrected`` and ``correct`` where a person has spoken of it."""

    kind: str
    low: float
    high: float
    unit: str | None
    per: str | None
    text: str
    section: str | None


class Mention(Place):
    """Another proposal that the text names."""

    text: str
    proposal_id: str | None


class Consulted(Told):
    """A body that was heard."""

    body: str
    answer: str | None
    date: str | None


class Criteria(Told):
    """Answers of the criteria table; large_scale may be 'partial'."""

    cross_cutting: bool | None
    large_scale: bool | str | None
    new_technology: bool | None


class ThemeGiven(Told):
    """A theme with its calibrated probability."""

    id: str
    label: str
    facet: str
    probability: float


class Finding(Told):
    """Something that does not hold, with the numbers that disagree."""

    rule: str
    severity: str
    message: str
    values: list[float]
    start: int | None
    end: int | None


class Proposal(Told):
    """A proposal as read, tagged and checked."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={"example": {"id": "2024-BC01", "year": 2024, "title": "Fælles vagtplan i hjemmeplejen"}},
    )

    id: str
    code: str | None
    printed_code: str | None
    year: int | None
    kind: str
    round: str | None
    title: str
    summary: str | None
    submitting_administration: str | None
    affected_administrations: list[str] | None
    committee: str | None
    cross_cutting: bool | None
    price_level_year: int | None
    text: str
    sections: list[Section]
    tables: list[Table]
    headline: Headline
    figures: list[Figure]
    systems: list[str]
    organisations: list[str]
    mentions: list[Mention]
    consulted: list[Consulted]
    criteria: Criteria
    themes: list[ThemeGiven]
    findings: list[Finding]


class OverviewLine(Told):
    """A line of a bundle's front table."""

    code: str | None
    title: str
    committee: str | None
    amount_kr: int | None
    price_level_year: int | None
    cross_cutting: bool | None
    note: str | None


class Document(Told):
    """A file that was read."""

    source: str
    sha256: str
    proposals: list[Proposal]
    overview: list[OverviewLine]
    warnings: list[str]


class Documents(Told):
    """The answer of ``analyse``."""

    documents: list[Document]


class Reason(Told):
    """Why two proposals belong together, with the places in both texts."""

    kind: str
    message: str
    here: Place | None
    there: Place | None


class RelatedProposal(Told):
    """A proposal that belongs with the one asked for."""

    id: str
    title: str
    year: int | None
    relation: str
    probability: float
    score: float
    mentions: bool
    reasons: list[Reason]


class Related(Told):
    """The answer of ``related``, best first."""

    id: str
    related: list[RelatedProposal]


class Pair(Told):
    """A flagged pair, with the money that both ask for."""

    a: str
    b: str
    relation: str
    probability: float
    reasons: list[Reason]
    money: list[dict[str, Any]]
    price_level_year: int | None


class Pairs(Told):
    """The answer of ``overlaps``, most certain first."""

    pairs: list[Pair]
    next: str | None = Field(description="Markør til næste side, eller null.")


class Hit(Told):
    """A proposal or front-table line that answers a search."""

    id: str
    title: str
    year: int | None
    score: float
    snippet: str
    span: Place | None


class Hits(Told):
    """The answer of ``search``, best first."""

    query: str
    hits: list[Hit]


class ProblemDetails(Told):
    """An error (RFC 9457). ``type`` is a word for programs, ``detail`` a Danish sentence for people."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:genklang:problem:unknown-proposal",
                "title": "Ukendt forslag",
                "status": 404,
                "detail": "Forslaget »2024-BC99« er ikke i samlingen.",
                "request_id": "3f9c2a71b0d4e865",
            }
        }
    )

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, str]] = []
