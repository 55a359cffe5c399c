"""A guide for the denoiser: a copy of its way down that reads a drawn condition and speaks to the way up through zero convolutions.

At first it says nothing, so training begins with the denoiser as it is.
"""

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .unet import UNet, coordinate_features, timestep_features


def _silent(width_in: int, width_out: int) -> nn.Conv2d:
    layer = nn.Conv2d(width_in, width_out, 1)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Hint(nn.Module):
    """A condition [n, 3, H, W] in 0…1, sixteen pixels to a feature cell, to what is added to the stem [n, width, H / 16, W / 16]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.read = nn.Conv2d(48, 32, 3, padding=1)
        self.halve = nn.Conv2d(32, 64, 3, stride=2, padding=1)
        self.quarter = nn.Conv2d(64, 64, 3, stride=2, padding=1)
        self.speak = _silent(64, width)

    def forward(self, condition: Tensor) -> Tensor:
        h = F.silu(self.read(F.pixel_unshuffle(condition, 4)))
        return self.speak(F.silu(self.quarter(F.silu(self.halve(h)))))


class ControlNet(nn.Module):
    """For a UNet with the configuration of `unet`: the first block of each level of its way down, as it is there.

    It attends to no text, which the denoiser reads itself: 1.7 million parameters, less than 3 MB where most weights are stored in 8 bits.
    """

    def __init__(self, unet: UNet) -> None:
        super().__init__()
        width, deep, self.depth = (unet.config[name] for name in ("width", "deep", "depth"))
        self.width, self.coordinates = width, unet.coordinates
        self.time, self.stem, self.shrink = (copy.deepcopy(part) for part in (unet.time, unet.stem, unet.shrink))
        self.fine, self.coarse = copy.deepcopy(unet.down[0].block), copy.deepcopy(unet.deep_down[0].block)
        self.hint = Hint(width)
        self.spoken_fine = nn.ModuleList(_silent(width, width) for _ in range(self.depth))
        self.spoken_coarse = nn.ModuleList(_silent(deep, deep) for _ in range(self.depth + 1))

    def forward(
        self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor | None, controlnet_cond: Tensor, conditioning_scale: Tensor | float = 1.0
    ) -> list[Tensor]:
        """What is added to each feature map that the UNet keeps, in order, and last to its deepest features; times the scale.

        The text takes no part: it stands among the inputs because every ControlNet of diffusers has it there.
        """
        time = self.time(timestep_features(timestep, self.width))
        x = F.pixel_unshuffle(sample, 2)
        if self.coordinates:
            x = torch.cat([x, coordinate_features(x)], 1)
        fine = self.fine(self.stem(x) + self.hint(controlnet_cond), time)
        coarse = self.coarse(self.shrink(fine), time)
        spoken = [*(speak(fine) for speak in self.spoken_fine), *(speak(coarse) for speak in self.spoken_coarse)]
        return [h * conditioning_scale for h in spoken]
