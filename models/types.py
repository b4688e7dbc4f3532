"""What we conclude: the frozen values of an analysis. Imports corpus.types and nothing else of ours.

Money is in whole kroner with the printed sign, years are calendar years, offsets count in ``Proposal.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus.types import AmountRange, Overview, Proposal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The key figures of one proposal; None where the document is silent. See the contract for each meaning."""

    implementation_total_kr: int | None = None
    implementation_by_year: Mapping[int, int] | None = None
    implementation_by_area: Mapping[str, int] | None = None
    lasting_effect_by_year: Mapping[int, int] | None = None
    lasting_effect_kr_per_year: AmountRange | None = None
    payback_years_service: float | None = None
    payback_years_total: float | None = None
    fte_saved: AmountRange | None = None
    expected_follow_up_investment_kr: AmountRange | None = None
    expected_adoption: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something a careful controller would point at. ``values`` are the numbers that disagree, money in kroner."""

    rule: str
    severity: Severity
    message: str
    values: tuple[float, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnalysedProposal:
    """A proposal with its id in the collection and what was concluded from it."""

    id: str
    proposal: Proposal
    headline: Headline
    findings: tuple[Finding, ...]
    figures: tuple[Any, ...] = ()
    systems: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    mentions: tuple[Any, ...] = ()
    themes: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """One document's proposals, its front table, and what could not be read."""

    source: str
    sha256: str
    proposals: tuple[AnalysedProposal, ...]
    overview: tuple[Overview, ...]
    warnings: tuple[str, ...] = ()
