"""The model in use: what it is, how good it has been here, learning anew and going back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags
from service.api.contract import Told
from service.api.resources import AtHand, take_into_use
from service.api.routes import jobs
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.learning import Share
from service.roles import Identity, Role
from service.store.jobs import Jobs

router = new_router("Model")


class ShareTold(Told):
    """How many were right of those that people have spoken of, with a 90 per cent interval."""

    right: int
    total: int
    share: float | None
    interval: list[float] | None


class QualityTold(Told):
    """How the answers fit this municipality's own corrections."""

    theme_precision: ShareTold
    theme_recall: ShareTold
    figures: ShareTold
    pairs: ShareTold


class ModelTold(Told):
    """The model in use. ``version`` names it with its parts, ``themes_version`` the theme model alone.

    ``age_days`` is None for the shipped model; ``f1`` is micro-F1 on the shipped test part.
    """

    version: str
    themes_version: str
    before: list[str]
    trained_at: str | None
    age_days: int | None
    corrected: int
    f1: float | None
    shipped_f1: float | None
    quality: QualityTold
    card: str


@router.get("/model", responses=answers(ModelTold, 304))
def get_model(request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.READER)]) -> Response:
    """Vis den model, der svarer: version, alder, modelkort og hvor godt den passer med jeres rettelser."""
    return etags.answer(request, _told(at_hand, asker))


@router.post("/model/train", status_code=202, responses=answers(jobs.JobTold, status=202))
def train(request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)]) -> Response:
    """Lær temaerne igen af rettelserne. Svaret er en opgave; tjenesten svarer imens med den model, den har."""
    job = Jobs(at_hand.store.connection).submit_training(by=asker.name, now=at_hand.now())
    at_hand.audit(asker, "train")
    at_hand.ingest.wake()
    return etags.answer(request, jobs.told(job), status=202, headers={"Location": jobs.address(job)})


@router.post("/model/rollback", responses=answers(ModelTold, 409))
def rollback(request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)]) -> Response:
    """Gå tilbage til modellen før."""
    at_hand.learning.rollback()
    take_into_use(at_hand.learning, at_hand.store, at_hand.collection)
    at_hand.audit(asker, "rollback", detail=at_hand.learning.current().version)
    answer = etags.answer(request, _told(at_hand, asker))
    answer.background = BackgroundTask(at_hand.ingest.renew)  # a document may be under way for a minute
    return answer


def _told(at_hand: AtHand, asker: Identity) -> dict[str, Any]:
    info = at_hand.learning.current()
    quality = at_hand.learning.quality(at_hand.store, cleared=asker.cleared)
    trained = None if info.trained_at is None else datetime.fromisoformat(info.trained_at)
    return {
        "version": at_hand.collection.model_version,
        "themes_version": info.version,
        "before": list(info.before),
        "trained_at": info.trained_at,
        "age_days": None if trained is None else (datetime.fromisoformat(at_hand.now()) - trained).days,
        "corrected": info.corrected,
        "f1": info.f1,
        "shipped_f1": info.shipped_f1,
        "quality": {
            "theme_precision": _share(quality.theme_precision),
            "theme_recall": _share(quality.theme_recall),
            "figures": _share(quality.figures),
            "pairs": _share(quality.pairs),
        },
        "card": at_hand.learning.card(),
    }


def _share(one: Share) -> dict[str, Any]:
    interval = one.interval
    return {
        "right": one.right,
        "total": one.total,
        "share": None if one.value is None else round(one.value, 4),
        "interval": None if interval is None else [round(end, 4) for end in interval],
    }
