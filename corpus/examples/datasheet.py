"""Writes the figures of the data sheet, ``python -m corpus.examples.datasheet``; its words are written by hand."""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.examples import agreement
from corpus.examples.load import load_examples
from corpus.examples.measure import Measures, measure, relations_of, rows
from corpus.examples.notation import ExampleError
from corpus.examples.review import Decision, load_review
from corpus.examples.split import PARTS

FILE = Path(__file__).with_name("DATASHEET.md")
BEGIN = "<!-- figures: {name} -->"
END = "<!-- end of figures: {name} -->"


def sections() -> dict[str, str]:
    """The written sections by name, each as Markdown."""
    examples = load_examples()
    measures = measure(examples)
    part = {example.id: example.split for example in examples}
    crossing = sum(part[a] != part[b] for a, b in relations_of(examples) if a in part and b in part)
    return {
        "floors": _table(("measure", "value", "floor"), rows(measures)),
        "composition": _composition(measures, crossing),
        "themes": _themes(measures),
        "agreement": _agreement(),
    }


def filled(text: str) -> str:
    """The data sheet's text with today's figures. Raises ExampleError where a pair of marks is missing."""
    for name, body in sections().items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        head, found, rest = text.partition(begin)
        _, closed, tail = rest.partition(end)
        if not found or not closed:
            raise ExampleError(f"{FILE.name} mangler mærkerne '{begin}' og '{end}'.")
        text = f"{head}{begin}\n{body}\n{end}{tail}"
    return text


def _table(heading: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    rules = ("---", *(["---:"] * (len(heading) - 1)))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, rules, *lines))


def _listed(counts: Mapping[str, int] | Mapping[int, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _composition(measures: Measures, crossing: int) -> str:
    words = measures.words
    facts = (
        ("kinds", _listed(measures.kinds)),
        ("years", _listed(measures.years)),
        ("submitting", _listed(measures.submitting)),
        ("parts of the split", _listed({part: measures.parts.get(part, 0) for part in PARTS})),
        ("labelled pairs by relation", f"{_listed(measures.relations)}; {crossing} of all pairs cross parts"),
        ("words of prose", f"{min(words)} to {max(words)}, median {statistics.median(words):g}, in all {sum(words)}"),
        ("different words", f"{measures.vocabulary}"),
        ("voices", f"{len(measures.voices)}"),
    )
    return "\n".join(f"- {name}: {value}" for name, value in facts)


def _themes(measures: Measures) -> str:
    lines = [
        (theme, str(count), str(measures.may[theme]), *(str(measures.must_by_part[part][theme]) for part in PARTS))
        for theme, count in measures.must.items()
    ]
    return _table(("theme", "must", "may", *(f"must, {part}" for part in PARTS)), lines)


def _agreement() -> str:
    examples, review = load_examples(), load_review()
    lines = []
    for line in agreement.lines(examples, review):
        cells = [agreement.figure(value) for a in (line.before, line.after) for value in (a.share, a.kappa)]
        lines.append((line.name, str(line.before.questions), *cells[:2], str(line.after.questions), *cells[2:]))
    heading = ("", "asked before", "alike", "kappa", "asked after", "alike", "kappa")
    intro = f"{len(review.must)} proposals and {len(review.relations)} pairs were reviewed."
    outcomes = "\n".join(
        f"- {name}: {_outcome(decisions)}"
        for name, decisions in (("themes", review.theme_decisions), ("relations", review.relation_decisions))
    )
    return f"{intro}\n\n{_table(heading, lines)}\n\nDecisions on disagreements:\n\n{outcomes}"


def _outcome(decisions: tuple[Decision, ...]) -> str:
    kept = Counter(
        "the author's word"
        if decision.decision == decision.author
        else "the reviewer's"
        if decision.decision == decision.reviewer
        else "a third"
        for decision in decisions
    )
    return f"{len(decisions)}, of them " + ", ".join(f"{count} for {whose}" for whose, count in kept.most_common())


def main() -> int:
    """Write the figures into the data sheet."""
    FILE.write_text(filled(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
