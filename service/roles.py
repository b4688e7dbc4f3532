"""Who asks, and what they may: three roles, and clearance for confidential papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a user may do; each role may do all that the one before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def may(self, least: Role) -> bool:
        """Whether this role is ``least`` or above it."""
        order = list(Role)
        return order.index(self) >= order.index(least)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whoever asks. ``cleared`` opens confidential papers; administrators always are."""

    name: str
    role: Role
    cleared: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "cleared", self.cleared or self.role is Role.ADMINISTRATOR)
