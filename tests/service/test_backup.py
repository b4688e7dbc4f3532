from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from service.backup import backup, restore
from service.erasure import erase
from service.store.audit import Audit
from service.store.database import StoreError, connect, migrations
from service.store.store import Store
from tests.service.store.documents import document, proposal


def now() -> str:
    return "2026-11-24T12:00:00Z"


def filled(path: Path, *codes: str) -> Path:
    with Store(path) as store:
        for code in codes:
            store.add(document(proposal(f"2021-{code}", title=f"Sag {code}"), content=code.encode()))
            Audit(store.connection).record(now=now, actor="Ane", action="add", target=f"2021-{code}")
    return path


def known(path: Path) -> list[str]:
    with Store(path) as store:
        return [one.id for one in store.known(cleared=True)]


def test_a_backup_is_one_file_for_the_owner_alone_and_tells_what_is_in_it(tmp_path: Path) -> None:
    with Store(filled(tmp_path / "samling.db", "TM10", "TM11")):  # open, with its newest rows in the log alone
        contents = backup(tmp_path / "samling.db", tmp_path / "kopi.db")
    assert (contents.documents, contents.proposals) == (2, 2)
    assert contents.audit_head is not None and contents.audit_head[0] == 2
    assert [file.name for file in tmp_path.iterdir() if "kopi" in file.name] == ["kopi.db"]
    assert stat.S_IMODE((tmp_path / "kopi.db").stat().st_mode) == 0o600
    assert known(tmp_path / "kopi.db") == ["2021-TM10", "2021-TM11"]


def test_a_backup_taken_while_others_write_is_whole_and_of_one_moment(tmp_path: Path) -> None:
    path = filled(tmp_path / "samling.db", "TM10")
    stop, failed, written = threading.Event(), [], 0

    def write() -> None:
        nonlocal written
        try:
            with Store(path) as store:
                audit = Audit(store.connection)
                while not stop.is_set():
                    written += 1
                    one = proposal(f"2020-A{written}", title=f"Sag {written} " * 50)
                    store.add(document(one, content=written.to_bytes(4, "big") * 5000))
                    audit.record(now=now, actor="Ane", action="add")
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    try:
        for number in range(8):
            before = written
            copy = tmp_path / f"kopi-{number}.db"
            contents = backup(path, copy)
            counts.append(contents.proposals)
            assert contents.proposals >= before, "what was acknowledged before is in it"
            assert contents.documents == contents.proposals
            with Store(copy) as store:
                assert Audit(store.connection).verify().intact
    finally:
        stop.set()
        writer.join()
    assert failed == []
    assert counts == sorted(counts) and counts[-1] > counts[0]
    assert len(known(path)) == written + 1, "the writer lost nothing"


def test_a_backup_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    filled(tmp_path / "samling.db", "TM10")
    (tmp_path / "kopi.db").write_bytes(b"gammel")
    with pytest.raises(StoreError, match="findes allerede"):
        backup(tmp_path / "samling.db", tmp_path / "kopi.db")
    assert (tmp_path / "kopi.db").read_bytes() == b"gammel"


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(tmp_path: Path) -> None:
    path = filled(tmp_path / "samling.db", "TM10")
    backup(path, tmp_path / "kopi.db")
    filled(path, "TM11")
    path.chmod(0o640)
    restored = restore(tmp_path / "kopi.db", path, now=now)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640, "the service can still read it"
    assert known(path) == ["2021-TM10"]
    assert restored.aside is not None
    assert known(restored.aside) == ["2021-TM10", "2021-TM11"]
    assert known(tmp_path / "kopi.db") == ["2021-TM10"], "the backup is as it was"


def test_what_was_erased_after_the_backup_is_told_when_it_comes_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "samling.db", "TM10", "TM11")
    with Store(path) as store:
        store.add(document(proposal("2021-fugl-i-haven"), content=b"fugl"))
        erase(store, "2021-TM10", actor="Bo", now=now)
    backup(path, tmp_path / "kopi.db")
    with Store(path) as store:
        erase(store, "2021-TM11", actor="Bo", now=now)
        erase(store, "2021-fugl-i-haven", actor="Bo", now=now)
    restored = restore(tmp_path / "kopi.db", path, now=now)
    assert (restored.erased_since, restored.erased_unnamed) == (("2021-TM11",), 1)


def _no_database(path: Path) -> None:
    path.write_bytes(b"Dette er ikke en database. " * 400)


def _half(path: Path) -> None:
    filled(path, *(f"A{number}" for number in range(40)))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scratched(path: Path) -> None:
    filled(path, *(f"A{number}" for number in range(40)))
    content = bytearray(path.read_bytes())
    for place in range(4096 * 8, len(content), 4096):
        content[place : place + 64] = b"\xee" * 64
    path.write_bytes(content)


def _foreign(path: Path) -> None:
    apsw.Connection(str(path)).execute("CREATE TABLE brev (id); PRAGMA user_version = 1")


def _newer(path: Path) -> None:
    filled(path, "TM10")
    connect(path).execute("PRAGMA user_version = 9999")


def _missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_no_database, "ikke en samling"),
        (_half, "beskadiget"),
        (_scratched, "beskadiget"),
        (_foreign, "ikke en samling"),
        (_newer, "nyere udgave"),
        (_missing, "findes ikke"),
    ],
)
def test_a_file_that_cannot_be_trusted_replaces_nothing(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    path = filled(tmp_path / "samling.db", "TM10")
    (tmp_path / "fra").mkdir()
    make(tmp_path / "fra" / "kopi.db")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=told):
        restore(tmp_path / "fra" / "kopi.db", path, now=now)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["samling.db"]


def test_a_collection_in_use_is_not_replaced_under_its_users(tmp_path: Path) -> None:
    path = filled(tmp_path / "samling.db", "TM10")
    backup(path, tmp_path / "kopi.db")
    with Store(path) as store:
        store.known(cleared=True)
        with pytest.raises(StoreError, match="i brug"):
            restore(tmp_path / "kopi.db", path, now=now)
        store.add(document(proposal("2021-TM11"), content=b"senere"))
    assert known(path) == ["2021-TM10", "2021-TM11"]


def test_a_damaged_collection_is_replaced_and_kept_and_its_log_is_not_read_into_the_new_one(tmp_path: Path) -> None:
    path = filled(tmp_path / "samling.db", "TM10")
    backup(path, tmp_path / "kopi.db")
    _no_database(path)
    Path(f"{path}-wal").write_bytes(b"log")
    restored = restore(tmp_path / "kopi.db", path, now=now)
    assert known(path) == ["2021-TM10"]
    assert restored.aside is not None
    assert restored.aside.read_bytes().startswith(b"Dette er")
    assert not Path(f"{path}-wal").exists()


def test_where_nothing_was_the_backup_becomes_the_collection(tmp_path: Path) -> None:
    backup(filled(tmp_path / "samling.db", "TM10"), tmp_path / "kopi.db")
    restored = restore(tmp_path / "kopi.db", tmp_path / "ny.db", now=now)
    assert (restored.aside, known(tmp_path / "ny.db")) == (None, ["2021-TM10"])


def test_a_backup_of_an_earlier_program_is_brought_up_to_date(tmp_path: Path) -> None:
    newest = migrations()[-1][0]
    earlier = apsw.Connection(str(tmp_path / "gammel.db"))
    earlier.execute(f"{migrations()[0][1]}; PRAGMA user_version = 1")
    earlier.execute(f"INSERT INTO document VALUES (1, '{'0' * 64}', 0, 'a.pdf', x'00', '[]', '2025')")
    earlier.execute(
        "INSERT INTO proposal VALUES ('2021-TM10', '2021-TM10', 1, 0, 0, 2021, 'TM10', 'Sag', 'i', NULL, 1, '{}', '1')"
    )
    earlier.close()
    restore(tmp_path / "gammel.db", tmp_path / "ny.db", now=now)
    assert known(tmp_path / "ny.db") == ["2021-TM10"]
    assert connect(tmp_path / "ny.db").execute("PRAGMA user_version").get == newest
