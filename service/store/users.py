"""Who may use the collection: names, roles and the hashes of their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import apsw

from corpus.errors import GenklangError
from service.clock import Clock
from service.keys import key_hash
from service.roles import Identity, Role
from service.store.database import writing

LONGEST_NAME = 100
"""Characters; room for a long e-mail address, and none for a document."""

_ANOTHER_ADMINISTRATOR = "SELECT 1 FROM user WHERE role = 'administrator' AND name <> ? LIMIT 1"


class UnknownUser(GenklangError):
    """There is no user of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Der er ingen bruger, der hedder »{name}«. Se navnene med »genklang users«.")
        self.name = name


class UserExists(GenklangError):
    """There is a user of this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Der er allerede en bruger, der hedder »{name}«. Vælg et andet navn, eller slet den først.")
        self.name = name


class LastAdministrator(GenklangError):
    """Without an administrator nobody could add one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"»{name}« er den eneste administrator. Opret en anden administrator først.")
        self.name = name


class UnfitName(GenklangError):
    """A name that cannot be a user's."""

    def __init__(self) -> None:
        super().__init__(
            f"Et brugernavn skal have mellem 1 og {LONGEST_NAME} tegn, alle synlige, og ikke begynde eller slutte med"
            " mellemrum. Vælg et andet navn."
        )


@dataclass(frozen=True, kw_only=True)
class User:
    """A user as stored. ``added_at`` is an ISO time in UTC. The key is not known."""

    name: str
    role: Role
    cleared: bool
    added_at: str

    @property
    def identity(self) -> Identity:
        """Who this user is to those who ask what they may."""
        return Identity(name=self.name, role=self.role, cleared=self.cleared)


class Users:
    """The users of one collection, on its connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def add(self, name: str, role: Role, cleared: bool, *, key: str, now: Clock) -> User:
        """Stores a user with the hash of ``key``. Administrators are cleared whatever is said.

        Raises UserExists, and UnfitName for a name that is empty, too long or not printable.
        """
        if not name or len(name) > LONGEST_NAME or not name.isprintable() or name != name.strip():
            raise UnfitName
        cleared = cleared or role is Role.ADMINISTRATOR
        with writing(self._connection):
            if self.by_name(name) is not None:
                raise UserExists(name)
            added_at = now()
            self._connection.execute(
                "INSERT INTO user (name, role, cleared, key_hash, added_at) VALUES (?,?,?,?,?)",
                (name, role.value, cleared, key_hash(key), added_at),
            )
        return User(name=name, role=role, cleared=cleared, added_at=added_at)

    def by_key(self, key: str) -> Identity | None:
        """Whose key this is, or None."""
        # Looked up by its hash, so how long it takes tells nothing of how much of a guess was right.
        found = self._find("key_hash", key_hash(key))
        return None if found is None else found.identity

    def by_name(self, name: str) -> Identity | None:
        """The user of this name, letter for letter, or None."""
        found = self._find("name", name)
        return None if found is None else found.identity

    def all(self) -> tuple[User, ...]:
        """Every user, in the order of their names."""
        return tuple(map(_user, self._connection.execute(f"{_SELECT} ORDER BY name")))

    def empty(self) -> bool:
        """Whether there is no user yet, as at the first start."""
        return self._connection.execute("SELECT 1 FROM user LIMIT 1").fetchone() is None

    def remove(self, name: str) -> bool:
        """Takes a user out, whose key works no more; False where there is none. Raises LastAdministrator."""
        with writing(self._connection):
            found = self._find("name", name)
            if found is None:
                return False
            alone = self._connection.execute(_ANOTHER_ADMINISTRATOR, (name,)).fetchone() is None
            if found.role is Role.ADMINISTRATOR and alone:
                raise LastAdministrator(name)
            self._connection.execute("DELETE FROM user WHERE name = ?", (name,))
        return True

    def replace_key(self, name: str, key: str) -> None:
        """Gives a user another key; the one before works no more. Raises UnknownUser."""
        with writing(self._connection):
            self._connection.execute("UPDATE user SET key_hash = ? WHERE name = ?", (key_hash(key), name))
            if not self._connection.changes():
                raise UnknownUser(name)

    def _find(self, column: str, value: str) -> User | None:
        row: Any = self._connection.execute(f"{_SELECT} WHERE {column} = ?", (value,)).fetchone()
        return None if row is None else _user(row)


_SELECT = "SELECT name, role, cleared, added_at FROM user"


def _user(row: Any) -> User:
    name, role, cleared, added_at = row
    return User(name=name, role=Role(role), cleared=bool(cleared), added_at=added_at)
