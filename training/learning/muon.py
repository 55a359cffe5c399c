"""Muon: momentum whose update of a matrix is made nearly orthogonal, so that no direction of a weight is learned much sooner than another."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

COEFFICIENTS = (3.4445, -4.775, 2.0315)
STEPS = 3
UPDATE_SCALE = 0.2  # with the square root of the longer side: updates as large as AdamW's, so that its rates fit


@torch.no_grad()
def orthogonalised(matrix: Tensor, steps: int = STEPS, dtype: torch.dtype = torch.float32) -> Tensor:
    """A matrix [m, n] with its singular vectors and singular values near 1, by Newton–Schulz iteration (quintic)."""
    a, b, c = COEFFICIENTS
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if tall else matrix).to(dtype)
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Muon:
    """Works on parameters of two or more dimensions; kernels are flattened to [outputs, everything else]."""

    def __init__(self, parameters: Iterable[nn.Parameter], momentum: float = 0.95, decay: float = 0.01,
                 dtype: torch.dtype = torch.float32) -> None:
        self.parameters = list(parameters)
        self.velocities = [torch.zeros_like(p) for p in self.parameters]
        self.momentum, self.decay, self.dtype = momentum, decay, dtype

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Moves every parameter that has a gradient, and drops the gradients."""
        for parameter, velocity in zip(self.parameters, self.velocities):
            if parameter.grad is None:
                continue
            velocity.mul_(self.momentum).add_(parameter.grad)
            ahead = (parameter.grad + self.momentum * velocity).flatten(1)
            update = orthogonalised(ahead, dtype=self.dtype) * (UPDATE_SCALE * max(ahead.shape) ** 0.5)
            parameter.mul_(1 - rate * self.decay).sub_(update.reshape(parameter.shape), alpha=rate)
            parameter.grad = None

    def state_dict(self) -> dict[str, list[Tensor]]:
        return {"velocities": self.velocities}

    def load_state_dict(self, state: dict[str, list[Tensor]]) -> None:
        for own, saved in zip(self.velocities, state["velocities"], strict=True):
            own.copy_(saved)
