"""Answers as people have corrected them: on its own proposal or pair, a person's word stands before the model's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.themes import Taxonomy
from models.pairs import Overlap
from models.types import Reason, RelatedProposal, Relation
from service.store.corrections import Correction, CorrectionKind

REASON = "rettet af en medarbejder"
"""Stands as the first reason of a pair that a person has decided about."""

_MOST_CERTAIN_SCORE = 4.0
"""Above this no pair of the model's comes: what a person has said stands first."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """What an answer shows of the other proposal of a pair that the model did not find."""

    title: str
    year: int | None


def corrected_analysis(
    analysis: Mapping[str, Any], said: Iterable[Correction], *, taxonomy: Taxonomy
) -> dict[str, Any]:
    """A stored analysis with its proposal's corrections: wrong themes gone, right ones with probability 1.

    A figure that was said to be wrong has the value that was given; without one it stays and is marked. ``corrected``
    is added to every theme and figure that a person has spoken of.
    """
    said = list(said)
    about = {one.theme: one.correct for one in said if one.kind is CorrectionKind.THEME}
    places = {(one.start, one.end): one for one in said if one.kind is CorrectionKind.FIGURE}
    return {
        **analysis,
        "themes": _themes(analysis["themes"], about, taxonomy) if about else analysis["themes"],
        "figures": [_figure(figure, places.get((figure["start"], figure["end"]))) for figure in analysis["figures"]]
        if places
        else analysis["figures"],
    }


def corrected_related(
    found: Sequence[RelatedProposal],
    said: Iterable[Correction],
    *,
    of: str,
    name: Callable[[str], Named | None],
    limit: int = 10,
) -> tuple[RelatedProposal, ...]:
    """What belongs with the proposal ``of``: pairs that a person calls the same first, those that are not left out.

    ``found`` should have some answers more than ``limit``, since some may go. ``name`` gives what is shown of a
    proposal, None for one that is not to be seen.
    """
    about = {one.other if one.proposal == of else one.proposal: one for one in said if one.kind is CorrectionKind.PAIR}
    there = {one.id: one for one in found}
    same = []
    for other, one in about.items():
        if not one.correct or other is None or (named := name(other)) is None:
            continue
        before = there.get(other)
        same.append(
            RelatedProposal(
                id=other,
                title=named.title,
                year=named.year,
                relation=_relation(one, None if before is None else before.relation),
                probability=1.0,
                score=_MOST_CERTAIN_SCORE,
                mentions=before is not None and before.mentions,
                reasons=(_reason(one), *(before.reasons if before is not None else ())),
            )
        )
    same.sort(key=lambda one: one.id)
    return (*same, *(one for one in found if one.id not in about))[:limit]


def corrected_overlaps(
    found: Iterable[Overlap], said: Iterable[Correction], *, missing: Callable[[str, str], Overlap | None]
) -> tuple[Overlap, ...]:
    """Every pair, those of a person first. ``missing`` makes the answer for a pair that the model did not flag."""
    about = {frozenset((one.proposal, one.other or "")): one for one in said if one.kind is CorrectionKind.PAIR}
    there = {frozenset((one.a, one.b)): one for one in found}
    same = []
    for pair, one in about.items():
        if not one.correct or one.other is None:
            continue
        flagged = there.get(pair)
        made = flagged or missing(one.proposal, one.other)
        if made is not None:
            relation = _relation(one, None if flagged is None else flagged.relation)
            reasons = (_reason(one), *made.reasons)
            same.append(replace(made, relation=relation, probability=1.0, reasons=reasons))
    same.sort(key=lambda one: (one.a, one.b))
    return (*same, *(one for pair, one in there.items() if pair not in about))


def _relation(said: Correction, found: Relation | None) -> Relation:
    if said.relation is not None:
        return said.relation
    return found if found is not None and found is not Relation.RELATED else Relation.OVERLAP


def _reason(said: Correction) -> Reason:
    return Reason(kind="correction", message=REASON if said.reason is None else f"{REASON}: {said.reason}")


def _themes(
    given: Sequence[Mapping[str, Any]], about: Mapping[str | None, bool], taxonomy: Taxonomy
) -> list[dict[str, Any]]:
    kept = [
        {**one, "probability": 1, "corrected": True} if one["id"] in about else dict(one)
        for one in given
        if about.get(one["id"], True)
    ]
    there = {one["id"] for one in kept}
    kept += [
        {
            "id": theme.id,
            "label": theme.label,
            "facet": theme.facet,
            "probability": 1,
            "evidence": [],
            "corrected": True,
        }
        for theme in taxonomy.themes
        if about.get(theme.id) and theme.id not in there
    ]
    return sorted(kept, key=lambda one: -one["probability"])


def _figure(figure: Mapping[str, Any], said: Correction | None) -> dict[str, Any]:
    if said is None:
        return dict(figure)
    value = {} if said.value is None else {"low": said.value, "high": said.value}
    return {**figure, **value, "corrected": True, "correct": said.correct}
