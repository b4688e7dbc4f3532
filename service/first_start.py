"""What a service does with a collection that it finds empty: somebody must get in, and find something to see.

The shipped examples are submitted as ordinary jobs. So the service is ready at once, and the examples, some minutes of
one processor's work, come in one after the other; on the list of jobs anybody can follow them.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.clock import Clock, utc_now
from service.keys import new_key
from service.roles import Role
from service.store.jobs import UNHURRIED, Jobs
from service.store.store import Store
from service.store.users import UserExists, Users

ADMINISTRATOR = "administrator"
"""The name of the user that the first start makes. Its jobs are the examples."""


@dataclass(frozen=True, kw_only=True)
class FirstStart:
    """What was done: the administrator's key, to be shown once and kept nowhere; None where there were users already.

    ``examples`` is how many documents of examples wait to be read.
    """

    key: str | None
    examples: int


def prepare(store: Store, *, examples: bool, now: Clock = utc_now) -> FirstStart:
    """Makes an administrator where there is no user, and submits the shipped ``examples`` where there is no document.

    Safe to repeat: what a start that was broken off had submitted is not submitted again.
    """
    return FirstStart(key=_administrator(store, now), examples=_submit(store, now) if examples else 0)


def _administrator(store: Store, now: Clock) -> str | None:
    users = Users(store.connection)
    if not users.empty():
        return None
    key = new_key()
    try:
        users.add(ADMINISTRATOR, Role.ADMINISTRATOR, True, key=key, now=now)
    except UserExists:  # another process was quicker, and has shown its key
        return None
    return key


def _submit(store: Store, now: Clock) -> int:
    if not store.empty():
        return 0
    from corpus.examples.demonstration import demonstrations  # no start but the first has need of them

    jobs = Jobs(store.connection)
    count = 0
    for one in demonstrations():
        # The key makes a repeated submission the same job.
        jobs.submit(
            source=one.name,
            content=one.content,
            marked=False,
            by=ADMINISTRATOR,
            now=now(),
            idempotency_key=f"{UNHURRIED}{one.name}",
        )
        count += 1
    return count
