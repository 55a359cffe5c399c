"""Networks at their published size without the memory of their weights."""

from contextlib import contextmanager

import torch
from torch import nn

LAYERS = (nn.Linear, nn.Conv2d, nn.Embedding, nn.LayerNorm, nn.GroupNorm)


@contextmanager
def _meta_layers():
    kept = [(kind, kind.__init__) for kind in LAYERS]

    def on_meta(made):
        def build(self, *args, **options):
            made(self, *args, device="meta", **options)
        return build

    for kind, made in kept:
        kind.__init__ = on_meta(made)
    try:
        yield
    finally:
        for kind, made in kept:
            kind.__init__ = made


def weightless(network, *args):
    """`network(*args)` whose parameters all share the memory of the largest: it counts, runs and can be traced, and means nothing."""
    with _meta_layers():
        module = network(*args)
    shared = torch.zeros(max(parameter.numel() for parameter in module.parameters()))
    for layer in module.modules():
        for name, parameter in list(layer._parameters.items()):
            if parameter is not None:
                layer._parameters[name] = nn.Parameter(shared[: parameter.numel()].view(parameter.shape), requires_grad=False)
    return module.eval()


def count_parameters(module):
    return sum(parameter.numel() for parameter in module.parameters())
