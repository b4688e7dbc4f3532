"""Jobs: how far uploads and trainings have come."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from service.api import etags, pagination
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.security import allow
from service.roles import Identity, Role
from service.store.jobs import Job, JobKind, Jobs, JobState

router = new_router("Opgaver")


class JobTold(Told):
    """A job. ``proposals`` are the ids of what it stored; ``reason`` says why it was set aside or refused."""

    id: str
    kind: JobKind
    state: JobState
    source: str
    by: str
    submitted_at: str
    finished_at: str | None
    reason: str | None
    proposals: list[str]


class JobPage(Told):
    """A page of jobs, the newest first."""

    items: list[JobTold]
    next: str | None


def told(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "id": job.id,
        "kind": job.kind.value,
        "state": job.state.value,
        "source": job.source,
        "by": job.by,
        "submitted_at": job.submitted_at,
        "finished_at": job.finished_at,
        "reason": job.reason,
        "proposals": list(job.proposals),
    }


def address(job: Job) -> str:
    """Where a job can be asked for."""
    return f"/api/v1/jobs/{job.id}"


@router.get("/jobs", responses=answers(JobPage, 304, 404))
def list_jobs(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis dine opgaver, de nyeste først; administratorer ser alles."""
    behind = pagination.decode(cursor, str)
    jobs = Jobs(at_hand.store.connection)
    found = jobs.list(by=asker, after=None if behind is None else str(behind[0]), limit=limit + 1)
    page = found[:limit]
    at_hand.query(asker).note_shown(name for job in page for name in job.proposals)
    more = pagination.encode((page[-1].id,)) if len(found) > limit else None
    return etags.answer(request, {"items": [told(job) for job in page], "next": more})


@router.get("/jobs/{job_id}", responses=answers(JobTold, 304, 404))
def get_job(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    job_id: Annotated[str, Path(max_length=100, description="Opgavens id.")],
) -> Response:
    """Vis, hvor langt en opgave er kommet: i kø, læses, analyseres, gemt eller lagt til side, med grunden."""
    job = Jobs(at_hand.store.connection).get(job_id, by=asker)
    at_hand.query(asker).note_shown(job.proposals)
    return etags.answer(request, told(job))
