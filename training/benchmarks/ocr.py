"""How right a scan is read: character errors of its running text, and its money tables against the text layer's.

    python -m training.benchmarks.ocr [--examples 8] [--dpi 200]

Prints shipped examples as PDF, reads each once by its text layer and once as a scan of the same pages (grey, with a
little noise and skew), and writes ``training/results/ocr.json``. Character errors are counted on the examples' own
paragraphs of eighty characters and more: the edit distance to the best-fitting stretch of what was read, over the
paragraph's length, spaces reduced to one and line ends joined. Cells are (label, year, amount) of all money tables.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.folding import fold
from corpus.renderers import pdf, scan
from models.analyse import analyse_file
from models.pipeline import load_pipeline
from models.types import Analysis

RESULTS = Path(__file__).parents[1] / "results" / "ocr.json"
LEAST_PARAGRAPH = 80  # characters: shorter ones fit anywhere
GOAL_ERROR_RATE = 0.01
GOAL_CELLS = 0.95
SAME_LABEL = 85  # likeness in percent of two labels that are one
# Every third dash of OCR is another dash; which one is printed says nothing.
_SAME_PRINT = str.maketrans({"–": "-", "—": "-", "’": "'", "”": '"', "“": '"', "»": '"', "«": '"'})


class Row(TypedDict):
    """What one example's scan gave."""

    example: str
    characters: int
    wrong: int
    cells: int
    same: int
    seconds: float


def flow(text: str) -> str:
    """Text on one line with single spaces and one kind of dash and quotation mark."""
    return " ".join(text.translate(_SAME_PRINT).split())


def errors(example: Example, read: Analysis) -> tuple[int, int]:
    """Wrong characters and all characters of the example's paragraphs in what was read."""
    found = flow("\n".join(p.proposal.text for p in read.proposals))
    wrong = total = 0
    for paragraph in (flow(p) for p in example.prose.split("\n\n")):
        if len(paragraph) < LEAST_PARAGRAPH:
            continue
        place = fuzz.partial_ratio_alignment(paragraph, found)
        stretch = found[place.dest_start : place.dest_end] if place else ""
        wrong += min(Levenshtein.distance(paragraph, stretch), len(paragraph))
        total += len(paragraph)
    return wrong, total


def cells(read: Analysis) -> list[tuple[str, int, int]]:
    """Label, year and amount of every money cell."""
    return [
        (fold(row.label), year, amount)
        for one in read.proposals
        for table in one.proposal.tables
        for row in table.rows
        for year, amount in row.values.items()
    ]


def same_cells(truth: Sequence[tuple[str, int, int]], found: Sequence[tuple[str, int, int]]) -> int:
    """How many of the true cells were found, each found cell counted once."""
    left = list(found)
    right = 0
    for label, year, amount in truth:
        alike = [i for i, c in enumerate(left) if c[1:] == (year, amount) and fuzz.ratio(c[0], label) >= SAME_LABEL]
        if alike:
            left.pop(alike[0])
            right += 1
    return right


def main() -> None:
    """Reads the examples both ways and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--examples", type=int, default=8)
    options.add_argument("--dpi", type=int, default=200)
    given = options.parse_args()
    pipeline = load_pipeline()
    examples = load_examples()
    chosen = examples[:: max(1, len(examples) // given.examples)][: given.examples]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for example in chosen:
            printed, scanned = Path(folder) / "text.pdf", Path(folder) / "scan.pdf"
            printed.write_bytes(pdf.render([example]))
            scanned.write_bytes(scan.render([example], dpi=given.dpi))
            by_layer = analyse_file(printed, pipeline)
            start = time.perf_counter()
            by_ocr = analyse_file(scanned, pipeline)
            seconds = time.perf_counter() - start
            wrong, total = errors(example, by_ocr)
            truth = cells(by_layer)
            rows.append(
                Row(
                    example=example.id,
                    characters=total,
                    wrong=wrong,
                    cells=len(truth),
                    same=same_cells(truth, cells(by_ocr)),
                    seconds=round(seconds, 1),
                )
            )
            print(rows[-1], flush=True)
    result = {
        "command": f"python -m training.benchmarks.ocr --examples {given.examples} --dpi {given.dpi}",
        "character_error_rate": round(sum(r["wrong"] for r in rows) / sum(r["characters"] for r in rows), 4),
        "goal_character_error_rate": GOAL_ERROR_RATE,
        "cells_as_by_text_layer": round(sum(r["same"] for r in rows) / sum(r["cells"] for r in rows), 4),
        "goal_cells": GOAL_CELLS,
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps({k: v for k, v in result.items() if k != "rows"}, indent=1))


if __name__ == "__main__":
    main()
