from __future__ import annotations

from models.pairs.model import FLAGGED, Verdict
from models.types import Relation

KINDS = {relation: float(relation is Relation.OVERLAP) for relation in FLAGGED}


def verdict(flagged: float, related: float, *, alarm: bool) -> Verdict:
    return Verdict(flagged=flagged, related=related, kinds=KINDS, alarm=alarm)


def test_what_is_flagged_stands_before_what_is_only_likely_to_be_related() -> None:
    overlap, related = verdict(0.5, 0.5, alarm=True), verdict(0.4, 0.99, alarm=False)
    assert overlap.score > related.score


def test_the_likelier_related_stands_first_and_of_two_as_likely_the_likelier_overlap() -> None:
    assert verdict(0.1, 0.8, alarm=False).score > verdict(0.1, 0.6, alarm=False).score
    assert verdict(0.3, 0.6, alarm=False).score > verdict(0.1, 0.6, alarm=False).score


def test_the_probability_told_is_that_of_the_relation_told() -> None:
    assert verdict(0.7, 0.9, alarm=True).probability == 0.7
    assert verdict(0.2, 0.9, alarm=False).probability == 0.9
