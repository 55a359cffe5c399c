"""What stands where, cell by cell: sky, backdrop, ground, or a thing of a kind in a colour."""

import numpy as np

from .draw import object_masks
from .spec import COLOURS, WIDE_KINDS

SKY, BACKDROP, GROUND = range(3)
CLASSES = 3 + len(WIDE_KINDS) * len(COLOURS)
BACKDROP_HEIGHT = 0.16  # of the side, above the horizon
DRAWN = 32


def class_of(kind: str, colour: str) -> int:
    return 3 + WIDE_KINDS.index(kind) * len(COLOURS) + COLOURS.index(colour)


def class_map(spec: dict, side: int = 16) -> np.ndarray:
    """float32 [CLASSES, side, side]: each class's share of each cell; the shares of a cell sum to 1. `side` divides 32."""
    out = np.zeros((CLASSES, DRAWN, DRAWN), np.float32)
    y, horizon = (np.arange(DRAWN) + 0.5) / DRAWN, spec["horizon"]
    out[SKY] = (y < horizon - BACKDROP_HEIGHT)[:, None]
    out[BACKDROP] = ((y >= horizon - BACKDROP_HEIGHT) & (y < horizon))[:, None]
    out[GROUND] = (y >= horizon)[:, None]
    for thing, mask in zip(spec["objects"], object_masks(spec, DRAWN)):
        out *= 1 - mask
        out[class_of(thing["kind"], thing["colour"])] += mask
    cell = DRAWN // side
    return out.reshape(CLASSES, side, cell, side, cell).mean((2, 4))
