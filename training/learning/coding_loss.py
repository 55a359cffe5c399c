"""What a picture must keep on its way through the autoencoder: colours, edges, and latents near unit deviation."""

import torch
from torch import Tensor

SQUARE, EDGE, KL = 4.0, 1.0, 1e-3


def edges(pictures: Tensor) -> tuple[Tensor, Tensor]:
    """Differences of neighbouring pixels across and down."""
    return pictures.diff(dim=3), pictures.diff(dim=2)


def edge_error(drawn: Tensor, real: Tensor) -> Tensor:
    """Mean absolute difference of the edges: blur, which squared error forgives, costs here."""
    return sum((mine - theirs).abs().mean() for mine, theirs in zip(edges(drawn), edges(real)))


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Mean Kullback–Leibler divergence of the posterior from the standard normal, in nats a value."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()


def coding_loss(drawn: Tensor, real: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    error = drawn - real
    return SQUARE * error.square().mean() + error.abs().mean() + EDGE * edge_error(drawn, real) + KL * divergence(mean, log_variance)


def psnr(drawn: Tensor, real: Tensor) -> Tensor:
    """Peak signal-to-noise ratio of each picture in dB, [n], for pixels in −1…1."""
    return -10 * ((drawn.clamp(-1, 1) - real) / 2).square().mean((1, 2, 3)).log10()
