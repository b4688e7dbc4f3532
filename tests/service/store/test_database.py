from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from service.store.database import StoreError, connect, migrations, writing


def test_nothing_acknowledged_may_be_lost_when_the_power_fails(tmp_path: Path) -> None:
    connection = connect(tmp_path / "samling.db")
    full = 2
    assert connection.execute("PRAGMA synchronous").get == full
    assert connection.execute("PRAGMA journal_mode").get == "wal"
    assert connection.execute("PRAGMA foreign_keys").get == 1
    assert connection.execute("PRAGMA secure_delete").get == 1


def test_the_schema_is_numbered_without_gaps_and_applied_once(tmp_path: Path) -> None:
    numbers = [number for number, _ in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    connect(tmp_path / "samling.db").close()
    assert connect(tmp_path / "samling.db").execute("PRAGMA user_version").get == numbers[-1]


def test_every_table_checks_the_types_of_its_columns(tmp_path: Path) -> None:
    connection = connect(tmp_path / "samling.db")
    loose = {
        name
        for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")
        if kind == "table" and not strict
    }
    assert loose == {"sqlite_schema", "sqlite_temp_schema"}


def test_a_change_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    connection = connect(tmp_path / "samling.db")
    with pytest.raises(ZeroDivisionError), writing(connection):
        connection.execute("INSERT INTO document VALUES (1, ?, 0, 'a.pdf', x'00', '[]', '2026')", ("0" * 64,))
        raise ZeroDivisionError
    assert connection.execute("SELECT count(*) FROM document").get == 0


def _damaged(path: Path) -> None:
    path.write_bytes(b"Dette er ikke en database. " * 400)


def _foreign(path: Path) -> None:
    apsw.Connection(str(path)).execute("CREATE TABLE brev (id)")


def _newer(path: Path) -> None:
    connect(path).execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("make", "told"), [(_damaged, "ikke en samling"), (_foreign, "ikke er lavet af Genklang"), (_newer, "nyere udgave")]
)
def test_a_file_that_is_no_collection_is_refused_and_left_as_it_is(tmp_path: Path, make: object, told: str) -> None:
    path = tmp_path / "andet.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if make is _damaged else None
    with pytest.raises(StoreError, match=told):
        connect(path)
    assert before is None or path.read_bytes() == before


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mappen findes ikke"):
        connect(tmp_path / "ingen" / "samling.db")
