"""Drawn pictures made as soft as generated ones, for the networks that judge those."""

import random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from . import state


@torch.no_grad()
def coded_again(picture: np.ndarray, coded: state.Coded) -> np.ndarray:
    """uint8 [size, size, 3], as the autoencoder gives it back."""
    mean = coded.model.encoder(state.to_tensor(picture[None]))[:, :4]
    return state.to_bytes(coded.model.decoder(mean))[0]


def roughened(pictures: Tensor, rng: random.Random) -> Tensor:
    """Softened and shifted in brightness a little, at random: generated pictures are not as crisp as drawn ones."""
    if rng.random() < 0.5:
        factor = rng.choice((2, 4))
        pictures = F.interpolate(F.avg_pool2d(pictures, factor), scale_factor=float(factor), mode="bilinear")
    return (pictures * rng.uniform(0.9, 1.1) + rng.uniform(-0.06, 0.06)).clamp(-1, 1)
