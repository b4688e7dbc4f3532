"""Privacy: a proposal is erased to its last byte, a person is told all, and nothing is kept longer than agreed."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from corpus.errors import GenklangError
from models.pairs import pack, unpack
from service.clock import Clock
from service.collection import UnknownProposal
from service.store.audit import Audit
from service.store.database import writing
from service.store.erasing import Erasing, Removed
from service.store.expiry import Expiry
from service.store.persons import Persons
from service.store.store import Store

ERASED = "erase"
"""The audit log's word for an erasure."""

RETENTION = "retention"
"""The audit log's word for an application of the rules, and its actor where nobody is named."""

_BY_CODE = re.compile(r"\d{4}-[A-ZÆØÅ]{1,4}\d{1,3}[a-z]?(?:-fortrolig)?(?:-\d{1,4})?")
"""An id that says year and code and nothing of the content; others are made of the title."""


class UnfitPersonName(GenklangError):
    """What was given as a person's name would be found in every text, or in none."""

    def __init__(self) -> None:
        super().__init__("Skriv personens navn, som det står i dokumenterne, fx »Fornavn Efternavn«.")


@dataclass(frozen=True, kw_only=True)
class RetentionRules:
    """How long things are kept; None keeps them for ever.

    ``proposal_years`` whole years after the proposal's own year (or the year it was added, where it names none);
    ``job_days`` after a job ended; ``audit_name_days`` after an entry was written, names and details of which are
    then erased while the entry stays.
    """

    proposal_years: int | None = None
    job_days: int | None = None
    audit_name_days: int | None = None

    def __post_init__(self) -> None:
        if any(age is not None and age < 1 for age in (self.proposal_years, self.job_days, self.audit_name_days)):
            raise GenklangError("En frist skal være mindst 1. Ret fristen, eller udelad den for at beholde alt.")


@dataclass(frozen=True, kw_only=True)
class Expired:
    """What the rules removed, or would remove where ``dry_run`` is True. ``swept`` as in `Erased`."""

    proposals: tuple[str, ...]
    jobs: int
    audit_entries: int
    dry_run: bool
    swept: bool


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was erased. ``swept`` is False where a reader or a full disk kept the files from being written anew.

    Then the words are out of the collection, but their bytes may still be found in its files; see `sweep`.
    """

    proposal: str
    removed: Removed
    swept: bool


def erase(store: Store, proposal_id: str, *, actor: str, now: Clock) -> Erased:
    """Erases a proposal: its document's bytes, text, vectors, rows of every table, waiting uploads, names in the log.

    The audit log tells who erased when, and which where the id is a year and a code. Indexes in memory are the
    caller's to bring up to date, and backups stay as they are. Raises UnknownProposal.
    """
    removed = erase_unswept(store, proposal_id, actor=actor, now=now)
    return Erased(proposal=proposal_id, removed=removed, swept=sweep(store))


def erase_unswept(store: Store, proposal_id: str, *, actor: str, now: Clock) -> Removed:
    """As `erase` for one of many; `sweep` once at the end. Raises UnknownProposal."""
    with writing(store.connection):
        removed = Erasing(store.connection).remove_within(proposal_id, unlink=_unlinked)
        if removed is None:
            raise UnknownProposal(proposal_id)
        target = proposal_id if _BY_CODE.fullmatch(proposal_id) else None
        Audit(store.connection).record_within(now=now, actor=actor, action=ERASED, target=target)
    return removed


def sweep(store: Store) -> bool:
    """Writes the files anew without what was erased; False where a reader or a full disk prevented it."""
    return Erasing(store.connection).sweep()


def retention(store: Store, rules: RetentionRules, *, now: Clock, dry_run: bool, actor: str = RETENTION) -> Expired:
    """Removes what is older than the rules allow, or with ``dry_run`` only says what that is.

    Indexes in memory are the caller's to bring up to date.
    """
    today = datetime.fromisoformat(now())
    expiry, audit = Expiry(store.connection), Audit(store.connection)
    jobs_before, names_before = _days_before(today, rules.job_days), _days_before(today, rules.audit_name_days)
    years = rules.proposal_years
    proposals = () if years is None else expiry.proposals_before(today.year - years)
    # Counted first: erasing proposals takes some of the same, and a dry run is to promise what will be told.
    jobs, entries = expiry.jobs_before(jobs_before), audit.named_before(names_before)
    if dry_run:
        return Expired(proposals=proposals, jobs=jobs, audit_entries=entries, dry_run=True, swept=True)
    for proposal in proposals:
        erase_unswept(store, proposal, actor=actor, now=now)
    with writing(store.connection):
        expiry.remove_jobs_within(jobs_before)
        audit.erase_before_within(names_before)
        if proposals or jobs or entries:
            told = f"{len(proposals)} forslag, {jobs} opgaver, navne i {entries} linjer"
            audit.record_within(now=now, actor=actor, action=RETENTION, detail=told)
    swept = sweep(store) if proposals or jobs or entries else True
    return Expired(proposals=proposals, jobs=jobs, audit_entries=entries, dry_run=False, swept=swept)


def export_person(store: Store, name: str) -> dict[str, Any]:
    """All that is stored about a person's name, as JSON: each row that has it, with the places and words around them.

    Reads everything, confidential papers too. Raises UnfitPersonName.
    """
    try:
        holdings = [asdict(one) for one in Persons(store.connection).holdings(name)]
    except ValueError as error:
        raise UnfitPersonName from error
    return {"name": name, "places": sum(len(one["places"]) for one in holdings), "holdings": holdings}


def _days_before(today: datetime, days: int | None) -> str:
    """The time so many days ago as the collection writes times; one before all others without a number of days."""
    return "" if days is None else (today - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unlinked(entry: bytes, proposal_id: str) -> bytes | None:
    try:
        read = unpack(entry)
    except ValueError:  # of another layout: in no comparison any more
        return None
    mentions = tuple(
        replace(one, proposal_id=None, code=None, year=None) if one.proposal_id == proposal_id else one
        for one in read.mentions
    )
    return pack(replace(read, mentions=mentions))
