"""How right figures, names, mentions and checks are on the shipped examples, by the common scorer and rule by rule.

    python -m training.benchmarks.conclusions ../shared/score.py [--part test]

Prints every example of a part as .docx, analyses it, and scores the answers against the examples' own labels with the
scorer that is named (a file outside the project). A finding with values is a hit where it holds the values of a planted
contradiction, otherwise a false alarm. Writes ``training/results/conclusions_<part>.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpus.examples.example import Example
from corpus.examples.layout import FrontTable
from corpus.examples.load import gold, load_examples
from corpus.renderers import docx
from models.analyse import analyse_file, link
from models.pipeline import load_pipeline
from models.types import AnalysedProposal, Analysis, Finding
from training.benchmarks.dialects import load_scorer

RESULTS = Path(__file__).parents[1] / "results"
PARTS = ("figures", "systems", "mentions", "findings")


def contract(one: AnalysedProposal) -> dict[str, Any]:
    """What the scorer reads of figures, names, mentions and findings, in the contract's names."""
    return {
        "id": one.id,
        "code": one.proposal.code,
        "title": one.proposal.title,
        "text": one.proposal.text,
        "figures": [
            {
                "kind": found.kind.value,
                "low": found.low,
                "high": found.high,
                "text": found.text,
                "start": found.start,
                "end": found.end,
            }
            for found in one.figures
        ],
        "systems": list(one.systems),
        "mentions": [{"proposal_id": found.proposal_id} for found in one.mentions],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "message": f.message, "values": list(f.values)}
            for f in one.findings
        ],
    }


def by_rule(examples: Iterable[Example], analyses: Iterable[Analysis]) -> Mapping[str, Mapping[str, int]]:
    """Hits and false alarms of each rule, among findings that a user is meant to act on."""
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for example, analysis in zip(examples, analyses, strict=True):
        planted = [_values(one.values) for one in example.labels.inconsistencies]
        for one in analysis.proposals:
            for finding in filter(_counts, one.findings):
                found = _values(finding.values)
                right = next((values for values in planted if values <= found), None)
                (false if right is None else hits)[finding.rule] += 1
                if right is not None:
                    planted.remove(right)
    rules = sorted({*hits, *false})
    return {rule: {"hits": hits[rule], "false": false[rule]} for rule in rules}


def _counts(finding: Finding) -> bool:
    return finding.severity != "note" and bool(finding.values)


def _values(values: Iterable[float]) -> frozenset[float]:
    return frozenset(round(abs(float(value)), 2) for value in values)


def _front(example: Example) -> FrontTable | None:
    """The bundle's front page, where the example has a line on it: some planted contradictions stand there."""
    if example.front is None:
        return None
    heading = f"Innovations- og investeringspuljer, forslag {example.year}"
    return FrontTable(headings=(heading,), price_level_year=example.front.price_level_year)


def main() -> None:
    """Measures one part and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("scorer", type=Path)
    options.add_argument("--part", choices=["train", "calibration", "test"], default="test")
    given = options.parse_args()
    scorer, pipeline = load_scorer(given.scorer), load_pipeline()
    examples = [one for one in load_examples() if one.split == given.part]
    with tempfile.TemporaryDirectory() as folder:
        labels, analyses = Path(folder) / "gold", []
        labels.mkdir()
        for number, example in enumerate(examples):
            path = Path(folder) / f"{number:03}.docx"
            path.write_bytes(docx.render([example], front=_front(example)))
            truth = gold(example, sources=[path.name])
            (labels / f"{number:03}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
            analyses.append(analyse_file(path, pipeline))
        linked = link(analyses, pipeline.language)
        answer = {"documents": [{"source": a.source, "proposals": [contract(p) for p in a.proposals]} for a in linked]}
        figures = scorer.score_analyse(answer, labels)[0]
    result = {
        "command": f"python -m training.benchmarks.conclusions {given.scorer} --part {given.part}",
        "proposals": len(examples),
        **{part: figures[part] for part in PARTS},
        "provenance": figures["provenance"],
        "rules": by_rule(examples, linked),
    }
    path = RESULTS / f"conclusions_{given.part}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
