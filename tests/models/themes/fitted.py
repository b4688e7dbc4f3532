"""A model for the tests of the tagger, fitted once on the shipped sketches as if they were whole proposals."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from corpus.sections import find_sections
from corpus.sketches.load import load_sketches
from corpus.themes import Taxonomy, load_taxonomy
from corpus.types import Part, Proposal
from models.passages import passages
from models.themes.model import ThemeModel
from models.themes.tagger import Tagger, definition
from models.themes.terms import TermIndex, load_terms
from models.types import Theme
from tests.models.proposals import proposal
from tests.models.themes.encoders import WordEncoder
from training.fit_themes import fit
from training.theme_samples import samples

ENCODER = WordEncoder()


@cache
def model() -> ThemeModel:
    taxonomy = load_taxonomy()
    index = TermIndex(load_terms(taxonomy))
    made = samples((), load_sketches(), (), taxonomy=taxonomy, index=index, encoder=ENCODER)
    whole = [replace(one, whole=number % 2 == 0) for number, one in enumerate(made)]
    scopes = ENCODER.encode([definition(taxonomy, row) for row in range(len(taxonomy.themes))])
    return fit(whole, taxonomy=taxonomy, scopes=scopes.astype(np.float64), encoder=ENCODER.id)


@cache
def tagger() -> Tagger:
    return Tagger(model())


def sectioned(text: str, **given: Any) -> Proposal:
    """A proposal made by hand whose sections are found in its text."""
    made = proposal(text, **given)
    return replace(made, sections=find_sections(Part(text=text, lines=made.lines)))


def tag(text: str, *, taxonomy: Taxonomy | None = None, **given: Any) -> tuple[Theme, ...]:
    made = sectioned(text, **given)
    found = passages(made)
    used = Tagger(model(), taxonomy=taxonomy, encoder=ENCODER) if taxonomy else tagger()
    return used.tag(made, found, ENCODER.encode([passage.text for passage in found]))
