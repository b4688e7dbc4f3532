"""How the time of figures, names, mentions and checks grows with the length of a text, after spaCy has read it.

    python -m training.benchmarks.conclusions_speed

The running text of the train examples, one after the other, is cut to 3 000, 20 000 and 200 000 words. Processor time
is measured, so that other work on the machine does not count; the shortest of some runs is kept for each length. Writes
``training/results/conclusions_speed.json``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.types import Line, Proposal
from models.checks import check
from models.figures import find_figures
from models.language import load_language
from models.names import find_mentions, find_names
from training.dataset import labelled_proposals

RESULTS = Path(__file__).parents[1] / "results" / "conclusions_speed.json"
LENGTHS = {3_000: 5, 20_000: 3, 200_000: 3}
"""Words of a text, and how many times it is timed."""

ALLOWED_MS, ALLOWED_RATIO = 150, 60
"""For 3 000 words, and how many times that for 200 000: what the project has set itself."""


def cut(proposal: Proposal, words: list[str], length: int) -> Proposal:
    """A proposal whose text is the first ``length`` words, with its own tables and without sections."""
    text = " ".join((words * (length // len(words) + 1))[:length])
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(start=at, end=at + len(line)))
        at += len(line) + 1
    return replace(proposal, text=text, lines=tuple(lines), sections=(), consulted=(), notes=())


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time that some work takes, and what it gives."""
    begun = time.process_time()
    given = work()
    return 1_000 * (time.process_time() - begun), given


def parts(proposal: Proposal, doc: Any) -> dict[str, float]:
    """Milliseconds of each part for one text."""
    figures, found = timed(lambda: find_figures(proposal, doc))
    names, named = timed(lambda: find_names(proposal, doc))
    mentions, _ = timed(lambda: find_mentions(proposal, doc, ()))
    checks, _ = timed(lambda: check(proposal, found, named, doc=doc))
    return {"figures": figures, "names": names, "mentions": mentions, "checks": checks}


def main() -> None:
    """Times every length and writes the result."""
    proposals = [one.proposal for one in labelled_proposals(("train",))]
    words = "\n\n".join(one.text for one in proposals).split(" ")
    language = load_language()
    warm = cut(proposals[0], words, min(LENGTHS))
    parts(warm, language.read(warm.text))  # gazetteers and patterns are made once, not for each text
    milliseconds: dict[int, dict[str, float]] = {}
    for length, runs in LENGTHS.items():
        proposal = cut(proposals[0], words, length)
        doc = language.read(proposal.text)
        best = min((parts(proposal, doc) for _ in range(runs)), key=lambda run: sum(run.values()))
        milliseconds[length] = {**{name: round(value, 1) for name, value in best.items()}, "all": sum(best.values())}
    short, long = min(LENGTHS), max(LENGTHS)
    times = {name: round(milliseconds[long][name] / milliseconds[short][name], 1) for name in milliseconds[short]}
    result = {
        "command": "python -m training.benchmarks.conclusions_speed",
        "milliseconds_of_processor_time": {
            str(length): {name: round(value, 1) for name, value in run.items()} for length, run in milliseconds.items()
        },
        "times_as_long_for_200000_words": times,
        "within_150_ms": milliseconds[short]["all"] <= ALLOWED_MS,
        "within_60_times": times["all"] <= ALLOWED_RATIO,
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
