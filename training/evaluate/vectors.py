"""An encoder that remembers: the same texts are fitted on again and again, and embedding them is what takes time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


class Encoder(Protocol):
    """What is needed of `models.encoder.Encoder`."""

    @property
    def id(self) -> str:
        """Which encoder it is; vectors of two encoders are never compared."""

    def encode(self, texts: Sequence[str]) -> Rows:
        """A row of length 1 for each text."""


class RememberingEncoder:
    """The same answers as the encoder's, each text asked for once; kept between runs where a folder is given."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        """Loads what the folder has of this encoder."""
        self._encoder = encoder
        self._known: dict[str, Rows] = {}
        self._file = folder and folder / f"vectors-{_key(encoder.id)[:16]}.npz"
        if self._file and self._file.exists():
            with np.load(self._file, allow_pickle=False) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))

    @property
    def id(self) -> str:
        """The encoder's own."""
        return self._encoder.id

    def encode(self, texts: Sequence[str]) -> Rows:
        """A row of length 1 for each text."""
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._known |= dict(zip(new, self._encoder.encode(list(new.values())), strict=True))
            self._keep()
        return np.array([self._known[key] for key in keys], dtype=np.float32)

    def _keep(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_name(f"{os.getpid()}-{self._file.name}")
        keys = sorted(self._known)
        np.savez(unfinished, keys=np.array(keys), rows=np.array([self._known[key] for key in keys]))
        unfinished.replace(self._file)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
