"""A proposal of a text of our own, and its names and mentions."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Criteria, Line, Proposal, ProposalKind
from models.language import load_language
from models.names import KnownProposal, find_mentions, find_names
from models.types import Mention, Name, NameKind


def proposal(
    text: str, *, title: str = "Grønne vinduer i gården", code: str | None = None, year: int | None = 2021
) -> Proposal:
    """A proposal without sections whose text is the given one."""
    return Proposal(
        code=code,
        printed_code=code,
        year=year,
        kind=ProposalKind.INNOVATION,
        round=None,
        title=title,
        summary=None,
        submitting_administration=None,
        affected_administrations=None,
        committee=None,
        cross_cutting=None,
        price_level_year=None,
        text=text,
        lines=(Line(start=0, end=len(text)),),
        sections=(),
        tables=(),
        consulted=(),
        criteria=Criteria(),
    )


def names(text: str, kind: NameKind | None = None) -> tuple[Name, ...]:
    """The names of a text, of one kind where it is given."""
    found = find_names(proposal(text), load_language().read(text))
    return tuple(name for name in found if kind is None or name.kind is kind)


def mentions(one: Proposal, known: Sequence[KnownProposal]) -> tuple[Mention, ...]:
    """The mentions in a proposal's text."""
    return find_mentions(one, load_language().read(one.text), known)
