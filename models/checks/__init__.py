"""Checks of a proposal: what a careful controller would point at. Each family of rules has a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.types import Proposal
from models.checks.collection import check_collection
from models.checks.registry import RULES, SEARCHES, WEIGHT
from models.checks.rule import Evidence, Rule
from models.types import Figure, Finding, Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["RULES", "Rule", "check", "check_collection"]


def check(
    proposal: Proposal, figures: Sequence[Figure] = (), names: Sequence[Name] = (), *, doc: Doc | None = None
) -> tuple[Finding, ...]:
    """Every finding of a proposal, errors first, then in printed order.

    ``figures`` and ``names`` are what was found in its running text; without figures, the rules that hold text against
    numbers are silent. ``doc`` is the text as the language module reads it; no rule needs it so far.
    """
    evidence = Evidence(proposal=proposal, figures=tuple(figures), names=tuple(names))
    found = [finding for search in SEARCHES for finding in search(evidence)]
    return tuple(sorted(found, key=lambda f: (WEIGHT[f.severity], f.start or 0)))
