"""What has been kept for as long as the rules allow."""

from __future__ import annotations

from typing import Any

import apsw


class Expiry:
    """Finds what is older than a given time, on the collection's connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def proposals_before(self, year: int) -> tuple[str, ...]:
        """Ids of the proposals of years before ``year``; one that names no year counts by when it was added."""
        rows = self._execute(
            "SELECT proposal.id FROM proposal JOIN document ON document.id = document"
            " WHERE coalesce(year, CAST(substr(added_at, 1, 4) AS INTEGER)) < ? ORDER BY proposal.id",
            year,
        )
        return tuple(name for (name,) in rows)

    def jobs_before(self, at: str) -> int:
        """How many jobs ended before ``at``, an ISO time in UTC."""
        return int(self._execute("SELECT count(*) FROM job WHERE finished_at < ?", at).get)

    def remove_jobs_within(self, at: str) -> None:
        """Removes the jobs that ended before ``at``, as a part of the transaction under way."""
        self._execute("DELETE FROM job WHERE finished_at < ?", at)

    def _execute(self, statement: str, *given: Any) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)
