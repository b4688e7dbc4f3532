"""Copied text: runs of five words as numbers, and how large a part of one text stands in another.

The same words always give the same numbers (no salted hash), so that they can be stored.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

RUN = 5
"""Words in a run: shorter ones are shared by chance, longer ones are lost by one misread letter."""

SAMPLE = 8
"""One run in so many, chosen by its number, is enough to find which proposals share text at all."""

_WORD = re.compile(r"\w+")


def shingles(text: str) -> Hashes:
    """The runs of a text as sorted numbers, each once; none for a text of fewer than five words."""
    numbers = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())]
    if len(numbers) < RUN:
        return np.empty(0, dtype=np.uint32)
    words = np.array(numbers, dtype=np.uint64)
    mixed = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(mixed)]
    mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def sampled(hashes: Hashes) -> Hashes:
    """The few runs by which texts are looked up: the same ones in every text that has them."""
    return np.asarray(hashes[hashes % SAMPLE == 0])


def contained(part: Hashes, whole: Hashes) -> float:
    """The share of ``part``'s runs that stand in ``whole``, from 0 to 1."""
    if not len(part) or not len(whole):
        return 0.0
    places = np.searchsorted(whole, part)
    places[places == len(whole)] = 0
    return float(np.mean(whole[places] == part))


def union(groups: Sequence[Hashes]) -> Hashes:
    """All runs of several passages, sorted, each once."""
    return np.unique(np.concatenate(groups)) if groups else np.empty(0, dtype=np.uint32)
