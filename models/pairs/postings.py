"""Which proposals have a word or a run of words: an inverted index that is made in one go and added to later."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Numbers = NDArray[np.int32]
Values = NDArray[np.float32]

_FEWEST_LATE = 200_000
"""Values that are added one by one before all are put in order anew; and they are a quarter of all, so that the work
of putting in order stays in proportion."""


class Postings:
    """For each key the numbers of the proposals that have it, rising, and how much each has of it."""

    def __init__(self, rows: Sequence[tuple[Keys, Values]] = ()) -> None:
        """``rows`` are the keys and values of the proposals 0, 1, 2 and so on; each key once in a row."""
        self._arrange(
            np.concatenate([keys for keys, _ in rows]) if rows else np.empty(0, dtype=np.int64),
            np.repeat(np.arange(len(rows), dtype=np.int32), [len(keys) for keys, _ in rows]),
            np.concatenate([values for _, values in rows]) if rows else np.empty(0, dtype=np.float32),
        )

    def _arrange(self, keys: Keys, numbers: Numbers, values: Values) -> None:
        order = np.argsort(keys, kind="stable")  # so that numbers stay rising
        self._numbers, self._values = numbers[order], values[order]
        self._keys, self._starts = np.unique(keys[order], return_index=True)
        self._ends = np.append(self._starts[1:], len(keys))
        self._late: dict[int, tuple[array[int], array[float]]] = {}
        self._late_values = 0

    def add(self, number: int, keys: Keys, values: Values) -> None:
        """One more proposal; its number is above all before."""
        for key, value in zip(keys.tolist(), values.tolist(), strict=True):
            numbers, weights = self._late.setdefault(key, (array("i"), array("f")))
            numbers.append(number)
            weights.append(value)
        self._late_values += len(keys)
        if self._late_values > max(_FEWEST_LATE, len(self._values) // 4):
            self._settle()

    def _settle(self) -> None:
        late = self._late.values()
        late_keys = np.repeat(np.array(list(self._late), dtype=np.int64), [len(numbers) for numbers, _ in late])
        self._arrange(
            np.concatenate([np.repeat(self._keys, self._ends - self._starts), late_keys]),
            np.concatenate([self._numbers, *(np.array(numbers, dtype=np.int32) for numbers, _ in late)]),
            np.concatenate([self._values, *(np.array(weights, dtype=np.float32) for _, weights in late)]),
        )

    def of(self, keys: Keys) -> list[tuple[Numbers, Values]]:
        """For each key in turn the proposals that have it, and how much; empty where none has."""
        found = []
        places = np.searchsorted(self._keys, keys).tolist()
        for key, place in zip(keys.tolist(), places, strict=True):
            there = place < len(self._keys) and self._keys[place] == key
            start, end = (self._starts[place], self._ends[place]) if there else (0, 0)
            numbers, values = self._numbers[start:end], self._values[start:end]
            if key in self._late:
                more, weights = self._late[key]
                numbers = np.concatenate([numbers, np.array(more, dtype=np.int32)])
                values = np.concatenate([values, np.array(weights, dtype=np.float32)])
            found.append((numbers, values))
        return found
