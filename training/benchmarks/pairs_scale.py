"""How time and memory of the comparison grow with the collection: 2 000 proposals, then 10 000.

    python -m training.benchmarks.pairs_scale

BASES variations of the shipped examples are analysed. Each entry of the collection is then put together of PASSAGES
passages that were drawn from all of them, so that no two are alike and many are close: vectors with some noise, words
of which a share is replaced by new ones, runs of words thinned out so that shared passages are not copies. Names and
money are those of a base. Times are a single thread's processor time, so that other work on the machine counts little.
Writes ``training/results/pairs_scale.json``.
"""

from __future__ import annotations

import os

# Read when the libraries are loaded; the service has the same.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gc
import json
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.read import read_bytes
from models.analyse import analyse
from models.pairs import Entry, Index, PairModel, load, make_entry, pack, unpack
from models.pairs.concepts import concepts, count_concepts
from models.pairs.words import weighted_words
from models.pipeline import load_pipeline
from models.types import Passage
from training.benchmarks.service_load import QUERIES
from training.benchmarks.variations import variations

RESULTS = Path(__file__).parents[1] / "results" / "pairs_scale.json"
SIZES = (2_000, 10_000)
BASES = 60
PASSAGES = 15
ASKED = 300  # questions of each kind
ADDED = 50
GOALS = {"p99_related_ms": 50.0, "seconds_for_all_overlaps_of_10000": 600.0, "seconds_to_build_2000": 3.0}

_NEW_WORDS = 0.04  # share of the words that no other entry has: names, misread words, compounds
_KEPT_RUNS = 0.02  # share of a passage's runs that stand in other entries too
_NOISE = 0.03  # of each number of a vector; neighbouring passages of one text differ by about as much


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A passage to draw from, with what an entry keeps of it."""

    passage: Passage
    vector: NDArray[np.float16]
    words: dict[str, float]
    concepts: dict[str, float]
    runs: NDArray[np.uint32]


def bases(count: int) -> list[Entry]:
    """Entries of analysed variations of the shipped examples."""
    pipeline = load_pipeline()
    made: list[Entry] = []
    for number, text in enumerate(variations(count, seed=11)):
        for one in analyse(read_bytes(text.encode(), f"forslag-{number}.txt"), pipeline).proposals:
            made.append(replace(make_entry(one), id=f"grund-{len(made)}", mentions=()))
    return made


def drawn_from(entries: Sequence[Entry]) -> list[Drawn]:
    """Every passage of these entries."""
    names = [f"{one.facet}:{one.name}" for one in concepts()]
    return [
        Drawn(
            passage=passage,
            vector=vector,
            words=dict(weighted_words([passage.text])),
            concepts={names[number]: float(times) for number, times in count_concepts([passage.text]).items()},
            runs=runs,
        )
        for entry in entries
        for passage, vector, runs in zip(entry.passages, entry.vectors, entry.shingles, strict=True)
    ]


def collection(count: int, made: Sequence[Entry], pool: Sequence[Drawn], *, first: int = 0) -> Iterator[bytes]:
    """So many entries as they are stored, the same ones for the same numbers."""
    for number in range(first, first + count):
        chance = np.random.default_rng([3, number])
        picked = [pool[place] for place in chance.integers(len(pool), size=PASSAGES).tolist()]
        base = made[number % len(made)]
        vectors = np.array([one.vector for one in picked], dtype=np.float32)
        yield pack(
            replace(
                base,
                id=f"{2012 + number % 14}-X{number:05}",
                year=2012 + number % 14,
                passages=tuple(one.passage for one in picked),
                vectors=(vectors + chance.normal(0, _NOISE, vectors.shape)).astype(np.float16),
                words=_words(picked, number, chance),
                title_words=picked[0].words,
                concepts=_added([one.concepts for one in picked]),
                title_concepts=picked[0].concepts,
                concept_places={name: (name, 0) for name in picked[0].concepts},
                shingles=tuple(_runs(one, chance) for one in picked),
            )
        )


def _words(picked: Sequence[Drawn], number: int, chance: np.random.Generator) -> dict[str, float]:
    counted = _added([one.words for one in picked])
    new = chance.random(len(counted)) < _NEW_WORDS
    return {
        f"{word}x{number}" if other else word: times for (word, times), other in zip(counted.items(), new, strict=True)
    }


def _added(counts: Sequence[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for counted in counts:
        for name, times in counted.items():
            total[name] = total.get(name, 0.0) + times
    return total


def _runs(one: Drawn, chance: np.random.Generator) -> NDArray[np.uint32]:
    other = chance.integers(1 << 32, size=len(one.runs), dtype=np.uint32)
    return np.unique(np.where(chance.random(len(one.runs)) < _KEPT_RUNS, one.runs, other))


def percentiles(ask: Callable[[int], object], times: int) -> dict[str, float]:
    """Milliseconds that half of the questions, and 99 of 100, take at most."""
    took = []
    for number in range(times):
        began = time.process_time()
        ask(number)
        took.append(1000 * (time.process_time() - began))
    return {"p50_ms": round(float(np.percentile(took, 50)), 1), "p99_ms": round(float(np.percentile(took, 99)), 1)}


def measure(count: int, made: Sequence[Entry], pool: Sequence[Drawn], model: PairModel) -> dict[str, object]:
    """A collection of so many proposals: built, asked, added to."""
    blocks = list(collection(count, made, pool))
    late = [unpack(block) for block in collection(ADDED, made, pool, first=count)]
    gc.collect()
    before, began = memory_mb(), time.process_time()
    gc.disable()  # as the service does while it starts
    index = Index.build(map(unpack, blocks), model)
    gc.enable()
    built = time.process_time() - began
    memory = memory_mb() - before
    gc.collect()
    gc.freeze()
    ids = [unpack(block).id for block in blocks[:: max(1, count // ASKED)]]
    result: dict[str, object] = {
        "proposals": count,
        "passages": count * PASSAGES,
        "seconds_to_unpack_and_build": round(built, 2),
        "memory_mb": round(memory, 1),
        "related": percentiles(lambda number: index.related(ids[number % len(ids)]), ASKED),
        "search": percentiles(
            lambda number: index.search(
                QUERIES[number % len(QUERIES)], pool[number % len(pool)].vector.astype(np.float32)
            ),
            ASKED,
        ),
        "add": percentiles(lambda number: index.add(late[number]), ADDED),
        "remove": percentiles(lambda number: index.remove(late[number].id), ADDED),
    }
    began = time.process_time()
    index = index.tidied() or index
    tidied = time.process_time()
    flagged = len(index.overlaps())
    return result | {
        "seconds_to_tidy": round(tidied - began, 2),
        "seconds_for_all_overlaps": round(time.process_time() - tidied, 1),
        "pairs_flagged": flagged,
    }


def memory_mb() -> float:
    """Resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Measures each size in turn and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bases", type=int, default=BASES)
    options.add_argument("--results", type=Path, default=RESULTS)
    given = options.parse_args()
    made = bases(given.bases)
    pool, model = drawn_from(made), load()
    sizes = [measure(count, made, pool, model) for count in SIZES]
    small, large = sizes
    result = {
        "command": "python -m training.benchmarks.pairs_scale",
        "sizes": sizes,
        "times_as_large": SIZES[1] / SIZES[0],
        "times_as_long": {
            "build": _ratio(large["seconds_to_unpack_and_build"], small["seconds_to_unpack_and_build"]),
            **{kind: _ratio(large[kind], small[kind]) for kind in ("related", "search", "add")},
        },
        "goals": GOALS,
        "threads": 1,
        "cores": len(os.sched_getaffinity(0)),
        "load_of_the_machine": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }
    given.results.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


def _ratio(large: Any, small: Any) -> float:
    values: list[float] = [one["p50_ms"] if isinstance(one, dict) else one for one in (large, small)]
    return round(values[0] / max(values[1], 0.1), 2)


if __name__ == "__main__":
    main()
