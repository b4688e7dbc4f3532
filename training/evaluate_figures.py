"""How right the figures of sentences are that were written for measuring, apart from all examples.

    python -m training.evaluate_figures tests/models/figures/fresh [--as NAME]

Every file of the folder is a set of sentences, each a line with its figures behind it. Writes
``training/results/figures_fresh.json``: a set's measures under ``NAME`` (``now`` when none is given), so that what it
gave on its first run, before anything was mended for it, stands beside what it gives today.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import models.figures
from corpus.types import Criteria, Line, Proposal, ProposalKind, Section, SectionKind
from models.figures import find_figures
from models.language import load_language
from models.types import FigureKind

RESULTS = Path(__file__).parent / "results" / "figures_fresh.json"
_SEPARATOR = " | "
_NONE = "-"
_ALIKE = {FigureKind.VOLUME: FigureKind.COUNT}  # how many is many enough for a volume is no matter of reading
_EXACT = 1e-6  # of the value

Json = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A figure that a sentence holds, in base units; an optional one may be found or left out."""

    kind: FigureKind
    low: float
    high: float
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, the heading of the group that it stands in, and its figures."""

    text: str
    group: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was found in a sentence: figures expected and found, optional ones left out, and those that are right."""

    sentence: Sentence
    right: int
    expected: int
    found: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is missed and nothing extra."""
        return not self.missed and not self.extra


def read_sentences(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a file: '# group', and 'sentence | kind low..high; kind? value' or '-' for no figure at all.

    Raises ValueError for a line without figures or with an unknown kind.
    """
    return tuple(_sentences(path.read_text(encoding="utf-8").splitlines()))


def _sentences(lines: Sequence[str]) -> Iterator[Sentence]:
    group = ""
    for line in lines:
        if line.startswith("#"):
            group = line.strip("# ")
        elif line.strip():
            text, separator, given = line.rpartition(_SEPARATOR)
            if not separator:
                raise ValueError(f"Linjen mangler '{_SEPARATOR}' og sine tal: {line}")
            parts = () if given.strip() == _NONE else given.split(";")
            yield Sentence(text=text, group=group, expected=tuple(_expected(part.split()) for part in parts))


def _expected(words: Sequence[str]) -> Expected:
    kind, value = words
    low, _, high = value.partition("..")
    return Expected(
        kind=FigureKind(kind.rstrip("?")), low=float(low), high=float(high or low), optional=kind.endswith("?")
    )


def outcome(sentence: Sentence) -> Outcome:
    """The figures of one sentence, held against those that it has; signs are not compared."""
    text = sentence.text
    left = [
        (_ALIKE.get(figure.kind, figure.kind), figure.low, figure.high, figure.text)
        for figure in find_figures(_alone(text), load_language().read(text))
    ]
    found, right, missed = len(left), 0, []
    for one in sorted(sentence.expected, key=lambda one: one.optional):
        wanted = _ALIKE.get(one.kind, one.kind)
        hit = next(
            (got for got in left if got[0] is wanted and _same(got[1], one.low) and _same(got[2], one.high)), None
        )
        if hit:
            left.remove(hit)
            right += not one.optional
            found -= one.optional
        elif not one.optional:
            missed.append(f"{one.kind} {one.low:g}..{one.high:g}")
    return Outcome(
        sentence=sentence,
        right=right,
        expected=sum(not one.optional for one in sentence.expected),
        found=found,
        missed=tuple(missed),
        extra=tuple(f"{kind} {low:g}..{high:g} '{text}'" for kind, low, high, text in left),
    )


def _same(a: float, b: float) -> bool:
    return abs(abs(a) - abs(b)) <= _EXACT * max(1.0, abs(b))


def _alone(text: str) -> Proposal:
    """A proposal that is this sentence under one heading."""
    section = Section(heading="", canonical=SectionKind.BACKGROUND, start=0, end=len(text), body_start=0)
    return Proposal(
        code=None,
        printed_code=None,
        year=None,
        kind=ProposalKind.INVESTMENT,
        round=None,
        title="",
        summary=None,
        submitting_administration=None,
        affected_administrations=None,
        committee=None,
        cross_cutting=None,
        price_level_year=None,
        text=text,
        lines=(Line(start=0, end=len(text)),),
        sections=(section,),
        tables=(),
        consulted=(),
        criteria=Criteria(),
    )


def measures(outcomes: Sequence[Outcome]) -> Json:
    """Sentences read without a fault, precision, recall and F1 of figures, each group's share, and every fault."""
    right, expected, found = (sum(getattr(one, name) for one in outcomes) for name in ("right", "expected", "found"))
    precision, recall = right / max(found, 1), right / max(expected, 1)
    groups = dict.fromkeys(one.sentence.group for one in outcomes)
    return {
        "sentences": len(outcomes),
        "sentences_right": sum(one.is_right for one in outcomes),
        "figures": expected,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if right else 0.0,
        "groups": {
            group: f"{sum(one.is_right for one in outcomes if one.sentence.group == group)} of "
            f"{sum(one.sentence.group == group for one in outcomes)}"
            for group in groups
        },
        "faults": [
            {"sentence": one.sentence.text, "missed": list(one.missed), "extra": list(one.extra)}
            for one in outcomes
            if not one.is_right
        ],
    }


def code_state() -> str:
    """The first digits of a SHA-256 over the grammar's code: which state of it was measured."""
    digest = hashlib.sha256()
    for path in sorted(Path(models.figures.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures every set of a folder and writes the result file."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate_figures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as", dest="name", default="now")
    parser.add_argument("--sets", help="names of files to measure, with commas between; all when left out")
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    kept = json.loads(given.results.read_text(encoding="utf-8")) if given.results.exists() else {}
    chosen = set(given.sets.split(",")) if given.sets else None
    kept["command"] = f"python -m training.evaluate_figures {given.folder}"
    for path in sorted(given.folder.glob("*.txt")):
        if chosen is None or path.stem in chosen:
            result = measures([outcome(sentence) for sentence in read_sentences(path)])
            kept.setdefault(path.stem, {})[given.name] = {"code": code_state(), **result}
    given.results.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
