"""A service under load: many users read, search and upload at once, and nobody waits for long.

    python -m training.benchmarks.service_load [--db FILE] [--seconds 300] [--users 50] [--rate 20]

Writes ``training/results/service_load.json``. Requests begin at their appointed times, whether or not those before
them have been answered: a slow service is not asked less. ``--db`` names a collection with PROPOSALS proposals made by
an earlier run with the same option, and an administrator's key in ``--key``; where the file is missing it is made with
``genklang add``, which takes some twenty minutes. The measured service works on a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from training.benchmarks.served import API, Service, add_users, served
from training.benchmarks.variations import bundle, variations

RESULTS = Path(__file__).parents[1] / "results" / "service_load.json"
PROPOSALS = 2000
EACH = 20  # proposals in a document of the collection
SHARES = {"read": 0.80, "search": 0.15, "upload": 0.05}
GOALS = {
    "p95_read_ms": 300.0,
    "p95_search_ms": 800.0,
    "server_errors": 0.0,
    "seconds_to_ready": 5.0,
    "memory_mb": 1200.0,
}
QUERIES = (
    "lys på boldbaner",
    "tolk",
    "sprogbistand over video",
    "vikarer på plejehjem",
    "nye medarbejdere it-udstyr",
    "energi i skoler",
    "fælles indkøb",
    "cykelsti",
    "sagsbehandlingstid byggesager",
    "robotter i rengøring",
    "genoptræning",
    "hjælpemidler genbrug",
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One request: its kind, when it was due (seconds from the beginning), its status (0: none came), its seconds."""

    kind: str
    due: float
    status: int
    seconds: float


def make_collection(path: Path) -> None:
    """Fills a collection by the command line, as its users would."""
    command = str(Path(sys.executable).with_name("genklang"))
    with tempfile.TemporaryDirectory() as folder:
        texts = list(variations(PROPOSALS, seed=1))
        for start in range(0, len(texts), EACH):
            file = Path(folder, f"bundt-{start:04}.txt")
            file.write_bytes(bundle(texts[start : start + EACH]))
            subprocess.run([command, "add", str(file), "--db", str(path)], check=True, stdout=subprocess.DEVNULL)
            file.unlink()


def ids_of(service: Service) -> list[str]:
    """The ids of all proposals, by following the pages of the list."""
    found: list[str] = []
    with service.client() as client:
        cursor: str | None = None
        while True:
            page = client.get("/proposals", params={"limit": 100} | ({"cursor": cursor} if cursor else {}))
            page.raise_for_status()
            told = page.json()
            found += [one["id"] for one in told["items"]]
            cursor = told.get("next")
            if not cursor:
                return found


def plan(seconds: int, rate: float, seed: int) -> list[tuple[float, str]]:
    """When what is asked: so many requests a second on average, at random moments."""
    chance = random.Random(seed)
    due, planned = 0.0, []
    while (due := due + chance.expovariate(rate)) < seconds:
        planned.append((due, chance.choices(list(SHARES), weights=list(SHARES.values()))[0]))
    return planned


class Load:
    """Asks a service by a plan, with the keys of many users."""

    def __init__(self, service: Service, keys: list[str], ids: list[str]) -> None:
        self._service = service
        self._keys = keys
        self._ids = ids
        self._chance = random.Random(5)
        self._fresh = variations(PROPOSALS, seed=2)
        self.answers: list[Answer] = []

    async def run(self, planned: list[tuple[float, str]]) -> None:
        """Asks all that was planned, each at its time, and waits for the last answer."""
        limits = httpx.Limits(max_connections=len(self._keys), max_keepalive_connections=len(self._keys))
        async with httpx.AsyncClient(base_url=self._service.address + API, timeout=60.0, limits=limits) as client:
            began = time.perf_counter()
            waiting = []
            for due, kind in planned:
                await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
                waiting.append(asyncio.create_task(self._ask(client, kind, due, began)))
            await asyncio.gather(*waiting)

    async def _ask(self, client: httpx.AsyncClient, kind: str, due: float, began: float) -> None:
        request = client.build_request(**self._request(kind))
        request.headers["Authorization"] = f"Bearer {self._chance.choice(self._keys)}"
        try:
            status = (await client.send(request)).status_code
        except httpx.TransportError:
            status = 0
        # From when it was due: waiting for a free connection is waiting too.
        seconds = time.perf_counter() - began - due
        self.answers.append(Answer(kind=kind, due=due, status=status, seconds=seconds))

    def _request(self, kind: str) -> dict[str, Any]:
        if kind == "upload":
            text = next(self._fresh)
            return {"method": "POST", "url": "/proposals", "files": {"file": ("forslag.txt", text.encode())}}
        if kind == "search":
            return {"method": "GET", "url": "/search", "params": {"q": self._chance.choice(QUERIES)}}
        name = self._chance.choice(self._ids)
        path = self._chance.choices(
            [f"/proposals/{name}", "/proposals", f"/proposals/{name}/related", "/themes"], weights=[50, 25, 20, 5]
        )[0]
        return {"method": "GET", "url": path}


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of the values does not exceed, in milliseconds."""
    ordered = sorted(values)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0


def summary(load: Load, service: Service) -> dict[str, object]:
    """What was measured."""
    by_kind = {kind: [one.seconds for one in load.answers if one.kind == kind] for kind in SHARES}
    statuses = Counter(f"{one.kind} {one.status}" for one in load.answers)
    now, most = service.memory_mb()
    with service.client() as client:
        unfinished = [
            one for one in client.get("/jobs", params={"limit": 100}).json()["items"] if not one["finished_at"]
        ]
    return {
        "requests": len(load.answers),
        **{f"p50_{kind}_ms": percentile(values, 0.5) for kind, values in by_kind.items()},
        **{f"p95_{kind}_ms": percentile(values, 0.95) for kind, values in by_kind.items()},
        **{f"p99_{kind}_ms": percentile(values, 0.99) for kind, values in by_kind.items()},
        "server_errors": sum(
            one.status >= httpx.codes.INTERNAL_SERVER_ERROR or one.status == 0 for one in load.answers
        ),
        "statuses": dict(sorted(statuses.items())),
        "seconds_to_ready": round(service.seconds_to_ready, 2),
        "memory_mb": round(most, 1),
        "memory_at_the_end_mb": round(now, 1),
        "waiting_jobs_at_the_end": len(unfinished),
    }


def measure(database: Path, key: str | None, *, users: int, rate: float, seconds: int) -> dict[str, object]:
    """Starts a service on a copy of the collection and puts the load on it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "samling.db")
        shutil.copy(database, copy)
        with served(copy, key=key) as service:
            ids = ids_of(service)
            load = Load(service, add_users(service, users, "editor"), ids)
            asyncio.run(load.run(plan(seconds, rate, seed=3)))
            return {"proposals": len(ids), **summary(load, service)}


def main() -> None:
    """Makes the collection where it is missing, measures, and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--db", type=Path)
    options.add_argument("--key")
    options.add_argument("--seconds", type=int, default=300)
    options.add_argument("--users", type=int, default=50)
    options.add_argument("--rate", type=float, default=20.0)
    options.add_argument("--results", type=Path, default=RESULTS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.db or Path(folder, "samling.db")
        if not database.exists():
            make_collection(database)
        measured = measure(database, given.key, users=given.users, rate=given.rate, seconds=given.seconds)
    result = {
        "command": "python -m training.benchmarks.service_load",
        "users": given.users,
        "requests_per_second": given.rate,
        "seconds": given.seconds,
        "shares": SHARES,
        **measured,
        "goals": GOALS,
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
    }
    given.results.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
