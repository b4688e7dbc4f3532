"""The sets of rewordings, and how a space is measured on them."""

from __future__ import annotations

import numpy as np
import pytest

from training.rewordings import Rewordings, heard, load_rewordings


def test_every_set_has_rewordings_and_near_misses_of_a_passages_length() -> None:
    sets = load_rewordings()
    assert len(sets) >= 150
    for one in sets:
        assert len(one.same) >= 2, one.id
        assert one.near, one.id
        assert all(20 <= len(text.split()) <= 130 for text in (*one.same, *one.near)), one.id


def test_no_passage_stands_twice() -> None:
    texts = [text for one in load_rewordings() for text in (*one.same, *one.near)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("second", "near", "over_near", "nearest"),
    [((0.9, 0.1), (0.5, 0.5), 1.0, 1.0), ((0.5, 0.5), (0.9, 0.1), 0.25, 0.0)],
    ids=["heard", "deaf"],
)
def test_a_space_is_judged_by_what_it_puts_closest(
    second: tuple[float, float], near: tuple[float, float], over_near: float, nearest: float
) -> None:
    sets = [Rewordings(id=name, ask="at spare tid", same=("en", "to"), near=("tre",)) for name in ("første", "anden")]
    rows = np.array([(1.0, 0.0), second, near, (-1.0, 0.0), tuple(-x for x in second), tuple(-x for x in near)])
    found = heard(sets, rows)
    assert found.sets == 2
    if over_near == 1.0:
        assert found.over_near == 1.0
        assert found.nearest == 1.0
    else:
        assert found.over_near < 0.6
        assert found.nearest < 1.0
