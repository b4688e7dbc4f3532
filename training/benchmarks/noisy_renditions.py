"""A thousand noisy renditions of the open examples in one collection: what is flagged as a duplicate, and of what.

    python -m training.benchmarks.noisy_renditions [--count 1000]

Each rendition is an example as its form: lines of prose are lost, those that remain change places among their
neighbours, and letters are misread as a scan's are, none at first and more with every round. They are read and
analysed as any file. Renditions of one example are
copies of each other; renditions of examples of different families that nobody called related have nothing to do with
each other. Writes ``training/results/noisy_renditions.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.examples.measure import relations_of
from corpus.read import read_bytes
from corpus.renderers import cells
from models.analyse import analyse
from models.pairs import Entry, Index, load, make_entry
from models.pipeline import load_pipeline
from models.types import Relation
from training.dataset import OPEN_PARTS, labelled_proposals

RESULTS = Path(__file__).parents[1] / "results" / "noisy_renditions.json"
COUNT = 1_000
SEED = 17
DAMAGE = ((0.0, 0.0), (0.01, 0.1), (0.03, 0.2), (0.06, 0.35))
"""Share of the words misread and of the lines of prose lost, in turn."""

_PROSE = 80  # characters; shorter lines are headings, fields and cells
_MISREAD = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "l": "1", "e": "c"})


def renditions(examples: list[Example], count: int, *, seed: int) -> Iterator[tuple[str, str]]:
    """The id of the example and the text, the same ones for the same seed."""
    chance = random.Random(seed)
    forms = [(example.id, cells.render([example]).split("\n")) for example in examples]
    for number in range(count):
        name, lines = forms[number % len(forms)]
        yield name, "\n".join(worn(lines, *DAMAGE[number // len(forms) % len(DAMAGE)], chance))


def worn(lines: list[str], misread: float, lost: float, chance: random.Random) -> list[str]:
    """Lines of prose lost, reordered among their neighbours and misread; the form's own lines stay."""
    kept: list[str] = []
    for prose, run in groupby(lines, key=lambda line: len(line) > _PROSE and "\t" not in line):
        here = list(run)
        if prose and lost:
            here = [line for line in here if chance.random() >= lost]
            chance.shuffle(here)
        kept += [_misread(line, misread, chance) if prose else line for line in here]
    return kept


def _misread(line: str, share: float, chance: random.Random) -> str:
    return " ".join(word.translate(_MISREAD) if chance.random() < share else word for word in line.split(" "))


def entries(count: int) -> tuple[list[Entry], Mapping[str, str]]:
    """Renditions as a collection keeps them, and which example each is of."""
    pipeline, of, made = load_pipeline(), {}, []
    known = {one.id for one in labelled_proposals(OPEN_PARTS)}
    examples = [one for one in load_examples() if one.id in known]
    for number, (name, text) in enumerate(renditions(examples, count, seed=SEED)):
        for one in analyse(read_bytes(text.encode(), f"{name}.txt"), pipeline).proposals[:1]:
            made.append(replace(make_entry(one), id=f"gengivelse-{number}", mentions=()))
            of[made[-1].id] = name
        if number % 100 == 99:
            print(f"{number + 1} of {count} read", flush=True)
    return made, of


def judged(index: Index, of: Mapping[str, str], threshold: float) -> dict[str, Any]:
    """Every flagged pair by what the two are to each other."""
    families = {one.id: one.family for one in labelled_proposals(OPEN_PARTS)}
    labelled = {frozenset(pair): Relation(said) for pair, said in relations_of(load_examples()).items()}
    flagged: Counter[str] = Counter()
    wrong: list[dict[str, object]] = []
    for pair in index.overlaps():
        a, b = of[pair.a], of[pair.b]
        kin = "same example" if a == b else "same family" if families[a] == families[b] else "unrelated"
        if kin == "unrelated" and frozenset((a, b)) in labelled:
            kin = "related by label"
        flagged[f"{kin}: {pair.relation.value}"] += 1
        if kin == "unrelated" and pair.relation is Relation.DUPLICATE:
            wrong.append({"a": a, "b": b, "probability": round(pair.probability, 3)})
    copies = sum(times * (times - 1) // 2 for times in Counter(of.values()).values())
    return {
        "renditions": len(of),
        "pairs": sum(1 for _ in combinations(of, 2)),
        "pairs_of_one_example": copies,
        "flagged": dict(sorted(flagged.items())),
        "unrelated_flagged_as_duplicate": len(wrong),
        "first_of_them": wrong[:10],
        "threshold": threshold,
    }


def main() -> None:
    """Reads, compares, prints and writes."""
    options = argparse.ArgumentParser(description="Look for false duplicates among noisy renditions.")
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--results", type=Path, default=RESULTS)
    given = options.parse_args()
    made, of = entries(given.count)
    model = load()
    result = {"command": "python -m training.benchmarks.noisy_renditions"} | judged(
        Index.build(made, model), of, model.threshold
    )
    given.results.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
