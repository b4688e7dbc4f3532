from __future__ import annotations

import pytest

from corpus.price_index import at_level, factor, load_price_index


def test_a_later_level_is_dearer_and_the_way_back_leads_home() -> None:
    assert 1.05 < factor(2018, 2022) < 1.12
    assert factor(2018, 2022) * factor(2022, 2018) == pytest.approx(1)
    assert at_level(-100_000, 2020, 2020) == -100_000


def test_every_year_between_first_and_last_is_there() -> None:
    index = load_price_index()
    first, last = index.years
    assert set(index.change) == set(range(first + 1, last + 1))
    assert index.estimate <= set(index.change)


def test_levels_outside_the_table_count_as_its_nearest() -> None:
    first, last = load_price_index().years
    assert factor(first - 5, last + 5) == factor(first, last)
