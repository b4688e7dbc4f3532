"""What the collection holds, as frozen values: rows with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class NewProposal:
    """A proposal about to be stored. ``printed_id`` is 'YEAR-CODE'; the collection decides whether '-2' is added.

    ``analysis`` is the contract's object; ``entry`` is what other proposals are compared with, or None without one.
    """

    printed_id: str
    confidential: bool
    year: int | None
    code: str | None
    title: str
    kind: str
    administration: str | None
    amount_kr: int | None
    analysis: Mapping[str, Any]
    themes: Mapping[str, float]
    entry: bytes | None


@dataclass(frozen=True, kw_only=True)
class FrontLine:
    """A line of a bundle's front table. Its proposal may be in no document; then the line stands for it."""

    id: str
    code: str | None
    title: str
    committee: str | None
    amount_kr: int | None
    price_level_year: int | None
    year: int | None


@dataclass(frozen=True, kw_only=True)
class NewDocument:
    """A document about to be stored, all of it or nothing. ``added_at`` is an ISO time in UTC."""

    sha256: str
    source: str
    content: bytes
    warnings: Sequence[str]
    added_at: str
    model: str
    encoder: str
    proposals: Sequence[NewProposal]
    front_lines: Sequence[FrontLine]


@dataclass(frozen=True, kw_only=True)
class StoredDocument:
    """A document of the collection with the ids of its proposals that may be seen, in printed order."""

    id: int
    sha256: str
    source: str
    warnings: tuple[str, ...]
    proposals: tuple[str, ...]
    front_lines: tuple[FrontLine, ...]


@dataclass(frozen=True, kw_only=True)
class StoredProposal:
    """A proposal of the collection; ``analysis`` is the contract's object under the id that it is stored by."""

    id: str
    document: int
    source: str
    confidential: bool
    model: str
    analysis: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A proposal or front-table line that other proposals may mention. ``stored`` is False for a line alone."""

    id: str
    code: str | None
    title: str
    year: int | None
    stored: bool


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A proposal that can be compared with others: its id, and the number of its document."""

    id: str
    document: int
