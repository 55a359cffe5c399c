"""What a guided evaluation of the denoiser says, and learning to say it at once: guidance distilled into the weights."""

import torch
from torch import Tensor, nn

from learning.diffusion import STEPS


@torch.no_grad()
def guided(unet: nn.Module, sample: Tensor, timestep: Tensor, text: Tensor, empty: Tensor, strength: float | Tensor) -> Tensor:
    """v of classifier-free guidance: plain + strength · (told − plain), from one call of twice the batch."""
    plain, told = unet(torch.cat([sample, sample]), torch.cat([timestep, timestep]), torch.cat([empty, text])).chunk(2)
    return plain + strength * (told - plain)


MOST = 12.0
SPREAD = 1.5  # above 1 favours small strengths


def draw_strengths(count: int, generator: torch.Generator) -> Tensor:
    """float32 [count] strengths of guidance in 1…MOST, most of them small."""
    return 1 + (MOST - 1) * torch.rand(count, generator=generator) ** SPREAD


def ddim_step(sample: Tensor, v: Tensor, alpha: Tensor, next_alpha: Tensor) -> Tensor:
    """From share of signal `alpha` to `next_alpha`, [n] each, along v; defined at alpha 0 too."""
    alpha, next_alpha = alpha.reshape(-1, 1, 1, 1), next_alpha.reshape(-1, 1, 1, 1)
    clean = alpha.sqrt() * sample - (1 - alpha).sqrt() * v
    noise = alpha.sqrt() * v + (1 - alpha).sqrt() * sample
    return next_alpha.sqrt() * clean + (1 - next_alpha).sqrt() * noise


def v_between(sample: Tensor, later: Tensor, alpha: Tensor, next_alpha: Tensor) -> Tensor:
    """The v with which one DDIM step leads from `sample` at `alpha` to `later` at `next_alpha`: what a student must say to reach in one
    step where its teacher came in two.

    With α = cos², the step turns by the difference of angles: later = cos(φ) sample − sin(φ) v.
    """
    turn = torch.acos(alpha.sqrt().clamp(0, 1)) - torch.acos(next_alpha.sqrt().clamp(0, 1))
    turn = turn.reshape(-1, 1, 1, 1)
    return (turn.cos() * sample - later) / turn.sin()


def grid(steps: int) -> list[int]:
    """The timesteps of `steps` trailing DDIM steps, noisiest first, and −1 for the clean picture."""
    return [*(round(STEPS - i * STEPS / steps) - 1 for i in range(steps)), -1]


def alpha_at(alphas: Tensor, timesteps: Tensor) -> Tensor:
    """Shares of signal at timesteps, 1 at −1."""
    return torch.where(timesteps < 0, torch.ones(()), alphas[timesteps.clamp(min=0)])
