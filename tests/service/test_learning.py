from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.examples.load import load_example
from corpus.read import read_bytes
from corpus.renderers import docx
from models.analyse import analyse
from models.pairs import unpack
from models.themes.model import read_model
from models.themes.tagger import TRAINED, load_tagger
from models.types import Analysis
from service.collection import Collection
from service.learning import Learning, Refused, Share, Trained
from service.model_store import NothingBefore
from service.store.corrections import Corrections
from service.store.store import Store
from tests.pipeline import loaded

PROPOSALS = Path(__file__).parents[2] / "corpus" / "examples" / "proposals"


def noon() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture(scope="module")
def read() -> list[tuple[bytes, Analysis]]:
    """Two documents of one proposal, the second to be confidential."""
    example = load_example(PROPOSALS / "2014-KF31")
    contents = [docx.render([one]) for one in (example, replace(example, title="Sejlerskole for begyndere"))]
    return [(content, analyse(read_bytes(content, "a.docx"), loaded())) for content in contents]


@pytest.fixture
def store(tmp_path: Path, read: list[tuple[bytes, Analysis]]) -> Iterator[Store]:
    with Store(tmp_path / "samling.db") as opened:
        for made, hidden in zip(Collection(opened, loaded(), now=noon).documents(read), (False, True), strict=True):
            opened.add(made, marked=hidden)
        yield opened


def names(store: Store) -> list[str]:
    return [one.id for one in store.known(cleared=True)]


def correct(store: Store, name: str, theme: str = "erhverv", *, right: bool = True) -> None:
    assert Corrections(store.connection).theme(name, theme, correct=right, by="anna", now=noon, cleared=True)


def bytes_of(store: Store) -> list[tuple[Any, ...]]:
    return [
        *store.connection.execute("SELECT id, analysis FROM proposal ORDER BY id"),
        *store.connection.execute("SELECT * FROM theme ORDER BY proposal, theme"),
    ]


class GenerousTrainer:
    """Gives a model that finds every theme of which it is half as certain as before."""

    def __init__(self, *, accepted: bool = True) -> None:
        self.accepted = accepted
        self.given: list[Mapping[str, Any]] = []

    def __call__(self, given: Mapping[str, Any], folder: Path, cache: Path) -> Mapping[str, Any]:
        self.given.append(given)
        if self.accepted:
            model = read_model(TRAINED)
            replace(model, thresholds=np.full_like(model.thresholds, 0.001 * len(self.given))).write(folder)
        return {"accepted": self.accepted, "message": "Målt.", "old_f1": 0.88, "new_f1": 0.89}


def use(learning: Learning, store: Store) -> None:
    version = learning.current().version
    tagger = load_tagger(learning._models.folder(version), loaded().encoder)
    learning.settle(store, replace(loaded(), tagger=tagger))


def test_going_back_gives_the_same_bytes_again(store: Store, tmp_path: Path) -> None:
    learning = Learning(tmp_path / "modeller", now=noon, trainer=GenerousTrainer())
    correct(store, names(store)[0])
    states = [bytes_of(store)]
    for _ in range(2):
        assert isinstance(learning.train(store), Trained)
        use(learning, store)
        states.append(bytes_of(store))
    assert len({repr(state) for state in states}) == 3
    for state in reversed(states[:-1]):
        learning.rollback()
        use(learning, store)
        assert bytes_of(store) == state
    with pytest.raises(NothingBefore):
        learning.rollback()


def test_a_kill_between_pointer_and_themes_is_made_good(store: Store, tmp_path: Path) -> None:
    learning = Learning(tmp_path / "modeller", now=noon, trainer=GenerousTrainer())
    correct(store, names(store)[0])
    before = bytes_of(store)
    learning.train(store)
    assert bytes_of(store) == before
    again = Learning(tmp_path / "modeller", now=noon)
    use(again, store)
    assert bytes_of(store) != before
    assert not again.settle(store, loaded())


def test_what_is_confidential_is_never_learnt_from(store: Store, tmp_path: Path) -> None:
    trainer = GenerousTrainer()
    learning = Learning(tmp_path / "modeller", now=noon, trainer=trainer)
    shown, hidden = names(store)
    correct(store, hidden)
    assert isinstance(learning.train(store), Refused)
    assert trainer.given == []
    correct(store, shown, right=False)
    learning.train(store)
    (one,) = trainer.given[0]["corrected"]
    assert (one["id"], one["accepted"], one["rejected"]) == (shown, [], ["erhverv"])
    assert unpack(base64.b64decode(one["entry"])).title == one["analysis"]["title"]
    assert learning.quality(store, cleared=True).theme_recall.total == 1
    assert learning.quality(store, cleared=False).theme_recall.total == 0


def test_a_refused_model_changes_nothing(store: Store, tmp_path: Path) -> None:
    learning = Learning(tmp_path / "modeller", now=noon, trainer=GenerousTrainer(accepted=False))
    correct(store, names(store)[0])
    before = bytes_of(store), learning.current()
    assert learning.train(store) == Refused(message="Målt.")
    use(learning, store)
    assert (bytes_of(store), learning.current()) == before


def test_the_model_in_use_tells_how_it_was_trained(store: Store, tmp_path: Path) -> None:
    learning = Learning(tmp_path / "modeller", now=noon, trainer=GenerousTrainer())
    correct(store, names(store)[0])
    learning.train(store)
    told = learning.current()
    assert (told.version, told.before, told.trained_at, told.corrected, told.f1) == (
        "0001",
        ("shipped",),
        noon(),
        1,
        0.89,
    )


def test_quality_is_that_of_the_model_that_had_not_learnt(store: Store, tmp_path: Path) -> None:
    learning = Learning(tmp_path / "modeller", now=noon, trainer=GenerousTrainer())
    name = names(store)[0]
    ((_, entry),) = store.entries(loaded().encoder.id, cleared=True, names=[name])
    given = dict(store_themes(store, name))
    likely = {theme: value for theme, value in unpack(entry).themes.items() if theme not in given}
    missed = max(likely, key=lambda theme: likely[theme])
    correct(store, name, missed)
    assert learning.quality(store, cleared=True).theme_recall == Share(right=0, total=1)
    learning.train(store)
    use(learning, store)
    assert missed in dict(store_themes(store, name))
    assert learning.quality(store, cleared=True).theme_recall == Share(right=0, total=1)


def store_themes(store: Store, name: str) -> list[tuple[str, float]]:
    return list(store.connection.execute("SELECT theme, probability FROM theme WHERE proposal = ?", (name,)))


def test_an_interval_holds_its_share_and_narrows_with_more() -> None:
    few, many = Share(right=3, total=4).interval, Share(right=300, total=400).interval
    assert few is not None and many is not None
    assert few[0] < many[0] < 0.75 < many[1] < few[1] <= 1
    assert Share(right=0, total=0).interval is None
