"""Packed weights: exact where the source has 4 bits, close where it has more, untouched where they are few."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.encoder.runtime import openvino
from training.encoder.packing import pack

WIDE = 256
ROWS = 512


def four_bits() -> np.ndarray:
    random = np.random.default_rng(1)
    numbers = random.integers(-8, 8, size=(ROWS, WIDE // 32, 32)).astype(np.float32)
    numbers[..., 0] = -8  # whoever packs in 4 bits gives the largest weight the largest number
    scales = random.uniform(0.01, 0.1, size=(ROWS, WIDE // 32, 1)).astype(np.float16).astype(np.float32)
    weights: np.ndarray = (numbers * scales).reshape(ROWS, WIDE)
    return weights


def table(weights: np.ndarray) -> Any:
    ops = openvino().opset13
    rows = ops.parameter([-1], np.int64, name="rows")
    return openvino().Model([ops.gather(ops.constant(weights), rows, ops.constant(np.int64(0)))], [rows])


def product(weights: np.ndarray) -> Any:
    ops = openvino().opset13
    given = ops.parameter([-1, weights.shape[1]], np.float32, name="given")
    return openvino().Model([ops.matmul(given, ops.constant(weights), False, True)], [given])


def answers(model: Any, given: np.ndarray) -> np.ndarray:
    settings = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": 0, "INFERENCE_PRECISION_HINT": "f32"}
    found: np.ndarray = openvino().Core().compile_model(model, "CPU", settings)([given])[0]
    return found


def test_a_table_that_had_4_bits_keeps_them() -> None:
    weights = four_bits()
    model = table(weights)
    assert pack(model)["four_bits"] == 1
    # The runtime multiplies number and scale in half precision: 11 bits.
    assert answers(model, np.arange(ROWS)) == pytest.approx(weights, rel=2**-10, abs=1e-6)


def test_other_weights_are_rounded_to_8_bits() -> None:
    weights = np.random.default_rng(2).normal(size=(ROWS, WIDE)).astype(np.float32)
    model = product(weights)
    assert pack(model)["eight_bits"] == 1
    found = answers(model, np.eye(WIDE, dtype=np.float32))
    assert np.abs(found.T - weights).max() < np.abs(weights).max() / 127
    assert not np.array_equal(found.T, weights)


def test_small_weights_are_left_alone() -> None:
    model = product(np.ones((8, 32), dtype=np.float32))
    assert sum(pack(model).values()) == 0
