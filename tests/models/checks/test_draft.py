"""A draft's author is told the heaviest first, with what to do about it, and a workflow by its status."""

from __future__ import annotations

import pytest

from models.checks import RULES
from models.checks.draft import CLEAN, TO_CONSIDER, TO_CORRECT, review_draft, status_of
from models.headline import headline
from models.types import AnalysedProposal, Finding, Severity
from tests.models.proposals import proposal


def draft(*findings: tuple[str, Severity]) -> AnalysedProposal:
    printed = proposal("Tom tekst.")
    found = tuple(Finding(rule=rule, severity=severity, message=rule) for rule, severity in findings)
    return AnalysedProposal(id="2021-TM04", proposal=printed, headline=headline(printed), findings=found)


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ([], CLEAN),
        ([("follow_up", "note")], CLEAN),
        ([("front_table", "warning")], TO_CONSIDER),
        ([("front_table", "warning"), ("sum", "error")], TO_CORRECT),
    ],
)
def test_status(findings: list[tuple[str, Severity]], status: int) -> None:
    review = review_draft(draft(*findings))
    assert review.status == status
    assert status_of([review_draft(draft()), review]) == status


def test_the_heaviest_stands_first_and_each_says_what_to_do() -> None:
    review = review_draft(
        draft(("columns_assumed", "note"), ("residue", "warning"), ("text_table", "warning"), ("sum", "error"))
    )
    assert [[a.finding.rule for a in chapter.advice] for chapter in review.chapters] == [
        ["sum"],
        ["text_table"],
        ["residue"],
        ["columns_assumed"],
    ]
    assert all(advice.remedy for chapter in review.chapters for advice in chapter.advice)
    assert review.summary == "Forslaget er ikke klar: 1 fejl skal rettes."


def test_a_clean_draft_is_told_so() -> None:
    review = review_draft(draft())
    assert review.chapters == ()
    assert review.summary == "Der er ikke fundet noget, som skal rettes."


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_place_in_a_review(rule: object) -> None:
    known = next(r for r in RULES if r is rule)
    (chapter,) = review_draft(draft((known.id, known.severity))).chapters
    assert chapter.advice[0].title == known.title
