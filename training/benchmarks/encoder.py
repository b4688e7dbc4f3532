"""Speed, faithfulness, memory and start of the encoder, against sentence-transformers at full precision.

    python -m training.benchmarks.encoder [--packages FOLDER] [--rounds 3]

Writes ``training/results/encoder.json``. All ways encode the same held-out passages (calibration examples) and take
turns, so that a busy machine slows all alike; the best round of each counts. Speed is passages a second on all cores
and, as a busy machine distorts it, processor seconds too. A proposal is 25 passages, some 2 900 words. Start and
memory are those of a process of its own that loads the shipped encoder and encodes one proposal.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.examples.load import load_examples
from models.encoder import load_encoder
from models.encoder.batches import of_one_length
from models.encoder.runtime import Network, openvino
from training.encoder.agreement import agreement, passages
from training.encoder.packing import pack
from training.export_encoder import PACKAGES, default_model, plain_tokenizer, traced

RESULTS = Path(__file__).parents[1] / "results" / "encoder.json"
PASSAGES_OF_A_PROPOSAL = 25
TIMED = 32  # passages that are timed a round; all of them are compared once
ROUNDS = 3
WAYS = {
    "OpenVINO, full precision": (None, 0),
    "OpenVINO, 8-bit weights in groups of 128, activations full": (128, 0),
    "OpenVINO, 8-bit weights in groups of 128, activations in groups of 64": (128, 64),
    "OpenVINO, 8-bit weights in groups of 128, activations in groups of 128": (128, 128),
}
"""Neighbouring weights, and neighbouring activations, that share a scale."""

Encode = Callable[[list[str]], np.ndarray]

FRESH = """
import json, resource, sys, time
texts = json.load(sys.stdin)
start = time.perf_counter()
from models.encoder import load_encoder
encoder = load_encoder()
loaded = time.perf_counter()
encoder.encode(texts)
first = time.perf_counter()
encoder.encode(texts)
again = time.perf_counter()
encoder.encode(texts[:1])
print(json.dumps({
    "load_s": round(loaded - start, 2), "proposal_first_s": round(first - loaded, 3),
    "proposal_again_s": round(again - first, 3), "one_passage_s": round(time.perf_counter() - again, 4),
    "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
}))
"""


def ways(model: Any, folder: Path) -> dict[str, Encode]:
    """Every way of encoding, the reference first."""
    made: dict[str, Encode] = {"sentence-transformers, full precision": lambda texts: _plain(model, texts)}
    tokenizer = plain_tokenizer(model)
    for name, (group, activations) in WAYS.items():
        network = traced(model)
        if group:
            pack(network, group=group)
        path = folder / f"{group}.xml"
        openvino().save_model(network, path, compress_to_fp16=False)
        made[name] = _runner(Network(path, group=activations, threads=None), tokenizer)
    made["shipped encoder"] = load_encoder().encode
    return made


def _plain(model: Any, texts: list[str]) -> np.ndarray:
    return np.asarray(model.encode(texts, prompt_name="passage"))


def _runner(network: Network, tokenizer: Any) -> Encode:
    def encode(texts: list[str]) -> np.ndarray:
        tokens = [one.ids for one in tokenizer.encode_batch([f"passage: {text}" for text in texts])]
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        batches = of_one_length([len(one) for one in tokens])
        network.run(((rows, [tokens[row] for row in rows]) for rows in batches), into=vectors)
        return vectors

    return encode


def measure(encoders: dict[str, Encode], texts: list[str], rounds: int) -> dict[str, dict[str, Any]]:
    """Agreement with the first encoder on all texts, and the best of so many rounds on the first `TIMED`."""
    found: dict[str, dict[str, Any]] = {}
    reference = None
    for name, encode in encoders.items():
        vectors = encode(texts)
        reference = vectors if reference is None else reference
        found[name] = asdict(agreement(reference, vectors)) | {"seconds": [], "processor_seconds": []}
    for _ in range(rounds):
        for name, encode in encoders.items():
            start, used = time.perf_counter(), time.process_time()
            encode(texts[:TIMED])
            found[name]["seconds"].append(time.perf_counter() - start)
            found[name]["processor_seconds"].append(time.process_time() - used)
    for one in found.values():
        one["passages_per_s"] = round(TIMED / min(one.pop("seconds")), 1)
        one["processor_ms_per_passage"] = round(1000 * min(one.pop("processor_seconds")) / TIMED, 1)
    plain = next(iter(found.values()))["passages_per_s"]
    for one in found.values():
        one["times_as_fast"] = round(one["passages_per_s"] / plain, 2)
    return found


def main() -> None:
    """Read the command line, measure, write and print."""
    parser = argparse.ArgumentParser(description="Measure the encoder.")
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    texts = passages(example for example in load_examples() if example.split == "calibration")
    fresh = subprocess.run(
        [sys.executable, "-c", FRESH],
        input=json.dumps(texts[:PASSAGES_OF_A_PROPOSAL]),
        check=True,
        capture_output=True,
        text=True,
    )
    with tempfile.TemporaryDirectory() as scratch:
        found = measure(ways(default_model(given.packages), Path(scratch)), texts, given.rounds)
    result = {
        "command": f"python -m training.benchmarks.encoder --rounds {given.rounds}",
        "machine": {"cores": len(os.sched_getaffinity(0)), "processor": platform.processor() or platform.machine()},
        "versions": {name: version(name) for name in ("openvino", "torch", "sentence-transformers", "tokenizers")},
        "load_average": os.getloadavg()[0],
        "shipped_encoder_alone": json.loads(fresh.stdout),
        "ways": found,
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
