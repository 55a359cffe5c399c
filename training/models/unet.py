"""The denoiser: a UNet over latents whose stem and head (un)shuffle pixels by 2, so that attention works at 16² and 8² for 32² latents.

The text acts twice: by cross-attention, and as a whole, added to the timestep's embedding, which a short training learns much sooner.
It knows no picture size: with `coordinates` each place is told where it lies between the edges, so that left and right need not be
found through the zero padding of its convolutions. Latent height and width must be multiples of 4.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Attention, GroupNorm, ResBlock
from .reshape import reshape, reshape_like


POOL_GAIN = 6.0  # the mean over mostly padding tokens is small
COORDINATES = 8


def timestep_features(timestep, width):
    """Sines and cosines of a float timestep [n] in 0…1000: [n, width]."""
    frequencies = torch.exp(-math.log(10000) * torch.arange(width // 2, dtype=torch.float32, device=timestep.device) / (width // 2))
    angles = timestep[:, None] * frequencies[None]
    return torch.cat([angles.cos(), angles.sin()], -1)


def guidance_features(scale, width):
    """What a denoiser that knows guidance takes as `timestep_cond` for scales g [n]: sines, then cosines, of 1000 (g − 1), [n, width].

    Latent consistency models ask for the same.
    """
    half = width // 2
    frequencies = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32, device=scale.device) / (half - 1))
    angles = 1000 * (scale[:, None] - 1) * frequencies[None]
    return torch.cat([angles.sin(), angles.cos()], -1)


def coordinate_features(x):
    """Where each cell of x [batch, c, h, w] lies, in −1…1 down and across: sines and cosines of half and whole turns, [batch, 8, h, w].

    Built from the shape alone, in the exported graph too, so that any picture size has them.
    """
    height, width = x.shape[2:]
    none = x[:, :1] * 0  # brings every plane to x's shape without an Expand, whose shape each runtime would have to compute on the host
    down = (torch.arange(height, device=x.device).float() * (2 / (height - 1)) - 1)[:, None] + none
    across = (torch.arange(width, device=x.device).float() * (2 / (width - 1)) - 1)[None] + none
    planes = []
    for turns in (1, 2):
        angle_down, angle_across = math.pi / 2 * turns * down, math.pi / 2 * turns * across
        planes += [angle_down.sin(), angle_down.cos(), angle_across.sin(), angle_across.cos()]
    return torch.cat(planes, 1)


class TransformerBlock(nn.Module):
    """Self-attention, attention over the text, and a feed-forward part, on a feature map's pixels."""

    def __init__(self, width, text_width, heads, groups=8):
        super().__init__()
        self.norm = GroupNorm(groups, width)
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(3))
        self.self_attention = Attention(width, heads=heads)
        self.text_attention = Attention(width, text_width, heads=heads)
        self.grow, self.shrink = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        nn.init.zeros_(self.shrink.weight)

    def forward(self, x, text):
        h = reshape(self.norm(x), (0, 0, -1)).transpose(1, 2)
        h = h + self.self_attention(self.norm1(h))
        h = h + self.text_attention(self.norm2(h), text)
        h = h + self.shrink(F.silu(self.grow(self.norm3(h))))
        return x + reshape_like(h.transpose(1, 2), x)


class Stage(nn.Module):
    def __init__(self, width_in, width, time_width, text_width, heads, attend=True):
        super().__init__()
        self.block = ResBlock(width_in, width, time_width)
        self.attention = TransformerBlock(width, text_width, heads) if attend else None

    def forward(self, x, time, text):
        x = self.block(x, time)
        return x if self.attention is None else self.attention(x, text)


class UNet(nn.Module):
    """`sample` [batch, 4, h, w], float `timestep` [1 or batch], `encoder_hidden_states` [batch, n, text_width] to v, shaped like sample.

    With a `guidance_width` it also takes `timestep_cond` [batch, guidance_width], see `guidance_features`, and answers as guided by that
    strength in one evaluation.
    """

    def __init__(self, width=128, deep=192, text_width=160, heads=4, depth=2, pooled=True, coordinates=False, guidance_width=0):
        super().__init__()
        self.config = {"width": width, "deep": deep, "text_width": text_width, "heads": heads, "depth": depth}
        time_width = 2 * width
        self.width = width
        self.time = nn.Sequential(nn.Linear(width, time_width), nn.SiLU(), nn.Linear(time_width, time_width), nn.SiLU())
        self.guidance = nn.Linear(guidance_width, width, bias=False) if guidance_width else None
        if guidance_width:
            nn.init.zeros_(self.guidance.weight)
        self.pooled = nn.Sequential(nn.Linear(text_width, time_width), nn.SiLU(), nn.Linear(time_width, time_width)) if pooled else None
        if pooled:
            nn.init.zeros_(self.pooled[2].weight)
        self.coordinates = coordinates
        self.stem = nn.Conv2d(16 + (COORDINATES if coordinates else 0), width, 3, padding=1)
        shared = (time_width, text_width, heads)
        self.down = nn.ModuleList([Stage(width, width, *shared, attend=i > 0) for i in range(depth)])
        self.shrink = nn.Conv2d(width, deep, 3, stride=2, padding=1)
        self.deep_down = nn.ModuleList([Stage(deep, deep, *shared) for _ in range(depth)])
        self.deep_up = nn.ModuleList([Stage(2 * deep, deep, *shared, attend=i > 0) for i in range(depth)])
        self.grow = nn.Conv2d(deep, 4 * width, 1)
        self.up = nn.ModuleList([Stage(2 * width, width, *shared, attend=i > 0) for i in range(depth)])
        self.norm = GroupNorm(8, width)
        self.head = nn.Conv2d(width, 16, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    @property
    def residual_forms(self):
        """[channels, how many times smaller than the latents] of each feature map that `forward` adds a residual to, in order."""
        width, deep, depth = (self.config[name] for name in ("width", "deep", "depth"))
        return [[width, 2]] * depth + [[deep, 4]] * (depth + 1)

    @property
    def guidance_width(self):
        return self.guidance.in_features if self.guidance else 0

    def forward(self, sample, timestep, encoder_hidden_states, *others):
        """`others`: `timestep_cond` where the network knows guidance, then a ControlNet's residuals, if any."""
        if not self.guidance:
            return self.run(sample, timestep, encoder_hidden_states, others)[0]
        return self.run(sample, timestep, encoder_hidden_states, others[1:], *others[:1])[0]

    def run(self, sample, timestep, encoder_hidden_states, residuals=(), timestep_cond=None):
        """What `forward` returns, and the deepest features [batch, deep, h / 4, w / 4], which tell what stands where.

        `residuals` come from a ControlNet: one for each feature map that is kept on the way down, in order, and one for the deepest.
        Without `timestep_cond` it answers unguided.
        """
        features = timestep_features(timestep, self.width)
        if self.guidance:
            features = features + self.guidance(guidance_features(torch.ones_like(timestep), self.guidance_width) if timestep_cond is None else timestep_cond)
        time = self.time(features)
        text = encoder_hidden_states
        if self.pooled is not None:
            time = time + self.pooled(text.mean(1) * POOL_GAIN)
        x = F.pixel_unshuffle(sample, 2)
        if self.coordinates:
            x = torch.cat([x, coordinate_features(x)], 1)
        x = self.stem(x)
        kept = []
        for stage in self.down:
            x = stage(x, time, text)
            kept.append(x)
        x = self.shrink(x)
        for stage in self.deep_down:
            x = stage(x, time, text)
            kept.append(x)
        deepest = x
        if residuals:
            kept = [own + other for own, other in zip(kept, residuals[:-1], strict=True)]
            x = x + residuals[-1]
        for stage in self.deep_up:
            x = stage(torch.cat([x, kept.pop()], 1), time, text)
        x = F.pixel_shuffle(self.grow(x), 2)
        for stage in self.up:
            x = stage(torch.cat([x, kept.pop()], 1), time, text)
        return F.pixel_shuffle(self.head(F.silu(self.norm(x))), 2), deepest
