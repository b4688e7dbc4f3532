"""The second reader's blind labels and what was decided where they differ from the authors': ``review.toml``.

The reviewer saw neither the authors' labels nor their reasons. What an author had said at that time is kept in the
decisions, so that the agreement before any of them can still be computed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.examples.check import RELATIONS
from corpus.examples.example import Example
from corpus.examples.measure import relations_of
from corpus.examples.notation import ExampleError
from corpus.themes import load_taxonomy

FILE = Path(__file__).with_name("review.toml")

MUST, MAY, NO = "must", "may", "no"
STANDINGS = (MUST, MAY, NO)
"""What a reader may say of a theme."""

NO_RELATION = "none"

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One disagreement: what both said, what holds now, and why.

    ``subject`` is a proposal and a theme (words of STANDINGS), or two proposals in order of id (names of relations).
    """

    subject: Pair
    author: str
    reviewer: str
    decision: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """Everything that the second reader said, and the decisions that followed."""

    must: Mapping[str, frozenset[str]]  # proposal -> themes
    may: Mapping[str, frozenset[str]]
    relations: Mapping[Pair, str]  # ids in order
    theme_decisions: tuple[Decision, ...]
    relation_decisions: tuple[Decision, ...]

    def standing(self, proposal: str, theme: str) -> str:
        """What the reviewer says of a theme of a reviewed proposal."""
        return MUST if theme in self.must[proposal] else MAY if theme in self.may[proposal] else NO


def load_review(path: Path = FILE) -> Review:
    """The review in a file. Raises ExampleError naming the entry that cannot be used."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        themes, relations = data["themes"], [_relation(entry) for entry in data["relations"]]
        review = Review(
            must={proposal: frozenset(given["must"]) for proposal, given in themes.items()},
            may={proposal: frozenset(given["may"]) for proposal, given in themes.items()},
            relations=dict(relations),
            theme_decisions=tuple(_decision(entry, ("id", "theme"), STANDINGS) for entry in data["theme_decisions"]),
            relation_decisions=tuple(
                _decision(entry, ("a", "b"), tuple(sorted(RELATIONS))) for entry in data["relation_decisions"]
            ),
        )
    except (OSError, KeyError, TypeError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise ExampleError(f"{path.name} kan ikke læses: {error}. Formen står øverst i filen.") from error
    known = load_taxonomy().ids
    for proposal in review.must:
        for theme in sorted((review.must[proposal] | review.may[proposal]) - known):
            raise ExampleError(f"{path.name}: Temaet '{theme}' under {proposal} findes ikke i taksonomien.")
    if len(review.relations) != len(relations):
        raise ExampleError(f"{path.name}: Et par står to gange under relations.")
    return review


def _relation(entry: Mapping[str, Any]) -> tuple[Pair, str]:
    if entry["relation"] not in RELATIONS:
        raise ExampleError(f"'{entry['relation']}' er ingen relation. Brug en af: {', '.join(sorted(RELATIONS))}.")
    first, second = sorted((entry["a"], entry["b"]))
    return (first, second), entry["relation"]


def _decision(entry: Mapping[str, Any], subject: Pair, words: Sequence[str]) -> Decision:
    first, second = entry[subject[0]], entry[subject[1]]
    for field in ("author", "reviewer", "decision"):
        if entry[field] not in words:
            raise ExampleError(f"{first}, {second}: {field} skal være en af: {', '.join(words)}.")
    if not entry["reason"].strip():
        raise ExampleError(f"{first}, {second}: Skriv en grund til beslutningen.")
    if subject == ("a", "b"):
        first, second = sorted((first, second))
    return Decision(
        subject=(first, second), **{key: entry[key] for key in ("author", "reviewer", "decision", "reason")}
    )


def author_themes(examples: Sequence[Example], review: Review, *, before: bool) -> dict[Pair, str]:
    """What the authors say of every theme of the reviewed proposals: now, or ``before`` the decisions."""
    themes = [theme.id for theme in load_taxonomy().themes]
    said = {
        (example.id, theme): MUST if theme in example.labels.must else MAY if theme in example.labels.may else NO
        for example in examples
        if example.id in review.must
        for theme in themes
    }
    return said | {d.subject: d.author for d in review.theme_decisions if before and d.subject in said}


def author_relations(examples: Sequence[Example], review: Review, *, before: bool) -> dict[Pair, str]:
    """The authors' relation of every reviewed pair, ``none`` where they name none: now, or ``before`` the decisions."""
    labelled = relations_of(examples)
    said = {pair: labelled.get(pair, NO_RELATION) for pair in review.relations}
    return said | {d.subject: d.author for d in review.relation_decisions if before and d.subject in said}


def problems(examples: Sequence[Example], review: Review) -> Iterator[str]:
    """What is wrong: unknown proposals, disagreements nobody decided, decisions about nothing or not carried out."""
    known = {example.id for example in examples}
    for name in sorted({*review.must, *(member for pair in review.relations for member in pair)} - known):
        yield f"{name} er gennemgået, men findes ikke."
    standings = {
        (proposal, theme): review.standing(proposal, theme) for proposal, theme in _themes_of(examples, review)
    }
    yield from _undecided(author_themes(examples, review, before=True), standings, review.theme_decisions, MUST)
    yield from _undecided(
        author_relations(examples, review, before=True), review.relations, review.relation_decisions, None
    )
    now = author_themes(examples, review, before=False) | author_relations(examples, review, before=False)
    for decision in (*review.theme_decisions, *review.relation_decisions):
        if now.get(decision.subject) != decision.decision:
            what = f"{', '.join(decision.subject)}: Beslutningen er {decision.decision}"
            yield f"{what}, men eksemplet siger {now.get(decision.subject)}. Ret eksemplet eller beslutningen."


def _themes_of(examples: Sequence[Example], review: Review) -> Iterator[Pair]:
    yield from author_themes(examples, review, before=False)


def _undecided(
    author: Mapping[Pair, str], reviewer: Mapping[Pair, str], decisions: Sequence[Decision], only: str | None
) -> Iterator[str]:
    """Disagreements without a decision; with ``only``, those where one of the two says just that word."""
    decided = {decision.subject: decision for decision in decisions}
    for subject, said in author.items():
        other = reviewer[subject]
        decision = decided.pop(subject, None)
        differs = said != other and (only is None or only in (said, other))
        if differs and decision is None:
            yield f"{', '.join(subject)}: Forfatteren siger {said}, gennemgangen {other}. Skriv en beslutning."
        elif decision is not None and (not differs or decision.reviewer != other):
            yield f"{', '.join(subject)}: Beslutningen passer ikke: gennemgangen siger {other}."
    for subject in decided:
        yield f"{', '.join(subject)}: Der er en beslutning om noget, der ikke er gennemgået."
