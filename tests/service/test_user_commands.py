from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service import cli
from service.roles import Role
from service.store.audit import Audit
from service.store.store import Store
from service.store.users import Users

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "samling.db"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database: Path) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main([*arguments, "--db", str(database)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_the_key_is_shown_once_and_opens(run: Run, database: Path) -> None:
    status, out, err = run("users", "add", "Ane Holm", "--role", "editor", "--cleared")
    assert (status, out.startswith("gk_")) == (0, True)
    assert "kun denne ene gang" in err
    with Store(database) as store:
        found = Users(store.connection).by_key(out.strip())
    assert found is not None and (found.name, found.role, found.cleared) == ("Ane Holm", Role.EDITOR, True)
    _, listed, _ = run("users", "list", "--format", "json")
    assert [(one["name"], one["role"]) for one in json.loads(listed)["users"]] == [("Ane Holm", "editor")]
    assert out.strip() not in listed


def test_whoever_is_added_unasked_may_read_and_nothing_more(run: Run) -> None:
    run("users", "add", "Bo")
    assert run("users", "list")[1] == "Bo: reader\n"


def test_a_new_key_takes_the_old_ones_place(run: Run, database: Path) -> None:
    _, old, _ = run("users", "add", "Ane")
    _, new, _ = run("users", "new-key", "Ane")
    with Store(database) as store:
        users = Users(store.connection)
        assert users.by_key(old.strip()) is None
        assert users.by_key(new.strip()) is not None


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["users", "add", "Ane"], 1, "allerede en bruger"),
        (["users", "remove", "Ane"], 1, "eneste administrator"),
        (["users", "remove", "Carl"], 1, "ingen bruger"),
        (["users", "new-key", "Carl"], 1, "ingen bruger"),
        (["users", "add", ""], 1, "brugernavn"),
        (["users", "add", "Carl", "--role", "chef"], 2, "vælg mellem reader og editor og administrator"),
        (["users", "fyr", "Ane"], 2, "Kommandoen »fyr« findes ikke"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    run: Run, arguments: list[str], status: int, told: str
) -> None:
    run("users", "add", "Ane", "--role", "administrator")
    before = run("users", "list")
    got, out, err = run(*arguments)
    assert (got, out) == (status, "")
    assert told in err
    assert run("users", "list") == before


def test_without_a_command_the_help_comes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["users"]) == 2
    assert "genklang users add" in capsys.readouterr().err


def test_who_is_forgotten_is_in_no_byte_of_the_files_and_the_log_still_holds(run: Run, database: Path) -> None:
    run("users", "add", "Kanariefugl")
    assert b"Kanariefugl" in b"".join(file.read_bytes() for file in database.parent.iterdir())
    assert run("users", "remove", "Kanariefugl", "--forget")[0] == 0
    assert b"Kanariefugl" not in b"".join(file.read_bytes() for file in database.parent.iterdir())
    status, out, _ = run("audit", "--format", "json")
    assert (status, json.loads(out)["check"]["intact"]) == (0, True)
    assert [one["action"] for one in json.loads(out)["entries"]] == ["add_user", "remove_user"]


def test_who_left_long_ago_can_be_forgotten_later(run: Run) -> None:
    run("users", "add", "Bo")
    assert run("users", "remove", "Bo")[0] == 0
    status, out, _ = run("users", "remove", "Bo", "--forget")
    assert status == 0 and "2 af loggens linjer" in out
    assert run("users", "remove", "Bo", "--forget")[0] == 1


def test_a_changed_log_is_told_with_the_line(run: Run, database: Path) -> None:
    for name in ("Ane", "Bo", "Carl"):
        run("users", "add", name)
    status, out, err = run("audit", "--limit", "2")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["2", "3", "Nyeste:"]
    witness = out.split()[-1]
    with Store(database) as store:
        store.connection.execute("DROP TRIGGER audit_stays; UPDATE audit SET actor = 'Dan' WHERE number = 2")
    status, _, err = run("audit")
    assert status == 1 and "fra linje 2" in err
    with Store(database) as store:
        assert not Audit(store.connection).verify().intact
    database.unlink()
    run("users", "add", "Ane")
    assert run("audit")[0] == 0
    assert run("audit", "--witness", witness)[0] == 1
    assert run("audit", "--witness", "12")[0] == 2
