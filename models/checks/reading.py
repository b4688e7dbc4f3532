"""What could not be read, said so that nobody takes silence for agreement."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.rule import Evidence, Rule
from models.checks.sums import name_of
from models.types import Finding

TOO_MANY_VALUES = Rule(
    id="too_many_values",
    severity="warning",
    title="En række har flere tal, end tabellen har år",
    compares="Antallet af tal i en række med antallet af år i tabellens hoved.",
    example="Tabellen dækker 2024 og 2025, men rækken »Løn« har tre beløb.",
    remedy="Se efter, om et år mangler i tabellens hoved, eller om et beløb står i en forkert række.",
)
COLUMNS_ASSUMED = Rule(
    id="columns_assumed",
    severity="note",
    title="Et beløbs år er usikkert",
    compares="Rækkernes tal med tabellens år, hvor dokumentets tekst ikke viser, hvilken kolonne tallene står i.",
    example="En række har to tal, tabellen fire år, og summen afgør ikke, hvilke to år tallene hører til.",
    remedy="Se efter i originalen, eller indlæs dokumentet i et format, hvor tabellens celler er bevaret.",
)
UNREADABLE_MARKS = Rule(
    id="unreadable_marks",
    severity="note",
    title="Afkrydsninger kan ikke læses",
    compares="Skemaets felter over berørte forvaltninger med de krydser, der kan læses.",
    example="Alle syv forvaltninger er nævnt, men ingen krydser kan læses.",
    remedy="Se efter i originalen, og sæt krydser, som kan læses som tekst.",
)
INCOMPLETE_READING = Rule(
    id="incomplete_reading",
    severity="note",
    title="Noget kunne ikke læses",
    compares="Forslagets tabeller og felter med det, der kunne læses af dem.",
    example="Forslaget har ingen tabel med beløb.",
    remedy="Se efter i originalen.",
)


def find_unread(evidence: Evidence) -> Iterator[Finding]:
    """What of the tables and the form could not be read for certain."""
    proposal = evidence.proposal
    for table in proposal.tables:
        for warning in table.warnings:
            rule = TOO_MANY_VALUES if "flere tal" in warning else INCOMPLETE_READING
            yield rule.finding(warning, at=table)
        if table.placement == "assumed":
            yield COLUMNS_ASSUMED.finding(
                f"I {name_of(table)} kan nogle tal høre til flere år; det mest sandsynlige år er valgt.", at=table
            )
    if proposal.affected_administrations is None:
        yield UNREADABLE_MARKS.finding("Det kan ikke læses, hvilke forvaltninger der er afkrydset som berørte.")
    if not proposal.tables:
        yield INCOMPLETE_READING.finding("Forslaget har ingen tabel med beløb.")
    for note in proposal.notes:
        yield INCOMPLETE_READING.finding(note)
