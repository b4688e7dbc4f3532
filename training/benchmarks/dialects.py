"""How right the shipped examples are read in every way in which proposals reach us, by the common scorer.

    python -m training.benchmarks.dialects ../shared/score.py [--dialects docx,pdf,cells,wrapped,flat]

Prints every example in each dialect, analyses it, and scores the answers against the examples' own labels with the
scorer that is named (a file outside the project). Writes ``training/results/dialects.json``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.examples.example import Example
from corpus.examples.load import gold, load_examples
from corpus.renderers import cells, docx, flat, pdf, wrapped

RESULTS = Path(__file__).parents[1] / "results" / "dialects.json"
PRINTED: Mapping[str, tuple[str, Callable[[Example], bytes]]] = {
    "docx": (".docx", lambda one: docx.render([one])),
    "pdf": (".pdf", lambda one: pdf.render([one])),
    "cells": (".txt", lambda one: cells.render([one]).encode()),
    "wrapped": (".txt", lambda one: wrapped.render([one]).encode()),
    "flat": (".txt", lambda one: flat.render([one], labels_first=False).encode()),
    "flat_labels_first": (".txt", lambda one: flat.render([one]).encode()),
}
MARKS_LOST = frozenset({"flat", "flat_labels_first"})  # 'unknown' is the right answer for affected administrations
PARTS = ("split", "tables", "consulted", "findings")


def load_scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(dialect: str, scorer: Any) -> dict[str, float]:
    """The scorer's figures for all examples in one dialect."""
    suffix, render = PRINTED[dialect]
    with tempfile.TemporaryDirectory() as folder:
        labels, printed = Path(folder) / "gold", Path(folder) / "printed"
        labels.mkdir()
        printed.mkdir()
        for number, example in enumerate(load_examples()):
            path = printed / f"{number:03}{suffix}"
            path.write_bytes(render(example))
            truth = gold(example, sources=[path.name], unmarked=[path.name] if dialect in MARKS_LOST else [])
            (labels / f"{number:03}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        # Through the command line, as a user would: what training may know of the service ends there.
        program = Path(sys.executable).parent / "genklang"
        command = [str(program), "analyse", str(printed), "--format", "json"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        figures = scorer.score_analyse(json.loads(answer.stdout), labels)[0]
    found = {part: figures[part]["f1"] for part in PARTS}
    return {**found, "fields_share": figures["fields_share"], "headline_share": figures["headline_share"]}


def main() -> None:
    """Measures the dialects and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("scorer", type=Path)
    options.add_argument("--dialects", default=",".join(PRINTED))
    given = options.parse_args()
    scorer = load_scorer(given.scorer)
    result: dict[str, Any] = {
        "command": f"python -m training.benchmarks.dialects {given.scorer} --dialects {given.dialects}",
        "examples": len(load_examples()),
    }
    for dialect in given.dialects.split(","):
        result[dialect] = measure(dialect, scorer)
        print(dialect, result[dialect], flush=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
