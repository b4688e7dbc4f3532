"""Pages of long lists: a cursor says where the next one begins, and holds only what the page before has shown."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Annotated

from fastapi import Query

from service.api.errors import UnfitCursor

LARGEST_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Højst så mange på en side.")]
Cursor = Annotated[
    str | None,
    Query(max_length=1000, description="»next« fra siden før; udelades for den første side."),
]

Value = str | int | float | None


def encode(values: tuple[Value, ...]) -> str:
    """A cursor of the values that the next page begins behind."""
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).decode("ascii").rstrip("=")


def decode(cursor: str | None, *kinds: type | tuple[type, ...]) -> tuple[Value, ...] | None:
    """The values of a cursor, each of its kind; None for the first page. Raises UnfitCursor."""
    if cursor is None:
        return None
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise UnfitCursor from error
    fits = isinstance(values, list) and len(values) == len(kinds)
    if not fits or not all(_is(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise UnfitCursor
    return tuple(values)


_LARGEST = 2**63 - 1  # of an integer in the collection


def _is(value: object, kind: type | tuple[type, ...]) -> bool:
    if isinstance(value, bool) or not isinstance(value, kind):
        return False
    return not isinstance(value, int) or abs(value) <= _LARGEST
