from __future__ import annotations

import numpy as np

from models.pairs.features import FEATURES, pair_features
from models.pairs.likeness import question
from models.pairs.model import Logistic
from models.pairs.reasons import Pair, reasons
from models.pairs.space import Vocabulary, place
from models.types import Reason
from tests.models.pairs.proposals import entry, model

KIT = "KIT sorterer klager med algoritmer, og KIT's algoritmer retter sig efter klagernes sprog. " * 3
OTHER = "Haven ved skolen får nye bede, og eleverne passer dem i deres frikvarter med en gartner. " * 3


def told(one: str, other: str, by: str) -> dict[str, Reason]:
    """The reasons that a model gives that looks at one feature alone."""
    given = model()
    vocabulary = Vocabulary(given.weights)
    sides = [
        place(entry(name, text=text, title=text[:30]), given.weights, vocabulary)
        for name, text in (("2020-A01", one), ("2021-A02", other))
    ]
    features = pair_features(question(sides[0], len(vocabulary)), sides[1], given.weights, given.names)
    size = len(FEATURES)
    looks = np.array([[float(name == by) for name in FEATURES]])
    only = Logistic(mean=np.full(size, -1.0), scale=np.ones(size), coefficients=looks, intercept=np.zeros(1))
    pair = Pair(here=sides[0], there=sides[1], features=features, names=given.names)
    return {reason.kind: reason for reason in reasons(pair, only)}


def test_words_are_told_as_the_text_has_them_and_not_in_their_dictionary_form() -> None:
    message = told(KIT, f"Nyt fra KIT. {KIT}", "words")["words"].message
    assert "KIT" in message
    assert "algoritmer" in message
    assert "kitte" not in message


def test_two_passages_are_shown_side_by_side_but_not_where_they_are_the_same_text() -> None:
    alike = told(KIT, OTHER, "passages")["text"]
    assert alike.here is not None
    assert alike.there is not None
    assert "text" not in told(KIT, KIT, "passages")
