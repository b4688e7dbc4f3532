"""Weights of a network in few bits: 8-bit groups for what is multiplied, exact 4 bits where the source has them."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.encoder.runtime import openvino

GROUP = 128
"""Neighbouring weights of a row that share a scale: fewer gained neither speed nor agreement."""

ACTIVATION_GROUP = 64
"""Neighbouring activations of a token that share a scale: the fastest that keeps the rankings, see
training/results/encoder.json."""

_EXACT_GROUP = 32
_FOUR_BITS = 8  # -8..7
_EIGHT_BITS = 127
_SMALLEST = 100_000  # weights; smaller matrices stay as they are


def pack(model: Any, *, group: int = GROUP) -> dict[str, int]:
    """Replace the large weights of an OpenVINO model in place; counts of matrices by what became of them."""
    counts = {"four_bits": 0, "eight_bits": 0, "full": 0}
    for node in model.get_ordered_ops():
        kind = node.get_type_name()
        if kind not in {"MatMul", "Gather"}:
            continue
        place = 1 if kind == "MatMul" else 0
        constant = node.input_value(place).get_node()
        if constant.get_type_name() != "Constant" or len(constant.shape) != 2 or constant.data.size < _SMALLEST:
            continue
        weights = np.array(constant.data, dtype=np.float32)
        packed, way = _packed(weights, group=group, looked_up=kind == "Gather")
        counts[way] += 1
        if packed is not None:
            node.input(place).replace_source_output(packed.output(0))
    model.validate_nodes_and_infer_types()
    return counts


def _packed(weights: np.ndarray, *, group: int, looked_up: bool) -> tuple[Any, str]:
    exact = _exact(weights) if looked_up else None
    if exact is not None:
        return _four_bits(*exact, weights.shape), "four_bits"
    if weights.shape[1] % group:
        return None, "full"
    numbers, scales = _rounded(weights, group)
    return _eight_bits(numbers, scales, weights.shape), "eight_bits"


def _exact(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Numbers from -8 to 7 and their scales where the weights are exactly that, in groups of 32; else None."""
    if weights.shape[1] % _EXACT_GROUP:
        return None
    groups = weights.reshape(len(weights), -1, _EXACT_GROUP)
    furthest = np.take_along_axis(groups, np.abs(groups).argmax(axis=2)[..., None], axis=2)
    scales = (furthest / -_FOUR_BITS).astype(np.float16)
    wide = scales.astype(np.float32)
    numbers = np.rint(np.divide(groups, wide, out=np.zeros_like(groups), where=wide != 0))
    sound = numbers.min() >= -_FOUR_BITS and numbers.max() < _FOUR_BITS and np.array_equal(numbers * wide, groups)
    return (numbers, scales) if sound else None


def _rounded(weights: np.ndarray, group: int) -> tuple[np.ndarray, np.ndarray]:
    groups = weights.reshape(len(weights), -1, group)
    scales = (np.abs(groups).max(axis=2, keepdims=True) / _EIGHT_BITS).astype(np.float16)
    scales[scales == 0] = 1
    numbers = np.clip(np.rint(groups / scales.astype(np.float32)), -_EIGHT_BITS, _EIGHT_BITS)
    return numbers.astype(np.int8), scales


def _four_bits(numbers: np.ndarray, scales: np.ndarray, shape: tuple[int, ...]) -> Any:
    ov = openvino()
    ops = openvino().opset13
    flat = (numbers + _FOUR_BITS).astype(np.uint8).ravel()
    tensor = ov.Tensor(ov.Type.u4, ov.Shape(numbers.shape))
    tensor.data.reshape(-1)[:] = flat[0::2] | (flat[1::2] << 4)
    middle = ops.convert(ov.op.Constant(ov.Type.u4, ov.Shape([1, 1, 1]), [_FOUR_BITS]), "f16")
    return _scaled(ops.subtract(ops.convert(ov.op.Constant(tensor), "f16"), middle), scales, shape)


def _eight_bits(numbers: np.ndarray, scales: np.ndarray, shape: tuple[int, ...]) -> Any:
    ops = openvino().opset13
    return _scaled(ops.convert(ops.constant(numbers), "f16"), scales, shape)


def _scaled(numbers: Any, scales: np.ndarray, shape: tuple[int, ...]) -> Any:
    ops = openvino().opset13
    whole = ops.reshape(ops.multiply(numbers, ops.constant(scales)), ops.constant(np.array(shape, np.int64)), False)
    return ops.convert(whole, "f32")
