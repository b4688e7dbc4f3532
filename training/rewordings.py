"""Sets of passages that ask for the same in other words, and how far a space of vectors hears it.

    python -m training.rewordings [--encoder FOLDER]

Writes ``training/results/rewordings.json``. Within a set, every pair of rewordings is held against every pair of a
rewording and a near miss; across sets, every pair of rewordings against passages of other sets.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

import corpus.rewordings

FOLDER = Path(corpus.rewordings.__file__).parent
RESULTS = Path(__file__).parent / "results" / "rewordings.json"


@dataclass(frozen=True, kw_only=True)
class Rewordings:
    """Passages that ask for one thing (``same``, two or three) and some that seem to (``near``, at least one)."""

    id: str
    ask: str
    same: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Heard:
    """How far vectors tell rewordings; each a share from 0 to 1."""

    sets: int
    over_near: float  # pairs of rewordings that are more alike than a rewording and a near miss of the same set
    over_others: float  # than a rewording and a passage of another set
    nearest: float  # passages whose nearest of all others is a rewording of the same ask


def load_rewordings(folder: Path = FOLDER) -> tuple[Rewordings, ...]:
    """All sets, by file and place. Raises ``ValueError`` where two have one id."""
    found = [
        Rewordings(id=one["id"], ask=one["ask"], same=tuple(one["same"]), near=tuple(one["near"]))
        for path in sorted(folder.glob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["set"]
    ]
    if len({one.id for one in found}) < len(found):
        raise ValueError("Two sets of rewordings have the same id.")
    return tuple(found)


def heard(sets: Sequence[Rewordings], vectors: np.ndarray) -> Heard:
    """How far vectors tell the rewordings. *Shape:* (passages, dimensions): of each set ``same``, then ``near``."""
    rows = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = rows @ rows.T
    np.fill_diagonal(alike, -np.inf)
    of = np.repeat(np.arange(len(sets)), [len(one.same) + len(one.near) for one in sets])
    is_same = np.concatenate([[True] * len(one.same) + [False] * len(one.near) for one in sets])
    over_near, over_others, nearest = [], [], []
    for number in range(len(sets)):
        same, near = (np.flatnonzero((of == number) & mask) for mask in (is_same, ~is_same))
        missed = alike[np.ix_(same, near)].ravel()
        for a, b in combinations(same, 2):
            over_near.append(np.mean(alike[a, b] > missed))
            over_others.append(np.mean(alike[a, b] > alike[a, of != number]))
        best = alike[same].argmax(axis=1)
        nearest.extend((of[best] == number) & is_same[best])
    return Heard(
        sets=len(sets),
        over_near=round(float(np.mean(over_near)), 3),
        over_others=round(float(np.mean(over_others)), 3),
        nearest=round(float(np.mean(nearest)), 3),
    )


def main() -> None:
    """Measures an encoder's centred vectors and writes the result."""
    from models.encoder import load_encoder

    parser = argparse.ArgumentParser(description="How far an encoder tells rewordings from near misses.")
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args()
    sets = load_rewordings()
    encoder = load_encoder(given.encoder)
    vectors = encoder.encode([text for one in sets for text in (*one.same, *one.near)])
    found = heard(sets, vectors - vectors.mean(axis=0))
    result = {"command": "python -m training.rewordings", "encoder": encoder.id, "centred": asdict(found)}
    given.results.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
