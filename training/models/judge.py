"""A classifier that says what a picture shows. It judges edits in `npm run evaluate`; the product never sees it."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from scenes.classes import CLASSES
from scenes.spec import BACKGROUNDS, GROUNDS, STYLES, TIMES

from .blocks import GroupNorm, ResBlock

WHOLE = {"time": TIMES, "style": STYLES, "ground": GROUNDS, "background": BACKGROUNDS}
"""What is asked of the picture as a whole, in the order of the second output."""


class Judge(nn.Module):
    """Pictures [n, 3, 256, 256] in −1…1 to class scores of cells [n, CLASSES, 16, 16] and scores of the whole [n, 15] (WHOLE's words)."""

    def __init__(self, fine: int = 32, width: int = 64) -> None:
        super().__init__()
        self.stem = nn.Conv2d(48, fine, 3, padding=1)
        self.first = nn.Conv2d(fine, width, 3, stride=2, padding=1)
        self.second = nn.Conv2d(width, width, 3, stride=2, padding=1)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(2)])
        self.norm = GroupNorm(8, width)
        self.cells = nn.Conv2d(width, CLASSES, 3, padding=1)
        self.whole = nn.Linear(2 * (fine + width), sum(map(len, WHOLE.values())))

    def forward(self, sample: Tensor) -> tuple[Tensor, Tensor]:
        fine = F.silu(self.stem(F.pixel_unshuffle(sample, 4)))
        h = self.second(F.silu(self.first(fine)))
        for block in self.blocks:
            h = block(h)
        h = F.silu(self.norm(h))
        # The mean and the mean square of fine and coarse features: a style shows in how much they vary.
        pooled = [(f.mean((2, 3)), f.square().mean((2, 3))) for f in (fine, h)]
        return self.cells(h), self.whole(torch.cat([part for pair in pooled for part in pair], 1))
