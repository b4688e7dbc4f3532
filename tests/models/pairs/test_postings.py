from __future__ import annotations

import numpy as np
import pytest

from models.pairs import postings
from models.pairs.postings import Keys, Postings, Values

ROWS = [([3, 7], [1.0, 2.0]), ([7], [0.5]), ([1, 3, 9], [1.0, 4.0, 2.0]), ([7, 9], [1.0, 1.0])]


def _row(keys: list[int], values: list[float]) -> tuple[Keys, Values]:
    return np.array(keys, dtype=np.int64), np.array(values, dtype=np.float32)


@pytest.mark.parametrize("fewest_late", [0, 3, 1000])
@pytest.mark.parametrize("at_first", [0, 1, 3, 4])
def test_rows_added_later_are_found_like_those_to_begin_with(
    monkeypatch: pytest.MonkeyPatch, fewest_late: int, at_first: int
) -> None:
    monkeypatch.setattr(postings, "_FEWEST_LATE", fewest_late)
    index = Postings([_row(*row) for row in ROWS[:at_first]])
    for number, row in enumerate(ROWS[at_first:], start=at_first):
        index.add(number, *_row(*row))
    found = [(numbers.tolist(), values.tolist()) for numbers, values in index.of(np.array([7, 3, 5, 9]))]
    assert found == [([0, 1, 3], [2.0, 0.5, 1.0]), ([0, 2], [1.0, 4.0]), ([], []), ([2, 3], [2.0, 1.0])]
