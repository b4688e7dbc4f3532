"""A quantity as printed: one number or a range, with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.figures.units import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range as printed, from word ``first`` up to ``end``.

    ``unit`` is None where no known unit stands by it; ``noun`` is then the word that it counts, if any.
    """

    low: Decimal
    high: Decimal
    first: int
    end: int
    unit: Unit | None = None
    multiplier: int = 1
    noun: str | None = None
    spelled: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing says what these digits count."""
        return self.unit is None and self.noun is None and not self.spelled

    @property
    def factor(self) -> Decimal:
        """What one printed 1 stands for."""
        return self.multiplier * (self.unit.factor if self.unit else Decimal(1))
