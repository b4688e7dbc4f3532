from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from service.store.audit import BEFORE_THE_FIRST, Audit
from service.store.database import connect, writing


def now() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    opened = connect(tmp_path / "samling.db")
    audit = Audit(opened)
    for number in range(1, 7):
        audit.record(now=now, actor="Ane Holm", action="read", target=f"2021-BC0{number}-fortrolig", detail="åbnet")
    yield opened
    opened.close()


def unguarded(connection: apsw.Connection) -> None:
    """What somebody does first who writes to the file by other means than ours."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        if str(name).startswith("audit"):
            connection.execute(f"DROP TRIGGER {name}")


def test_entries_come_in_pages_oldest_first(connection: apsw.Connection) -> None:
    audit = Audit(connection)
    assert [entry.number for entry in audit.entries(after=0, limit=4)] == [1, 2, 3, 4]
    last = audit.entries(after=4, limit=4)[-1]
    assert (last.number, last.actor, last.target, last.detail) == (6, "Ane Holm", "2021-BC06-fortrolig", "åbnet")


def test_a_log_that_nobody_changed_verifies_and_so_does_an_empty_one(
    connection: apsw.Connection, tmp_path: Path
) -> None:
    check = Audit(connection).verify()
    assert (check.intact, check.entries, check.names_erased) == (True, 6, 0)
    empty = Audit(connect(tmp_path / "tom.db")).verify()
    assert (empty.intact, empty.entries, empty.head) == (True, 0, BEFORE_THE_FIRST)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "UPDATE audit SET action = 'add' WHERE number = 3",
        "UPDATE audit SET actor = 'Bo' WHERE number = 3",
        "UPDATE audit SET actor = NULL WHERE number = 3",
        "UPDATE audit SET actor_salt = x'00' WHERE number = 3",
        "UPDATE audit SET hash = previous WHERE number = 3",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 3",
        "INSERT INTO audit SELECT 9, at, action, actor, actor_salt, actor_commitment, NULL, NULL, NULL, NULL, NULL,"
        " NULL, hash, hash FROM audit WHERE number = 6",
    ],
)
def test_the_log_only_grows(connection: apsw.Connection, change: str) -> None:
    with pytest.raises(apsw.ConstraintError):
        connection.execute(change)
    assert Audit(connection).verify().intact


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE audit SET action = 'add' WHERE number = 3", 3),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 1", 1),
        ("UPDATE audit SET actor = 'Bo' WHERE number = 3", 3),
        ("UPDATE audit SET actor_salt = zeroblob(16) WHERE number = 3", 3),
        ("UPDATE audit SET target = NULL WHERE number = 2", 2),
        ("UPDATE audit SET detail_commitment = NULL, detail = NULL, detail_salt = NULL WHERE number = 4", 4),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number > 4", 5),
        ("UPDATE audit SET number = 9 WHERE number = 6", 6),
        ("INSERT INTO audit SELECT 7, at, action, actor, actor_salt, actor_commitment, target, target_salt,"
         " target_commitment, detail, detail_salt, detail_commitment, previous, hash FROM audit WHERE number = 6", 7),
    ],
)  # fmt: skip
def test_a_change_by_other_means_shows_where_it_was_made(
    connection: apsw.Connection, change: str, broken_at: int
) -> None:
    unguarded(connection)
    connection.execute(change)
    check = Audit(connection).verify()
    assert (check.intact, check.broken_at) == (False, broken_at)


def test_a_log_made_anew_disagrees_with_what_was_noted_elsewhere(connection: apsw.Connection, tmp_path: Path) -> None:
    noted = Audit(connection).verify()
    forged = Audit(connect(tmp_path / "falsk.db"))
    for _ in range(7):
        forged.record(now=now, actor="Bo", action="read")
    assert forged.verify().intact
    assert forged.verify(witness=(noted.entries, noted.head)).broken_at == noted.entries
    assert not Audit(connect(tmp_path / "ny.db")).verify(witness=(noted.entries, noted.head)).intact
    assert Audit(connection).verify(witness=(noted.entries, noted.head)).intact


def test_an_erased_name_is_gone_and_the_chain_still_holds(connection: apsw.Connection) -> None:
    audit = Audit(connection)
    audit.record(now=now, actor="Bo", action="remove_user", target="Ane Holm", detail="Ane Holm er rejst")
    before = audit.verify()
    assert audit.erase_names("Ane Holm") == 7
    after = audit.verify()
    assert (after.intact, after.head, after.names_erased) == (True, before.head, 7)
    rows = connection.execute("SELECT * FROM audit").fetchall()
    assert "Ane Holm" not in str(rows)
    entries = audit.entries(after=0, limit=10)
    assert (entries[0].erased, entries[0].target) == (("actor",), "2021-BC01-fortrolig")
    assert (entries[-1].erased, entries[-1].actor) == (("target", "detail"), "Bo")


def test_what_is_erased_cannot_be_guessed_from_what_is_left(connection: apsw.Connection) -> None:
    audit = Audit(connection)
    audit.erase_names("Ane Holm")
    salts = connection.execute("SELECT actor_salt FROM audit").fetchall()
    commitments = connection.execute("SELECT DISTINCT actor_commitment FROM audit").fetchall()
    assert (set(salts), len(commitments)) == ({(None,)}, 6)


@pytest.mark.parametrize("name", ["Ane", "Holm", "2021-BC01", "åb"])
def test_a_part_of_a_name_erases_nobody_elses(connection: apsw.Connection, name: str) -> None:
    assert Audit(connection).erase_names(name) == 0


def test_what_was_done_and_its_entry_are_kept_together_or_not_at_all(connection: apsw.Connection) -> None:
    audit = Audit(connection)
    with pytest.raises(ZeroDivisionError), writing(connection):
        audit.record_within(now=now, actor="Ane", action="erase")
        raise ZeroDivisionError
    assert (audit.verify().entries, audit.verify().intact) == (6, True)
    audit.record(now=now, actor="Ane", action="erase")
    assert (audit.verify().entries, audit.verify().intact) == (7, True)


def test_two_connections_write_one_chain(connection: apsw.Connection, tmp_path: Path) -> None:
    other = connect(tmp_path / "samling.db")
    for _ in range(20):
        for one in (connection, other):
            Audit(one).record(now=now, actor="Ane", action="read")
    assert (Audit(other).verify().entries, Audit(other).verify().intact) == (46, True)
    other.close()


def test_every_entry_has_salts_of_its_own(connection: apsw.Connection) -> None:
    asked: list[int] = []

    def random_bytes(size: int) -> bytes:
        asked.append(size)
        return bytes([len(asked)]) * size

    Audit(connection, random_bytes=random_bytes).record(now=now, actor="Ane", action="x", target="a", detail="b")
    assert (len(asked), min(asked) >= 16) == (3, True)


def test_hashes_are_sha256(connection: apsw.Connection) -> None:
    tell: Callable[[str], object] = re.compile(r"[0-9a-f]{64}").fullmatch
    assert all(tell(entry.hash) for entry in Audit(connection).entries(after=0, limit=9))
