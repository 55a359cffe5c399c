"""The autoencoder: 256² pixels to 32² latents of 4 channels, scale factor 8, 0.44 million parameters down and 1.06 million up.

Pictures are [batch, 3, height, width] in −1…1, latents [batch, 4, height / 8, width / 8], unscaled; multiply by the package's
scaling factor for unit deviation.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .blocks import GroupNorm, ResBlock

LATENT_CHANNELS = 4
SCALE_FACTOR = 8


class Encoder(nn.Module):
    """Picture to `latent_parameters` [batch, 8, h / 8, w / 8]: mean, then log-variance."""

    def __init__(self, fine: int = 48, width: int = 96, blocks: int = 2) -> None:
        super().__init__()
        self.stem = nn.Conv2d(48, fine, 3, padding=1)
        self.fine = ResBlock(fine)
        self.shrink = nn.Conv2d(fine, width, 3, stride=2, padding=1)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(blocks)])
        self.norm = GroupNorm(8, width)
        self.head = nn.Conv2d(width, 2 * LATENT_CHANNELS, 3, padding=1)

    def forward(self, sample: Tensor) -> Tensor:
        h = self.shrink(self.fine(self.stem(F.pixel_unshuffle(sample, 4))))
        for block in self.blocks:
            h = block(h)
        return self.head(F.silu(self.norm(h)))


class Decoder(nn.Module):
    """Unscaled latents to a picture, at an eighth, then a quarter, then half of its size; most of the work is done where it is small."""

    def __init__(self, width: int = 128, middle: int = 64, fine: int = 32, blocks: int = 2) -> None:
        super().__init__()
        self.stem = nn.Conv2d(LATENT_CHANNELS, width, 3, padding=1)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(blocks)])
        self.grow_middle = nn.Conv2d(width, 4 * middle, 3, padding=1)
        self.middle = ResBlock(middle)
        self.grow_fine = nn.Conv2d(middle, 4 * fine, 3, padding=1)
        self.fine = ResBlock(fine)
        self.norm = GroupNorm(8, fine)
        self.head = nn.Conv2d(fine, 12, 3, padding=1)

    def forward(self, latent: Tensor) -> Tensor:
        h = self.stem(latent)
        for block in self.blocks:
            h = block(h)
        h = self.middle(F.pixel_shuffle(self.grow_middle(h), 2))
        h = self.fine(F.pixel_shuffle(self.grow_fine(h), 2))
        return F.pixel_shuffle(self.head(F.silu(self.norm(h))), 2)


class Autoencoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, sample: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Reconstruction from a posterior sample, and the posterior's mean and log-variance."""
        mean, log_variance = self.encoder(sample).float().chunk(2, 1)
        log_variance = log_variance.clamp(-20, 5)
        latent = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.decoder(latent), mean, log_variance
