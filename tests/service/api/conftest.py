from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.api.serving import Served, make_collection, served


@pytest.fixture(scope="session")
def with_secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("med") / "samling.db"
    make_collection(path, secret=True)
    return path


@pytest.fixture(scope="session")
def without_secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("uden") / "samling.db"
    make_collection(path, secret=False)
    return path


@pytest.fixture
def service(with_secret: Path, tmp_path: Path) -> Iterator[Served]:
    with served(with_secret, tmp_path, requests_per_minute=100_000, uploads_per_minute=100_000) as one:
        yield one
