from __future__ import annotations

import socket

import pytest

from service.listening import ListenError, listen, shown


def test_a_port_that_is_taken_is_told_before_anything_is_loaded() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(ListenError, match=r"bruges allerede.*--port"):
            listen("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["findes.ikke.invalid", "203.0.113.7"])
def test_an_address_that_is_not_this_machines_is_told(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(name: str, port: int, **_: object) -> list[object]:
        if name.endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)  # no test asks the network
    with pytest.raises(ListenError, match="--host"):
        listen(host, 0)


def test_the_address_is_shown_as_one_writes_it() -> None:
    with listen("127.0.0.1", 0) as bound:
        assert shown(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"
