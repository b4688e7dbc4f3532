"""Corrections: a theme, a figure or a pair is right, or it is not."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Body, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from models.types import Relation
from service.api import etags, pagination
from service.api.contract import Told
from service.api.errors import UnknownCorrection, UnknownFigure, UnknownTheme
from service.api.resources import AtHand, Resources
from service.api.routes.described import LONGEST_ID, answers, new_router, problems
from service.api.security import allow
from service.api.values import A_NUMBER, YesOrNo
from service.collection import UnknownProposal
from service.roles import Identity, Role
from service.store.corrections import Correction, CorrectionKind, Corrections

router = new_router("Rettelser")

_LARGEST_PLACE = 10**9
_LARGEST_VALUE = 10**15
_ID = Field(min_length=1, max_length=LONGEST_ID)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ThemeGiven(_Given):
    """A proposal has this theme, or has it not."""

    kind: Literal["theme"]
    proposal: str = _ID
    theme: str = Field(min_length=1, max_length=100, description="Temaets id.")
    correct: YesOrNo


class FigureGiven(_Given):
    """The figure at this place is right, or it is not."""

    kind: Literal["figure"]
    proposal: str = _ID
    start: Annotated[int, Field(ge=0, le=_LARGEST_PLACE), A_NUMBER]
    end: Annotated[int, Field(ge=1, le=_LARGEST_PLACE), A_NUMBER]
    correct: YesOrNo
    value: Annotated[float, Field(ge=-_LARGEST_VALUE, le=_LARGEST_VALUE), A_NUMBER] | None = Field(
        None, description="Hvad tallet skulle være, i sin egen enhed."
    )


class PairGiven(_Given):
    """Two proposals ask for the same, or they do not."""

    kind: Literal["pair"]
    proposal: str = _ID
    other: str = _ID
    correct: YesOrNo = Field(description="Om de to beder om det samme.")
    relation: Relation | None = None
    reason: str | None = Field(None, max_length=1000, description="Hvorfor; vises sammen med parret.")


Given = Annotated[
    ThemeGiven | FigureGiven | PairGiven,
    Body(
        discriminator="kind",
        openapi_examples={
            "tema": {"value": {"kind": "theme", "proposal": "2024-BC01", "theme": "hr", "correct": False}},
            "par": {
                "value": {
                    "kind": "pair",
                    "proposal": "2024-BC01",
                    "other": "2022-BC07",
                    "correct": True,
                    "relation": "overlap",
                    "reason": "Samme vagtplan, to forvaltninger",
                }
            },
        },
    ),
]


class CorrectionTold(Told):
    """A correction as stored; fields that do not belong to its kind are null."""

    id: str
    kind: CorrectionKind
    proposal: str
    correct: bool
    by: str
    at: str
    other: str | None
    theme: str | None
    start: int | None
    end: int | None
    value: float | None
    relation: Relation | None
    reason: str | None


class CorrectionPage(Told):
    """A page of corrections, the oldest first."""

    items: list[CorrectionTold]
    next: str | None


@router.get("/corrections", responses=answers(CorrectionPage, 304, 404))
def list_corrections(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis rettelserne, de ældste først."""
    behind = pagination.decode(cursor, str, str)
    after = None if behind is None else (str(behind[0]), str(behind[1]))
    found = Corrections(at_hand.store.connection).page(cleared=asker.cleared, after=after, limit=limit + 1)
    page = found[:limit]
    at_hand.query(asker).note_shown(name for one in page for name in (one.proposal, one.other) if name)
    more = pagination.encode((page[-1].at, page[-1].id)) if len(found) > limit else None
    return etags.answer(request, {"items": [told(one) for one in page], "next": more})


@router.post("/corrections", status_code=201, responses=answers(CorrectionTold, 404, status=201))
def add_correction(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.EDITOR)],
    given: Given,
) -> Response:
    """Ret et tema, et nøgletal eller et par. En senere rettelse af det samme træder i stedet for den før."""
    made = _stored(given, at_hand, asker)
    if made is None:
        raise UnknownProposal(given.proposal)
    at_hand.audit(asker, "correct", target=given.proposal, detail=made.kind.value)
    return etags.answer(request, told(made), status=201, headers={"Location": f"/api/v1/corrections/{made.id}"})


@router.delete("/corrections/{correction_id}", status_code=204, responses=problems(404))
def remove_correction(
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.EDITOR)],
    correction_id: Annotated[str, Path(max_length=100, description="Rettelsens id.")],
) -> Response:
    """Tag en rettelse tilbage."""
    removed = Corrections(at_hand.store.connection).remove(correction_id, cleared=asker.cleared)
    if removed is None:
        raise UnknownCorrection
    at_hand.audit(asker, "remove_correction", target=removed.proposal, detail=removed.kind.value)
    return Response(status_code=204)


def _stored(given: ThemeGiven | FigureGiven | PairGiven, at_hand: Resources, asker: Identity) -> Correction | None:
    said = Corrections(at_hand.store.connection)
    if isinstance(given, PairGiven):
        return said.pair(
            given.proposal,
            given.other,
            same=given.correct,
            by=asker.name,
            now=at_hand.now,
            cleared=asker.cleared,
            relation=given.relation,
            reason=given.reason,
        )
    if isinstance(given, ThemeGiven):
        if given.theme not in at_hand.taxonomy.ids:
            raise UnknownTheme
        return said.theme(
            given.proposal, given.theme, correct=given.correct, by=asker.name, now=at_hand.now, cleared=asker.cleared
        )
    figures = at_hand.collection.proposal(given.proposal, cleared=asker.cleared).analysis["figures"]
    if not any((one["start"], one["end"]) == (given.start, given.end) for one in figures):
        raise UnknownFigure
    return said.figure(
        given.proposal,
        given.start,
        given.end,
        correct=given.correct,
        by=asker.name,
        now=at_hand.now,
        cleared=asker.cleared,
        value=given.value,
    )


def told(one: Correction) -> dict[str, Any]:
    """A correction as JSON."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "proposal": one.proposal,
        "correct": one.correct,
        "by": one.by,
        "at": one.at,
        "other": one.other,
        "theme": one.theme,
        "start": one.start,
        "end": one.end,
        "value": one.value,
        "relation": None if one.relation is None else one.relation.value,
        "reason": one.reason,
    }
