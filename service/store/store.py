"""The collection's file in use: what is added, found and taken out.

Whoever asks says whether they are ``cleared`` for confidential papers; for others these do not exist, in no answer,
count or name. Nothing here has a default for it, so that nobody is cleared by oversight.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from service.store.database import connect, writing
from service.store.records import FrontLine, Known, NewDocument, NewProposal, Ready, StoredDocument, StoredProposal

CONFIDENTIAL_SUFFIX = "-fortrolig"
"""Ends the id of every confidential proposal: an open one of the same code must get the id that it would get alone."""

_DOCUMENT = "SELECT id, sha256, source, warnings FROM document"
_VISIBLE = "(:cleared OR confidential = 0)"


class Store:
    """One open collection. Use it as a context manager, or close it."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def connection(self) -> apsw.Connection:
        """What the other parts of the store (users, jobs, corrections …) are made on; of one thread."""
        return self._connection

    def close(self) -> None:
        """Ends the use of the file."""
        self._connection.close()

    # ------------------------------------------------------------------ adding and removing

    def add(self, document: NewDocument, *, marked: bool = False) -> int:
        """Stores a document with all that was concluded from it, in one step, and gives its number.

        The same bytes again change nothing. ``marked`` makes every proposal in it confidential.
        """
        with writing(self._connection):
            return self.add_within(document, marked=marked)

    def add_within(self, document: NewDocument, *, marked: bool) -> int:
        """As `add`, as a part of the transaction under way."""
        there = self._number(document.sha256, marked)
        if there is not None:
            return there
        number = self._insert_document(document, marked)
        for place, proposal in enumerate(document.proposals):
            self._insert_proposal(number, place, proposal, document, marked)
        hidden = marked or any(proposal.confidential for proposal in document.proposals)
        self._execute_many(
            "INSERT INTO front_line VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    number,
                    place,
                    line.id,
                    line.code,
                    line.title,
                    line.committee,
                    line.amount_kr,
                    line.price_level_year,
                    line.year,
                    hidden,
                )
                for place, line in enumerate(document.front_lines)
            ],
        )
        return number

    def remove(self, proposal_id: str) -> bool:
        """Takes a proposal out, with its document where that holds no other; False where there is none.

        The document's own bytes go with the first of its proposals, since they hold that proposal's text.
        """
        with writing(self._connection):
            row = self._execute("SELECT document FROM proposal WHERE id = ?", (proposal_id,)).fetchone()
            if row is None:
                return False
            self._execute("DELETE FROM proposal WHERE id = ?", (proposal_id,))
            self._execute("UPDATE document SET content = x'' WHERE id = ?", row)
            self._execute(
                "DELETE FROM document WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM proposal WHERE document = ?1)", row
            )
        return True

    def _insert_document(self, document: NewDocument, marked: bool) -> int:
        self._execute(
            "INSERT INTO document (sha256, marked, source, content, warnings, added_at) VALUES (?,?,?,?,?,?)",
            (
                document.sha256,
                marked,
                document.source,
                document.content,
                _json(list(document.warnings)),
                document.added_at,
            ),
        )
        return int(self._connection.last_insert_rowid())

    def _insert_proposal(
        self, number: int, place: int, proposal: NewProposal, document: NewDocument, marked: bool
    ) -> None:
        confidential = marked or proposal.confidential
        name = self._free_id(proposal.printed_id + (CONFIDENTIAL_SUFFIX if confidential else ""))
        self._execute(
            "INSERT INTO proposal VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                name,
                proposal.printed_id,
                number,
                place,
                confidential,
                proposal.year,
                proposal.code,
                proposal.title,
                proposal.kind,
                proposal.administration,
                proposal.amount_kr,
                _json({**proposal.analysis, "id": name}),
                document.model,
            ),
        )
        self._execute_many(
            "INSERT INTO theme VALUES (?,?,?)", [(name, theme, value) for theme, value in proposal.themes.items()]
        )
        if proposal.entry is not None:
            self._execute("INSERT INTO entry VALUES (?,?,?)", (name, document.encoder, proposal.entry))

    def _free_id(self, wanted: str) -> str:
        name, number = wanted, 1
        while self._execute("SELECT 1 FROM proposal WHERE id = ?", (name,)).fetchone():
            number += 1
            name = f"{wanted}-{number}"
        return name

    def _number(self, sha256: str, marked: bool) -> int | None:
        row = self._execute("SELECT id FROM document WHERE sha256 = ? AND marked = ?", (sha256, marked)).fetchone()
        return None if row is None else int(row[0])

    # ------------------------------------------------------------------ reading

    def document(self, number: int, *, cleared: bool) -> StoredDocument | None:
        """A document by its number, or None; for those not cleared, None where nothing in it may be seen."""
        row = self._execute(f"{_DOCUMENT} WHERE id = ? AND (? OR marked = 0)", (number, cleared)).fetchone()
        if row is None:
            return None
        given = {"number": number, "cleared": cleared}
        proposals = self._execute(
            f"SELECT id FROM proposal WHERE document = :number AND {_VISIBLE} ORDER BY place", given
        )
        lines = self._execute(
            "SELECT id, code, title, committee, amount_kr, price_level_year, year FROM front_line"
            f" WHERE document = :number AND {_VISIBLE} ORDER BY place",
            given,
        )
        return StoredDocument(
            id=row[0],
            sha256=row[1],
            source=row[2],
            warnings=tuple(json.loads(row[3])),
            proposals=tuple(name for (name,) in proposals),
            front_lines=tuple(_front_line(line) for line in lines),
        )

    def document_of(self, sha256: str, *, marked: bool = False) -> int | None:
        """The number of the document with these bytes, or None."""
        return self._number(sha256, marked)

    def proposal(self, proposal_id: str, *, cleared: bool) -> StoredProposal | None:
        """A proposal by its id, or None where there is none that may be seen."""
        row = self._execute(
            "SELECT proposal.id, document, source, confidential, model, analysis FROM proposal"
            f" JOIN document ON document.id = document WHERE proposal.id = :id AND {_VISIBLE}",
            {"id": proposal_id, "cleared": cleared},
        ).fetchone()
        if row is None:
            return None
        return StoredProposal(
            id=row[0],
            document=row[1],
            source=row[2],
            confidential=bool(row[3]),
            model=row[4],
            analysis=json.loads(row[5]),
        )

    def entries(
        self, encoder: str, *, cleared: bool, names: Collection[str] | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Id and entry of every proposal that ``encoder`` made one for, or of those ``names``, in the order of ids."""
        yield from self._execute(
            "SELECT proposal, content FROM entry JOIN proposal ON proposal.id = proposal"
            f" WHERE encoder = :encoder AND {_VISIBLE}"
            " AND (:names IS NULL OR proposal IN (SELECT value FROM json_each(:names))) ORDER BY proposal",
            {"encoder": encoder, "cleared": cleared, "names": None if names is None else _json(list(names))},
        )

    def ready(self, encoder: str, *, cleared: bool) -> tuple[Ready, ...]:
        """Every proposal that ``encoder`` made an entry for, in the order of ids."""
        rows = self._execute(
            "SELECT proposal, document FROM entry JOIN proposal ON proposal.id = proposal"
            f" WHERE encoder = :encoder AND {_VISIBLE} ORDER BY proposal",
            {"encoder": encoder, "cleared": cleared},
        )
        return tuple(Ready(id=name, document=number) for name, number in rows)

    def empty(self) -> bool:
        """Whether nothing has ever been stored here, or all of it was taken out."""
        return self._execute("SELECT 1 FROM document LIMIT 1").fetchone() is None

    def has_confidential(self) -> bool:
        """Whether anything in the collection is for the cleared alone. Never to be told to others."""
        return self._execute("SELECT 1 FROM proposal WHERE confidential LIMIT 1").fetchone() is not None

    def change(self) -> tuple[int, int]:
        """A mark that differs after anybody has changed the collection, as long as the store is open."""
        return int(self._execute("PRAGMA data_version").fetchone()[0]), self._connection.total_changes()

    def known(self, *, cleared: bool) -> tuple[Known, ...]:
        """Everything that another proposal may mention: proposals, and front-table lines whose proposal is missing."""
        given = {"cleared": cleared}
        proposals = self._execute(
            f"SELECT id, code, title, year, 1 FROM proposal WHERE {_VISIBLE} ORDER BY id", given
        ).fetchall()
        return (*(_known(row) for row in proposals), *self.lines_alone(cleared=cleared))

    def lines_alone(self, *, cleared: bool) -> tuple[Known, ...]:
        """The front-table lines whose proposal is missing, in the order of ids."""
        rows = self._execute(
            f"SELECT id, code, title, year, 0 FROM front_line WHERE {_VISIBLE} AND NOT EXISTS"
            " (SELECT 1 FROM proposal WHERE printed_id = front_line.id AND (:cleared OR proposal.confidential = 0))"
            " GROUP BY id ORDER BY id",
            {"cleared": cleared},
        ).fetchall()
        return tuple(map(_known, rows))

    def without_entry(self, encoder: str) -> int:
        """How many proposals this encoder has made no entry for: they are in no comparison."""
        row = self._execute(
            "SELECT count(*) FROM proposal WHERE id NOT IN (SELECT proposal FROM entry WHERE encoder = ?)", (encoder,)
        ).fetchone()
        return int(row[0])

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)

    def _execute_many(self, statement: str, given: list[tuple[Any, ...]]) -> None:
        self._connection.executemany(statement, given)


def _known(row: tuple[Any, ...]) -> Known:
    name, code, title, year, stored = row
    return Known(id=name, code=code, title=title, year=year, stored=bool(stored))


def _front_line(row: tuple[Any, ...]) -> FrontLine:
    name, code, title, committee, amount, price_level, year = row
    return FrontLine(
        id=name,
        code=code,
        title=title,
        committee=committee,
        amount_kr=amount,
        price_level_year=price_level,
        year=year,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
