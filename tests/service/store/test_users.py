from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.keys import new_key
from service.roles import Identity, Role
from service.store.store import Store
from service.store.users import LastAdministrator, UnfitName, UnknownUser, UserExists, Users

KEY, OTHER = "gk_" + "a" * 43, "gk_" + "b" * 43


def now() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def users(tmp_path: Path) -> Iterator[Users]:
    with Store(tmp_path / "samling.db") as store:
        yield Users(store.connection)


def test_a_key_tells_whose_it_is_and_no_other_string_does(users: Users) -> None:
    assert users.empty()
    users.add("Ane Holm", Role.EDITOR, True, key=KEY, now=now)
    assert not users.empty()
    assert users.by_key(KEY) == Identity(name="Ane Holm", role=Role.EDITOR, cleared=True)
    assert [users.by_key(guess) for guess in ("", KEY[:-1], KEY.upper(), f"{KEY} ", "\udcff", OTHER)] == [None] * 6


def test_neither_the_key_nor_a_part_of_it_is_stored(users: Users, tmp_path: Path) -> None:
    key = new_key()
    users.add("Ane Holm", Role.EDITOR, True, key=key, now=now)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Ane Holm" in kept
    assert key[3:19].encode() not in kept


def test_keys_differ_and_can_be_told_from_other_secrets() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {(key[:3], len(key)) for key in keys} == {("gk_", 46)}


def test_an_administrator_is_always_cleared(users: Users) -> None:
    assert users.add("Ane", Role.ADMINISTRATOR, False, key=KEY, now=now).cleared
    found = users.by_name("Ane")
    assert found is not None and found.cleared


def test_a_new_key_shuts_the_old_one_out(users: Users) -> None:
    users.add("Ane", Role.READER, False, key=KEY, now=now)
    users.replace_key("Ane", OTHER)
    assert (users.by_key(KEY), users.by_key(OTHER)) == (None, users.by_name("Ane"))
    with pytest.raises(UnknownUser, match="Bo"):
        users.replace_key("Bo", KEY)


def test_who_is_removed_comes_in_no_more(users: Users) -> None:
    users.add("Ane", Role.READER, False, key=KEY, now=now)
    assert users.remove("Ane")
    assert not users.remove("Ane")
    assert (users.by_key(KEY), users.all()) == (None, ())


def test_the_last_administrator_stays(users: Users) -> None:
    users.add("Ane", Role.ADMINISTRATOR, True, key=KEY, now=now)
    users.add("Bo", Role.EDITOR, True, key=OTHER, now=now)
    with pytest.raises(LastAdministrator):
        users.remove("Ane")
    users.add("Carl", Role.ADMINISTRATOR, True, key=new_key(), now=now)
    assert users.remove("Ane")


def test_a_name_stands_for_one_user(users: Users) -> None:
    users.add("Ane", Role.READER, False, key=KEY, now=now)
    with pytest.raises(UserExists, match="Ane"):
        users.add("Ane", Role.ADMINISTRATOR, True, key=OTHER, now=now)
    assert users.by_key(OTHER) is None


@pytest.mark.parametrize("name", ["", " ", "Ane ", "Ane\nHolm", "Ane\x1b[31m", "a" * 101])
def test_a_name_that_could_be_mistaken_or_play_tricks_is_refused(users: Users, name: str) -> None:
    with pytest.raises(UnfitName):
        users.add(name, Role.READER, False, key=KEY, now=now)
    assert users.empty()
