from __future__ import annotations

from typing import Any

from corpus.themes import load_taxonomy
from models.pairs import Overlap
from models.types import RelatedProposal, Relation
from service.corrected import REASON, Named, corrected_analysis, corrected_overlaps, corrected_related
from service.store.corrections import Correction, CorrectionKind


def said(kind: CorrectionKind, *, correct: bool, **more: Any) -> Correction:
    return Correction(id="x", kind=kind, proposal="a", correct=correct, by="anna", at="2026-11-24T12:00:00Z", **more)


def found(name: str) -> RelatedProposal:
    return RelatedProposal(
        id=name, title=name, year=2021, relation=Relation.RELATED, probability=0.4, score=0.5, mentions=False
    )


def named(name: str) -> Named | None:
    return None if name == "hidden" else Named(title=name, year=2021)


def test_a_persons_themes_stand_before_the_models() -> None:
    right, wrong, kept = (theme for theme in load_taxonomy().themes[:3])
    given = [{"id": one.id, "label": one.label, "facet": one.facet, "probability": 0.7} for one in (wrong, kept)]
    told = corrected_analysis(
        {"themes": given, "figures": []},
        [
            said(CorrectionKind.THEME, correct=True, theme=right.id),
            said(CorrectionKind.THEME, correct=False, theme=wrong.id),
        ],
        taxonomy=load_taxonomy(),
    )
    assert [(one["id"], one["probability"]) for one in told["themes"]] == [(right.id, 1), (kept.id, 0.7)]


def test_a_wrong_figure_has_the_value_that_was_given() -> None:
    figures = [{"start": 4, "end": 9, "low": 25, "high": 25}, {"start": 12, "end": 14, "low": 3, "high": 3}]
    told = corrected_analysis(
        {"themes": [], "figures": figures},
        [said(CorrectionKind.FIGURE, correct=False, start=4, end=9, value=2.5)],
        taxonomy=load_taxonomy(),
    )
    assert told["figures"][0] | {"low": 2.5, "high": 2.5, "correct": False} == told["figures"][0]
    assert told["figures"][1] == figures[1]


def test_a_pair_is_answered_as_a_person_decided() -> None:
    answers = corrected_related(
        [found("b"), found("c"), found("d")],
        [
            said(CorrectionKind.PAIR, correct=False, other="b"),
            said(CorrectionKind.PAIR, correct=True, other="d", relation=Relation.DUPLICATE, reason="samme bil"),
            said(CorrectionKind.PAIR, correct=True, other="e"),
            said(CorrectionKind.PAIR, correct=True, other="hidden"),
        ],
        of="a",
        name=named,
    )
    assert [(one.id, one.relation, one.probability) for one in answers] == [
        ("d", Relation.DUPLICATE, 1.0),
        ("e", Relation.OVERLAP, 1.0),
        ("c", Relation.RELATED, 0.4),
    ]
    assert answers[0].reasons[0].message == f"{REASON}: samme bil"


def test_overlaps_gain_and_lose_pairs_by_a_persons_word() -> None:
    pairs = [
        Overlap(a=one, b=other, relation=Relation.REVISION, probability=0.8, reasons=())
        for one, other in (("b", "a"), ("a", "c"), ("c", "d"))
    ]
    told = corrected_overlaps(
        pairs,
        [said(CorrectionKind.PAIR, correct=False, other="b"), said(CorrectionKind.PAIR, correct=True, other="e")],
        missing=lambda one, other: Overlap(a=one, b=other, relation=Relation.OVERLAP, probability=0.1, reasons=()),
    )
    assert [(one.a, one.b, one.probability) for one in told] == [("a", "e", 1.0), ("a", "c", 0.8), ("c", "d", 0.8)]
