"""How fast a bundle of 150 pages is read, split and parsed, against the PDF library's own extraction of its text.

    python -m training.benchmarks.reading [--pages 150] [--runs 3]

Writes ``training/results/reading.json``. Every run is a process of its own; the kinds of run take turns, so that a
busy machine slows all alike. Seconds are measured inside the process, without its imports; the pipeline's include
starting the process that reads the file. Memory is the largest resident size of that process or its children.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "results" / "reading.json"
PAGES = 150
PAGES_EACH = 4  # of one example, at most
RUNS = 3
LARGEST_RATIO = 3.0  # the goal: the whole pipeline takes at most so many times the bare extraction
LARGEST_MB = 600.0  # the goal for memory, without OCR


def build(path: Path, pages: int) -> int:
    """Writes a bundle of at least so many pages from the shipped examples; returns how many it has."""
    import pypdfium2

    from corpus.examples.load import load_examples
    from corpus.renderers import pdf

    examples = load_examples()
    chosen = examples[: max(1, pages // PAGES_EACH)]
    while True:
        path.write_bytes(pdf.render(chosen))
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        document.close()
        if count >= pages or len(chosen) == len(examples):
            return count
        chosen = examples[: len(chosen) + max(1, (pages - count) // PAGES_EACH)]


def bare(path: Path) -> int:
    """The library alone, by its own interface: every page's text and the box of every character."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    characters = 0
    for page in document:
        text = page.get_textpage()
        characters += len(text.get_text_range())
        for index in range(text.count_chars()):
            text.get_charbox(index)
        text.close()
        page.close()
    document.close()
    return characters


def raw(path: Path) -> int:
    """The same by the library's raw calls, which leave out its conveniences: the fastest way there is from Python."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path)
    characters = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for page in document:
        text = page.get_textpage()
        characters += len(text.get_text_range())
        for index in range(text.count_chars()):
            pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        text.close()
        page.close()
    document.close()
    return characters


def pipeline(path: Path) -> int:
    """All of reading: in a process of its own, repaired, split and parsed; returns the number of proposals."""
    from corpus.parse import parse
    from corpus.read import read
    from corpus.split import split

    return len(parse(split(read(path))))


def measure(kind: str, path: Path) -> dict[str, float]:
    """Seconds and megabytes of one run in this process."""
    import corpus.parse  # noqa: F401  (imports are not measured)

    start = time.perf_counter()
    found = {"bare": bare, "raw": raw, "pipeline": pipeline}[kind](path)
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"seconds": seconds, "peak_mb": peak, "found": found}


def run(kind: str, path: Path) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "training.benchmarks.reading", "--measure", kind, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(answer.stdout)
    return measured


def ratio(runs: Sequence[Mapping[str, Mapping[str, float]]], alone: str) -> float:
    """How many times the seconds of one kind the pipeline takes: the median over the runs."""
    return round(statistics.median(one["pipeline"]["seconds"] / one[alone]["seconds"] for one in runs), 2)


def main() -> None:
    """Builds the bundle, runs the kinds in turn and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=PAGES)
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--measure", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure[0], Path(given.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.pdf"
        pages = build(path, given.pages)
        runs = [{kind: run(kind, path) for kind in ("bare", "pipeline", "raw")} for _ in range(given.runs)]
    seconds = {kind: statistics.median(one[kind]["seconds"] for one in runs) for kind in runs[0]}
    whole = seconds["pipeline"]
    result = {
        "command": "python -m training.benchmarks.reading",
        "pages": pages,
        "proposals": runs[0]["pipeline"]["found"],
        "runs": given.runs,
        "bare_seconds": round(seconds["bare"], 3),
        "raw_seconds": round(seconds["raw"], 3),
        "pipeline_seconds": round(whole, 3),
        "pipeline_pages_per_second": round(pages / whole, 1),
        "ratio": ratio(runs, "bare"),
        "ratio_to_raw_calls": ratio(runs, "raw"),
        "goal_ratio": LARGEST_RATIO,
        "peak_mb": round(max(one["pipeline"]["peak_mb"] for one in runs), 1),
        "goal_peak_mb": LARGEST_MB,
        "python": platform.python_version(),
        "pypdfium2": version("pypdfium2"),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
