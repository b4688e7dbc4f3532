from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.examples.load import load_example
from corpus.renderers import docx
from service import cli

PROPOSALS = Path(__file__).parents[2] / "corpus" / "examples" / "proposals"
ALIKE, APART = ("2013-KF30", "2014-KF31"), "2013-lys-over-boldbanerne"  # a proposal put again, and a stranger

pytestmark = pytest.mark.usefixtures("models_loaded_once")

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(scope="module")
def files(models_loaded_once: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forslag")
    for name in (*ALIKE, APART):
        (folder / f"{name}.docx").write_bytes(docx.render([load_example(PROPOSALS / name)]))
    return folder


@pytest.fixture(scope="module")
def stored(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samling") / "samling.db"
    assert cli.main(["add", str(files), "--db", str(path)]) == 0
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], stored: Path) -> Run:
    capsys.readouterr()

    def run(*arguments: str, database: Path = stored) -> tuple[int, Any, str]:
        status = cli.main([*arguments, "--db", str(database), "--format", "json"])
        captured = capsys.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err

    return run


def test_a_proposal_is_answered_with_its_kin_first_and_the_places_in_both_texts(run: Run) -> None:
    status, answer, _ = run("related", ALIKE[0])
    assert status == 0
    first = answer["related"][0]
    assert (first["id"], first["relation"]) == (ALIKE[1], "revision")
    assert 0.5 < first["probability"] < 1
    assert any(why["here"] and why["there"] for why in first["reasons"])
    assert APART not in [one["id"] for one in answer["related"] if one["relation"] != "related"]


def test_the_pair_that_belongs_together_is_flagged_and_no_other(run: Run) -> None:
    _, answer, _ = run("overlaps")
    assert [{pair["a"], pair["b"]} for pair in answer["pairs"]] == [set(ALIKE)]


def test_a_search_answers_with_the_words_that_fit(run: Run) -> None:
    _, answer, _ = run("search", "lys på boldbaner")
    assert answer["hits"][0]["id"] == APART
    assert answer["hits"][0]["snippet"]


def test_the_same_file_again_changes_nothing(run: Run, files: Path, stored: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.db"
    shutil.copy(stored, copy)
    status, answer, _ = run("add", str(files / f"{APART}.docx"), database=copy)
    assert (status, [one["id"] for one in answer["documents"][0]["proposals"]]) == (0, [APART])
    assert run("overlaps", database=copy)[1] == run("overlaps")[1]


def test_another_document_with_the_same_proposal_is_stored_beside_it_and_known_for_what_it_is(
    run: Run, files: Path, stored: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.db"
    shutil.copy(stored, copy)
    again = tmp_path / "igen.docx"
    example = load_example(PROPOSALS / ALIKE[0])
    again.write_bytes(docx.render([example, load_example(PROPOSALS / "2014-KF06")]))
    _, answer, _ = run("add", str(again), database=copy)
    assert f"{ALIKE[0]}-2" in [one["id"] for one in answer["documents"][0]["proposals"]]
    _, related, _ = run("related", f"{ALIKE[0]}-2", database=copy)
    assert (related["related"][0]["id"], related["related"][0]["relation"]) == (ALIKE[0], "duplicate")


def test_the_report_shows_both_passages_and_how_sure_it_is(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.main(["overlaps", "--db", str(stored)]) == 0
    told = capsys.readouterr().out
    assert all(told.count(f"{name}: »") for name in ALIKE)
    assert "sandsynlighed" in told and "100 %" not in told


@pytest.mark.parametrize("command", [["related", "2021-BC01"], ["overlaps"], ["search", "lys"]])
def test_a_collection_that_is_not_there_is_named_and_not_made(run: Run, command: list[str], tmp_path: Path) -> None:
    status, answer, told = run(*command, database=tmp_path / "ingen.db")
    assert (status, answer) == (1, None)
    assert "ingen.db findes ikke" in told
    assert not (tmp_path / "ingen.db").exists()


def test_an_unknown_proposal_is_told_in_a_sentence(run: Run) -> None:
    status, _, told = run("related", "1999-XX99")
    assert status == 1
    assert "1999-XX99" in told and "Traceback" not in told


def test_a_file_that_cannot_be_read_costs_none_of_the_others(run: Run, files: Path, tmp_path: Path) -> None:
    (tmp_path / "tom.docx").write_bytes(b"")
    status, answer, told = run(
        "add", str(tmp_path / "tom.docx"), str(files / f"{APART}.docx"), database=tmp_path / "ny.db"
    )
    assert status == 1
    assert "tom.docx" in told
    assert [one["id"] for one in answer["documents"][0]["proposals"]] == [APART]
