from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service.store.decisions import Decision, Decisions, Outcome, UnfitDecision, VersionConflict
from service.store.store import Store
from tests.service.store.documents import document, proposal

OPEN, HIDDEN = "2021-TM10", "2021-TM12-fortrolig"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as opened:
        opened.add(document(proposal(OPEN)))
        opened.add(document(proposal("2021-TM12", confidential=True), content=b"hemmeligt"))
        yield opened


def decide(
    store: Store,
    name: str = OPEN,
    outcome: Outcome = Outcome.ADOPTED,
    *,
    expected: int | None = None,
    amount_kr: int | None = None,
    cleared: bool = False,
) -> Decision | None:
    return Decisions(store.connection).decide(
        name,
        outcome,
        amount_kr=amount_kr,
        date=date(2021, 9, 14),
        by="anna",
        now=lambda: "2026-11-24T12:00:00Z",
        cleared=cleared,
        expected=expected,
    )


def test_a_decision_is_read_as_it_was_made_and_grows_by_versions(store: Store) -> None:
    first = decide(store, expected=0, amount_kr=750_000)
    assert first is not None and (first.version, first.amount_kr, first.date) == (1, 750_000, date(2021, 9, 14))
    assert Decisions(store.connection).of(OPEN, cleared=False) == first
    second = decide(store, outcome=Outcome.POSTPONED, expected=1)
    assert second is not None and second.version == 2
    assert Decisions(store.connection).all(cleared=False) == (second,)


@pytest.mark.parametrize("expected", [0, 2])
def test_who_has_read_another_version_changes_nothing(store: Store, expected: int) -> None:
    first = decide(store)
    with pytest.raises(VersionConflict) as caught:
        decide(store, outcome=Outcome.REJECTED, expected=expected)
    assert caught.value.version == 1
    assert Decisions(store.connection).of(OPEN, cleared=False) == first


def test_who_is_not_cleared_neither_decides_nor_sees_what_is_confidential(store: Store) -> None:
    assert decide(store, HIDDEN) is None
    made = decide(store, HIDDEN, cleared=True)
    decisions = Decisions(store.connection)
    assert decisions.all(cleared=True) == (made,)
    assert decisions.all(cleared=False) == ()
    assert decisions.of(HIDDEN, cleared=False) is None


@pytest.mark.parametrize(("outcome", "amount_kr"), [(Outcome.REJECTED, 1), (Outcome.ADOPTED, -1)])
def test_an_amount_that_cannot_be_granted_is_refused(store: Store, outcome: Outcome, amount_kr: int) -> None:
    with pytest.raises(UnfitDecision):
        decide(store, outcome=outcome, amount_kr=amount_kr)
    assert Decisions(store.connection).all(cleared=True) == ()


def test_a_decision_goes_with_its_proposal(store: Store) -> None:
    decide(store)
    store.remove(OPEN)
    assert Decisions(store.connection).all(cleared=True) == ()
