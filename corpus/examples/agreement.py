"""How far author and reviewer agree: ``python -m corpus.examples.agreement`` prints Cohen's kappa before and after.

Themes: every theme of a facet is one yes-or-no question of every reviewed proposal. *Strict* counts ``may`` as no;
*lenient* leaves the question out where either reader says ``may``. Relations: one question of every reviewed pair, with
the relations' names as answers. *Before* compares the authors' first labels with the blind review, *after* the labels
as they now stand; the reviewer's are never changed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.examples.example import Example
from corpus.examples.load import load_examples
from corpus.examples.review import (
    MAY,
    MUST,
    Pair,
    Review,
    author_relations,
    author_themes,
    load_review,
    problems,
)
from corpus.themes import load_taxonomy


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """``questions`` answered by both, the share (0 to 1) answered alike, and kappa (at most 1; 0 is chance).

    ``share`` is None without questions, ``kappa`` also where both always give the same one answer.
    """

    questions: int
    share: float | None
    kappa: float | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """The agreement on one thing: a facet read strictly or leniently, or relations."""

    name: str
    before: Agreement
    after: Agreement


def agreement(answers: Sequence[Pair]) -> Agreement:
    """Agreement between two readers, from the pair of their answers to each question (Cohen 1960)."""
    total = len(answers)
    if not total:
        return Agreement(questions=0, share=None, kappa=None)
    observed = sum(one == other for one, other in answers) / total
    first, second = Counter(one for one, _ in answers), Counter(other for _, other in answers)
    by_chance = sum(first[answer] * second[answer] for answer in first) / total**2
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return Agreement(questions=total, share=observed, kappa=kappa)


def lines(examples: Sequence[Example], review: Review) -> list[Line]:
    """The agreement on each facet, strict and lenient, and on relations."""
    taxonomy = load_taxonomy()
    result: list[Line] = []
    for facet in taxonomy.facets:
        themes = {theme.id for theme in taxonomy.of_facet(facet.id)}
        for name, lenient in (("strict", False), ("lenient", True)):
            before, after = (
                _themes(author_themes(examples, review, before=state), review, themes, lenient=lenient)
                for state in (True, False)
            )
            result.append(Line(name=f"{facet.label}, {name}", before=before, after=after))
    before, after = (
        agreement(
            [(said, review.relations[pair]) for pair, said in author_relations(examples, review, before=state).items()]
        )
        for state in (True, False)
    )
    return [*result, Line(name="Relations", before=before, after=after)]


def _themes(author: dict[Pair, str], review: Review, themes: set[str], *, lenient: bool) -> Agreement:
    answers = [(said, review.standing(*subject)) for subject, said in author.items() if subject[1] in themes]
    if lenient:
        answers = [pair for pair in answers if MAY not in pair]
    return agreement([(str(one == MUST), str(other == MUST)) for one, other in answers])


def figure(value: float | None) -> str:
    """Two decimals, or a dash."""
    return "–" if value is None else f"{value:.2f}"


def main() -> int:
    """Print the table, then what is wrong with the review; the exit status is 1 when anything is."""
    examples, review = load_examples(), load_review()
    print(f"{len(review.must)} proposals and {len(review.relations)} pairs reviewed")
    print(f"{'':22} {'before':>21}   {'after':>21}")
    print(f"{'':22} {'asked':>6} {'alike':>6} {'kappa':>6}    {'asked':>6} {'alike':>6} {'kappa':>6}")
    for line in lines(examples, review):
        both = (f"{a.questions:>6} {figure(a.share):>6} {figure(a.kappa):>6}" for a in (line.before, line.after))
        print(f"{line.name:22} " + "    ".join(both))
    wrong = list(problems(examples, review))
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
