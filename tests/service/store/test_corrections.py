from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.types import Relation
from service.store.corrections import Correction, CorrectionKind, Corrections, UnfitCorrection
from service.store.store import Store
from tests.service.store.documents import document, proposal

OPEN, OTHER, HIDDEN = "2021-TM10", "2021-TM11", "2021-TM12-fortrolig"


def noon() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as opened:
        opened.add(document(proposal(OPEN), proposal(OTHER, title="Cykelværksteder")))
        opened.add(document(proposal("2021-TM12", confidential=True), content=b"hemmeligt"))
        yield opened


@pytest.fixture
def corrections(store: Store) -> Corrections:
    return Corrections(store.connection)


def say_theme(
    corrections: Corrections, name: str, *, correct: bool = True, by: str = "anna", cleared: bool = False
) -> Correction | None:
    return corrections.theme(name, "vej-trafik", correct=correct, by=by, now=noon, cleared=cleared)


def say_pair(corrections: Corrections, one: str, other: str, *, same: bool, cleared: bool = False) -> Correction | None:
    relation = Relation.OVERLAP if same else None
    return corrections.pair(one, other, same=same, by="anna", now=noon, cleared=cleared, relation=relation)


def test_a_later_word_on_the_same_theme_takes_the_earlier_ones_place(corrections: Corrections) -> None:
    say_theme(corrections, OPEN, correct=True, by="anna")
    later = say_theme(corrections, OPEN, correct=False, by="bent")
    assert corrections.all(cleared=True) == (later,)


def test_a_pair_has_no_order(corrections: Corrections) -> None:
    say_pair(corrections, OPEN, OTHER, same=True)
    later = say_pair(corrections, OTHER, OPEN, same=False)
    assert corrections.of(OPEN, cleared=False) == corrections.of(OTHER, cleared=False) == (later,)


def test_a_figures_right_value_is_kept(corrections: Corrections) -> None:
    made = corrections.figure(OPEN, 4, 9, correct=False, value=2.5, by="anna", now=noon, cleared=False)
    corrections.figure(OPEN, 12, 20, correct=True, by="anna", now=noon, cleared=False)
    assert isinstance(made, Correction)
    assert corrections.get(made.id, cleared=False) == made
    assert len(corrections.all(cleared=False, kind=CorrectionKind.FIGURE)) == 2


def test_who_is_not_cleared_neither_corrects_nor_sees_what_is_confidential(corrections: Corrections) -> None:
    seen = say_theme(corrections, OPEN)
    before = corrections.page(cleared=False, after=None, limit=10)
    assert say_theme(corrections, HIDDEN) is None
    assert say_pair(corrections, OPEN, HIDDEN, same=True) is None
    hidden = say_theme(corrections, HIDDEN, cleared=True)
    pair = say_pair(corrections, OPEN, HIDDEN, same=True, cleared=True)
    assert seen and hidden and pair
    assert corrections.all(cleared=False) == corrections.of(OPEN, cleared=False) == before == (seen,)
    assert corrections.get(pair.id, cleared=False) is None
    assert corrections.remove(hidden.id, cleared=False) is None
    assert {one.id for one in corrections.all(cleared=True)} == {seen.id, hidden.id, pair.id}


@pytest.mark.parametrize("gone", [OPEN, OTHER])
def test_corrections_go_with_either_proposal(store: Store, corrections: Corrections, gone: str) -> None:
    say_pair(corrections, OPEN, OTHER, same=True)
    say_theme(corrections, gone)
    store.remove(gone)
    assert corrections.all(cleared=True) == ()


def test_pages_go_on_where_the_one_before_ended(corrections: Corrections) -> None:
    made = {say_theme(corrections, OPEN), say_theme(corrections, OTHER), say_pair(corrections, OPEN, OTHER, same=True)}
    first = corrections.page(cleared=False, after=None, limit=2)
    last = corrections.page(cleared=False, after=(first[-1].at, first[-1].id), limit=2)
    assert (len(first), len(last)) == (2, 1)
    assert {*first, *last} == made


@pytest.mark.parametrize(
    "say",
    [
        lambda to: to.pair(OPEN, OPEN, same=True, by="anna", now=noon, cleared=True),
        lambda to: to.pair(OPEN, OTHER, same=False, relation=Relation.OVERLAP, by="a", now=noon, cleared=True),
        lambda to: to.pair(OPEN, OTHER, same=True, relation=Relation.NONE, by="a", now=noon, cleared=True),
        lambda to: to.figure(OPEN, 9, 9, correct=True, by="anna", now=noon, cleared=True),
        lambda to: to.figure(OPEN, 4, 9, correct=True, value=3, by="anna", now=noon, cleared=True),
    ],
)
def test_what_cannot_mean_anything_is_refused(corrections: Corrections, say: Callable[[Corrections], object]) -> None:
    with pytest.raises(UnfitCorrection):
        say(corrections)
    assert corrections.all(cleared=True) == ()


def test_a_correction_can_be_taken_back(corrections: Corrections) -> None:
    made = say_theme(corrections, OPEN)
    assert made is not None
    assert corrections.remove(made.id, cleared=False) == made
    assert corrections.all(cleared=True) == ()
    assert corrections.remove(made.id, cleared=False) is None
