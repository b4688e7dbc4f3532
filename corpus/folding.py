"""Comparing printed text that scanning may have damaged: one plain spelling, and how much alike two texts are."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

_SPELLING = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ä": "ae", "ö": "o", "ü": "u", "0": "o", "1": "l"})
_REST = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Text in lower case letters without spaces, marks and the letters that scans confuse (ø/o, å/a, 0/o, 1/l)."""
    return _REST.sub("", text.lower().translate(_SPELLING))


def likeness(left: str, right: str) -> float:
    """How much alike two folded texts are, from 0 (nothing shared) to 1 (the same): shared letters in their order."""
    return float(Indel.normalized_similarity(left, right))


def alike(left: str, right: str, least: float) -> bool:
    """Whether two folded texts are at least ``least`` alike."""
    return float(Indel.normalized_similarity(left, right, score_cutoff=least)) >= least
