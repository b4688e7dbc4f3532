"""A small material whose themes follow from single words, and an encoder that counts those words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.themes import Facet, Taxonomy, Theme
from training.evaluate.material import Material, Sample
from training.evaluate.vectors import Rows

WORDS = {"vej": "asfalt", "skole": "elever", "it-drift": "servere"}
LABELS = {"vej": "Veje", "skole": "Skole", "it-drift": "It-drift"}

TAXONOMY = Taxonomy(
    facets=(Facet(id="omraade", label="Fagområde"),),
    themes=tuple(
        Theme(id=one, facet="omraade", label=LABELS[one], label_en=None, kle=("05",), scope=f"Om {word}.")
        for one, word in WORDS.items()
    ),
)


class CountingEncoder:
    """A vector says how often each of the words stands in a text; it also counts how often it was asked."""

    id = "counting-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Rows:
        self.asked += texts
        rows = np.array([[text.count(word) for word in WORDS.values()] + [0.1] for text in texts], dtype=np.float32)
        found: Rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return found


def sample(number: int, *themes: str, may: tuple[str, ...] = (), fold: int | None = None) -> Sample:
    words = " og ".join(WORDS[theme] for theme in themes)
    return Sample(
        id=f"forslag-{number}",
        family=f"familie-{number // 2}",
        passages=(f"Forslag nummer {number}.", f"Her tales der om {words}, og der er mere om {words} i bilaget."),
        must=frozenset(themes),
        may=frozenset(may),
        fold=fold,
    )


def material() -> Material:
    """Twenty development samples in five folds, one sketch and four test samples."""
    choices = (("vej",), ("skole",), ("it-drift",), ("vej", "skole"))
    return Material(
        taxonomy=TAXONOMY,
        themes=tuple(WORDS),
        development=tuple(sample(number, *choices[number % 4], fold=(number // 2) % 5) for number in range(20)),
        sketches=(sample(100, "it-drift"),),
        test=tuple(sample(200 + number, *choices[number]) for number in range(4)),
    )
