"""The shipped encoder: faithful, the same in any company, without torch and without network."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from models.encoder import Encoder, load_encoder
from models.encoder.batches import of_one_length
from models.encoder.encoder import TRAINED
from models.errors import ArtefactDamaged, ArtefactMissing

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text(encoding="utf-8"))
"""Texts, and their vectors times 100 000 by the source model at full precision and with its whole vocabulary.
Filled by ``python -m training.export_encoder --reference tests/models/encoder/reference.json``."""

TEXTS: list[str] = REFERENCE["texts"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def nearest(vectors: np.ndarray) -> list[int]:
    """Each text's nearest other one, after the mean is taken away."""
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1)
    cosines = centred @ centred.T / np.outer(lengths, lengths)
    np.fill_diagonal(cosines, -1)
    return [int(place) for place in cosines.argmax(axis=1)]


def test_vectors_follow_the_model_at_full_precision(encoder: Encoder) -> None:
    wanted = np.array(REFERENCE["vectors"]) / 1e5
    found = encoder.encode(TEXTS)
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)
    # Rounding moves a vector by some 0.02; two texts without a bond lie 0.4 and more apart.
    assert np.linalg.norm(found - wanted, axis=1).max() < 0.05
    assert nearest(found) == nearest(wanted)


def test_a_text_has_one_vector_in_any_company_and_order(encoder: Encoder) -> None:
    texts = [*TEXTS, "Ja", "Kort tekst", "", "Nye lamper i hallen"] * 2
    together = encoder.encode(texts)
    assert np.array_equal(together, encoder.encode(texts[::-1])[::-1])
    assert np.array_equal(together, np.vstack([encoder.encode([text]) for text in texts]))


def test_several_threads_may_ask_at_once(encoder: Encoder) -> None:
    found: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda place=place: found.update({place: encoder.encode(TEXTS)})) for place in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(found) == [0, 1, 2, 3]
    assert all(np.array_equal(found[0], vectors) for vectors in found.values())


def test_no_texts_give_no_vectors_and_the_empty_text_one(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert np.linalg.norm(encoder.encode([""])[0]) == pytest.approx(1, abs=1e-5)


def test_of_a_very_long_text_the_beginning_is_read(encoder: Encoder) -> None:
    long = "Hjemmeplejen kører mange kilometer hver dag. " * 30_000
    assert encoder.tokens(long) == encoder.most_tokens == 512
    assert encoder.tokens("Hjemmeplejen kører.") < 20
    assert np.array_equal(encoder.encode([long]), encoder.encode([long + "Noget helt andet."]))


def test_a_query_is_not_a_passage(encoder: Encoder) -> None:
    text = ["natarbejde på plejehjem"]
    assert not np.allclose(encoder.encode(text, kind="query"), encoder.encode(text, kind="passage"), atol=1e-3)


def test_an_encoder_is_told_from_others_by_name_and_content(encoder: Encoder) -> None:
    name, _, content = encoder.id.rpartition("-")
    assert name == "multilingual-e5-small"
    assert len(content) == 12
    assert load_encoder(threads=1).id == encoder.id


def test_a_damaged_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="ingen model"):
        load_encoder(tmp_path)
    for path in TRAINED.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ArtefactDamaged, match="sha256"):
        load_encoder(tmp_path)


PROGRAM = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(watch)
from models.encoder import load_encoder
load_encoder(threads=1).encode(["Ny belysning i parken"])
names = ("torch", "transformers", "sentence_transformers", "openvino_telemetry")
raise SystemExit(" ".join(name for name in names if sys.modules.get(name)) or 0)
"""


def test_serving_imports_no_torch_and_opens_no_socket() -> None:
    found = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True, timeout=120)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([3, 5, 3], [[1], [0, 2]]),
        ([2000], [[0]]),
        ([4] * 5, [[0, 1], [2, 3], [4]]),
    ],
)
def test_a_batch_holds_texts_of_one_length_and_is_bounded(lengths: list[int], batches: list[list[int]]) -> None:
    assert list(of_one_length(lengths, budget=8)) == batches
