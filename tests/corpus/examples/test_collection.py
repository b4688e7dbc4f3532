"""The collection reaches what was set out for it, and measuring counts what it says it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.examples.example import Example, Paragraph, Relation
from corpus.examples.load import check_collection, load_examples
from corpus.examples.measure import FLOORS, LONGEST_SHARED_RUN, Floor, longest_shared_run, measure, relations_of
from corpus.themes import load_taxonomy

EXAMPLES = load_examples()
MEASURES = measure(EXAMPLES)
LEAST_MUST = next(floor.least for floor in FLOORS if "rarest theme" in floor.name)
FIRST, SECOND = EXAMPLES[0], next(example for example in EXAMPLES if example.family != EXAMPLES[0].family)


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_the_collection_reaches_its_floors(floor: Floor) -> None:
    assert floor.value(MEASURES) >= floor.least


@pytest.mark.parametrize("theme", [theme.id for theme in load_taxonomy().themes])
def test_every_theme_is_a_must_often_enough_and_can_be_learnt(theme: str) -> None:
    assert MEASURES.must[theme] >= LEAST_MUST
    assert MEASURES.must_by_part["train"][theme] > 0


def test_no_run_of_words_is_shared_where_sharing_is_not_meant() -> None:
    assert MEASURES.between_families.length <= LONGEST_SHARED_RUN, MEASURES.between_families
    assert MEASURES.between_overlaps.length <= LONGEST_SHARED_RUN, MEASURES.between_overlaps


def test_related_examples_say_so_on_both_sides_alike() -> None:
    assert [problem for problem in check_collection(EXAMPLES) if "relation" in problem] == []
    said = {
        (example.id, relation.to): relation.relation for example in EXAMPLES for relation in example.labels.relations
    }
    assert {pair: kind for pair, kind in said.items() if said.get(pair[::-1], kind) != kind} == {}


# ---------------------------------------------------------------- the measuring itself


def saying(example: Example, *paragraphs: str) -> Example:
    return replace(example, summary=None, pieces=tuple(Paragraph(text=text) for text in paragraphs))


def test_new_words_are_counted_in_the_order_of_ids() -> None:
    later = replace(saying(SECOND, "Havnen får lys, og lys er godt."), id="2020-B")
    earlier = replace(saying(FIRST, "Lys er godt i 2020."), id="2019-A")
    measures = measure([later, earlier])
    assert measures.new_words == {"2019-A": 4, "2020-B": 3}  # lys er godt i; havnen får og
    assert (measures.vocabulary, measures.least_new_words, measures.latest_new_words) == (7, 3, 3.5)


def test_kin_may_bring_few_words() -> None:
    kin = replace(saying(FIRST, "Lys er godt."), id="2020-B")
    measures = measure([replace(saying(FIRST, "Lys er godt."), id="2019-A"), kin])
    assert measures.new_words["2020-B"] == 0 and measures.least_new_words == 3


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("En gade med træer og bænke.", "Træer og bænke i en gård.", "træer og bænke"),
        ("En gade.", "Et hus.", ""),
    ],
)
def test_the_longest_shared_run_is_found(one: str, other: str, shared: str) -> None:
    run = longest_shared_run([(saying(FIRST, one), "a"), (saying(SECOND, other), "b")])
    assert (run.words, run.length) == (shared, len(shared.split()))
    assert longest_shared_run([(saying(FIRST, one), "a"), (saying(SECOND, other), "a")]).length == 0


def test_a_run_ends_with_its_paragraph() -> None:
    run = longest_shared_run(
        [(saying(FIRST, "Gaden får træer", "og nye bænke"), "a"), (saying(SECOND, "får træer og nye"), "b")]
    )
    assert run.length == 2


def test_a_pair_counts_once_and_its_family_under_its_kind() -> None:
    def labelled(example: Example, to: str) -> Example:
        relation = Relation(to=to, relation="overlap", reason="Samme lamper til samme gader.")
        return replace(example, family="lys", labels=replace(example.labels, relations=(relation,)))

    both = (labelled(FIRST, SECOND.id), labelled(SECOND, FIRST.id))
    measures = measure(both)
    assert measures.relations == {"overlap": 1} and measures.families == 1
    assert measures.families_by_kind == {"overlap": 1, "follow-on": 0, "revision": 0}
    first, second = sorted((FIRST.id, SECOND.id))
    assert relations_of(both) == relations_of(both[:1]) == {(first, second): "overlap"}
