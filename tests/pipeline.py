"""The shipped models, loaded once for all tests."""

from __future__ import annotations

from functools import cache

from models.pipeline import Pipeline, load_pipeline


@cache
def loaded() -> Pipeline:
    return load_pipeline()
