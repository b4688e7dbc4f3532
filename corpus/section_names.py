"""The names that templates have given to a proposal's sections, and how a printed heading is matched to them.

A heading is compared folded: lower case, æ ø å as OCR tends to write them, letters and digits only. Own lines may
differ from a known name by a few misread letters; inside running text a name must be printed as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from corpus.folding import fold
from corpus.types import SectionKind

# In the order in which the templates print them; the first name of each kind is the commonest.
SECTION_NAMES: tuple[tuple[SectionKind, tuple[str, ...]], ...] = (
    (
        SectionKind.BACKGROUND,
        (
            "Baggrund og formål",
            "Formål og baggrund",
            "Baggrund og formål med forslaget",
            "Baggrund for forslaget",
            "Baggrund",
            "Formål",
            "Forslagets formål",
            "Forslagets baggrund",
        ),
    ),
    (
        SectionKind.CONTENT,
        (
            "Forslagets indhold",
            "Indhold",
            "Forslagets hovedindhold",
            "Indholdet i forslaget",
            "Indhold i forslaget",
            "Beskrivelse af forslaget",
            "Forslagsbeskrivelse",
            "Løsningsbeskrivelse",
        ),
    ),
    (
        SectionKind.ECONOMY,
        (
            "Økonomi",
            "Forslagets samlede økonomiske konsekvenser",
            "Samlede økonomiske konsekvenser",
            "Forslagets økonomiske konsekvenser",
            "Økonomiske konsekvenser",
            "Forslagets økonomi",
            "Økonomi i forslaget",
            "Økonomi og finansiering",
            "Samlet økonomi",
            "Finansiering",
        ),
    ),
    (
        SectionKind.CRITERIA,
        (
            "Kriterier til prioritering af innovationspuljen",
            "Tentativ businesscase og kriterier til prioritering",
            "Tentativ business case og kriterier til prioritering",
            "Til prioritering af innovationspuljen",
            "Kriterier for prioritering af innovationspuljen",
            "Prioritering af innovationspuljen",
            "Kriterier til prioritering",
            "Kriterier for prioritering",
            "Prioriteringskriterier",
            "Tentativ businesscase",
            "Tentativ business case",
        ),
    ),
    (
        SectionKind.COMMITTEES,
        (
            "Fordeling på udvalg",
            "Fordeling mellem udvalg",
            "Fordeling på udvalg og forvaltninger",
            "Økonomisk fordeling på udvalg",
            "Fordeling på forvaltninger",
        ),
    ),
    (
        SectionKind.IMPLEMENTATION,
        (
            "Implementering af forslaget",
            "Forslagets implementering",
            "Implementering og tidsplan",
            "Implementering",
            "Implementeringsplan",
            "Implementering af innovationsforslaget",
        ),
    ),
    (
        SectionKind.PARTNERS,
        (
            "Inddragelse af samarbejdspartnere",
            "Inddragelse af eksterne samarbejdspartnere",
            "Inddragelse af interessenter",
            "Inddragelse",
            "Samarbejdspartnere",
        ),
    ),
    (
        SectionKind.EFFECT,
        (
            "Forslagets effekt",
            "Effekt af innovationsforslaget",
            "Effekt af forslaget",
            "Effekten af forslaget",
            "Forslagets effekter",
            "Forventet effekt",
            "Forventede effekter",
            "Effekt og opfølgning",
            "Effekt",
            "Effekter",
        ),
    ),
    (
        SectionKind.FOLLOWUP,
        (
            "Opfølgning",
            "Opfølgning på forslaget",
            "Opfølgning og evaluering",
            "Evaluering og opfølgning",
            "Evaluering",
        ),
    ),
    (
        SectionKind.RISK,
        ("Risikovurdering", "Risikovurdering af forslaget", "Vurdering af risici", "Risikoanalyse", "Risici", "Risiko"),
    ),
    (
        SectionKind.CONSULTED,
        (
            "Hvem er hørt?",
            "Hvem er blevet hørt?",
            "Hvem har været hørt?",
            "Hørte parter",
            "Høringsparter",
            "Høring",
            "Høringer",
        ),
    ),
    (SectionKind.APPENDIX, ("Teknisk bilag", "Tekniske bilag", "Bilag")),
)
# A section's place in the templates; only headings that could also be something else are held against it.
TEMPLATE_ORDER = {kind: place for place, (kind, _) in enumerate(SECTION_NAMES)}
# Below this likeness (0-100) a line is another text: one misread letter in 'Økonomi' gives 86, two in 'Opfølgning' 80.
_LIKENESS = 85
_LIKENESS_LONG = 88  # for names of more than eight letters
# Words that also head enclosures and clauses ('Bilag 3', 'Formål med mødet'): never taken by their beginning alone.
_NO_PREFIX = frozenset({"bilag", "formal", "inddragelse", "horing", "finansiering"})


# Begins like a section's name, but is a table of the section 'Økonomi'.
_OF_A_TABLE = fold("Effekt på administration")


@dataclass(frozen=True, kw_only=True)
class NamedSection:
    """A known section name that a heading was matched to; ``likeness`` runs from 85 to 100 (the very name)."""

    kind: SectionKind
    name: str
    likeness: float

    @property
    def single_word(self) -> bool:
        """Whether the name is one common word ('Økonomi'), which may also be a table's cell."""
        return " " not in self.name


@cache
def _folded_names() -> dict[str, tuple[SectionKind, str]]:
    return {fold(name): (kind, name) for kind, names in SECTION_NAMES for name in names}


def match_name(title: str) -> NamedSection | None:
    """The section whose name a heading's title (without its number) is, a few misread letters allowed, or None."""
    folded = fold(title)
    names = _folded_names()
    if folded in names:
        kind, name = names[folded]
        return NamedSection(kind=kind, name=name, likeness=100.0)
    if len(folded) < 6:
        return None
    best = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if best is None or (len(best[0]) > 8 and best[1] < _LIKENESS_LONG):
        return None
    kind, name = names[best[0]]
    return NamedSection(kind=kind, name=name, likeness=float(best[1]))


def match_beginning(title: str) -> NamedSection | None:
    """The longest known name with which a title begins ('Økonomi og varige ændringer'), or None."""
    if fold(title).startswith(_OF_A_TABLE):
        return None
    words = title.split()
    names = _folded_names()
    for count in range(min(len(words) - 1, 8), 0, -1):
        folded = fold(" ".join(words[:count]))
        if folded in names and folded not in _NO_PREFIX:
            kind, name = names[folded]
            return NamedSection(kind=kind, name=name, likeness=95.0)
    return None


_TOLERANT = {"ø": "[ØøOo0@GgEeQZz]", "å": "[ÅåAaÉé]", "æ": "(?:[Ææ]|[AaEe][Ee])", " ": r"\s{1,3}", "?": r"\s?\??"}


@cache
def name_pattern() -> str:
    """An expression (to be compiled with ``re.I``) that finds any known name in running text, longest first."""
    names = sorted((n for _, names in SECTION_NAMES for n in names), key=len, reverse=True)
    return "|".join("".join(_TOLERANT.get(c, re.escape(c)) for c in name.lower()) for name in names)
