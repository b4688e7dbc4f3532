"""Text from outside made safe for a terminal: a document or a file name must not move the cursor or change colours."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """``text`` on one line, each control character, direction mark and undecodable byte replaced by a question mark."""
    return _CONTROLS.sub("?", _SPACES.sub(" ", text)).strip()
