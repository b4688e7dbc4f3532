"""A service of our own to measure: started as its users start it, asked over HTTP alone."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

API = "/api/v1"
KEY = re.compile(r"gk_[\w-]{43}")
PATIENCE = 120.0
"""Seconds to wait for a service to become ready."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """A running service: where it is, an administrator's key, and how long its start took until it was ready."""

    address: str
    key: str
    process: int
    seconds_to_ready: float

    def client(self, key: str | None = None, *, timeout: float = 30.0) -> httpx.Client:
        """A client that speaks with ``key``, or as the administrator."""
        return httpx.Client(
            base_url=self.address + API, headers={"Authorization": f"Bearer {key or self.key}"}, timeout=timeout
        )

    def memory_mb(self) -> tuple[float, float]:
        """Resident memory of the service and the process that reads for it, now and at most so far."""
        now, most = 0.0, 0.0
        for process in (self.process, *self._children()):
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
            here, highest = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) / 1024 for name in ("VmRSS", "VmHWM"))
            now, most = now + here, most + highest
        return now, most

    def _children(self) -> list[str]:
        return Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="utf-8").split()


@contextmanager
def served(database: Path, *, key: str | None = None, examples: bool = False) -> Iterator[Service]:
    """``genklang serve`` on a free port. ``key`` is an administrator's, needed where the collection has users already.

    Raises RuntimeError where it ends or does not become ready.
    """
    port = _free_port()
    environment = os.environ | {"GENKLANG_EXAMPLES": str(examples).lower(), "PYTHONUNBUFFERED": "1"}
    command = [str(Path(sys.executable).with_name("genklang")), "serve", "--db", str(database), "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, start_new_session=True
    )
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    listener = threading.Thread(target=_listen, args=(process, said), daemon=True)
    listener.start()
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address)
        seconds = time.perf_counter() - began
        key = key or _key(said)
        yield Service(address=address, key=key, process=process.pid, seconds_to_ready=seconds)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        listener.join()


def add_users(service: Service, count: int, role: str) -> list[str]:
    """New users' keys."""
    with service.client() as client:
        keys = []
        for number in range(count):
            answer = client.post("/users", json={"name": f"{role}-{number}", "role": role, "cleared": False})
            answer.raise_for_status()
            keys.append(KEY.findall(answer.text)[0])
        return keys


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listen(process: subprocess.Popen[str], said: queue.SimpleQueue[str]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            said.put(line)


def _wait(process: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"genklang serve ended with status {process.returncode}")
        try:
            # As little work as can be: what asks takes from the processor that the service starts on.
            with urllib.request.urlopen(f"{address}{API}/ready", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("genklang serve did not become ready")


def _key(said: queue.SimpleQueue[str]) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := KEY.findall(said.get(timeout=PATIENCE)):
            return str(found[0])
    raise RuntimeError("genklang serve printed no key")
