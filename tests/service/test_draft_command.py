from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.examples.load import load_example
from corpus.renderers import docx
from service import cli

pytestmark = pytest.mark.usefixtures("models_loaded_once")

EXAMPLE = load_example(Path(__file__).parents[2] / "corpus" / "examples" / "proposals" / "2018-TM12")


def test_a_draft_without_faults_may_be_submitted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "udkast.docx"
    path.write_bytes(docx.render([EXAMPLE]))
    assert cli.main(["check", str(path), "--format", "json"]) == 0
    (draft,) = json.loads(capsys.readouterr().out)["drafts"]
    assert (draft["errors"], draft["warnings"]) == (0, 0)


def test_a_total_that_does_not_hold_is_told_with_advice_and_stops_a_workflow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "udkast.docx"
    main = EXAMPLE.tables["main"]
    total = next(row for row in main.rows if row.label.startswith("Samlede impl"))
    wrong = replace(total, cells=tuple("9.999" if cell else cell for cell in total.cells))
    lines = tuple(wrong if line is total else line for line in main.lines)
    path.write_bytes(docx.render([replace(EXAMPLE, tables={**EXAMPLE.tables, "main": replace(main, lines=lines)})]))
    assert cli.main(["check", str(path)]) == 3
    told = capsys.readouterr().out
    assert "Forslaget er ikke klar" in told and "Gør sådan:" in told


def test_a_file_without_a_proposal_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("Kære alle. Mødet er flyttet til torsdag.\n", encoding="utf-8")
    assert cli.main(["check", str(path)]) == 1
    assert "brev.txt" in capsys.readouterr().err
