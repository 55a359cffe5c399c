"""Layers that both networks use. Feature maps are [batch, channels, height, width]."""

import torch
from torch import nn
from torch.nn import functional as F

from .reshape import reshape


class GroupNorm(nn.GroupNorm):
    """Always in float32, also where training lowers the precision around it."""

    def forward(self, x):
        return super().forward(x.float())


class ResBlock(nn.Module):
    """x + conv(silu(norm(conv(silu(norm(x)))))); with `time_width` the middle is scaled and shifted by the timestep."""

    def __init__(self, width_in, width_out=None, time_width=None, groups=8):
        super().__init__()
        width_out = width_out or width_in
        self.norm1 = GroupNorm(groups, width_in)
        self.conv1 = nn.Conv2d(width_in, width_out, 3, padding=1)
        self.norm2 = GroupNorm(groups, width_out)
        self.conv2 = nn.Conv2d(width_out, width_out, 3, padding=1)
        self.skip = nn.Conv2d(width_in, width_out, 1) if width_in != width_out else nn.Identity()
        self.time = nn.Linear(time_width, 2 * width_out) if time_width else None
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x, time=None):
        h = self.norm2(self.conv1(F.silu(self.norm1(x))))
        if self.time is not None:
            scale, shift = self.time(time)[:, :, None, None].split(self.norm2.num_channels, 1)
            h = h * (1 + scale) + shift
        return self.skip(x) + self.conv2(F.silu(h))


class Attention(nn.Module):
    """Multi-head attention of x [batch, n, width] over context [batch, m, context_width] (itself when None)."""

    def __init__(self, width, context_width=None, heads=4):
        super().__init__()
        self.heads, self.head_width = heads, width // heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context_width or width, width, bias=False)
        self.to_v = nn.Linear(context_width or width, width, bias=False)
        self.to_out = nn.Linear(width, width)
        if context_width:
            nn.init.normal_(self.to_k.weight, std=1.5 * context_width ** -0.5)  # sharp enough to tell words apart from the start
            nn.init.normal_(self.to_v.weight, std=context_width ** -0.5)

    def _split(self, x):
        return reshape(x, (0, 0, self.heads, -1)).transpose(1, 2)

    def forward(self, x, context=None):
        context = x if context is None else context
        q, k, v = self._split(self.to_q(x)), self._split(self.to_k(context)), self._split(self.to_v(context))
        weights = torch.softmax((q * self.head_width ** -0.5) @ k.transpose(-1, -2), -1)
        return self.to_out(reshape((weights @ v).transpose(1, 2), (0, 0, -1)))
