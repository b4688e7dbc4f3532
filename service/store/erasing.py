"""Taking a proposal out of every table, and its bytes out of the files on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import apsw

from service.store.audit import Audit
from service.store.jobs import Jobs

SHORTEST_QUOTED_TITLE = 12
"""Letters. A shorter title ('Cykelstier') is an ordinary word that others use without meaning this proposal."""

Unlink = Callable[[bytes, str], bytes | None]
"""A stored entry without what it says of a proposal's id; None where the entry cannot be read and must go."""


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What went with one proposal, and what still has something of it.

    ``others`` are the proposals of the same document, whose file is gone too; ``copies`` other documents' proposals
    with the same printed id; ``quoted_in`` those whose own text has its title.
    """

    others: tuple[str, ...]
    copies: tuple[str, ...]
    quoted_in: tuple[str, ...]
    links: int
    front_lines: int
    jobs: int
    audit_entries: int


@dataclass(frozen=True)
class _Doomed:
    id: str
    document: int
    sha256: str
    printed_id: str
    title: str
    confidential: bool


class Erasing:
    """Removes what is stored of a proposal, on the collection's connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def remove_within(self, proposal_id: str, *, unlink: Unlink) -> Removed | None:
        """Removes a proposal and all that was made of it, as a part of the transaction under way; None without one.

        The document's bytes go with the first of its proposals, since they hold that proposal's text. Rows of other
        tables (themes, figures, entry, corrections, decisions …) go with it by their foreign key.
        """
        row = self._execute(
            "SELECT proposal.id, document, sha256, printed_id, title, confidential FROM proposal"
            " JOIN document ON document.id = document WHERE proposal.id = ?",
            (proposal_id,),
        ).fetchone()
        if row is None:
            return None
        doomed = _Doomed(*row)
        self._execute("DELETE FROM proposal WHERE id = ?", (doomed.id,))
        copies = self._names(
            "SELECT id FROM proposal WHERE printed_id = ? AND confidential = ? ORDER BY id",
            doomed.printed_id,
            doomed.confidential,
        )
        front_lines = self._remove_front_lines(doomed, alone=not copies)
        links = self._remove_links(doomed.id, unlink)
        jobs = Jobs(self._connection).forget_within(doomed.sha256)
        others = self._empty_document(doomed)
        return Removed(
            others=others,
            copies=copies,
            quoted_in=self._quoting(doomed.title),
            links=links,
            front_lines=front_lines,
            jobs=jobs,
            audit_entries=Audit(self._connection).erase_names_within(doomed.id, doomed.title),
        )

    def sweep(self) -> bool:
        """Writes the file anew without what was removed, and empties the write-ahead log.

        ``secure_delete`` overwrites what is deleted where it stands, but not the copies that SQLite leaves behind when
        it moves rows between pages; only writing every page anew is sure to. Takes time and free space in proportion
        to the file. False where a reader held on to the log for too long or the disk is full: then it is to be tried
        again.
        """
        try:
            self._connection.execute("VACUUM")
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except (apsw.BusyError, apsw.FullError):
            return False
        return True

    def _remove_front_lines(self, doomed: _Doomed, *, alone: bool) -> int:
        """Its own document's lines for it, and other documents' unless a copy is left that they stand for.

        A confidential proposal takes only confidential lines: an open one that vanished would tell of it.
        """
        self._execute(
            "DELETE FROM front_line WHERE (confidential OR NOT :confidential) AND (id = :printed OR title = :title)"
            " AND (document = :document OR :alone)",
            {
                "confidential": doomed.confidential,
                "printed": doomed.printed_id,
                "title": doomed.title,
                "document": doomed.document,
                "alone": alone,
            },
        )
        return int(self._connection.changes())

    def _remove_links(self, proposal_id: str, unlink: Unlink) -> int:
        """What others' analyses conclude of it: that a mention in their text means this proposal."""
        linking = self._execute(
            "SELECT proposal.id, analysis, content FROM proposal LEFT JOIN entry ON entry.proposal = proposal.id"
            " WHERE EXISTS (SELECT 1 FROM json_each(analysis, '$.mentions') WHERE value ->> 'proposal_id' = ?)",
            (proposal_id,),
        ).fetchall()
        for name, analysis, entry in linking:
            told = json.loads(analysis)
            for mention in told["mentions"]:
                if mention["proposal_id"] == proposal_id:
                    mention["proposal_id"] = None
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            self._execute("UPDATE proposal SET analysis = ? WHERE id = ?", (text, name))
            if entry is not None:
                self._replace_entry(name, unlink(entry, proposal_id))
        return len(linking)

    def _replace_entry(self, name: str, entry: bytes | None) -> None:
        if entry is None:
            self._execute("DELETE FROM entry WHERE proposal = ?", (name,))
        else:
            self._execute("UPDATE entry SET content = ? WHERE proposal = ?", (entry, name))

    def _empty_document(self, doomed: _Doomed) -> tuple[str, ...]:
        others = self._names("SELECT id FROM proposal WHERE document = ? ORDER BY place", doomed.document)
        if not others:
            self._execute("DELETE FROM document WHERE id = ?", (doomed.document,))
            return ()
        (warnings,) = self._execute("SELECT warnings FROM document WHERE id = ?", (doomed.document,)).fetchone()
        kept = [one for one in json.loads(warnings) if doomed.title.casefold() not in one.casefold()]
        self._execute(
            "UPDATE document SET content = x'', warnings = ? WHERE id = ?",
            (json.dumps(kept, ensure_ascii=False, separators=(",", ":")), doomed.document),
        )
        return others

    def _quoting(self, title: str) -> tuple[str, ...]:
        if len(title) < SHORTEST_QUOTED_TITLE:
            return ()
        written = json.dumps(title, ensure_ascii=False)[1:-1]
        return self._names("SELECT id FROM proposal WHERE instr(analysis, ?) > 0 ORDER BY id", written)

    def _names(self, statement: str, *given: Any) -> tuple[str, ...]:
        return tuple(name for (name,) in self._execute(statement, given))

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)
