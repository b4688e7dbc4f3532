"""The service as a program of its own: started, asked and stopped."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from service.cli import main
from service.listening import listen
from training.benchmarks.served import served

KEY = re.compile(r"gk_[\w-]{43}")


def test_the_service_starts_prints_its_address_and_key_and_ends_when_it_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "service.cli", "serve", "--db", str(tmp_path / "a.db"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        try:
            assert process.stdout is not None
            key = KEY.search(process.stdout.readline())
            address = re.search(r"http://127\.0\.0\.1:\d+/api/v1", process.stdout.readline())
            assert key is not None
            assert address is not None
            request = urllib.request.Request(f"{address[0]}/proposals", headers={"X-API-Key": key[0]})
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert "Traceback" not in told
    assert process.returncode in (0, -signal.SIGTERM)
    assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0


def test_the_benchmarks_find_the_key_and_the_address(tmp_path: Path) -> None:
    with served(tmp_path / "a.db") as service, service.client() as client:
        assert client.get("/proposals").json()["items"] == []
        assert service.memory_mb()[0] > 100


def test_what_keeps_the_service_from_starting_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--db", str(tmp_path / "a.db"), "--port", port]) == 1
    assert "--port" in capsys.readouterr().err
    assert main(["serve", "--db", str(tmp_path / "ingen" / "a.db")]) == 1
    (tmp_path / "b.toml").write_text("port = 'otte'", encoding="utf-8")
    assert main(["serve", "--config", str(tmp_path / "b.toml")]) == 1
    assert "GENKLANG_PORT" in capsys.readouterr().err
