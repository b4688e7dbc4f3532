"""The taxonomy that proposals are tagged with."""

from __future__ import annotations

from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from service.api import etags
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.roles import Identity, Role

router = new_router("Temaer")


class FacetTold(Told):
    """One way of looking at a proposal."""

    id: str
    label: str
    scope: str


class ThemeTold(Told):
    """A theme; ``kle`` are numbers of KL's Emnesystematik."""

    id: str
    facet: str
    label: str
    kle: list[str]
    scope: str


class Themes(Told):
    """The taxonomy, in its own order."""

    facets: list[FacetTold]
    themes: list[ThemeTold]


@router.get("/themes", responses=answers(Themes, 304))
def themes(request: Request, at_hand: AtHand, _asker: Annotated[Identity, allow(Role.READER)]) -> Response:
    """Vis taksonomien: temaer, som forslag mærkes med, i deres facetter."""
    taxonomy = at_hand.taxonomy
    return etags.answer(
        request,
        {
            "facets": [{"id": one.id, "label": one.label, "scope": one.scope} for one in taxonomy.facets],
            "themes": [
                {"id": one.id, "facet": one.facet, "label": one.label, "kle": list(one.kle), "scope": one.scope}
                for one in taxonomy.themes
            ],
        },
    )
