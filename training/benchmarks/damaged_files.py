"""A service that is sent damaged files: each is refused or set aside with a reason, and the service goes on answering.

    python -m training.benchmarks.damaged_files [--files 1000]

Writes ``training/results/damaged_files.json``. A file that can be read in spite of its damage is stored.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from training.benchmarks.damage import damaged_files
from training.benchmarks.served import add_users, served

RESULTS = Path(__file__).parents[1] / "results" / "damaged_files.json"
FILES = 1000
SENDERS = 20  # users, so that no one user's limits of rate and of waiting jobs stand in the way
PATIENCE = 120.0
"""Seconds for one file."""

_END = ("stored", "set_aside")
_OUR_FAULT = "fejl-id"


def send(client: httpx.Client, name: str, content: bytes) -> dict[str, Any]:
    """Uploads a file and waits for the end of its job; a refusal counts as an end. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while (answer := client.post("/proposals", files={"file": (name, content)})).status_code == 429:
        time.sleep(float(answer.headers.get("Retry-After", "1")))
    if answer.status_code != httpx.codes.ACCEPTED:
        return {"state": f"refused {answer.status_code}", "reason": None}
    place = f"/jobs/{answer.json()['id']}"
    while time.monotonic() < until:
        answer = client.get(place)
        if answer.status_code == httpx.codes.OK and answer.json()["state"] in _END:
            told: dict[str, Any] = answer.json()
            return told
        time.sleep(0.2)
    raise TimeoutError(name)


def measure(count: int, seed: int) -> dict[str, Any]:
    """Sends so many files and counts what became of them, by damage."""
    ends: dict[str, Counter[str]] = {}
    faults, silent = 0, 0
    with tempfile.TemporaryDirectory() as folder, served(Path(folder, "samling.db")) as service:
        clients = [service.client(key, timeout=60.0) for key in add_users(service, SENDERS, "editor")]
        for number, file in enumerate(damaged_files(count, seed=seed)):
            end = send(clients[number % SENDERS], file.name, file.content)
            ends.setdefault(file.damage, Counter())[end["state"]] += 1
            faults += _OUR_FAULT in (end["reason"] or "")
            silent += end["state"] == "set_aside" and not end["reason"]
        alive = clients[0].get("/health").status_code == httpx.codes.OK
        memory = service.memory_mb()[1]
    total = sum(ends.values(), Counter())
    return {
        "files": count,
        "ends": dict(total),
        "server_errors": sum(number for end, number in total.items() if end.startswith("refused 5")),
        "faults_of_our_own": faults,
        "set_aside_without_a_reason": silent,
        "service_alive_at_the_end": alive,
        "memory_mb": round(memory, 1),
        "by_damage": {damage: dict(counted) for damage, counted in sorted(ends.items())},
    }


def main() -> None:
    """Measures and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=FILES)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, default=RESULTS)
    given = options.parse_args()
    result = {
        "command": "python -m training.benchmarks.damaged_files",
        "seed": given.seed,
        **measure(given.files, given.seed),
    }
    given.results.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
