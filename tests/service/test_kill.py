"""Killed at any moment, the service keeps what it promised: nothing lost, nothing doubled, nothing half."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from service.ingest import Ingest
from service.roles import Identity, Role
from service.store.jobs import JobKind, Jobs, JobState
from service.store.stores import Stores
from tests.service.killing import DAMAGED, NOW, UPLOADS, StandIn, proposals_of

KILLS = 240
EVERYBODY = Identity(name="admin", role=Role.ADMINISTRATOR, cleared=True)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The databases that killed workers left behind."""
    folder = tmp_path_factory.mktemp("afbrudt")
    command = [sys.executable, "-m", "tests.service.killing", str(folder), str(KILLS)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])
    return [path for path in folder.glob("[1-9]*.db") if not path.with_suffix(".count").exists()]


def test_whenever_the_worker_is_killed_every_promised_upload_is_stored_once(killed: list[Path]) -> None:
    assert len(killed) >= 200
    for path in killed:
        found = after(path)
        assert found == expected(path), f"killed at touch {path.stem}"


def expected(path: Path) -> dict[str, object]:
    promised = [UPLOADS[int(line.split()[0])] for line in notes(path)]
    kept = {content for content in promised if content != DAMAGED}
    return {
        "intact": True,
        "promises": [JobState.SET_ASIDE if content == DAMAGED else JobState.STORED for content in promised],
        "documents": sorted(hashlib.sha256(content).hexdigest() for content in kept),
        "proposals": sorted(name for content in kept for name in proposals_of(content)),
        "unfinished": 0,
        "left": 0,
    }


def after(path: Path) -> dict[str, object]:
    """What is there when the program has been started again and has done what was waiting."""
    stores = Stores(path)
    connection = stores.here().connection
    jobs = Jobs(connection)
    promised = [jobs.get(line.split()[1], by=EVERYBODY) for line in notes(path)]
    assert all(job.kind is JobKind.DOCUMENT for job in promised)
    # An upload may have been kept without its promise having reached the user, who then sends it again.
    number = len(promised)
    known = {job.id for job in promised}
    kept_untold = [job for job in jobs.list(by=EVERYBODY, limit=100) if job.id not in known]
    for job in kept_untold:
        again = jobs.submit(
            source=job.source,
            content=UPLOADS[number],
            marked=False,
            by="eva",
            now=NOW,
            idempotency_key=str(number),
        )
        assert again.id == job.id
        with path.with_suffix(".promised").open("a") as file:
            file.write(f"{number} {job.id}\n")
    jobs.requeue_unfinished()
    ingest = Ingest(StandIn(), stores, now=lambda: NOW)
    while ingest.run_once():
        pass
    found: dict[str, object] = {
        "intact": list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
        and not list(connection.execute("PRAGMA foreign_key_check")),
        "promises": [jobs.get(line.split()[1], by=EVERYBODY).state for line in notes(path)],
        "documents": sorted(sha256 for (sha256,) in connection.execute("SELECT sha256 FROM document")),
        "proposals": sorted(name for (name,) in connection.execute("SELECT proposal FROM entry")),
        "unfinished": jobs.unfinished(),
        "left": connection.execute("SELECT count(*) FROM upload").get,
    }
    stores.close()
    return found


def notes(path: Path) -> list[str]:
    file = path.with_suffix(".promised")
    return file.read_text().splitlines() if file.exists() else []
