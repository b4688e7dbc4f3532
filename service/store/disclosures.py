"""Who was shown confidential papers: written to the audit log before they are handed over."""

from __future__ import annotations

import json
from collections.abc import Iterable

import apsw

from service.clock import Clock
from service.roles import Identity
from service.store.audit import Audit
from service.store.database import writing

READ = "read"
"""The audit log's word for a confidential paper's text or analysis handed over; its target is the paper."""

SHOWN = "shown"
"""The audit log's word for confidential papers named in an answer, as by a search; its detail are their ids."""

_IDS_AN_ENTRY = 200


class Disclosures:
    """What of one collection was shown, on its connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def read(self, proposal: str, *, asker: Identity, now: Clock) -> None:
        """Notes that a paper is handed over, if it is confidential."""
        if self._confidential([proposal], asker):
            Audit(self._connection).record(now=now, actor=asker.name, action=READ, target=proposal)

    def shown(self, proposals: Iterable[str], *, asker: Identity, now: Clock) -> None:
        """Notes which of these are confidential and are named in an answer."""
        names = self._confidential(list(dict.fromkeys(proposals)), asker)
        if not names:
            return
        audit = Audit(self._connection)
        with writing(self._connection):
            for start in range(0, len(names), _IDS_AN_ENTRY):
                told = " ".join(names[start : start + _IDS_AN_ENTRY])
                audit.record_within(now=now, actor=asker.name, action=SHOWN, detail=told)

    def _confidential(self, names: list[str], asker: Identity) -> list[str]:
        if not asker.cleared:  # they were shown none
            return []
        rows = self._connection.execute(
            "SELECT id FROM proposal WHERE confidential AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(names),),
        )
        return [str(name) for (name,) in rows]
