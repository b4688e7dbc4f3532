"""What is printed: the frozen values that reading, splitting and parsing hand on.

This module stands at the bottom: everything imports it and it imports nothing of ours.

Offsets (``start``, ``end``) always count characters of a cleaned text: of ``Document.text`` before splitting,
of ``Proposal.text`` after it. Money is in whole kroner with the printed sign, years are calendar years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Span:
    """A half-open range of characters, ``text[start:end]``."""

    start: int
    end: int


# ---------------------------------------------------------------- from a file to cleaned text


@dataclass(frozen=True, kw_only=True)
class RawLine:
    """One printed line, paragraph or table row as a reader found it, before any repair.

    ``cells`` holds one string for running text and two or more for a row of a table whose cells are known to be apart
    (empty cells are kept as ``""``). No cell holds a tab or a newline. A blank line has the single cell ``""``: it
    stands for a gap between paragraphs. Check boxes are written as ``☒`` and ``☐``.
    """

    cells: tuple[str, ...]
    page: int = 0  # 1 is the first page; 0 where the format has no pages
    heading: bool = False  # the format itself says so (a Word heading style, <h2>, Markdown #)


@dataclass(frozen=True, kw_only=True)
class RawDocument:
    """What one reader got out of one file.

    ``wrapped`` tells whether the lines are printed lines that a paragraph runs across (PDF, OCR) or whole paragraphs
    (DOCX, HTML); ``None`` where the file does not tell (plain text).
    """

    lines: tuple[RawLine, ...]
    wrapped: bool | None = None
    ocr: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a cleaned text: a paragraph, a heading, or a table row with its cells separated by tabs."""

    start: int
    end: int
    page: int = 0
    heading: bool = False

    def of(self, text: str) -> str:
        """The line's characters in the text that it points into."""
        return text[self.start : self.end]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file's cleaned text, with its lines in order; ``text`` is the lines joined by newlines."""

    source: str
    sha256: str
    text: str
    lines: tuple[Line, ...]
    ocr: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One line of a bundle's front table. ``amount_kr`` is in kroner at the price level ``price_level_year``."""

    code: str | None
    title: str
    committee: str | None
    amount_kr: int | None
    price_level_year: int | None
    cross_cutting: bool | None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """The stretch of a document that one proposal fills. Its lines point into ``text``."""

    text: str
    lines: tuple[Line, ...]
    kind: ProposalKind | None = None  # from the heading above it or the bundle it stands in
    round: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What splitting found in one document: its proposals, its front table and what it could not place."""

    parts: tuple[Part, ...]
    overview: tuple[Overview, ...]
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------- the parts of a proposal


class ProposalKind(StrEnum):
    """The kinds of proposal that the contract names."""

    INNOVATION = "innovationsforslag"
    INVESTMENT = "investeringsforslag"
    EFFICIENCY = "effektiviseringsforslag"
    BUSINESS_CASE = "business case"
    BUDGET_NOTE = "budgetnotat"


class SectionKind(StrEnum):
    """Canonical names of a proposal's sections, whatever the template called or numbered them."""

    BACKGROUND = "background"
    CONTENT = "content"
    ECONOMY = "economy"
    CRITERIA = "criteria"
    COMMITTEES = "committees"
    IMPLEMENTATION = "implementation"
    PARTNERS = "partners"
    EFFECT = "effect"
    FOLLOWUP = "followup"
    RISK = "risk"
    CONSULTED = "consulted"
    APPENDIX = "appendix"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section: its heading as printed (number included) and the characters from the heading to the next one."""

    heading: str
    canonical: SectionKind
    start: int
    end: int
    body_start: int  # where the text after the heading begins


class TableKind(StrEnum):
    """The money tables of the contract."""

    ECONOMIC_CONSEQUENCES = "economic_consequences"
    SERVICE_INVESTMENTS = "service_investments"
    CONSTRUCTION_INVESTMENTS = "construction_investments"
    LASTING_CHANGES = "lasting_changes"
    ADMIN_EFFECT = "admin_effect"
    COMMITTEE_SPLIT = "committee_split"
    OTHER = "other"


class RowRole(StrEnum):
    """What a row of a money table is to the others."""

    IMPLEMENTATION = "implementation"
    LASTING = "lasting"
    OPERATION = "operation"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a money table: kroner by year with the printed sign; empty cells are absent, printed zeros kept."""

    label: str
    area: str | None
    role: RowRole
    values: Mapping[int, int]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What a total row promises: row ``total`` adds up the rows ``members`` (indexes into the table's rows)."""

    total: int
    members: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A money table. ``payback`` holds its pay-back rows in years, which are no money and so no rows.

    ``placement`` says how values came to their year columns: ``printed`` (the print says), ``solved`` (the printed
    totals leave one way only) or ``assumed`` (several ways hold; the likeliest was taken and a finding says so).
    """

    caption: str | None
    kind: TableKind
    unit_kr: int
    price_level_year: int | None
    years: tuple[int, ...]
    rows: tuple[Row, ...]
    start: int
    end: int
    placement: str = "printed"
    additions: tuple[Addition, ...] = ()
    payback: Mapping[str, float] = field(default_factory=dict)  # "service" / "total" -> years
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """One body under 'Hvem er hørt?': its answer ('ja', 'nej', 'ikke relevant' or None) and date of approval."""

    body: str
    answer: str | None
    date: date | None
    remark: str | None = None


@dataclass(frozen=True, kw_only=True)
class AmountRange:
    """An amount in kroner, or a count of something, from ``low`` to ``high`` as printed (low stands first)."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The table 'Kriterier til prioritering'. Every answer is None where the document is silent."""

    cross_cutting: bool | None = None
    large_scale: bool | str | None = None  # True, False, "partial" ('(X)') or None
    new_technology: bool | None = None
    expenditure: AmountRange | None = None  # 'Udgift', kroner
    expected_adoption: str | None = None  # 'Forventet vedtagelse' / 'Forventet investeringsforslag'
    potential: AmountRange | None = None  # 'Potentiale for varig effektivisering', kroner a year
    potential_fte: AmountRange | None = None  # the same potential in full-time equivalents (årsværk)
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One proposal as printed and parsed, before anything is concluded from it."""

    code: str | None
    printed_code: str | None
    year: int | None
    kind: ProposalKind
    round: str | None
    title: str
    summary: str | None
    submitting_administration: str | None
    affected_administrations: tuple[str, ...] | None
    committee: str | None
    cross_cutting: bool | None
    price_level_year: int | None
    text: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    consulted: tuple[Consulted, ...]
    criteria: Criteria
    overview: Overview | None = None
    notes: tuple[str, ...] = ()  # what could not be read, in Danish, for a finding
