"""A small transformer over the padded token ids, without attention mask, as CLIP is used in Stable Diffusion.

Each output also carries its own token unmixed: without that, a short training spreads the loudest word, the time of day, over all
positions and drowns the colours.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Attention


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads=heads)
        self.grow, self.shrink = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.shrink(F.silu(self.grow(self.norm2(x))))


class TextEncoder(nn.Module):
    """int32 ids [batch, sequence ≤ max_length] to float32 [batch, sequence, width]."""

    def __init__(self, vocabulary, width=160, layers=2, heads=4, max_length=32):
        super().__init__()
        self.config = {"vocabulary": vocabulary, "width": width, "layers": layers, "heads": heads, "max_length": max_length}
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.randn(max_length, width) * 0.3)
        self.layers = nn.ModuleList([Layer(width, heads) for _ in range(layers)])
        self.norm, self.own_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        nn.init.normal_(self.tokens.weight, std=1.0)
        for layer in self.layers:
            layer.attention.to_out.weight.data.mul_(0.3)
            layer.shrink.weight.data.mul_(0.3)

    def forward(self, input_ids):
        own = x = self.tokens(input_ids) + self.places[: input_ids.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.norm(x) + self.own_norm(own)
