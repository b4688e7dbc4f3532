"""What the privacy law asks for: all that is stored about a person, and nothing kept longer than agreed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.api.values import A_NUMBER, YesOrNo
from service.erasure import RetentionRules, export_person, retention
from service.roles import Identity, Role

router = new_router("Databeskyttelse")

_LONGEST_YEARS, _LONGEST_DAYS = 1000, 100_000


class PersonGiven(BaseModel):
    """A person, by the name that the papers have. Sent as a body: addresses are kept in the logs of proxies."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "Ane Holm"}})

    name: str = Field(min_length=1, max_length=200)


class PersonTold(Told):
    """Each stored row that has the name, with the places and the words around them."""

    name: str
    places: int
    holdings: list[dict[str, Any]]


class RulesGiven(BaseModel):
    """How long things are kept; those left out are as the settings say."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"dry_run": True, "job_days": 365}})

    dry_run: YesOrNo = Field(True, description="Vis kun, hvad der ville blive slettet.")
    proposal_years: Annotated[int, Field(ge=1, le=_LONGEST_YEARS), A_NUMBER] | None = None
    job_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS), A_NUMBER] | None = None
    audit_name_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS), A_NUMBER] | None = None


class ExpiredTold(Told):
    """What was removed, or would be. ``swept`` is false where bytes may still be found in the collection's files."""

    proposals: list[str]
    jobs: int
    audit_entries: int
    dry_run: bool
    swept: bool


@router.post("/persons/export", responses=answers(PersonTold))
def persons(
    request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)], given: PersonGiven
) -> Response:
    """Vis alt, hvad der er gemt om en persons navn, også i fortrolige forslag."""
    told = export_person(at_hand.store, given.name)
    at_hand.audit(asker, "export_person", target=given.name)
    return etags.answer(request, told)


@router.post("/retention", responses=answers(ExpiredTold))
def retain(
    request: Request, at_hand: AtHand, asker: Annotated[Identity, allow(Role.ADMINISTRATOR)], given: RulesGiven
) -> Response:
    """Slet det, der er ældre end jeres frister; som standard vises kun, hvad der ville blive slettet."""
    settings = at_hand.settings
    rules = RetentionRules(
        proposal_years=given.proposal_years or settings.keep_proposal_years,
        job_days=given.job_days or settings.keep_job_days,
        audit_name_days=given.audit_name_days or settings.keep_audit_name_days,
    )
    found = retention(at_hand.store, rules, now=at_hand.now, dry_run=given.dry_run, actor=asker.name)
    return etags.answer(
        request,
        {
            "proposals": list(found.proposals),
            "jobs": found.jobs,
            "audit_entries": found.audit_entries,
            "dry_run": found.dry_run,
            "swept": found.swept,
        },
    )
