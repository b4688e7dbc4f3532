"""Batches of texts of exactly the same length, so that nothing is padded.

Activations are rounded to 8 bits while the network runs. The last bit of a sum, which padding changes, can tip such
a rounding, and the vector with it by about 0.01. Without padding a text has the same vector whatever it is
encoded with; and it costs nothing, as a single passage already keeps a core busy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

TOKENS_PER_BATCH = 256
"""Tokens in a batch at most; a longer text goes alone. Larger ones gain nothing and leave cores idle at the end."""


def of_one_length(lengths: Sequence[int], *, budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Places of the texts in each batch, the longest texts first so that the last batches fill up the cores."""
    places = defaultdict(list)
    for place, length in enumerate(lengths):
        places[length].append(place)
    for length in sorted(places, reverse=True):
        size = max(1, budget // max(1, length))
        for start in range(0, len(places[length]), size):
            yield places[length][start : start + size]
