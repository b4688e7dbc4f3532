"""Proposals: handing them in, the list of them, one of them, and erasing it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, File, Form, Header, Query, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from corpus.types import ProposalKind
from service.api import etags, pagination
from service.api.contract import Proposal, Told
from service.api.resources import AtHand
from service.api.routes import jobs
from service.api.routes.described import ProposalId, answers, new_router
from service.api.security import allow
from service.erasure import erase
from service.roles import Identity, Role
from service.store.decisions import Outcome
from service.store.jobs import Jobs
from service.store.listing import ListedProposal, ListFilters, Listing

router = new_router("Forslag")

LONGEST_SOURCE = 200
"""Characters of a file's name that are kept: its end, where the format stands."""


class ListedTold(Told):
    """A line of the list."""

    id: str
    title: str
    year: int | None
    kind: str | None
    administration: str | None
    amount_kr: float | None
    themes: list[str]
    decision: str | None
    confidential: bool


class ProposalPage(Told):
    """A page of the list, the newest year first; ``total`` counts all that fit the filters."""

    items: list[ListedTold]
    total: int
    next: str | None


class ErasedTold(Told):
    """What was erased. ``swept`` is false where its bytes may still be found in the collection's files."""

    id: str
    swept: bool


@router.post("/proposals", status_code=202, responses=answers(jobs.JobTold, 409, 507, status=202))
def upload(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.EDITOR)],
    file: Annotated[UploadFile, File(description="Et dokument: PDF, Word, tekst, HTML eller billede.")],
    confidential: Annotated[bool, Form(description="Alle forslag i filen er fortrolige.")] = False,
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="En nøgle, du selv finder på; den samme igen giver den samme opgave."),
    ] = None,
) -> Response:
    """Aflever en fil. Svaret er en opgave; når det er givet, er filen gemt, og forslagene læses i baggrunden."""
    at_hand.uploads.count(asker.name)
    job = Jobs(at_hand.store.connection).submit(
        source=(file.filename or "uden navn")[-LONGEST_SOURCE:],
        content=file.file.read(),
        marked=confidential,
        by=asker.name,
        now=at_hand.now(),
        idempotency_key=idempotency_key,
    )
    at_hand.audit(asker, "upload", target=job.id)
    at_hand.ingest.wake()
    return etags.answer(request, jobs.told(job), status=202, headers={"Location": jobs.address(job)})


Year = Annotated[int | None, Query(ge=1900, le=2200, examples=[2024])]
Amount = Annotated[int | None, Query(ge=-(10**15), le=10**15, description="I hele kroner.")]


def filters(
    year_from: Year = None,
    year_to: Year = None,
    theme: Annotated[str | None, Query(max_length=100, description="Et temas id.")] = None,
    administration: Annotated[str | None, Query(max_length=200, description="Forvaltningens fulde navn.")] = None,
    kind: Annotated[ProposalKind | None, Query(description="Forslagets art.")] = None,
    amount_from: Amount = None,
    amount_to: Amount = None,
    decision: Annotated[Outcome | None, Query(description="Hvad der blev besluttet.")] = None,
) -> ListFilters:
    """What a list is narrowed to; everything where nothing is given."""
    return ListFilters(
        year_from=year_from,
        year_to=year_to,
        theme=theme,
        administration=administration,
        kind=None if kind is None else kind.value,
        amount_from=amount_from,
        amount_to=amount_to,
        decision=None if decision is None else decision.value,
    )


Filters = Annotated[ListFilters, Depends(filters)]


@router.get("/proposals", responses=answers(ProposalPage, 304, 404))
def list_proposals(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    wanted: Filters,
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis forslagene, de nyeste år først, snævret ind til det, der er angivet."""
    behind = pagination.decode(cursor, int, str)
    after = None if behind is None else (int(behind[0] or 0), str(behind[1]))
    listing = Listing(at_hand.store.connection)
    page = listing.page(cleared=asker.cleared, filters=wanted, after=after, limit=limit)
    at_hand.query(asker).note_shown(row.id for row in page.rows)
    return etags.answer(
        request,
        {
            "items": [_told(row) for row in page.rows],
            "total": listing.count(cleared=asker.cleared, filters=wanted),
            "next": None if page.next is None else pagination.encode(page.next),
        },
    )


@router.get("/proposals/{proposal_id}", responses=answers(Proposal, 304, 404))
def get_proposal(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    proposal_id: ProposalId,
) -> Response:
    """Vis et forslag med temaer, nøgletal og det, der ikke stemmer, som medarbejdere har rettet det."""
    return etags.answer(request, at_hand.query(asker).proposal(proposal_id))


@router.delete("/proposals/{proposal_id}", responses=answers(ErasedTold, 404))
def erase_proposal(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.ADMINISTRATOR)],
    proposal_id: ProposalId,
) -> Response:
    """Slet et forslag for altid: fil, tekst, tal, vektorer, rettelser, beslutning og navne i loggen."""
    erased = erase(at_hand.store, proposal_id, actor=asker.name, now=at_hand.now)
    at_hand.ingest.wake()  # brings the comparison in memory up to date
    return etags.answer(request, {"id": proposal_id, "swept": erased.swept})


def _told(row: ListedProposal) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "year": row.year,
        "kind": row.kind,
        "administration": row.administration,
        "amount_kr": row.amount_kr,
        "themes": list(row.themes),
        "decision": row.decision,
        "confidential": row.confidential,
    }
