from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pipeline import loaded


@pytest.fixture(scope="module")
def models_loaded_once() -> Iterator[None]:
    """Commands load the models each time that they are called; tests need not wait for that each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.pipeline.load_pipeline", loaded)
        yield
