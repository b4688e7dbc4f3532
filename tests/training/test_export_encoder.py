"""Any sentence-transformers model is exported the same way; one that would answer otherwise is not written."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.encoder import load_encoder
from models.errors import ModelError
from training import export_encoder
from training.export_encoder import export

pytest.importorskip("torch", reason="torch is installed only where models are made")
pytestmark = pytest.mark.filterwarnings("ignore")  # torch, transformers and the tracing warn of themselves

TEXT = "kommunen hjemmepleje borger skole digital strøm tag elbil vikar fravær ny og i på en et til"
WORDS = TEXT.split()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A BERT of two layers with word pieces instead of unigrams, mean pooling, and no prefixes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
        from transformers import BertConfig, BertModel, BertTokenizer

        folder = str(tmp_path_factory.mktemp("small"))
        letters = [chr(code) for code in range(97, 123)]
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *letters, *(f"##{one}" for one in letters)]
        Path(folder, "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=len(pieces),
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
            initializer_range=0.5,
        )
        BertModel(config).save_pretrained(folder)
        BertTokenizer(vocab={piece: place for place, piece in enumerate(pieces)}).save_pretrained(folder)
        modules = [Transformer(folder, max_seq_length=64), Pooling(64, pooling_mode="mean")]
        return SentenceTransformer(modules=modules, device="cpu")


def test_a_model_of_another_kind_is_exported_and_serves(small: Any, tmp_path: Path) -> None:
    export(small, tmp_path, name="small", about={"licence": "MIT"})
    encoder = load_encoder(tmp_path)
    texts = ["Kommunen og borger", "ny digital skole", "elbil", "vikar til hjemmepleje " * 40]
    wanted = small.encode(texts, normalize_embeddings=True)
    assert encoder.id.startswith("small-")
    assert (encoder.dimensions, encoder.most_tokens) == (64, 64)
    assert np.linalg.norm(encoder.encode(texts) - wanted, axis=1).max() < 0.02


def test_the_same_model_gives_the_same_bytes(small: Any, tmp_path: Path) -> None:
    # A process for each: inside one, the runtime numbers what it makes ever further.
    small.save(str(tmp_path / "small"))
    for name in ("one", "other"):
        command = [
            sys.executable,
            "-m",
            "training.export_encoder",
            str(tmp_path / "small"),
            "--out",
            str(tmp_path / name),
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).resolve().parents[2])
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) == 5
    contents = [[(tmp_path / folder / name).read_bytes() for name in names] for folder in ("one", "other")]
    assert [name for name, one, other in zip(names, *contents, strict=True) if one != other] == []


def test_what_agrees_too_little_is_not_written(small: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_encoder, "LEAST_RANK_CORRELATION", 1.1)
    with pytest.raises(ModelError, match="Intet er skrevet"):
        export(small, tmp_path / "out", name="small", about={})
    assert not (tmp_path / "out").exists()
