"""Rows that grow: a matrix to which proposals are added one by one, without copying it every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Rows:
    """A matrix with room to spare, doubled when it is full."""

    def __init__(self, width: int, dtype: DTypeLike = np.float32) -> None:
        self._room = np.zeros((64, width), dtype=dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, row: NDArray[np.float32]) -> None:
        """One more row at the end."""
        if self._count == len(self._room):
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])
        self._room[self._count] = row
        self._count += 1

    @property
    def values(self) -> NDArray[np.float32]:
        """The rows so far; valid until the next `add`."""
        return self._room[: self._count]
