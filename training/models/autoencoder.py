"""The autoencoder: 128² pixels to 32² latents of 4 channels, scale factor 4, about 0.6 million parameters.

Pictures are [batch, 3, height, width] in −1…1, latents [batch, 4, height / 4, width / 4], unscaled; multiply by the package's
scaling factor for unit deviation.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import GroupNorm, ResBlock

LATENT_CHANNELS = 4


class Encoder(nn.Module):
    """Picture to `latent_parameters` [batch, 8, h / 4, w / 4]: mean, then log-variance."""

    def __init__(self, width=64, blocks=2):
        super().__init__()
        self.stem = nn.Conv2d(48, width, 3, padding=1)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(blocks)])
        self.norm = GroupNorm(8, width)
        self.head = nn.Conv2d(width, 2 * LATENT_CHANNELS, 3, padding=1)

    def forward(self, sample):
        h = self.stem(F.pixel_unshuffle(sample, 4))
        for block in self.blocks:
            h = block(h)
        return self.head(F.silu(self.norm(h)))


class Decoder(nn.Module):
    """Unscaled latents to a picture, first at a quarter, then at half of its size."""

    def __init__(self, width=96, fine=32, blocks=2):
        super().__init__()
        self.stem = nn.Conv2d(LATENT_CHANNELS, width, 3, padding=1)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(blocks)])
        self.grow = nn.Conv2d(width, 4 * fine, 3, padding=1)
        self.fine = ResBlock(fine)
        self.norm = GroupNorm(8, fine)
        self.head = nn.Conv2d(fine, 12, 3, padding=1)

    def forward(self, latent):
        h = self.stem(latent)
        for block in self.blocks:
            h = block(h)
        h = self.fine(F.pixel_shuffle(self.grow(h), 2))
        return F.pixel_shuffle(self.head(F.silu(self.norm(h))), 2)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, sample):
        """Reconstruction from a posterior sample, and the posterior's mean and log-variance."""
        mean, log_variance = self.encoder(sample).chunk(2, 1)
        log_variance = log_variance.clamp(-20, 5)
        latent = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.decoder(latent), mean, log_variance
