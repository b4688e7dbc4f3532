from __future__ import annotations

from collections import Counter

import pytest

from models.names.gazetteer import load_gazetteer, municipalities
from models.types import NameKind


def test_all_municipalities_are_listed() -> None:
    places = {entry.name for entry in load_gazetteer().entries if entry.kind is NameKind.PLACE}
    assert len(places & municipalities()) == 98


@pytest.mark.parametrize("kind", list(NameKind)[:-1])
def test_no_spelling_stands_for_two_names_of_a_kind(kind: NameKind) -> None:
    spellings = Counter(s for entry in load_gazetteer().entries if entry.kind is kind for s in set(entry.spellings))
    assert [spelling for spelling, times in spellings.items() if times > 1] == []
