"""A service to ask in tests: a small collection, and users of every kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.examples.load import load_example
from corpus.read import read_bytes
from corpus.renderers import cells
from corpus.themes import load_taxonomy
from models.analyse import analyse
from service.api.app import create_app
from service.api.limits import Rate
from service.api.metrics import Metrics
from service.api.resources import Resources
from service.collection import Collection
from service.ingest import Ingest
from service.learning import Learning
from service.roles import Role
from service.settings import Settings
from service.store.store import Store
from service.store.stores import Stores
from service.store.users import Users
from tests.pipeline import loaded

PROPOSALS = Path(__file__).parents[3] / "corpus" / "examples" / "proposals"
OPEN = ("2014-KF31", "2014-KF06", "2015-SU47")
SECRET = "2014-SU50"
API = "/api/v1"

KEYS = {
    "reader": "gk_" + "r" * 43,
    "cleared": "gk_" + "c" * 43,
    "editor": "gk_" + "e" * 43,
    "administrator": "gk_" + "a" * 43,
}
_USERS = {
    "reader": (Role.READER, False),
    "cleared": (Role.READER, True),
    "editor": (Role.EDITOR, False),
    "administrator": (Role.ADMINISTRATOR, True),
}


def noon() -> str:
    return "2026-11-24T12:00:00Z"


def text_of(name: str) -> bytes:
    return cells.render([load_example(PROPOSALS / name)]).encode()


def make_collection(path: Path, *, secret: bool) -> None:
    """A collection of three proposals, and of a confidential one where ``secret``."""
    with Store(path) as store:
        for name, (role, cleared) in _USERS.items():
            Users(store.connection).add(name, role, cleared, key=KEYS[name], now=noon)
        collection = Collection(store, loaded(), now=noon)
        for name in (*OPEN, *((SECRET,) if secret else ())):
            content = text_of(name)
            analysis = analyse(read_bytes(content, f"{name}.txt"), loaded())
            (made,) = collection.documents([(content, analysis)])
            store.add(made, marked=name == SECRET)


@dataclass(frozen=True, kw_only=True)
class Served:
    """The application with what it works on."""

    app: FastAPI
    at_hand: Resources

    def client(self, name: str | None) -> TestClient:
        """A client with the key of one of the users, or with none."""
        headers = {} if name is None else {"X-API-Key": KEYS[name]}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)


@contextmanager
def served(template: Path, folder: Path, **settings: Any) -> Iterator[Served]:
    """A service on a copy of a collection, with its worker at work."""
    database = folder / "samling.db"
    shutil.copy(template, database)
    stores = Stores(database)
    collection = Collection(stores.here, loaded(), now=noon)
    ingest = Ingest(collection, stores, now=noon)
    chosen = Settings(db=database, models=folder / "modeller", **settings)
    at_hand = Resources(
        settings=chosen,
        stores=stores,
        collection=collection,
        learning=Learning(folder / "modeller", now=noon),
        ingest=ingest,
        taxonomy=load_taxonomy(),
        metrics=Metrics(),
        requests=Rate(chosen.requests_per_minute),
        uploads=Rate(chosen.uploads_per_minute),
        failures=Rate(chosen.failed_keys_per_minute),
        now=noon,
    )
    ingest.start()
    try:
        yield Served(app=create_app(chosen, at_hand), at_hand=at_hand)
    finally:
        ingest.stop()
        stores.close()
