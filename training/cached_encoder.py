"""An encoder that remembers the vectors of texts it has embedded, so that a second training takes seconds.

The folder holds hashes of texts and their vectors: no text. Only what is asked for with `learn` is kept, which are the
shipped texts; what a municipality has corrected never stands in it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.themes.tagger import Encoder

Vectors = npt.NDArray[np.float32]


class CachedEncoder:
    """Vectors of one encoder: those given, those of a folder, and of the encoder itself for all other texts."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / f"vectors-{hashlib.sha256(encoder.id.encode()).hexdigest()[:16]}.safetensors"
        self._known = _read(self._path)
        self._given: dict[str, Vectors] = {}

    @property
    def id(self) -> str:
        """The encoder's own id: the vectors are its."""
        return self._encoder.id

    def give(self, texts: Iterable[str], vectors: npt.NDArray[np.floating]) -> None:
        """Vectors that were made earlier by the same encoder; they are used, and not stored."""
        self._given |= {_key(text): vector for text, vector in zip(texts, vectors.astype(np.float32), strict=True)}

    def learn(self, texts: Sequence[str]) -> None:
        """Embeds the texts that are not known yet and stores their vectors."""
        missing = {_key(text): text for text in texts if _key(text) not in self._known}
        if not missing:
            return
        made = self._encoder.encode(list(missing.values()))
        self._known |= dict(zip(missing, made, strict=True))
        _write(self._path, self._known)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text."""
        keys = [_key(text) for text in texts]
        known = {**self._known, **self._given}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            known |= dict(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
        return np.array([known[key] for key in keys], dtype=np.float32)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, Vectors]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        stored = load(path.read_bytes())
        keys, vectors = stored["keys"], stored["vectors"]
    except (OSError, SafetensorError, KeyError):  # missing or damaged: it is made anew
        return {}
    return {bytes(key).hex(): vector for key, vector in zip(keys, vectors, strict=True)}


def _write(path: Path, vectors: Mapping[str, Vectors]) -> None:
    from safetensors.numpy import save

    keys = np.array([np.frombuffer(bytes.fromhex(key), dtype=np.uint8) for key in vectors])
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_bytes(save({"keys": keys, "vectors": np.array(list(vectors.values()), dtype=np.float32)}))
    os.replace(half, path)
