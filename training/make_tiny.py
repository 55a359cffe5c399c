"""The tiny test package: the starter's layout and kinds of nodes with seeded random weights, and an autoencoder that keeps colours.

Native size 64², latents 16². Its pictures mean nothing; they are finite, varied, depend on prompt and seed, and are quick.
"""

import argparse
import os

import torch
from torch import nn
from torch.nn import functional as F

from learning.diffusion import add_noise, alphas_cumprod
from models.text_encoder import TextEncoder
from models.unet import UNet
from packaging.package import write_package
from packaging.parity import wave, write_parity
from scenes import tokenizer

SIZE = 64
SCALING_FACTOR = 2.0
CARD = """# Tiny test package

Random weights in the starter's layout, for tests: it shows no learned picture. Native size 64², scale factor 4.
Made by `training/make_tiny.py`; the licence is the project's.
"""


def _block_basis():
    """[4, 48]: how a 4² block's red, green and blue means, and its brightness slope from left to right, read its 48 values."""
    basis = torch.zeros(4, 3, 4, 4)
    for colour in range(3):
        basis[colour, colour] = 1 / 16
    basis[3] = torch.linspace(-1, 1, 4) / 24
    return basis.reshape(4, 48)


class BlockEncoder(nn.Module):
    """Means are the colours of 4² blocks and a slope; log-variances are constant."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(48, 8, 1)
        self.mix.weight.data.zero_()
        self.mix.weight.data[:4, :, 0, 0] = _block_basis()
        self.mix.bias.data = torch.tensor([0.0] * 4 + [-12.0] * 4)

    def forward(self, sample):
        return self.mix(F.pixel_unshuffle(sample, 4))


class BlockDecoder(nn.Module):
    """The encoder's transpose, normalised: a constant block comes back as it was."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(4, 48, 1)
        basis = _block_basis()
        self.mix.weight.data[:, :, 0, 0] = (basis / basis.square().sum(1, keepdim=True)).t()
        self.mix.bias.data.zero_()

    def forward(self, latent_sample):
        return F.pixel_shuffle(self.mix(latent_sample), 4)


def _stir(module, spread):
    """Random weights everywhere, also where training starts from zero."""
    for name, weights in module.named_parameters():
        if weights.ndim > 1 and "places" not in name and "tokens" not in name:
            fan_in = weights[0].numel()
            nn.init.normal_(weights, std=spread / fan_in ** 0.5)


@torch.no_grad()
def build():
    torch.manual_seed(11)
    words = tokenizer.build()
    text_encoder = TextEncoder(len(words.vocab), width=32, layers=1, heads=2)
    unet = UNet(width=24, deep=40, text_width=32, heads=2, depth=1, pooled=False)
    _stir(text_encoder, 1.0)
    _stir(unet, 1.0)
    for stage in unet.modules():
        if hasattr(stage, "text_attention"):
            stage.text_attention.to_out.weight.mul_(2)
    text = text_encoder(torch.tensor([words.encode("a blue house at night")], dtype=torch.int32))
    noisy = add_noise(wave((1, 4, 16, 16), 0), torch.randn(1, 4, 16, 16), 500, alphas_cumprod())
    out = unet(noisy, torch.tensor([500.0]), text)
    unet.head.weight.mul_(0.4 / out.std())
    unet.head.bias.zero_()
    return {"words": words, "text_encoder": text_encoder, "unet": unet, "encoder": BlockEncoder(), "decoder": BlockDecoder()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    parts = build()
    write_package(out, **parts, scaling_factor=SCALING_FACTOR, size=SIZE, card=CARD)
    write_parity(os.path.join(out, "parity.json"), **parts, size=SIZE)


if __name__ == "__main__":
    main()
