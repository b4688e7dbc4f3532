"""How faithful one encoder's vectors are to another's: not the vectors, but the rankings that they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from corpus.examples.example import Example

WORDS = 115
"""Words of a passage, some 180 tokens: what the service encodes at a time."""

_FEWEST_WORDS = 40
_NEIGHBOURS = 5


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """``rank_correlation`` (Spearman) over all pairs, ``top_5`` the share of equal neighbours, both of mean-centred
    cosines; ``furthest`` the largest distance between two vectors of the same text."""

    passages: int
    rank_correlation: float
    top_5: float
    furthest: float


def passages(examples: Iterable[Example]) -> list[str]:
    """The examples' prose in stretches of `WORDS` words."""
    made = []
    for example in examples:
        words = example.prose.split()
        starts = range(0, max(1, len(words) - _FEWEST_WORDS), WORDS)
        made += [" ".join(words[start : start + WORDS]) for start in starts]
    return made


def agreement(reference: np.ndarray, other: np.ndarray) -> Agreement:
    """Compare two encoders' vectors of the same texts. *Shape:* (texts, dimensions) each, rows of length 1."""
    from scipy.stats import spearmanr

    wanted, found = cosines(reference), cosines(other)
    pairs = np.triu_indices(len(wanted), 1)
    return Agreement(
        passages=len(reference),
        rank_correlation=round(float(spearmanr(wanted[pairs], found[pairs]).statistic), 4),
        top_5=round(_same_neighbours(wanted, found), 4),
        furthest=round(float(np.linalg.norm(reference - other, axis=1).max()), 4),
    )


def cosines(vectors: np.ndarray) -> np.ndarray:
    """Cosines of all pairs after the mean was taken away."""
    centred = vectors - vectors.mean(axis=0)
    centred = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    product: np.ndarray = centred @ centred.T
    return product


def same_cut(before: Tokenizer, after: Tokenizer, texts: Sequence[str]) -> float:
    """The share of words, told apart by blanks, that two tokenizers cut alike."""
    words = [word for text in texts for word in text.split()]
    cuts = [tokenizer.encode_batch(words, add_special_tokens=False) for tokenizer in (before, after)]
    return float(np.mean([one.tokens == other.tokens for one, other in zip(*cuts, strict=True)]))


def _same_neighbours(wanted: np.ndarray, found: np.ndarray) -> float:
    nearest = []
    for product in (wanted, found):
        others = product.copy()
        np.fill_diagonal(others, -np.inf)
        nearest.append(np.argsort(-others, axis=1)[:, :_NEIGHBOURS])
    shared = [len(set(one) & set(other)) for one, other in zip(*nearest, strict=True)]
    return float(np.mean(shared)) / _NEIGHBOURS
