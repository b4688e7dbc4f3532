"""The themes of every stored proposal, and the change from one theme model's to another's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from service.store.database import writing


@dataclass(frozen=True, kw_only=True)
class Tagging:
    """The themes that a model gave a proposal: the contract's list, and the unrounded probabilities of those given."""

    themes: Sequence[Mapping[str, Any]]
    probabilities: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Taggable:
    """A stored proposal with what its themes can be concluded from anew."""

    id: str
    analysis: Mapping[str, Any]
    entry: bytes


class Taggings:
    """The themes of one collection, on its connection. Serves the models alone: all proposals, confidential or not."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def version(self) -> str:
        """The theme model whose themes stand in the collection now."""
        return str(self._execute("SELECT version FROM theme_model").fetchone()[0])

    def missing(self, version: str, encoder: str) -> Iterator[Taggable]:
        """The proposals for which no themes of this model are kept, and which this encoder has made ready."""
        for name, analysis, entry in self._execute(
            "SELECT id, analysis, content FROM proposal JOIN entry ON entry.proposal = id WHERE encoder = ?"
            " AND id NOT IN (SELECT proposal FROM tagging WHERE version = ?) ORDER BY id",
            (encoder, version),
        ):
            yield Taggable(id=name, analysis=json.loads(analysis), entry=entry)

    def switch(self, version: str, made: Mapping[str, Tagging]) -> None:
        """Puts another model's themes in the place of the present ones, which are kept: all in one step.

        ``made`` has those that were not kept from before. A proposal that has neither keeps its themes.
        """
        with writing(self._connection):
            self._execute(
                "INSERT OR IGNORE INTO tagging (proposal, version, themes, probabilities)"
                " SELECT id, (SELECT version FROM theme_model), json(coalesce(analysis -> '$.themes', '[]')),"
                " coalesce((SELECT json_group_object(theme, probability) FROM theme WHERE theme.proposal = id), '{}')"
                " FROM proposal ORDER BY id"
            )
            for name, one in made.items():
                self._execute(
                    "INSERT OR IGNORE INTO tagging (proposal, version, themes, probabilities)"
                    " SELECT id, ?, ?, ? FROM proposal WHERE id = ?",
                    (version, _json(list(one.themes)), _json(dict(one.probabilities)), name),
                )
            self._apply(version)
            self._execute("UPDATE theme_model SET version = ?", (version,))

    def first(self, proposal: str) -> tuple[str, ...] | None:
        """The themes that the first model gave a proposal, before any could learn from it; None where none is kept."""
        row = self._execute(
            "SELECT themes FROM tagging WHERE proposal = ? ORDER BY number LIMIT 1", (proposal,)
        ).fetchone()
        return None if row is None else tuple(one["id"] for one in json.loads(row[0]))

    def now(self, proposal: str) -> tuple[str, ...]:
        """The themes that stand in the collection for a proposal."""
        return tuple(name for (name,) in self._execute("SELECT theme FROM theme WHERE proposal = ?", (proposal,)))

    def _apply(self, version: str) -> None:
        rows = self._execute(
            "SELECT proposal, themes, probabilities, analysis FROM tagging JOIN proposal ON proposal.id = proposal"
            " WHERE version = ?",
            (version,),
        ).fetchall()
        for name, themes, probabilities, analysis in rows:
            # As the analysis was written first, so that going back gives the same bytes.
            told = {**json.loads(analysis), "themes": json.loads(themes)}
            self._execute("UPDATE proposal SET analysis = ? WHERE id = ?", (_json(told), name))
            self._execute("DELETE FROM theme WHERE proposal = ?", (name,))
            self._connection.executemany(
                "INSERT INTO theme VALUES (?,?,?)",
                [(name, theme, value) for theme, value in json.loads(probabilities).items()],
            )

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
