"""Keys for the API: what a user sends to say who they are. Only their hash is ever stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

PREFIX = "gk_"
"""Tells people, and programs that look for leaked secrets, what this is."""

RANDOM_BYTES = 32
"""256 bits: beyond guessing, so that a plain hash protects the key as well as a slow one would."""


def new_key(token: Callable[[int], str] = secrets.token_urlsafe) -> str:
    """A new key, 'gk_' and 43 characters that need no escaping in an address."""
    return PREFIX + token(RANDOM_BYTES)


def key_hash(key: str) -> str:
    """What is stored of a key: its SHA-256 in hexadecimal."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
