from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service import cli
from service.store.audit import Audit
from service.store.store import Store
from tests.service.store.documents import document, proposal

Run = Callable[..., tuple[int, str, str]]

COMMANDS = (
    ["erase"],
    ["retain"],
    ["export"],
    ["backup"],
    ["restore"],
    ["audit"],
    ["users"],
    ["users", "list"],
    ["users", "add"],
    ["users", "remove"],
    ["users", "new-key"],
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "samling.db"
    with Store(path) as store:
        pair = [
            replace(proposal(f"20{year}-TM10", title=f"Sag {year}"), analysis={"text": f"Ring til Ane Holm i {year}."})
            for year in (19, 21)
        ]
        store.add(document(*pair))
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database: Path) -> Run:
    def run(*arguments: str, of: Path = database) -> tuple[int, str, str]:
        status = cli.main([*arguments, "--db", str(of)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def ids(database: Path) -> list[str]:
    with Store(database) as store:
        return [one.id for one in store.known(cleared=True)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_danish_and_has_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Eksemp" in told and f"genklang {' '.join(command)}" in told
    assert len(command) > 1 or "Slutstatus:" in told
    assert not [word for word in ("Usage", "Options", "Arguments", "Show this", "default", "required") if word in told]


def test_erasing_tells_what_went_with_it(run: Run, database: Path) -> None:
    status, out, err = run("erase", "2021-TM10", "--yes")
    assert (status, err) == (0, "")
    assert "2021-TM10 er slettet." in out and "2019-TM10 stod også i den" in out
    assert ids(database) == ["2019-TM10"]
    with Store(database) as store:
        (entry,) = Audit(store.connection).entries(after=0, limit=9)
    assert entry.actor is not None and entry.actor.endswith("(kommandolinjen)")


def test_an_unknown_id_costs_none_of_the_others(run: Run, database: Path) -> None:
    status, out, err = run("erase", "1999-XX99", "2021-TM10", "--yes", "--format", "json")
    assert status == 1
    assert "»1999-XX99« er ikke i samlingen" in err
    assert [one["id"] for one in json.loads(out)["erased"]] == ["2021-TM10"]
    assert ids(database) == ["2019-TM10"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "left"), [("ja\n", 1), ("JA \n", 1), ("nej\n", 2), ("\n", 2), ("", 2)])
def test_nothing_is_erased_before_somebody_says_yes(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    status, _, err = run("erase", "2021-TM10")
    assert "for altid?" in err
    assert (status, len(ids(database))) == (0 if left == 1 else 1, left)


@pytest.mark.parametrize("arguments", [["2021-TM10"], [], ["2021-TM10", "--sweep"]])
def test_where_nobody_can_be_asked_or_nothing_is_named_nothing_is_erased(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ja\n"))
    status, _, err = run("erase", *arguments)
    assert (status, len(ids(database))) == (2, 2)
    assert "skriv --yes" in err or "--sweep alene" in err


def test_sweeping_alone_erases_no_proposal(run: Run, database: Path) -> None:
    assert run("erase", "--sweep")[0] == 0
    assert len(ids(database)) == 2


def test_deadlines_are_shown_before_they_are_followed(run: Run, database: Path) -> None:
    status, out, _ = run("retain", "--proposal-years", "6")
    assert (status, len(ids(database))) == (0, 2)
    assert "Ville slette: 1 forslag" in out and "2019-TM10" in out and "--apply" in out
    status, out, _ = run("retain", "--proposal-years", "6", "--apply", "--format", "json")
    assert (status, json.loads(out)["proposals"]) == (0, ["2019-TM10"])
    assert ids(database) == ["2021-TM10"]


@pytest.mark.parametrize("arguments", [[], ["--proposal-years", "0"], ["--job-days", "x"]])
def test_without_a_deadline_that_makes_sense_nothing_is_done(run: Run, database: Path, arguments: list[str]) -> None:
    assert run("retain", *arguments, "--apply")[0] == 2
    assert len(ids(database)) == 2


def test_the_collection_is_handed_on_as_json_lines(run: Run) -> None:
    status, out, _ = run("export")
    assert status == 0
    assert [json.loads(one)["id"] for one in out.splitlines()] == ["2019-TM10", "2021-TM10"]


def test_what_is_stored_about_a_person_is_given_and_the_log_tells_so(run: Run, database: Path) -> None:
    status, out, _ = run("export", "--person", "Ane Holm")
    assert (status, json.loads(out)["places"]) == (0, 2)
    with Store(database) as store:
        (entry,) = Audit(store.connection).entries(after=0, limit=9)
    assert (entry.action, entry.target) == ("export_person", "Ane Holm")
    assert run("export", "--person", "Ane Holm", "--format", "csv")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [["erase", "2021-TM10", "--yes"], ["retain", "--job-days", "1"], ["export"], ["audit"], ["users", "list"]],
)
def test_a_collection_that_is_not_there_is_named_and_not_made(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    status, out, err = run(*arguments, of=tmp_path / "ingen.db")
    assert (status, out) == (1, "")
    assert "ingen.db findes ikke" in err
    assert not (tmp_path / "ingen.db").exists()


def test_a_backup_comes_back_on_the_command_line(run: Run, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.db"
    status, out, _ = run("backup", str(copy))
    assert status == 0 and "2 forslag i 1 dokumenter" in out
    assert run("backup", str(copy))[0] == 1
    run("erase", "2021-TM10", "--yes")
    status, out, err = run("restore", str(copy), "--yes")
    assert (status, len(ids(database))) == (0, 2)
    assert "tidligere-" in out
    assert "nu tilbage: 2021-TM10. Slet dem igen." in err
    assert "restore" in run("audit")[1]


def test_a_backup_that_is_none_replaces_nothing(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.db").write_bytes(b"Hilsen til alle. " * 1000)
    status, _, err = run("restore", str(tmp_path / "brev.db"), "--yes")
    assert (status, len(ids(database))) == (1, 2)
    assert "ikke en samling" in err
