"""The address that the service listens on."""

from __future__ import annotations

import errno
import socket

from corpus.errors import GenklangError


class ListenError(GenklangError):
    """The address or port cannot be used; the sentence says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that a port in use shows before anything is loaded. Raises ListenError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise ListenError(f"Adressen »{host}« findes ikke på denne maskine. Angiv en anden med --host.") from error
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise ListenError(_told(error, host, port)) from error
    return bound


def _told(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} bruges allerede af et andet program. Angiv en anden med --port."
    if error.errno == errno.EACCES:
        return f"Port {port} kræver særlige rettigheder. Angiv en fra 1024 og op med --port."
    return f"Adressen »{host}« kan ikke bruges på denne maskine. Angiv en anden med --host."


def shown(bound: socket.socket) -> str:
    """The address as one writes it in a browser."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
