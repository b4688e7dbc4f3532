"""Agreement of two encoders is about rankings after the mean is taken away."""

from __future__ import annotations

import numpy as np
import pytest

from training.encoder.agreement import agreement


def vectors(seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(60, 16)) + 3  # a common direction, as e5 has
    unit: np.ndarray = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def test_the_same_vectors_agree_wholly() -> None:
    found = agreement(vectors(1), vectors(1))
    assert (found.rank_correlation, found.top_5, found.furthest) == (1, 1, 0)


def test_a_little_noise_costs_a_little_and_strangers_agree_by_chance() -> None:
    noisy = vectors(1) + np.random.default_rng(3).normal(scale=0.01, size=(60, 16))
    noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
    near, far = agreement(vectors(1), noisy), agreement(vectors(1), vectors(2))
    assert 0.95 < near.rank_correlation < 1
    assert 0.7 < near.top_5 < 1
    assert far.rank_correlation == pytest.approx(0, abs=0.15)
    assert far.top_5 < 0.3
