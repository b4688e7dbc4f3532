from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main
from service.store.store import Store


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 2),
        (["forslag"], 2),
        (["forslag", "rettelser.csv", "--db", "samling.db"], 2),
        (["--rollback"], 2),
        (["--db", "mangler.db"], 1),
    ],
)
def test_what_cannot_be_trained_on_is_told(
    arguments: list[str],
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["train", *arguments]) == status
    assert "--db" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_collection_without_corrections_keeps_its_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, versions = tmp_path / "samling.db", tmp_path / "modeller"
    Store(database).close()
    assert main(["train", "--db", str(database), "--versions", str(versions)]) == 3
    assert "ingen rettelser" in capsys.readouterr().out
    assert not versions.exists()


def test_going_back_where_nothing_was_before_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, versions = tmp_path / "samling.db", tmp_path / "modeller"
    Store(database).close()
    versions.mkdir()
    (versions / "in-use.json").write_text(json.dumps({"version": "shipped", "before": []}))
    assert main(["train", "--db", str(database), "--versions", str(versions), "--rollback"]) == 1
    assert "ingen tidligere model" in capsys.readouterr().err
