"""Does adapting the encoder to the domain help? Contrastive training on train families, judged on calibration families.

    python -m training.adapt_encoder [--packages FOLDER] [--epochs 4] [--out FOLDER]

Writes ``training/results/encoder_adaptation.json`` with the frozen and the adapted encoders, and the adapted models
to folders in ``--out`` if that is given (for ``python -m training.export_encoder``). A proposal is the mean of its
passages. Pulled together are proposals whose author labelled them duplicate, revision, follow-on or overlap; pushed
apart are those that are labelled as easy to mistake, and the other proposals of the batch. Only the last layers learn:
the examples are few.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.examples.measure import relations_of
from models.types import Relation
from training.encoder.agreement import cosines, passages
from training.export_encoder import PACKAGES, default_model

RESULTS = Path(__file__).parent / "results" / "encoder_adaptation.json"
TOGETHER = {Relation.DUPLICATE, Relation.REVISION, Relation.FOLLOW_ON, Relation.OVERLAP}
SEED = 4
EPOCHS = 4
LEARNING_RATES = (2e-5, 2e-4)  # each is tried from the frozen encoder; what helps most is judged
LAYERS = 2  # that learn, of twelve
PAIRS_PER_BATCH = 8
TEMPERATURE = 0.05
LEAST_GAIN = 0.02
"""Gain in mean average precision and in the area under the curve from which adapting is worth a model of our own."""

Pairs = dict[tuple[str, str], Relation]


def judge(vectors: Mapping[str, np.ndarray], families: Mapping[str, str], pairs: Pairs) -> dict[str, float]:
    """Mean average precision and nDCG of a proposal's family among all others; area under the curve of labelled pairs.

    All by mean-centred cosine; proposals without a family member are no queries.
    """
    from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score

    ids = sorted(vectors)
    product = cosines(np.array([vectors[one] for one in ids]))
    precision, gain = [], []
    for row, one in enumerate(ids):
        others = [column for column in range(len(ids)) if column != row]
        relevant = [int(families[ids[column]] == families[one]) for column in others]
        if any(relevant):
            precision.append(average_precision_score(relevant, product[row, others]))
            gain.append(ndcg_score([relevant], [product[row, others]]))
    place = {one: row for row, one in enumerate(ids)}
    told = [(pair, relation) for pair, relation in pairs.items() if relation in {*TOGETHER, Relation.NONE}]
    area = roc_auc_score(
        [relation in TOGETHER for _, relation in told], [product[place[a], place[b]] for (a, b), _ in told]
    )
    found = {"mean_average_precision": np.mean(precision), "ndcg": np.mean(gain), "overlap_against_none_auc": area}
    return {name: round(float(value), 4) for name, value in found.items()}


def embedded(model: Any, examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """One vector a proposal: the mean of its passages'."""
    texts = {example.id: passages([example]) for example in examples}
    flat = [text for one in texts.values() for text in one]
    vectors = iter(np.asarray(model.encode(flat, prompt_name="passage")))
    return {name: np.mean([next(vectors) for _ in one], axis=0) for name, one in texts.items()}


def adapt(model: Any, examples: Sequence[Example], pairs: Pairs, *, epochs: int, learning_rate: float) -> list[float]:
    """Train the last layers in place; the mean loss of each epoch."""
    import torch

    torch.manual_seed(SEED)
    texts = {example.id: passages([example]) for example in examples}
    for parameter in model.parameters():
        parameter.requires_grad = False
    learning = [p for layer in model[0].model.encoder.layer[-LAYERS:] for p in layer.parameters()]
    for parameter in learning:
        parameter.requires_grad = True
    optimiser = torch.optim.AdamW(learning, lr=learning_rate)
    model.train()
    chosen = random.Random(SEED)
    losses = []
    for _ in range(epochs):
        total = []
        for anchors, positives, negatives in batches(texts, pairs, chosen):
            vectors = _vectors(model, [*anchors, *positives, *negatives])
            scores = vectors[: len(anchors)] @ vectors[len(anchors) :].T / TEMPERATURE
            loss = torch.nn.functional.cross_entropy(scores, torch.arange(len(anchors)))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total.append(loss.item())
        losses.append(round(float(np.mean(total)), 4))
    model.eval()
    return losses


def batches(
    texts: Mapping[str, Sequence[str]], pairs: Pairs, chosen: random.Random
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Passages of pairs that belong together, and hard negatives of the first of each where there are any."""
    positive = [pair for pair, relation in pairs.items() if relation in TOGETHER]
    chosen.shuffle(positive)
    hard: dict[str, list[str]] = {}
    for (a, b), relation in pairs.items():
        if relation is Relation.NONE:
            hard.setdefault(a, []).append(b)
            hard.setdefault(b, []).append(a)
    for start in range(0, len(positive), PAIRS_PER_BATCH):
        some = positive[start : start + PAIRS_PER_BATCH]
        negative = [chosen.choice(hard[one]) for pair in some for one in pair if one in hard]
        yield (
            [chosen.choice(texts[a]) for a, _ in some],
            [chosen.choice(texts[b]) for _, b in some],
            [chosen.choice(texts[one]) for one in negative],
        )


def _vectors(model: Any, texts: list[str]) -> Any:
    features = model.preprocess([f"passage: {text}" for text in texts])
    return model({key: value for key, value in features.items() if hasattr(value, "shape")})["sentence_embedding"]


def main() -> None:
    """Read the command line, train, judge and write."""
    parser = argparse.ArgumentParser(description="Try whether adapting the encoder helps.")
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    examples = {part: [one for one in load_examples() if one.split == part] for part in ("train", "calibration")}
    known = relations_of([one for some in examples.values() for one in some])
    pairs: dict[str, Pairs] = {}
    for part, some in examples.items():
        ids = {one.id for one in some}
        pairs[part] = {pair: Relation(said) for pair, said in known.items() if set(pair) <= ids}
    families = {one.id: one.family for one in examples["calibration"]}
    frozen = judge(embedded(default_model(given.packages), examples["calibration"]), families, pairs["calibration"])
    trials: list[dict[str, Any]] = []
    for learning_rate in LEARNING_RATES:
        model = default_model(given.packages)
        start = time.perf_counter()
        losses = adapt(model, examples["train"], pairs["train"], epochs=given.epochs, learning_rate=learning_rate)
        seconds = round(time.perf_counter() - start)
        found = judge(embedded(model, examples["calibration"]), families, pairs["calibration"])
        gains = {name: round(found[name] - frozen[name], 4) for name in frozen}
        trial = {"learning_rate": learning_rate, "seconds": seconds, "losses": losses, "adapted": found, "gain": gains}
        trials.append(
            trial | {"helps": min(gains["mean_average_precision"], gains["overlap_against_none_auc"]) >= LEAST_GAIN}
        )
        if given.out:
            model.save(str(given.out / f"{learning_rate:g}"))
    result = {
        "command": f"python -m training.adapt_encoder --epochs {given.epochs}",
        "train": {
            "pairs_together": sum(one in TOGETHER for one in pairs["train"].values()),
            "hard_negatives": sum(one is Relation.NONE for one in pairs["train"].values()),
            "layers": LAYERS,
        },
        "calibration": {"proposals": len(families), "labelled_pairs": len(pairs["calibration"])},
        "least_gain": LEAST_GAIN,
        "frozen": frozen,
        "trials": trials,
        "kept": any(trial["helps"] for trial in trials),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
