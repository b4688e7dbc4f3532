from __future__ import annotations

from pathlib import Path

import pytest

from service.sole_service import AlreadyServed, sole_service


def test_a_collection_has_one_service_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "samling.db"
    with sole_service(path):
        with pytest.raises(AlreadyServed, match="Stop den først"), sole_service(path):
            pass
        with sole_service(tmp_path / "en anden.db"):
            pass
    with sole_service(path):
        pass
