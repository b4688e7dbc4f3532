"""One shipped proposal: what is printed in it and what is labelled beside it.

Money is in whole kroner with the printed sign; years are calendar years. Nothing here is derived: what follows from
the tables (the headline, the gold labels) is computed in ``gold``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.types import Consulted, Criteria, ProposalKind, RowRole, TableKind


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    """A row of a money table. ``cells`` is what is printed under each year (``""`` where nothing is)."""

    label: str
    area: str | None
    role: RowRole
    values: Mapping[int, int]
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """A row that only heads a block of a money table: 'Varige ændringer'."""

    label: str


@dataclass(frozen=True, kw_only=True)
class PaybackRow:
    """A pay-back row: ``basis`` is ``service`` or ``total``, ``years`` None where the form prints a dash."""

    label: str
    basis: str
    years: float | None
    cell: str


@dataclass(frozen=True, kw_only=True)
class MoneyTable:
    """A money table as it is printed, block headings and pay-back rows included, in their order."""

    name: str
    caption: str | None
    kind: TableKind
    unit_kr: int
    price_level_year: int
    years: tuple[int, ...]
    lines: tuple[MoneyRow | BlockRow | PaybackRow, ...]
    unit_place: str = "header"  # "header": first cell of the year row; "above": on a row of its own above the years

    @property
    def rows(self) -> tuple[MoneyRow, ...]:
        """The rows that hold money."""
        return tuple(line for line in self.lines if isinstance(line, MoneyRow))


@dataclass(frozen=True, kw_only=True)
class WordTable:
    """A table without sums: follow-up, time schedule, risks. The first row is its heading."""

    name: str
    caption: str | None
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CriteriaTable:
    """'Kriterier til prioritering': the words printed in its cells, and the answers that they give."""

    caption: str | None
    unit: str
    expenditure: str
    adoption: str
    potential: str
    marks: tuple[str, str, str]  # as printed: cross-cutting, large scale, new technology
    answers: Criteria


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the prose: level 2 is a section (numbered by the template), level 3 a subheading."""

    text: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; ``marker`` is ``"-"`` or ``"1."`` for an item of a list, otherwise empty."""

    text: str
    marker: str = ""


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """Where a table is printed: ``kind`` is table, words, criteria or consulted; ``name`` says which."""

    kind: str
    name: str


Piece = Heading | Paragraph | Placeholder


@dataclass(frozen=True, kw_only=True)
class Template:
    """How the form of that year looked. The words are labels of the form, never the author's text."""

    numbering: str = "1."  # "1.", "1.1", "1.1." or "" (no numbers)
    capitals: bool = False  # section headings in capitals
    code: str = "before"  # where the code stands: "before" or "after" the title, "none" where it is not printed
    title_label: str = "Forslagets titel:"
    summary_label: str = "Kort resumé:"
    submitting_label: str = "Fremstillende forvaltning:"
    affected_label: str = "Berørte forvaltninger:"
    price_level_label: str = "Angiv p/l:"
    funding: str = ""  # what stands after 'Der søges om midler fra:'; the field is left out when empty
    print_round: bool = False  # print the round under the kind
    mark: str = "X"  # a set check mark in text: "X" or "☒"
    dates: str = "d-m-y"  # "d-m-y" 21-01-2021, "d.m.y" 21.1.2021, "long" 21. januar 2021
    note: str = ""  # printed under the main table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of substance in the text, in base units (kroner, hours …). Optional ones count neither way."""

    kind: str
    low: float
    high: float
    unit: str
    per: str | None
    quote: str
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class RoleLabel:
    """What the figures of one quote are to the proposal; ``low`` picks one where several figures share the quote."""

    role: str
    quote: str
    low: float | None = None

    def names(self, figure: Figure) -> bool:
        """Whether this label is about the figure."""
        return self.quote == figure.quote and self.low in (None, figure.low)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Another proposal or project that the prose names; ``proposal_id`` is None where it is none of ours."""

    text: str
    proposal_id: str | None


@dataclass(frozen=True, kw_only=True)
class Relation:
    """What this example is to another one, in the contract's terms, and why."""

    to: str
    relation: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Inconsistency:
    """A planted contradiction and the numbers that disagree (money in kroner)."""

    what: str
    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What a reader should find: written by the author, never by a program.

    ``headline`` holds only what no table says (``fte_saved``, ``lasting_effect_kr_per_year`` as low and high), or
    what a planted contradiction makes doubtful; the rest is computed from the main table. ``roles`` is None where
    nobody has labelled the roles; where they are labelled, a figure without one has the role ``other``.
    """

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    headline: Mapping[str, object] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    ignored: tuple[str, ...] = ()  # numbers of the prose that are no figures: paragraphs of a law, names with digits
    systems: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    residue: tuple[str, ...] = ()
    roles: tuple[RoleLabel, ...] | None = None

    def role(self, figure: Figure) -> str | None:
        """The role of one of the figures; None where nobody has labelled the roles."""
        if self.roles is None:
            return None
        return next((label.role for label in self.roles if label.names(figure)), "other")


@dataclass(frozen=True, kw_only=True)
class FrontLine:
    """The proposal's line in a bundle's front table. ``amount_kr`` is rounded as printed."""

    amount_kr: int
    price_level_year: int
    title: str | None = None  # where it differs from the proposal's own


@dataclass(frozen=True, kw_only=True)
class Example:
    """One proposal with its labels."""

    id: str
    code: str | None
    year: int
    kind: ProposalKind
    round: str | None
    title: str
    summary: str | None
    submitting: str
    affected: tuple[str, ...]
    price_level_year: int
    committee: str | None
    cross_cutting: bool | None
    voice: str
    family: str
    split: str
    template: Template
    front: FrontLine | None
    pieces: tuple[Piece, ...]
    tables: Mapping[str, MoneyTable]
    words: Mapping[str, WordTable]
    criteria: CriteriaTable | None
    consulted: tuple[Consulted, ...]
    labels: Labels

    @property
    def prose(self) -> str:
        """The running text that the author wrote, paragraphs apart by blank lines; no headings, no tables."""
        return "\n\n".join(piece.text for piece in self.pieces if isinstance(piece, Paragraph))

    @property
    def figure_text(self) -> str:
        """Where figures are labelled: summary, prose, tables of words, and the amounts of the criteria table."""
        cells = [cell for table in self.words.values() for row in table.rows for cell in row]
        if self.criteria:
            cells += [self.criteria.expenditure, self.criteria.potential]
        return "\n\n".join([self.summary or "", self.prose, *cells])

    @property
    def main(self) -> MoneyTable | None:
        """The main table: the first one of economic consequences."""
        kinds = (table for table in self.tables.values() if table.kind is TableKind.ECONOMIC_CONSEQUENCES)
        return next(kinds, None)

    @property
    def latest_approval(self) -> date | None:
        """The latest date under 'Hvem er hørt?'."""
        return max((body.date for body in self.consulted if body.date), default=None)
