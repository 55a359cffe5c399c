"""Change maps for the samples: float32 [size, size] in 0…1, 1 = may change fully. Lengths are fractions of the side."""

import numpy as np
from PIL import Image, ImageFilter

from scenes.draw import object_masks


def _smooth(mask, radius):
    pixels = radius * mask.shape[0]
    image = Image.fromarray((255 * mask).astype(np.uint8)).filter(ImageFilter.GaussianBlur(pixels))
    return np.asarray(image, np.float32) / 255


def _grown(mask, margin):
    pixels = round(margin * mask.shape[0])
    image = Image.fromarray((255 * (mask > 0.02)).astype(np.uint8)).filter(ImageFilter.MaxFilter(2 * pixels + 1))
    return np.asarray(image, np.float32) / 255


def everything(spec, size, change=1.0):
    return np.full((size, size), change, np.float32)


def nothing(spec, size):
    """For exemplars, which bring change maps of their own."""
    return everything(spec, size, 0.0)


def from_column(spec, size, x, feather=0.06):
    """All that lies right of `x`, with a soft rim to the left of it."""
    columns = (np.arange(size, dtype=np.float32) + 0.5) / size
    return np.tile(np.clip((columns - x + feather) / feather, 0, 1).astype(np.float32), (size, 1))


def thing(spec, size, index=0, grow=1 / 32, feather=1 / 64):
    """The region of one object, a little wider, with a soft edge outside of it."""
    region = _grown(object_masks(spec, size)[index], grow)
    return np.clip(_smooth(region, feather) * 1.35, 0, 1)


def left_to_right(spec, size, low=0.0, high=1.0):
    """A ramp from `low` at the left edge to `high` at the right one, cut to 0…1."""
    return np.tile(np.clip(np.linspace(low, high, size, dtype=np.float32), 0, 1), (size, 1))


def below_horizon(spec, size, change=1.0, edge=0.03):
    y = (np.arange(size, dtype=np.float32) + 0.5) / size
    column = np.clip((y - spec["horizon"] + edge) / (2 * edge), 0, 1) * change
    return np.tile(column[:, None], (1, size))


def above_horizon(spec, size, change=1.0, edge=0.03):
    return change - below_horizon(spec, size, change, edge)


def disc(spec, size, x=0.5, y=0.3, radius=0.25, feather=0.12):
    """A round spot with a soft rim; all lengths as fractions of the side."""
    axis = (np.arange(size, dtype=np.float32) + 0.5) / size
    distance = np.hypot(axis[None] - x, axis[:, None] - y)
    return np.clip((radius + feather - distance) / feather, 0, 1).astype(np.float32)


def sparing(change, spec, size, index=0, kept=0.5, feather=1 / 64):
    """`change`, weakened inside one object to at most `kept`."""
    inside = _smooth(_grown(object_masks(spec, size)[index], 1 / 128), feather)
    return np.minimum(change, 1 - inside * (1 - kept)).astype(np.float32)
