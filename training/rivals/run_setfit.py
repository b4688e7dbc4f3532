"""SetFit on the shared texts: the same small encoder, tuned on pairs of samples, with a head of regressions per theme.

    python -m venv ENV && ENV/bin/pip install setfit
    python -m training.evaluate texts TEXTS
    ENV/bin/python training/rivals/run_setfit.py --texts TEXTS --encoder FOLDER [--steps 24]

FOLDER holds the encoder in the format of sentence-transformers. Writes ``training/results/rivals/setfit.json``: scores
of two of the five folds by a fit that had not seen them (all five would take five fits), and of the test's texts by a
fit on everything. The steps are what a processor without an accelerator manages; the file says how many were run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from datasets import Dataset
from setfit import SetFitModel, Trainer, TrainingArguments

RESULT = Path(__file__).parents[1] / "results" / "rivals" / "setfit.json"
HELD_OUT = (0, 1)  # the folds whose scores thresholds are chosen on
PREFIX = "query: "  # what this encoder wants before texts that are compared with each other
SEED = 20261123
DIGITS = 6

Samples = Sequence[Mapping[str, Any]]


def fit(training: Samples, themes: Sequence[str], given: argparse.Namespace) -> SetFitModel:
    """An encoder tuned on pairs and its head; the embeddings of single word pieces stay as they are."""
    model = SetFitModel.from_pretrained(
        str(given.encoder),
        multi_target_strategy="one-vs-rest",
        head_params={"class_weight": "balanced", "max_iter": 1000},
    )
    model.model_body.max_seq_length = given.length
    model.model_body[0].auto_model.embeddings.requires_grad_(False)
    data = Dataset.from_dict(
        {
            "text": [PREFIX + one["text"] for one in training],
            "label": [[int(theme in one["themes"]) for theme in themes] for one in training],
        }
    )
    settings = TrainingArguments(
        output_dir=str(given.work),
        batch_size=given.batch,
        max_steps=given.steps,
        body_learning_rate=given.rate,
        sampling_strategy="undersampling",
        seed=SEED,
        save_strategy="no",
        report_to="none",
    )
    Trainer(model=model, args=settings, train_dataset=data).train()
    return model


def score(model: SetFitModel, samples: Samples, themes: Sequence[str]) -> dict[str, dict[str, float]]:
    """A probability per theme of each text, by id."""
    probabilities = np.asarray(model.predict_proba([PREFIX + one["text"] for one in samples]))
    return {
        one["id"]: {theme: round(float(value), DIGITS) for theme, value in zip(themes, row, strict=True)}
        for one, row in zip(samples, probabilities, strict=True)
    }


def main() -> None:
    """Fits twice and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, required=True)
    options.add_argument("--encoder", type=Path, required=True)
    options.add_argument("--work", type=Path, default=Path("setfit-work"))
    options.add_argument("--steps", type=int, default=24)
    options.add_argument("--batch", type=int, default=8)
    options.add_argument("--length", type=int, default=128)
    options.add_argument("--rate", type=float, default=5e-5)
    given = options.parse_args()
    texts = json.loads((given.texts / "texts.json").read_text(encoding="utf-8"))
    development, sketches = texts["development"], texts["sketches"]
    every = [*development, *sketches]
    themes = [theme for theme in texts["themes"] if any(theme in one["themes"] for one in every)]
    start = time.monotonic()
    asked = [one for one in development if one["fold"] in HELD_OUT]
    first = fit([one for one in every if one["fold"] not in HELD_OUT], themes, given)
    scores = {"development": score(first, asked, themes)}
    scores["test"] = score(fit(every, themes, given), texts["test"], themes)
    result = {
        "rival": "SetFit",
        "version": version("setfit"),
        "command": "ENV/bin/python training/rivals/run_setfit.py --texts TEXTS --encoder FOLDER",
        "settings": {name: getattr(given, name) for name in ("steps", "batch", "length", "rate")}
        | {"encoder": "multilingual-e5-small", "word embeddings": "frozen", "seed": SEED},
        "fingerprint": texts["fingerprint"],
        "samples": {name: len(texts[name]) for name in ("development", "sketches", "test")},
        "seconds": round(time.monotonic() - start),
        "variants": {"setfit": scores},
    }
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
