"""How many planted errors the checks find, and how often they say something of the same proposals without them.

    python -m training.planted [--as NAME] [--rules sum,product]

Plants every vector of the TOML files in its example, prints and reads it back, and holds what the checks say against
the untouched twin. Writes ``training/results/checks_planted.json``: the measures under ``NAME`` (``now`` when none is
given), so that what the checks gave at first stands beside what they give today. Prints every miss and false alarm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import models.checks
from training.planted.measure import Outcome, Trapped, Twins, measures, outcome, trapped, untouched
from training.planted.vectors import load_traps, load_vectors

RESULTS = Path(__file__).parents[1] / "results" / "checks_planted.json"


def code_state() -> str:
    """The first digits of a SHA-256 over the rules' code: which state of it was measured."""
    digest = hashlib.sha256()
    for path in sorted(Path(models.checks.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def report(outcomes: Sequence[Outcome], traps: Sequence[Trapped]) -> list[str]:
    """A line for every miss and every false alarm."""
    lines = [
        f"TRAP  {one.trap.rule:20} {one.trap.id}: {one.trap.what} -> {rule}: {message}"
        for one in traps
        for rule, message in one.said
    ]
    for one in outcomes:
        vector = one.vector
        if not one.found:
            elsewhere = f" [andet sted: {' / '.join(one.near)}]" if one.near else ""
            others = f" [andre regler: {', '.join(one.others)}]" if one.others else ""
            beyond = f" [{vector.beyond}]" if vector.beyond else ""
            where = f"{vector.rule:20} {vector.id} ({vector.example})"
            lines.append(f"MISS  {where}: {vector.what}{elsewhere}{others}{beyond}")
        lines += [f"TWIN  {vector.rule:20} {vector.id} ({vector.example}): {message}" for message in one.twin]
        lines += [f"RIGHT {vector.rule:20} {vector.id}: {vector.right} -> {said}" for said in one.corrected or ()]
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures the vectors, prints the misses and writes the result file."""
    parser = argparse.ArgumentParser(prog="python -m training.planted")
    parser.add_argument("--as", dest="name", default="now")
    parser.add_argument("--rules", help="ids of rules with commas between; then nothing is written")
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    chosen = set(given.rules.split(",")) if given.rules else None
    twins = Twins()
    outcomes = [outcome(one, twins) for one in load_vectors() if chosen is None or one.rule in chosen]
    traps = [trapped(one, twins) for one in load_traps() if chosen is None or one.rule in chosen]
    print("\n".join(report(outcomes, traps)))
    if chosen is not None:
        print(f"{sum(one.found for one in outcomes)} of {len(outcomes)} found")
        return
    result = measures(outcomes, traps, untouched(twins))
    kept = json.loads(given.results.read_text(encoding="utf-8")) if given.results.exists() else {}
    kept["command"] = "python -m training.planted"
    kept[given.name] = {"code": code_state(), **result}
    given.results.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    totals = ("planted", "found", "recall", "fresh", "claimed", "claimed_fresh")
    print(json.dumps({key: result[key] for key in totals}, ensure_ascii=False))


if __name__ == "__main__":
    main()
