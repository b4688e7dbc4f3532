from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.model_store import SHIPPED, ModelStore, ModelStoreError, NothingBefore


def keep(store: ModelStore, content: str) -> str:
    store.clear_unfinished()
    store.unfinished.mkdir()
    (store.unfinished / "weights").write_text(content)
    return store.keep({"trained_at": "2026-11-24T12:00:00Z"}, "# Kort\n")


def test_versions_stand_side_by_side_and_one_goes_back_in_order(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "modeller")
    assert store.pointer().version == SHIPPED and store.folder(SHIPPED) is None
    for content in ("a", "b"):
        store.use(keep(store, content))
    assert store.pointer().version == "0002"
    assert (store.back(), store.back()) == ("0001", SHIPPED)
    with pytest.raises(NothingBefore):
        store.back()
    second = store.folder("0002")
    assert second is not None and (second / "weights").read_text() == "b"


def test_what_a_training_left_unfinished_is_neither_used_nor_in_the_way(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    store.clear_unfinished()
    store.unfinished.mkdir()
    (store.unfinished / "half").write_text("x")
    assert keep(store, "a") == "0001"
    assert store.pointer().version == SHIPPED
    assert not (tmp_path / "0001" / "half").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"version": "../x", "before": []}', '{"version": "0001"'])
def test_a_damaged_pointer_is_told_and_not_guessed(tmp_path: Path, content: str) -> None:
    (tmp_path / "in-use.json").write_text(content)
    with pytest.raises(ModelStoreError, match=r"in-use\.json"):
        ModelStore(tmp_path).pointer()


_KILLED_AT = """
import os, signal, sys
from pathlib import Path
from service import model_store
steps = 0
def counted(real):
    def call(*given):
        global steps
        steps += 1
        if steps == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    return call
model_store._sync = counted(model_store._sync)
os.replace = counted(os.replace)
store = model_store.ModelStore(Path(sys.argv[1]))
store.use("0001")
store.use("0002")
"""


@pytest.mark.parametrize(("step", "found"), [(1, SHIPPED), (2, SHIPPED), (3, "0001"), (4, "0001"), (6, "0002")])
def test_the_pointer_is_whole_after_a_kill(tmp_path: Path, step: int, found: str) -> None:
    ended = subprocess.run([sys.executable, "-c", _KILLED_AT, str(tmp_path), str(step)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert ModelStore(tmp_path).pointer().version == found
    ModelStore(tmp_path).use("0003")
    assert ModelStore(tmp_path).pointer().version == "0003"
    assert os.listdir(tmp_path) == ["in-use.json"]
