"""The headings that name a form's kind, and the budget round that may stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.folding import alike, fold
from corpus.types import ProposalKind


@dataclass(frozen=True, kw_only=True)
class KindHeading:
    """A heading such as 'INVESTERINGSFORSLAG' and where it stands."""

    kind: ProposalKind
    start: int
    end: int


_HEADINGS: Mapping[ProposalKind, tuple[str, ...]] = {
    ProposalKind.INNOVATION: ("innovationsforslag", "innovationscase", "ansøgning til innovationspuljen"),
    ProposalKind.INVESTMENT: ("investeringsforslag", "investeringscase"),
    ProposalKind.EFFICIENCY: ("effektiviseringsforslag", "besparelsesforslag"),
    ProposalKind.BUSINESS_CASE: ("business case", "businesscase"),
    ProposalKind.BUDGET_NOTE: ("budgetnotat",),
}
_FOLDED = {fold(heading): kind for kind, headings in _HEADINGS.items() for heading in headings}

# A budget round as printed: 'OFS 2020-21', 'Overførselssagen 2021-2022', 'Budget 2023'. Not case-sensitive.
ROUND = (
    r"(?:(?:OFS|Overførselssag(?:en)?|Budget(?:forslag)?|Budgettet)\s{1,2}(?:for\s)?20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?)"
)

_ANY = "|".join(heading.replace(" ", r"\s{1,3}") for headings in _HEADINGS.values() for heading in headings)
_ANY_CAPITALS = "|".join(re.sub(" ", r"\\s{1,3}", one.upper()) for headings in _HEADINGS.values() for one in headings)
_CAPITALS = re.compile(rf"(?<![\w-])(?<!TENTATIV )(?:FORTROLIGT )?({_ANY_CAPITALS})(?![\w-])")
# Mixed case only on a line that holds little else: an appendix number before it, a round or a code and title behind it.
_OWN_LINE = re.compile(
    rf"(?:(?<=\n)|\A)[ *#]{{0,6}}(?:Bilag \w{{1,4}}[.:]? {{1,2}})?(?:Fortroligt )?(?=[A-ZÆØÅ])(?i:({_ANY}))(?![\w-])"
    rf"(?=[ *]{{0,4}}(?:\n|\Z)|[ ,.:–-]{{1,4}}(?:til )?(?i:{ROUND})| ?[:–] | {{1,3}}[A-ZÆØÅ]{{1,3}} ?\d)",
)
_DAMAGED_LINE = re.compile(r"(?:(?<=\n)|\A)[ *#]{0,6}([A-ZÆØÅ0-9|€][A-ZÆØÅ0-9|€ ]{8,36})[ *]{0,4}(?=\n|\Z)")
_LIKENESS = 0.85  # one or two misread letters
# In running words a bundle's heading also names the kind by its pool, catalogue or strategy.
_STEMS = re.compile(
    r"\b(?:(innovation|investering|effektivisering|besparelse)s(?:forslag|case|katalog|strategi)|(innovation)spulje"
    r"|(business\s?case)|(budgetnotat))",
    re.IGNORECASE,
)
_BY_STEM: Mapping[str, ProposalKind] = {
    "innovation": ProposalKind.INNOVATION,
    "investering": ProposalKind.INVESTMENT,
    "effektivisering": ProposalKind.EFFICIENCY,
    "besparelse": ProposalKind.EFFICIENCY,
    "budgetnotat": ProposalKind.BUDGET_NOTE,
}


def find_kind_headings(text: str) -> Iterator[KindHeading]:
    """Headings in capitals wherever they stand, in mixed case or misread only on lines of their own; in no order."""
    for pattern in (_CAPITALS, _OWN_LINE):
        for match in pattern.finditer(text):
            yield KindHeading(kind=_FOLDED[fold(match[1])], start=match.start(), end=match.end())
    for match in _DAMAGED_LINE.finditer(text):
        folded = fold(match[1])
        kind = next((kind for heading, kind in _FOLDED.items() if alike(folded, heading, _LIKENESS)), None)
        if kind:
            yield KindHeading(kind=kind, start=match.start(), end=match.end())


def kind_in_words(text: str) -> ProposalKind | None:
    """The kind that a text names first, also by its pool or catalogue ('Forslag til innovationspuljen')."""
    match = _STEMS.search(text)
    if not match:
        return None
    stem = next(group for group in match.groups() if group)
    return _BY_STEM.get(stem.lower(), ProposalKind.BUSINESS_CASE)
