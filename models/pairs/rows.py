"""Rows that grow: a matrix to which proposals are added one by one, without copying it every time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Rows:
    """A matrix with room to spare, made a quarter larger when it is full."""

    def __init__(self, width: int, dtype: DTypeLike = np.float32, *, rows: Sequence[NDArray[np.float32]] = ()) -> None:
        """``rows`` are those to begin with."""
        self._room = np.zeros((max(64, len(rows)), width), dtype=dtype)
        self._count = len(rows)
        for place, row in enumerate(rows):
            self._room[place] = row

    def __len__(self) -> int:
        return self._count

    def add(self, row: NDArray[np.float32]) -> None:
        """One more row at the end."""
        if self._count == len(self._room):
            self._room = np.concatenate([self._room, np.zeros_like(self._room[: max(64, self._count // 4)])])
        self._room[self._count] = row
        self._count += 1

    def clear(self, place: int) -> None:
        """Puts nothing in the place of a row."""
        self._room[place] = 0

    @property
    def values(self) -> NDArray[np.float32]:
        """The rows so far; valid until the next `add`."""
        return self._room[: self._count]
