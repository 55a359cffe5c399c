"""Attention and the transformers between the UNet's convolutions. Token sequences are [batch, n, width]."""

import torch
from torch import nn
from torch.nn import functional as F

from models.reshape import reshape, reshape_like


class Attention(nn.Module):
    """Multi-head attention over `context` [batch, m, context_width], or over x itself."""

    def __init__(self, width, heads, context_width=None, bias=False):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.to_q = nn.Linear(width, width, bias=bias)
        self.to_k = nn.Linear(context_width or width, width, bias=bias)
        self.to_v = nn.Linear(context_width or width, width, bias=bias)
        self.to_out = nn.ModuleList([nn.Linear(width, width), nn.Dropout(0.0)])

    def _split(self, x):
        return reshape(x, (0, 0, self.heads, -1)).transpose(1, 2)

    def forward(self, x, context=None):
        context = x if context is None else context
        q, k, v = self._split(self.to_q(x)), self._split(self.to_k(context)), self._split(self.to_v(context))
        weights = torch.softmax((q * self.scale) @ k.transpose(-1, -2), -1)
        return self.to_out[0](reshape((weights @ v).transpose(1, 2), (0, 0, -1)))


class GEGLU(nn.Module):
    """One projection, cut in halves: the first is the value, the second the gate, value · gelu(gate)."""

    def __init__(self, width, inner):
        super().__init__()
        self.inner = inner
        self.proj = nn.Linear(width, 2 * inner)

    def forward(self, x):
        value, gate = self.proj(x).split(self.inner, -1)
        return value * F.gelu(gate)


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.net = nn.ModuleList([GEGLU(width, 4 * width), nn.Dropout(0.0), nn.Linear(4 * width, width)])

    def forward(self, x):
        return self.net[2](self.net[0](x))


class BasicTransformerBlock(nn.Module):
    def __init__(self, width, heads, context_width):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(3))
        self.attn1 = Attention(width, heads)
        self.attn2 = Attention(width, heads, context_width)
        self.ff = FeedForward(width)

    def forward(self, x, text):
        x = x + self.attn1(self.norm1(x))
        x = x + self.attn2(self.norm2(x), text)
        return x + self.ff(self.norm3(x))


class Transformer2DModel(nn.Module):
    """Transformer blocks over a feature map's pixels. The projections around them are 1² convolutions (SD 1) or linear (SD 2, SDXL)."""

    def __init__(self, width, heads, context_width, groups, depth=1, linear=False):
        super().__init__()
        project = nn.Linear if linear else lambda a, b: nn.Conv2d(a, b, 1)
        self.linear = linear
        self.norm = nn.GroupNorm(groups, width, eps=1e-6)
        self.proj_in = project(width, width)
        self.transformer_blocks = nn.ModuleList([BasicTransformerBlock(width, heads, context_width) for _ in range(depth)])
        self.proj_out = project(width, width)

    def forward(self, x, text):
        h = self.norm(x)
        if not self.linear:
            h = self.proj_in(h)
        h = reshape(h, (0, 0, -1)).transpose(1, 2)
        if self.linear:
            h = self.proj_in(h)
        for block in self.transformer_blocks:
            h = block(h, text)
        if self.linear:
            h = self.proj_out(h)
        h = reshape_like(h.transpose(1, 2), x)
        return x + (h if self.linear else self.proj_out(h))
