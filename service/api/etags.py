"""Answers with a mark of what they say, so that they are sent and changed only where that is meant (RFC 9110, 13.1)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"
_TAG = re.compile(r'(?:W/)?("[^"]{0,200}")')
_NOT_MODIFIED = 304


def answer(
    request: Request,
    told: Mapping[str, Any],
    *,
    status: int = 200,
    etag: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """JSON with an ETag: that given, or one of the content; empty where the asker has it already."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    tag = etag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}
    if request.method == "GET" and matches(request.headers.get("If-None-Match"), tag):
        return Response(status_code=_NOT_MODIFIED, headers=sent)
    return Response(body, status_code=status, media_type=JSON, headers=sent)


def matches(given: str | None, tag: str) -> bool:
    """Whether a header of conditions names this tag, or any (``*``)."""
    return given is not None and (given.strip() == "*" or tag in _TAG.findall(given))


def version_tag(version: int) -> str:
    """The tag of a thing that counts its versions."""
    return f'"v{version}"'


def expected_version(given: str | None) -> int | None:
    """The version that If-Match names; -1 for a tag that is none of ours, None without the header."""
    if given is None:
        return None
    found = re.fullmatch(r'"v(\d{1,9})"', given.strip())
    return int(found[1]) if found else -1
