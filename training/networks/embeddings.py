"""How timesteps and other scalars become vectors."""

import math

import torch
from torch import nn
from torch.nn import functional as F


def sinusoids(values, width, flip_sin_to_cos=True, freq_shift=0.0):
    """values […] to […, width]: sines and cosines at width/2 frequencies from 1 down to 1/10000.

    With `flip_sin_to_cos` the cosines come first, as in every Stable Diffusion; `freq_shift` 1 lets the last frequency be
    exactly 1/10000, 0 stops one step before it.
    """
    half = width // 2
    steps = torch.arange(half, dtype=torch.float32)
    frequencies = torch.exp(-math.log(10000.0) * steps / (half - freq_shift))
    angles = values.float().unsqueeze(-1) * frequencies
    parts = (angles.cos(), angles.sin()) if flip_sin_to_cos else (angles.sin(), angles.cos())
    return torch.cat(parts, -1)


class TimestepEmbedding(nn.Module):
    """[n, width_in] to [n, width]; `condition` [n, condition_width] (LCM's guidance) is added to the input."""

    def __init__(self, width_in, width, condition_width=None):
        super().__init__()
        self.linear_1 = nn.Linear(width_in, width)
        self.cond_proj = nn.Linear(condition_width, width_in, bias=False) if condition_width else None
        self.linear_2 = nn.Linear(width, width)

    def forward(self, x, condition=None):
        if condition is not None:
            x = x + self.cond_proj(condition)
        return self.linear_2(F.silu(self.linear_1(x)))


def guidance_embedding(guidance, width):
    """What LCM takes as `timestep_cond`: sinusoids of 1000·guidance, sines first, the last frequency 1/10000. guidance is w = scale − 1."""
    return sinusoids(1000.0 * guidance, width, flip_sin_to_cos=False, freq_shift=1.0)
