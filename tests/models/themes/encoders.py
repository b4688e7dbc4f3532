"""An encoder for tests: small, quick and always the same; texts with common words are near each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.themes.words import stems, words


class WordEncoder:
    """The mean of a fixed random vector for each word's stem."""

    dimensions = 48

    def __init__(self, name: str = "words-1") -> None:
        self.id = name

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions))
        for row, text in zip(rows, texts, strict=True):
            row[0] = 1.0
            for stem in (stem for word in words(text) for stem in stems(word.form)):
                row += self._vector(stem)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)

    def _vector(self, stem: str) -> npt.NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).standard_normal(self.dimensions) / 6
