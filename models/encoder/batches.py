"""Batches of texts of like length, so that little is computed for padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

TOKENS_PER_BATCH = 1024
"""Tokens in a batch at most, padding included: larger ones gain no speed and take memory; a longer text goes alone."""


def by_length(lengths: Sequence[int], *, budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Places of the texts in each batch, the longest texts first so that the last batches fill up the cores."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def padded(tokens: Sequence[Sequence[int]], *, pad: int) -> tuple[np.ndarray, np.ndarray]:
    """Token numbers and mask (1 for a token, 0 for padding). *Shape:* (texts, tokens of the longest), int64."""
    import numpy as np

    longest = max(map(len, tokens))
    numbers = np.full((len(tokens), longest), pad, dtype=np.int64)
    mask = np.zeros_like(numbers)
    for row, text in enumerate(tokens):
        numbers[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return numbers, mask
