"""Values of a request's body: what JSON calls a number is one, and nothing else is taken for it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, StrictBool


def _a_number(value: Any) -> Any:
    # The library would take true for 1 and "5" for 5.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError("skal være et tal")


Whole = Annotated[int, BeforeValidator(_a_number)]
Number = Annotated[float, BeforeValidator(_a_number)]
YesOrNo = StrictBool
