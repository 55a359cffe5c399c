"""Noise levels in training: which are drawn, what the target is, and at which a denoiser is judged."""

import torch
from torch import Tensor

from learning.diffusion import STEPS

MIDDLE, SPREAD = 0.45, 0.9  # of the logit-normal half, where layout and shapes are decided
LEVELS = (0.97, 0.9, 0.6, 0.3, 0.1, 0.03, 0.0047)
"""Shares of signal power at which validation errors are told."""


def draw_timesteps(count: int, generator: torch.Generator) -> Tensor:
    """int64 [count] in 0…999, half of them uniform, half logit-normal around the middle of the schedule."""
    uniform = torch.rand(count, generator=generator)
    middle = torch.sigmoid(torch.randn(count, generator=generator) * SPREAD + MIDDLE)
    either = torch.where(torch.rand(count, generator=generator) < 0.5, uniform, middle)
    return (either * STEPS).long().clamp(0, STEPS - 1)


def noised(clean: Tensor, noise: Tensor, alpha: Tensor) -> tuple[Tensor, Tensor]:
    """The noisy latents √ᾱ x + √(1 − ᾱ) ε and their v = √ᾱ ε − √(1 − ᾱ) x; `alpha` is a scalar or [n]."""
    alpha = alpha.reshape(-1, 1, 1, 1)
    signal, spread = alpha.sqrt(), (1 - alpha).sqrt()
    return signal * clean + spread * noise, signal * noise - spread * clean


def timesteps_of_levels(alphas: Tensor) -> list[int]:
    return [int((alphas - level).abs().argmin()) for level in LEVELS]
