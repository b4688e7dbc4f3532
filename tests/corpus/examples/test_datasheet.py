"""The data sheet's figures are today's."""

from __future__ import annotations

import pytest

from corpus.examples.datasheet import FILE, filled
from corpus.examples.load import ExampleError


def test_the_figures_are_those_of_the_collection() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert filled(text) == text, "run python -m corpus.examples.datasheet"


def test_stale_figures_are_replaced_and_words_are_kept() -> None:
    text = FILE.read_text(encoding="utf-8")
    stale = text.replace("<!-- figures: themes -->", "<!-- figures: themes -->\nfrom another day")
    assert stale != text and filled(stale) == filled(text)


def test_a_lost_mark_is_named() -> None:
    with pytest.raises(ExampleError, match="figures: agreement"):
        filled(FILE.read_text(encoding="utf-8").replace("<!-- end of figures: agreement -->", ""))
