from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.store import Store
from tests.service.store.documents import ENCODER, document, line, proposal


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as opened:
        yield opened


def everything(store: Store, *, cleared: bool) -> object:
    numbers = range(1, 20)
    return (
        store.known(cleared=cleared),
        list(store.entries(ENCODER, cleared=cleared)),
        [store.proposal(known.id, cleared=cleared) for known in store.known(cleared=True)] if cleared else None,
        [found for number in numbers if (found := store.document(number, cleared=cleared)) and found.proposals],
    )


def test_the_same_bytes_again_change_nothing(store: Store) -> None:
    first = store.add(document(proposal("2021-TM10")))
    before = everything(store, cleared=True)
    assert store.add(document(proposal("2021-TM10"))) == first
    assert everything(store, cleared=True) == before


def test_other_bytes_with_the_same_id_stand_beside_it(store: Store) -> None:
    for number in range(3):
        store.add(document(proposal("2021-TM10", title=f"Udgave {number}"), content=bytes([number])))
    assert [known.id for known in store.known(cleared=True)] == ["2021-TM10", "2021-TM10-2", "2021-TM10-3"]
    second = store.proposal("2021-TM10-2", cleared=True)
    assert second is not None
    assert (second.analysis["id"], second.analysis["title"]) == ("2021-TM10-2", "Udgave 1")


def test_a_front_line_stands_for_a_proposal_only_while_that_is_missing(store: Store) -> None:
    lines = (line("2021-TM10", "Fælles bilpulje"), line("2021-TM11", "Cykler i stedet"))
    store.add(document(proposal("2021-TM10"), lines=lines))
    assert [(known.id, known.stored) for known in store.known(cleared=False)] == [
        ("2021-TM10", True),
        ("2021-TM11", False),
    ]


def test_for_those_not_cleared_a_confidential_proposal_does_not_exist(store: Store, tmp_path: Path) -> None:
    secret = proposal("2021-TM10", title="Salg af materielgården", confidential=True)
    with Store(tmp_path / "uden.db") as without:
        for number, one in enumerate((store, without)):
            if number == 0:
                one.add(document(secret, content=b"hemmelig", lines=(line("2021-TM99", "Salg"),)))
            one.add(document(proposal("2021-TM10"), content=b"aaben"))
        assert store.known(cleared=False) == without.known(cleared=False)
        assert list(store.entries(ENCODER, cleared=False)) == list(without.entries(ENCODER, cleared=False))
    assert store.proposal("2021-TM10-fortrolig", cleared=False) is None
    hidden = store.proposal("2021-TM10-fortrolig", cleared=True)
    assert hidden is not None and hidden.analysis["title"] == "Salg af materielgården"


def test_a_marked_document_does_not_stand_in_the_way_of_the_same_bytes_uploaded_openly(store: Store) -> None:
    marked = store.add(document(proposal("2021-TM10")), marked=True)
    opened = store.add(document(proposal("2021-TM10")))
    assert marked != opened
    assert [known.id for known in store.known(cleared=False)] == ["2021-TM10"]
    assert store.document(marked, cleared=False) is None
    assert store.document_of(document().sha256) == opened


def test_what_is_removed_is_in_no_byte_of_the_file(store: Store, tmp_path: Path) -> None:
    store.add(document(proposal("2021-TM10", title="Kanariefugl"), content=b"Kanariefugl i filen" * 1000))
    store.add(document(proposal("2021-TM11"), content=b"andet"))
    assert store.remove("2021-TM10")
    assert not store.remove("2021-TM10")
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Kanariefugl" not in left
    assert b"2021-TM11" in left


def test_proposals_without_an_entry_by_this_encoder_are_counted(store: Store) -> None:
    store.add(document(proposal("2021-TM10")))
    assert (store.without_entry(ENCODER), store.without_entry("en anden")) == (0, 1)
