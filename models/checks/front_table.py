"""The bundle's front table against the proposal's own total, after price level."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.numerals import format_kr
from models.checks.rule import Evidence, Rule
from models.headline import implementation_by_year, main_table
from models.types import Finding

FRONT_TABLE = Rule(
    id="front_table",
    severity="warning",
    title="Forsiden siger noget andet end forslaget",
    compares="Beløbet på bundtets forside med forslagets egne implementeringsomkostninger, efter pris- og lønniveau.",
    example="Forsiden har 2,1 mio. kr.; forslagets tabel giver 1,6 mio. kr. på samme prisniveau.",
    remedy="Find ud af, hvilket beløb der er det seneste, og ret det andet.",
)

# Prices and wages rise by some two per cent a year; an amount of the year before may be this much lower at most.
HIGHEST_YEARLY_INDEX = 1.045
LOWEST_YEARLY_INDEX = 0.995


def find_front_table(evidence: Evidence) -> Iterator[Finding]:
    """A front table's amount that is not the proposal's own, price level and rounding allowed for."""
    proposal = evidence.proposal
    line = proposal.overview
    own = implementation_by_year(proposal.tables)
    if line is None or line.amount_kr is None or not own:
        return
    total = sum(own.values())
    years = (proposal.price_level_year or 0) - (line.price_level_year or 0)
    if not proposal.price_level_year or not line.price_level_year:
        years = 0
    factors = sorted((LOWEST_YEARLY_INDEX**years, HIGHEST_YEARLY_INDEX**years)) if years else [1.0, 1.0]
    rounding = 50_000 if line.amount_kr % 100_000 == 0 else 5_000 if line.amount_kr % 10_000 == 0 else 500
    low, high = (line.amount_kr - rounding) * factors[0], (line.amount_kr + rounding) * factors[1]
    if low - 1 <= total <= high + 1:
        return
    yield FRONT_TABLE.finding(
        f"Bundtets forside angiver {format_kr(line.amount_kr)}, men forslagets egne tabeller giver "
        f"{format_kr(total)}; forskellen i prisniveau forklarer det ikke.",
        values=(line.amount_kr, total),
        at=main_table(proposal.tables),
    )
