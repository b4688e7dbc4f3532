"""What we conclude: the frozen values of an analysis. Imports corpus.types and nothing else of ours.

Money is in whole kroner with the printed sign, years are calendar years, offsets count in ``Proposal.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from corpus.types import AmountRange, Overview, Proposal, SectionKind, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Severity = Literal["error", "warning", "note"]


class FigureKind(StrEnum):
    """What a number counts; the contract's names. ``count`` and ``volume`` are one kind to whoever scores."""

    MONEY = "money"
    FTE = "fte"
    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"
    VOLUME = "volume"
    DURATION = "duration"
    AREA_M2 = "area_m2"


class FigureRole(StrEnum):
    """What a number is to the proposal."""

    INVESTMENT = "investment"  # one-off money that the proposal asks for
    SAVING = "saving"  # money saved, a year unless the figure says otherwise
    RUNNING_COST = "running_cost"  # lasting costs that the proposal brings: licences, operation
    STAFF_SAVED = "staff_saved"  # full-time equivalents or hours that are freed
    VOLUME = "volume"  # how many cases, citizens, calls or sites are handled
    UNIT_PRICE = "unit_price"  # money for one of something
    TIME_PER_CASE = "time_per_case"  # minutes or hours for one of something
    TARGET = "target"  # what is to be reached
    BASELINE = "baseline"  # how it is today
    OTHER = "other"


class NameKind(StrEnum):
    """What a name in the text is the name of. Persons are found in order to be masked and never listed."""

    SYSTEM = "system"
    ORGANISATION = "organisation"
    TARGET_GROUP = "target_group"
    PLACE = "place"
    LAW = "law"
    PERSON = "person"


class Relation(StrEnum):
    """How one proposal stands to another, strongest first."""

    DUPLICATE = "duplicate"
    REVISION = "revision"
    FOLLOW_ON = "follow-on"
    OVERLAP = "overlap"
    RELATED = "related"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of substance in the running text: money in kroner, ``low`` to ``high`` (equal for one value).

    ``unit`` and ``per`` are printed words ('årsværk', 'ansættelse'); ``text`` is the proposal's text from start to end.
    ``role`` is what a trained model holds it for, with its probability; None where no model was asked.
    """

    kind: FigureKind
    low: float
    high: float
    unit: str | None
    per: str | None
    text: str
    start: int
    end: int
    section: SectionKind | None = None
    role: FigureRole | None = None
    role_probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name with its usual spelling and every place where the text has it."""

    kind: NameKind
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Another proposal or project that the text names; ``proposal_id`` where the collection or bundle holds it."""

    text: str
    start: int
    end: int
    proposal_id: str | None = None
    code: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of a proposal's running text, of some 100 to 200 words, that is searched and weighed as one.

    ``text`` is without headings, tables and form text, so it may be shorter than ``start`` to ``end`` is.
    """

    start: int
    end: int
    section: SectionKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme above its own threshold, with a calibrated probability and the passages that speak most for it."""

    id: str
    label: str
    facet: str
    probability: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why two proposals are held to belong together: a Danish sentence, and the places that it rests on.

    ``weight`` is the model's own contribution in log-odds; reasons stand strongest first.
    """

    kind: str
    message: str
    here: Span | None = None
    there: Span | None = None
    weight: float = 0.0


@dataclass(frozen=True, kw_only=True)
class RelatedProposal:
    """An answer to 'what have we seen before?': calibrated ``probability`` of ``relation``, ``score`` for the order."""

    id: str
    title: str
    year: int | None
    relation: Relation
    probability: float
    score: float
    mentions: bool
    reasons: tuple[Reason, ...] = ()


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
    """A proposal with its id in the collection and what was concluded from it.

    ``passages`` and ``vectors`` are what it is compared with others by, ``theme_probabilities`` those of every theme.
    *Shape:* ``vectors`` (passages, width of the encoder), rows of length 1.
    """

    id: str
    proposal: Proposal
    headline: Headline
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()
    mentions: tuple[Mention, ...] = ()
    themes: tuple[Theme, ...] = ()
    passages: tuple[Passage, ...] = ()
    vectors: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)
    theme_probabilities: Mapping[str, float] = field(default_factory=dict)

    @property
    def systems(self) -> tuple[str, ...]:
        """The IT systems that the text names."""
        return self.named(NameKind.SYSTEM)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The bodies, partners and suppliers that the text names."""
        return self.named(NameKind.ORGANISATION)

    def named(self, kind: NameKind) -> tuple[str, ...]:
        """The names of one kind, in the order in which the text brings them."""
        return tuple(name.name for name in self.names if name.kind is kind)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """One document's proposals, its front table, and what could not be read."""

    source: str
    sha256: str
    proposals: tuple[AnalysedProposal, ...]
    overview: tuple[Overview, ...]
    warnings: tuple[str, ...] = ()
