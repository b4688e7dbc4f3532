"""Years and price levels: tables of other years than the proposal's, and money at several price levels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.types import Table, TableKind
from models.checks.rule import Evidence, Rule
from models.checks.sums import name_of
from models.headline import main_table
from models.types import Finding

YEARS_OUTSIDE = Rule(
    id="years_outside",
    severity="warning",
    title="Årstal uden for forslagets periode",
    compares="En tabels år med hovedtabellens, og de år, som beløbene står i, med det år, forslaget er fremsat.",
    example="Hovedtabellen dækker 2024-2027; tabellen over serviceinvesteringer dækker 2018-2021.",
    remedy="Ret årene i tabellens hoved; de er ofte blevet stående fra et ældre forslag.",
)
PRICE_LEVEL_MISSING = Rule(
    id="price_level_missing",
    severity="note",
    title="Pris- og lønniveau mangler",
    compares="Forslagets tabeller og feltet om pris- og lønniveau med hinanden: et af dem skal sige det.",
    example="Ingen tabel og intet felt siger, om beløbene er i 2024- eller 2025-priser.",
    remedy="Skriv pris- og lønniveauet i tabellernes hoved, f.eks. »1.000 kr. 2025 p/l«.",
)
PRICE_LEVELS_MIXED = Rule(
    id="price_levels_mixed",
    severity="warning",
    title="Tabellerne har forskelligt prisniveau",
    compares="Pris- og lønniveauet i de enkelte tabellers hoveder med hinanden og med feltet på forsiden.",
    example="Tabel 1 er i 2024 p/l, tabel 2 i 2025 p/l.",
    remedy="Regn beløbene om til det samme niveau, eller ret det hoved, der er forkert.",
)

LONGEST_PERIOD = 40
"""Years from a proposal to the last year of its money: buildings are paid off in thirty."""

EARLIEST = 2
"""Years before the proposal in which its money may begin: what was spent before may be shown."""

_FIELD = re.compile(
    r"\b(?:Angiv\s{1,3}p\s?/\s?[l1I]|pris(?:-\sog\sløn)?niveau)\s{0,3}:?\s{0,6}(?P<year>20\d\d)\b", re.I
)
_FRONT = 6_000
"""Characters in which the field of the front page stands."""


def find_years(evidence: Evidence) -> Iterator[Finding]:
    """Tables whose years do not meet the main table's, and years too far from the proposal's own."""
    proposal = evidence.proposal
    main = main_table(proposal.tables)
    for table in proposal.tables:
        if not table.years or table.kind is TableKind.OTHER:
            continue
        if main and main.years and table is not main and not set(table.years) & set(main.years):
            yield YEARS_OUTSIDE.finding(
                f"{name_of(table, begins=True)} dækker {_span(table)}, men hovedtabellen {_span(main)}.", at=table
            )
            continue
        used = [year for row in table.rows for year, value in row.values.items() if value]
        if proposal.year and used and not _near(proposal.year, min(used), max(used)):
            yield YEARS_OUTSIDE.finding(
                f"{name_of(table, begins=True)} har beløb i {min(used)}-{max(used)}, men forslaget er fra "
                f"{proposal.year}.",
                at=table,
            )


def _near(year: int, first: int, last: int) -> bool:
    return year - EARLIEST <= first and last <= year + LONGEST_PERIOD


def _span(table: Table) -> str:
    return str(table.years[0]) if len(table.years) == 1 else f"{min(table.years)}-{max(table.years)}"


def find_price_levels(evidence: Evidence) -> Iterator[Finding]:
    """A price level that is nowhere printed, or several of them."""
    proposal = evidence.proposal
    levels = [(table.price_level_year, table) for table in proposal.tables if table.price_level_year]
    if not levels:
        if proposal.tables and not proposal.price_level_year:
            yield PRICE_LEVEL_MISSING.finding(
                "Hverken tabellerne eller forsiden siger, hvilket pris- og lønniveau beløbene er i.",
                at=proposal.tables[0],
            )
        return
    first = levels[0][0]
    for level, table in levels[1:]:
        if level != first:
            yield PRICE_LEVELS_MIXED.finding(
                f"{name_of(levels[0][1], begins=True)} er i {first}-priser, men {name_of(table)} i {level}-priser.",
                at=table,
            )
            return
    field = _FIELD.search(proposal.text, 0, _FRONT)
    if field and int(field["year"]) != first:
        yield PRICE_LEVELS_MIXED.finding(
            f"Forsiden angiver {field['year']} p/l, men {name_of(levels[0][1])} er i {first}-priser.", at=levels[0][1]
        )
