"""Reshapes that export as single nodes: fixed shapes with 0 (keep) and −1 (the rest), or the shape of another tensor.

Traced `view` calls would become chains of Shape, Gather and Concat on int64, which every runtime has to run on the host.
"""

import torch


class _Keep(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, pattern):
        return x.reshape([x.shape[i] if n == 0 else n for i, n in enumerate(pattern)])

    @staticmethod
    def symbolic(g, x, pattern):
        return g.op("Reshape", x, g.op("Constant", value_t=torch.tensor(pattern)))


class _Like(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, other):
        return x.reshape(other.shape)

    @staticmethod
    def symbolic(g, x, other):
        return g.op("Reshape", x, g.op("Shape", other))


def reshape(x, pattern):
    """x with `pattern` as its shape, where 0 keeps the dimension at that place and −1 takes the rest."""
    if torch.onnx.is_in_onnx_export():
        return _Keep.apply(x, tuple(pattern))
    return x.reshape([x.shape[i] if n == 0 else n for i, n in enumerate(pattern)])


def reshape_like(x, other):
    if torch.onnx.is_in_onnx_export():
        return _Like.apply(x, other)
    return x.reshape(other.shape)
