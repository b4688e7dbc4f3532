"""Proposals in the municipality's forms, written for the tests of splitting and of the form's fields."""

from __future__ import annotations

from corpus.types import Document, Line

PROSE = (
    "Kommunen har i dag mange lokaler, som ikke bliver brugt, og det er ikke klart, hvem der skal stå for dem. "
    "Opgaven vil derfor blive samlet, så det er lettere at finde et ledigt rum, og der skal findes en fælles løsning, "
    "som alle kan bruge. Det er ventet, at der kan spares tid hver uge."
)
SECTIONS = (
    "Baggrund og formål",
    "Forslagets indhold",
    "Økonomi",
    "Implementering af forslaget",
    "Opfølgning",
    "Risikovurdering",
    "Hvem er hørt?",
)
TABLE = (
    "Tabel 1. Forslagets samlede økonomiske konsekvenser\n"
    "1.000 kr. 2023 p/l\tStyringsområde\t2023\t2024\n"
    "Indkøb\tService\t100\t200\n"
    "Samlede implementeringsomkostninger\t\t100\t200"
)


def document(text: str) -> Document:
    """The text as cleaning hands it on: one line for each printed line that is not empty."""
    lines: list[Line] = []
    kept: list[str] = []
    position = 0
    for printed in text.split("\n"):
        if printed.strip():
            lines.append(Line(start=position, end=position + len(printed)))
            kept.append(printed)
            position += len(printed) + 1
    return Document(source="prøve.txt", sha256="0" * 64, text="\n".join(kept), lines=tuple(lines))


def flattened(text: str) -> Document:
    """The text with its line breaks and cells lost."""
    return document(" ".join(text.split()))


def body(first: int = 0, *, numbered: bool = True) -> str:
    """A form's sections from the given one on, each with prose."""
    sections = list(enumerate(SECTIONS, 1))[first:]
    return "\n".join(f"{number}. {name}\n{PROSE}" if numbered else f"{name}\n{PROSE}" for number, name in sections)


def proposal(title: str, *, kind: str = "INVESTERINGSFORSLAG", administration: str = "Socialforvaltningen") -> str:
    """A whole proposal with the usual fields."""
    return (
        f"{kind}\nForslagets titel: {title}\nKort resumé: {PROSE}\nFremstillende forvaltning: {administration}\n"
        f"Angiv p/l: 2023\n{TABLE}\n{body()}\n"
    )
