"""Says where a person's keypoints are. It judges edits by pose in `npm run evaluate`; the product never sees it."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from scenes.pose import KEYPOINTS

from .blocks import GroupNorm, ResBlock

CELLS = 64
"""Side of the heat maps; a picture's side is four times it."""


class KeypointJudge(nn.Module):
    """Pictures [n, 3, 256, 256] in −1…1 to scores [n, 18, 64, 64]: the softmax over a map's cells says where that keypoint is."""

    def __init__(self, fine: int = 32, middle: int = 48, width: int = 80) -> None:
        super().__init__()
        self.stem = nn.Conv2d(48, fine, 3, padding=1)
        self.down = nn.ModuleList([nn.Conv2d(fine, middle, 3, stride=2, padding=1), nn.Conv2d(middle, width, 3, stride=2, padding=1),
                                   nn.Conv2d(width, width, 3, stride=2, padding=1)])
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(2)])
        self.up = nn.ModuleList([nn.Conv2d(2 * width, width, 3, padding=1), nn.Conv2d(width + middle, middle, 3, padding=1),
                                 nn.Conv2d(middle + fine, fine, 3, padding=1)])
        self.norm = GroupNorm(8, fine)
        self.heat = nn.Conv2d(fine, len(KEYPOINTS), 3, padding=1)

    def forward(self, sample: Tensor) -> Tensor:
        h = F.silu(self.stem(F.pixel_unshuffle(sample, 4)))
        left = []
        for conv in self.down:
            left.append(h)
            h = F.silu(conv(h))
        for block in self.blocks:
            h = block(h)
        for conv in self.up:
            h = F.silu(conv(torch.cat([F.interpolate(h, scale_factor=2.0, mode="nearest"), left.pop()], 1)))
        return self.heat(F.silu(self.norm(h)))


def places(scores: Tensor) -> Tensor:
    """[n, 18, 64, 64] to [n, 18, 2], x and y in fractions of the side: the mean of the cells around the likeliest, by their likelihood."""
    n, count, rows, columns = scores.shape
    best = scores.flatten(2).argmax(2)
    row, column = torch.arange(rows, device=scores.device), torch.arange(columns, device=scores.device)
    near = ((row - best[..., None] // columns).abs() <= 2)[..., :, None] & ((column - best[..., None] % columns).abs() <= 2)[..., None, :]
    shares = scores.masked_fill(~near, float("-inf")).flatten(2).softmax(2).view(n, count, rows, columns)
    return torch.stack([(shares.sum(2) * (column + 0.5)).sum(2) / columns, (shares.sum(3) * (row + 0.5)).sum(2) / rows], 2)
