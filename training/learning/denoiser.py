"""What is trained together: text encoder, UNet, and a head that tells what stands in each cell, dropped once training is over."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.text_encoder import TextEncoder
from models.unet import UNet, guidance_features
from scenes.classes import CLASSES

HIDDEN = 192
GUIDANCE_WIDTH = 64  # of the embedding by which the UNet is told its guidance
SPREAD = 2  # cells of the class map along each side of a cell of the deepest features


class SceneHead(nn.Module):
    """Deepest features [batch, deep, h, w] to class scores [batch, classes, 2 h, 2 w]: asked to name things, the UNet learns to place them."""

    def __init__(self, deep: int, classes: int = CLASSES) -> None:
        super().__init__()
        self.hide, self.name = nn.Conv2d(deep, HIDDEN, 1), nn.Conv2d(HIDDEN, SPREAD ** 2 * classes, 1)

    def forward(self, features: Tensor) -> Tensor:
        return F.pixel_shuffle(self.name(F.silu(self.hide(features))), SPREAD)


class Denoiser(nn.Module):
    def __init__(self, vocabulary: int, **unet: int) -> None:
        super().__init__()
        self.text_encoder = TextEncoder(vocabulary)
        self.unet = UNet(coordinates=True, guidance_width=GUIDANCE_WIDTH, **unet)
        self.scene_head = SceneHead(self.unet.config["deep"])

    def forward(self, sample: Tensor, timestep: Tensor, ids: Tensor, guidance: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Noisy latents [n, 4, h, w], timesteps [n], token ids [n, tokens] to v, shaped like the latents, and class scores.

        `guidance` [n] are the strengths whose answer is wanted; None is 1, unguided.
        """
        condition = None if guidance is None else guidance_features(guidance, self.unet.guidance_width)
        v, deepest = self.unet.run(sample, timestep, self.text_encoder(ids), timestep_cond=condition)
        return v, self.scene_head(deepest)

    def matrices(self) -> list[nn.Parameter]:
        """What Muon trains: every matrix and kernel between the first and the last layers."""
        outer = ("tokens", "places", "stem", "unet.guidance", "unet.head", "scene_head.name")
        return [p for name, p in self.named_parameters() if p.ndim >= 2 and not any(part in name for part in outer)]

    def others(self) -> list[nn.Parameter]:
        """What AdamW trains: tables, first and last layers, biases, scales."""
        chosen = {id(p) for p in self.matrices()}
        return [p for p in self.parameters() if id(p) not in chosen]


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, keep: float) -> None:
    """Moves a moving average towards the model: average = keep · average + (1 − keep) · model."""
    torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
