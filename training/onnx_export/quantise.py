"""Weights in four and eight bits.

Four bits as ONNX Runtime's MatMulNBits wants them: B [N, blocks, 16] bytes, the lower half of a byte being the even element along K, blocks of
32 along K (the last one filled up with zeros), one scale for each block, and for asymmetric blocks their zero points, two to a byte.
Eight bits as DequantizeLinear on int8, symmetric, one scale for each output channel.
"""

import copy

import numpy as np
from onnx import helper

BLOCK = 32
MIDDLE = 8  # the zero point where none is given


def blocks_of(weight):
    """[N, K] to [N, blocks, 32], filled up with zeros."""
    rows, columns = weight.shape
    count = -(-columns // BLOCK)
    filled = np.zeros((rows, count * BLOCK), np.float32)
    filled[:, :columns] = weight
    return filled.reshape(rows, count, BLOCK)


def quantise_4bit(weight, half_scales, zero_points=False):
    """[N, K] to codes 0…15 [N, blocks, 32], scales [N, blocks] and zero points [N, blocks] (None where all are 8)."""
    blocks = blocks_of(weight)
    kind = np.float16 if half_scales else np.float32
    if zero_points:
        low, high = np.minimum(blocks.min(-1), 0), np.maximum(blocks.max(-1), 0)
        scales = np.maximum((high - low) / 15, 1e-6).astype(kind)
        zeros = np.clip(np.round(-low / scales.astype(np.float32)), 0, 15)
    else:
        furthest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)[..., 0]
        scales = (furthest / -MIDDLE).astype(kind)
        scales[scales == 0] = 1
        zeros = np.full(scales.shape, MIDDLE, np.float32)
    codes = np.clip(np.round(blocks / scales.astype(np.float32)[..., None]) + zeros[..., None], 0, 15).astype(np.uint8)
    return codes, scales, zeros.astype(np.uint8) if zero_points else None


def dequantise_4bit(codes, scales, zeros, columns):
    offset = MIDDLE if zeros is None else zeros[..., None].astype(np.float32)
    values = (codes.astype(np.float32) - offset) * scales.astype(np.float32)[..., None]
    return values.reshape(values.shape[0], -1)[:, :columns]


def _pack(codes):
    """Pairs along the last axis into bytes, the first in the lower half; an odd last one stands alone."""
    if codes.shape[-1] % 2:
        codes = np.concatenate([codes, np.zeros((*codes.shape[:-1], 1), np.uint8)], -1)
    return codes[..., 0::2] | (codes[..., 1::2] << 4)


def quantise_8bit(values, axis):
    """int8 codes and float32 scales, one for each index of `axis`."""
    others = tuple(i for i in range(values.ndim) if i != axis)
    scales = np.maximum(np.abs(values).max(others), 1e-6).astype(np.float32) / 127
    shape = [-1 if i == axis else 1 for i in range(values.ndim)]
    return np.clip(np.round(values / scales.reshape(shape)), -127, 127).astype(np.int8), scales


def arrays_of(slot, values):
    """(name, array) of every initialiser that the slot becomes, from its parameter's float32 values."""
    if slot.encoding == "int8":
        codes, scales = quantise_8bit(slot.laid_out(values), 1 if slot.transposed else 0)
        return [(slot.name + "_quantized", codes), (slot.name + "_scale", scales)]
    if slot.encoding.startswith("q4"):
        codes, scales, zeros = quantise_4bit(values, slot.half, slot.encoding == "q4-zero-points")
        made = [(slot.name + "_Q4", _pack(codes)), (slot.name + "_scales", scales.reshape(-1))]
        return made if zeros is None else [*made, (slot.name + "_zero_points", _pack(zeros).reshape(-1))]
    return [(slot.name, slot.laid_out(values).astype(np.float16 if slot.half else np.float32))]


def as_stored(slot, values):
    """The parameter's values as the file holds them, back in single precision and their own layout."""
    if slot.encoding == "int8":
        codes, scales = quantise_8bit(slot.laid_out(values), 1 if slot.transposed else 0)
        read = codes * (scales if slot.transposed else scales.reshape([-1] + [1] * (values.ndim - 1)))
        return (read.T if slot.transposed else read).astype(np.float32).reshape(slot.shape)
    if slot.encoding.startswith("q4"):
        return dequantise_4bit(*quantise_4bit(values, slot.half, slot.encoding == "q4-zero-points"), values.shape[1])
    return values.astype(np.float16).astype(np.float32) if slot.half else values.astype(np.float32)


def to_4bit(drawn, zero_points=False):
    """Products with a linear layer's weights become MatMulNBits; convolutions, embeddings and layers without whole blocks stay.

    The precision follows the graph's: float16 after `to_half`.
    """
    drawn = copy.deepcopy(drawn)
    nodes = []
    for node in drawn.graph.node:
        slot = drawn.slots.get(node.input[1]) if node.op_type == "MatMul" else None
        if slot is None or not slot.transposed or slot.shape[1] % BLOCK:
            nodes.append(node)
            continue
        slot.encoding = "q4-zero-points" if zero_points else "q4"
        inputs = [node.input[0], slot.name + "_Q4", slot.name + "_scales", *([slot.name + "_zero_points"] if zero_points else [])]
        rows, columns = slot.shape
        nodes.append(helper.make_node("MatMulNBits", inputs, node.output, domain="com.microsoft", K=columns, N=rows, bits=4, block_size=BLOCK))
    drawn.replace_nodes(nodes)
    drawn.use_domain("com.microsoft", 1)
    return drawn


def to_8bit(drawn):
    """Weights of convolutions and linear layers as int8 behind DequantizeLinear; arithmetic stays float32."""
    drawn = copy.deepcopy(drawn)
    ahead = []
    for node in drawn.graph.node:
        slot = drawn.slots.get(node.input[1]) if node.op_type in ("Conv", "MatMul", "Gemm") else None
        if slot is not None and slot.encoding == "plain":
            slot.encoding = "int8"
            ahead.append(helper.make_node("DequantizeLinear", [slot.name + "_quantized", slot.name + "_scale"], [slot.name],
                                          axis=1 if slot.transposed else 0))
    drawn.replace_nodes([*ahead, *drawn.graph.node])
    return drawn
