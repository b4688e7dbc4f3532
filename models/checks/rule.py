"""What a rule is: its name, its weight, and what it tells a user who asks why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from corpus.types import Proposal
from models.types import Figure, Finding, Name, Severity


class Placed(Protocol):
    """Anything that stands somewhere in a proposal's text."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character after the last."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a rule may look at: the proposal, and what was found in its running text."""

    proposal: Proposal
    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: its id, the weight of what it finds, and Danish words for the documentation and for a draft's author.

    ``title`` names what is wrong, ``compares`` says what is held against what, ``example`` is a sentence that it would
    catch, ``remedy`` says what to do about it.
    """

    id: str
    severity: Severity
    title: str
    compares: str
    example: str
    remedy: str

    def finding(
        self,
        message: str,
        *,
        values: Iterable[float] = (),
        at: Placed | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule; ``severity`` where it weighs less than the rule usually does."""
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            message=message,
            values=tuple(float(value) for value in values),
            start=at.start if at else None,
            end=at.end if at else None,
        )
