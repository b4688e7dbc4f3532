"""A draft's author asks: what is missing, what contradicts itself, and what do I do about it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.checks.registry import BY_ID, RULES, WEIGHT
from models.types import AnalysedProposal, Finding

CLEAN, TO_CORRECT, TO_CONSIDER = 0, 3, 4
"""Exit statuses that a workflow can act on: nothing to say; errors; warnings alone. 1 and 2 mean a failed command."""

_NOT_THE_AUTHORS = frozenset({"columns_assumed", "unreadable_marks", "incomplete_reading"})
"""Rules about our own reading: an author need not correct them, but should know that something was not checked."""

_MISSING = frozenset(
    {
        "section_missing",
        "section_empty",
        "field_empty",
        "follow_up",
        "price_level_missing",
        "placeholder",
        "residue",
    }
)
_HEADINGS = {
    "error": "Skal rettes: tallene modsiger hinanden",
    "warning": "Bør ses efter, før forslaget indsendes",
    "missing": "Mangler eller er ikke udfyldt",
    "note": "Værd at vide",
    "unchecked": "Kunne ikke kontrolleres",
}


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A finding, and in one Danish sentence what to do about it."""

    finding: Finding
    title: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Advice of one weight under its Danish heading."""

    heading: str
    advice: tuple[Advice, ...]


@dataclass(frozen=True, kw_only=True)
class DraftReview:
    """What is to be done before a draft is submitted, the heaviest first; ``summary`` says it in one sentence."""

    proposal_id: str
    title: str
    chapters: tuple[Chapter, ...]
    errors: int
    warnings: int
    notes: int

    @property
    def status(self) -> int:
        """Exit status for a workflow: 0 where nothing must be looked at, 3 for errors, 4 for warnings alone."""
        return TO_CORRECT if self.errors else TO_CONSIDER if self.warnings else CLEAN

    @property
    def summary(self) -> str:
        """One Danish sentence for the top of the page."""
        if self.errors:
            return f"Forslaget er ikke klar: {_count(self.errors, 'fejl', 'fejl')} skal rettes."
        if self.warnings:
            return f"Se {_count(self.warnings, 'sted', 'steder')} efter, før forslaget indsendes."
        return "Der er ikke fundet noget, som skal rettes."


def review_draft(analysed: AnalysedProposal) -> DraftReview:
    """What an analysis found, put in order for the draft's author."""
    found = {"error": 0, "warning": 0, "note": 0}
    chapters: dict[str, list[Advice]] = {name: [] for name in _HEADINGS}
    rank = {rule.id: place for place, rule in enumerate(RULES)}
    ordered = sorted(analysed.findings, key=lambda f: (WEIGHT[f.severity], rank.get(f.rule, len(rank)), f.start or 0))
    for finding in ordered:
        found[finding.severity] += 1
        chapters[_chapter_of(finding)].append(_advice(finding))
    return DraftReview(
        proposal_id=analysed.id,
        title=analysed.proposal.title,
        chapters=tuple(
            Chapter(heading=_HEADINGS[name], advice=tuple(advice)) for name, advice in chapters.items() if advice
        ),
        errors=found["error"],
        warnings=found["warning"],
        notes=found["note"],
    )


def status_of(reviews: Sequence[DraftReview]) -> int:
    """The exit status for several drafts: that of the worst."""
    statuses = {review.status for review in reviews}
    return next((status for status in (TO_CORRECT, TO_CONSIDER) if status in statuses), CLEAN)


def _chapter_of(finding: Finding) -> str:
    if finding.rule in _NOT_THE_AUTHORS:
        return "unchecked"
    if finding.rule in _MISSING:
        return "missing"
    return finding.severity


def _advice(finding: Finding) -> Advice:
    rule = BY_ID.get(finding.rule)
    return Advice(finding=finding, title=rule.title if rule else finding.rule, remedy=rule.remedy if rule else "")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
