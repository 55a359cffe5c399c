"""The squared error of v at fixed noise levels, on scenes that training never sees, with complete captions."""

import os
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from scenes.caption import full_caption
from scenes.spec import random_spec

from .noise import noised, timesteps_of_levels

FIRST_SEED = 30_000_000
COUNT = 256
CHUNK = 64
Predict = Callable[[Tensor, int, Sequence[str]], Tensor]


class HeldOut:
    """held-out.npy of a run's folder: the latents of the scenes from FIRST_SEED on. The noise is the same each time."""

    def __init__(self, run: str, count: int = COUNT) -> None:
        self.latents = torch.from_numpy(np.load(os.path.join(run, "held-out.npy"))[:count]).float()
        self.captions = [full_caption(random_spec(FIRST_SEED + i)) for i in range(len(self.latents))]
        self.noise = torch.randn((COUNT, *self.latents.shape[1:]), generator=torch.Generator().manual_seed(5))[:len(self.latents)]

    @torch.no_grad()
    def errors(self, predict: Predict, alphas: Tensor) -> list[float]:
        """One mean squared error for each of noise.LEVELS; `predict` takes latents, a timestep and captions."""
        found = []
        for timestep in timesteps_of_levels(alphas):
            noisy, target = noised(self.latents, self.noise, alphas[timestep])
            v = torch.cat([predict(noisy[i:i + CHUNK], timestep, self.captions[i:i + CHUNK]) for i in range(0, len(noisy), CHUNK)])
            found.append((v - target).square().mean().item())
        return found
