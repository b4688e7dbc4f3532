"""Values of a request's body: what JSON calls a number is one, and nothing else is taken for it."""

from __future__ import annotations

from typing import Any

from pydantic import BeforeValidator, StrictBool


def _a_number(value: Any) -> Any:
    # The library would take true for 1 and "5" for 5.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError("skal være et tal")


A_NUMBER = BeforeValidator(_a_number)
"""To stand behind the bounds of a number: before them it would hide them from the API's description."""

YesOrNo = StrictBool
