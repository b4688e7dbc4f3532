"""Kappa is Cohen's, what stands as may is read both ways, and no disagreement goes without a decision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.examples.agreement import agreement, lines
from corpus.examples.example import Example, Relation
from corpus.examples.load import ExampleError, load_examples
from corpus.examples.review import Decision, Review, load_review, problems

EXAMPLES = load_examples()
LEAST_REVIEWED = 0.9
"""Of all proposals."""
LEAST_PAIRS = 200

FIRST, SECOND = EXAMPLES[:2]


def labelled(example: Example, must: tuple[str, ...], may: tuple[str, ...], to: str, relation: str) -> Example:
    relations = (Relation(to=to, relation=relation, reason="Samme lamper til samme gader."),)
    return replace(example, labels=replace(example.labels, must=must, may=may, relations=relations))


PAIR = tuple(sorted((FIRST.id, SECOND.id)))
PROPOSALS = (
    labelled(FIRST, ("skole", "sensor"), ("kvalitet",), SECOND.id, "overlap"),
    labelled(SECOND, ("skole", "chatbot"), (), FIRST.id, "overlap"),
)


def decided(subject: tuple[str, str], author: str, reviewer: str, decision: str) -> Decision:
    return Decision(subject=subject, author=author, reviewer=reviewer, decision=decision, reason="Det er emnet.")


REVIEW = Review(
    must={FIRST.id: frozenset({"skole", "sensor", "kvalitet"}), SECOND.id: frozenset({"unge", "chatbot"})},
    may={FIRST.id: frozenset(), SECOND.id: frozenset()},
    relations={(PAIR[0], PAIR[1]): "overlap"},
    theme_decisions=(
        decided((FIRST.id, "kvalitet"), "may", "must", "may"),
        decided((SECOND.id, "skole"), "must", "no", "must"),
        decided((SECOND.id, "unge"), "no", "must", "no"),
    ),
    relation_decisions=(),
)


def test_kappa_is_that_of_the_textbook_case() -> None:
    # 50 applications, two readers: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    answers = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    result = agreement(answers)
    assert (result.questions, result.share) == (50, 0.7)
    assert result.kappa == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("answers", "share", "kappa"),
    [
        ([], None, None),
        ([("n", "n")] * 4, 1.0, None),
        ([("a", "b"), ("b", "a")], 0.0, -1.0),
        ([("a", "a"), ("b", "b"), ("c", "c")], 1.0, 1.0),
    ],
)
def test_kappa_at_its_edges(answers: list[tuple[str, str]], share: float | None, kappa: float | None) -> None:
    result = agreement(answers)
    assert (result.share, result.kappa) == (share, kappa)


def test_may_is_no_when_read_strictly_and_left_out_when_read_leniently() -> None:
    table = {line.name: line.after for line in lines(PROPOSALS, REVIEW)}
    strict, lenient = table["Gevinst, strict"], table["Gevinst, lenient"]
    assert (strict.questions, strict.share) == (10, 0.9)  # five themes of two proposals, one may against must
    assert (lenient.questions, lenient.share) == (9, 1.0)
    assert table["Relations"].share == 1.0
    # 40 questions; author says yes twice (skole twice), reviewer twice (skole, unge): one of them together.
    chance = (2 * 2 + 38 * 38) / 40**2
    assert table["Fagområde, strict"].kappa == pytest.approx((38 / 40 - chance) / (1 - chance))


def test_decisions_say_what_the_author_had_said_before() -> None:
    taken_over = (labelled(FIRST, ("skole", "sensor", "kvalitet"), (), SECOND.id, "overlap"), PROPOSALS[1])
    changed = replace(REVIEW.theme_decisions[0], decision="must")
    review = replace(REVIEW, theme_decisions=(changed, *REVIEW.theme_decisions[1:]))
    line = next(line for line in lines(taken_over, review) if line.name == "Gevinst, strict")
    assert (line.before.share, line.after.share) == (0.9, 1.0)


def test_a_review_whose_disagreements_are_decided_has_nothing_wrong_with_it() -> None:
    assert list(problems(PROPOSALS, REVIEW)) == []


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (replace(REVIEW, theme_decisions=REVIEW.theme_decisions[1:]), "Forfatteren siger may, gennemgangen must"),
        (replace(REVIEW, relations={(PAIR[0], PAIR[1]): "none"}), "Forfatteren siger overlap, gennemgangen none"),
        (
            replace(REVIEW, relation_decisions=(decided((PAIR[0], PAIR[1]), "overlap", "none", "overlap"),)),
            "Beslutningen passer ikke: gennemgangen siger overlap",
        ),
        (
            replace(REVIEW, relation_decisions=(decided(("1999-X1", "1999-X2"), "none", "overlap", "none"),)),
            "en beslutning om noget, der ikke er gennemgået",
        ),
        (
            replace(
                REVIEW,
                theme_decisions=(replace(REVIEW.theme_decisions[0], decision="must"), *REVIEW.theme_decisions[1:]),
            ),
            "Beslutningen er must, men eksemplet siger may",
        ),
        (replace(REVIEW, relations={("1999-X1", "1999-X2"): "none"}), "1999-X1 er gennemgået, men findes ikke"),
    ],
)
def test_what_is_undecided_or_not_carried_out_is_named(review: Review, said: str) -> None:
    assert any(said in problem for problem in problems(PROPOSALS, review))


FILE = """
relations = [{ a = "2020-B", b = "2019-A", relation = "overlap" }]
theme_decisions = [
    { id = "2019-A", theme = "skole", author = "may", reviewer = "must", decision = "may", reason = "x" },
]
relation_decisions = []
[themes]
"2019-A" = { must = ["skole"], may = ["unge"] }
"""


def test_a_review_is_read(tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    path.write_text(FILE, encoding="utf-8")
    review = load_review(path)
    assert [review.standing("2019-A", theme) for theme in ("skole", "unge", "hr")] == ["must", "may", "no"]
    assert review.relations == {("2019-A", "2020-B"): "overlap"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"overlap"', '"kopi"', "'kopi' er ingen relation"),
        ('["unge"]', '["rumfart"]', "Temaet 'rumfart' under 2019-A findes ikke"),
        ('author = "may"', 'author = "ja"', "author skal være en af: must, may, no"),
        ('reason = "x"', 'reason = " "', "Skriv en grund"),
        ("relation_decisions = []", "", "review.toml kan ikke læses"),
        ("[{ a", '[{ a = "2019-A", b = "2020-B", relation = "none" }, { a', "Et par står to gange"),
    ],
)
def test_a_slip_in_the_review_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = tmp_path / "review.toml"
    assert before in FILE
    path.write_text(FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(ExampleError, match=said):
        load_review(path)


def test_the_shipped_examples_are_reviewed_and_every_disagreement_is_decided() -> None:
    review = load_review()
    assert len(review.must) >= LEAST_REVIEWED * len(EXAMPLES)
    assert len(review.relations) >= LEAST_PAIRS
    assert list(problems(EXAMPLES, review)) == []
