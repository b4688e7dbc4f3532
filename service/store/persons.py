"""Everything in the collection that has a person's name, wherever it is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import apsw

AROUND = 80
"""Characters of text shown on either side of a name."""

_MADE_OF_TEXT = {"entry": "content"}
"""Bytes that say nothing that the analysis does not."""

_SECRET = frozenset({"key_hash", "actor_salt", "target_salt", "detail_salt"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place that has the name: the value's path ('analysis.text') and the words around it."""

    where: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A row that has the name: its table, its other short values, and every place in it."""

    table: str
    row: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[Place, ...]


class Persons:
    """What is stored about persons, in every table there is, so that a new one cannot be forgotten."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def holdings(self, name: str) -> Iterator[Holding]:
        """Every row that has ``name``, table by table. The name may be broken over lines, turned about, or genitive.

        Reads the whole collection. Other spellings, initials and first names alone are searched for as they are given.
        Of files that are not plain text (PDF, Word, pictures) only what was read as a proposal is searched.
        """
        wanted = name_pattern(name)
        for table, columns in self._tables().items():
            shown = [column for column in columns if column not in _SECRET and _MADE_OF_TEXT.get(table) != column]
            if not shown:
                continue
            listed = ", ".join(f'"{column}"' for column in shown)
            for values in self._execute(f'SELECT {listed} FROM "{table}"'):
                row = dict(zip(shown, values, strict=True))
                places = tuple(place for column, value in row.items() for place in _places(column, value, wanted))
                if places:
                    yield Holding(table=table, row=_short(row), places=places)

    def _tables(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table, column in self._execute(
            "SELECT list.name, info.name FROM pragma_table_list AS list, pragma_table_info(list.name) AS info"
            " WHERE list.schema = 'main' AND list.type = 'table' AND list.name NOT LIKE 'sqlite%'"
            " ORDER BY list.name, info.cid"
        ):
            found.setdefault(table, []).append(column)
        return found

    def _execute(self, statement: str, given: Any = ()) -> Any:  # rows of SQLite have no types to check
        return self._connection.execute(statement, given)


def name_pattern(name: str) -> re.Pattern[str]:
    """Finds a name as texts have it: in any case, over line ends, 'Efternavn, Fornavn', and in the genitive.

    Raises ValueError for a name without a letter.
    """
    words = [re.escape(word) for word in name.replace(",", " ").split()]
    if not any(character.isalpha() for character in name):
        raise ValueError(name)
    ways = [r"\s{1,5}".join(words)]
    if len(words) > 1:
        ways.append(rf"{words[-1]},\s{{0,5}}" + r"\s{1,5}".join(words[:-1]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?:['’]?s)?(?!\w)", re.IGNORECASE)


def _places(where: str, value: Any, wanted: re.Pattern[str]) -> Iterator[Place]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _places(f"{where}.{key}", part, wanted)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _places(f"{where}[{number}]", part, wanted)
    elif isinstance(value, bytes):
        yield from _places(where, _decoded(value), wanted)
    elif isinstance(value, str):
        if value[:1] in ("{", "[") and (inner := _parsed(value)) is not None:
            yield from _places(where, inner, wanted)
            return
        for match in wanted.finditer(value):
            around = value[max(0, match.start() - AROUND) : match.end() + AROUND]
            yield Place(where=where, excerpt=" ".join(around.split()))


def _decoded(value: bytes) -> str | None:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


_LONGEST_SHOWN = 300


def _short(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what fills pages: the places tell what is in that."""
    return {
        column: value
        for column, value in row.items()
        if not isinstance(value, bytes) and not (isinstance(value, str) and len(value) > _LONGEST_SHOWN)
    }
