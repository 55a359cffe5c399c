"""The denoiser's loss: squared error of v, cells with things in them counting more, and the class map's cross-entropy."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .dataset import Batch
from .denoiser import Denoiser
from .guidance import draw_strengths, guided
from .noise import draw_timesteps, noised

THINGS_COUNT = 4.0
CLASS_GAIN = 0.1
FIRST_THING = 3  # classes before it are sky, backdrop and ground


def cell_weights(classes: Tensor) -> Tensor:
    """How much each cell of a class map counts, [n, 1, h, w]: small as they are, things are the hardest."""
    return 1 + (THINGS_COUNT - 1) * (classes[:, FIRST_THING:].sum(1, keepdim=True) > 0.05).float()


@dataclass
class Guidance:
    """By whom guidance is taught, on which `share` of each batch; `empty` are the token ids [1, tokens] of no words."""

    teacher: Denoiser
    empty: Tensor
    share: float


@torch.no_grad()
def guided_target(guidance: Guidance, noisy: Tensor, timesteps: Tensor, ids: Tensor, strengths: Tensor) -> Tensor:
    """v of classifier-free guidance by the teacher, float32 like `noisy`."""
    text, empty = (guidance.teacher.text_encoder(words) for words in (ids, guidance.empty.expand(len(ids), -1)))
    return guided(guidance.teacher.unet, noisy, timesteps.float(), text, empty, strengths.reshape(-1, 1, 1, 1)).float()


def denoising_loss(model: nn.Module, batch: Batch, alphas: Tensor, generator: torch.Generator, *, contrast: float = 0.0,
                   half: bool = False, guidance: Guidance | None = None) -> tuple[Tensor, Tensor]:
    """Errors of v and of the class map, both scalars.

    `contrast` λ takes away λ times the distance to the v of another scene of the batch (contrastive flow matching, arXiv 2506.05350),
    so that scenes of different captions are not averaged. With `guidance` the first scenes of the batch learn, instead of the true v, what
    the teacher says guided by some strength (arXiv 2210.03142), their errors divided by that strength.
    """
    timesteps = draw_timesteps(len(batch.clean), generator)
    noisy, target = noised(batch.clean, torch.randn(batch.clean.shape, generator=generator), alphas[timesteps])
    rows, strengths = torch.ones(len(noisy), 1, 1, 1), None
    if guidance:
        taught = round(guidance.share * len(noisy))
        strengths = torch.ones(len(noisy))
        strengths[:taught] = draw_strengths(taught, generator)
        with torch.autocast(batch.clean.device.type, torch.bfloat16, enabled=half):
            target[:taught] = guided_target(guidance, noisy[:taught], timesteps[:taught], batch.ids[:taught], strengths[:taught])
        rows = 1 / strengths.reshape(-1, 1, 1, 1)
    with torch.autocast(batch.clean.device.type, torch.bfloat16, enabled=half):
        v, scores = model(noisy, timesteps.float(), batch.ids, *([] if strengths is None else [strengths]))
    v, weights = v.float(), cell_weights(batch.classes)
    fine = F.interpolate(weights, scale_factor=float(v.shape[-1] / weights.shape[-1]))
    error = (v - target).square()
    if contrast:
        error = error - contrast * (v - target.roll(1, 0)).square()
    entropy = -(batch.classes * F.log_softmax(scores.float(), 1)).sum(1, keepdim=True)
    return (rows * fine * error).mean() / fine.mean(), (weights * entropy).mean() / weights.mean()
