"""A drawing surface in unit coordinates, drawn large and averaged down, which can record silhouettes as it goes."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

OVERSAMPLE = 3


@lru_cache(maxsize=None)
def _glow_mask(power):
    axis = (np.arange(96) + 0.5) / 48 - 1
    radius = np.minimum(1, np.sqrt(axis[:, None] ** 2 + axis[None] ** 2))
    return Image.fromarray((255 * (1 - radius) ** power).astype(np.uint8))


def to_bytes(colour):
    return tuple(int(min(255, max(0, round(255 * c)))) for c in colour[:3])


class Canvas:
    """Colours are RGB triples in 0…1; positions and lengths are fractions of the side."""

    def __init__(self, size, record=False):
        self.size = size
        self.side = size * OVERSAMPLE
        self.image = Image.new("RGB", (self.side, self.side))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.record = record
        self.silhouettes = []

    def begin_object(self):
        if self.record:
            silhouette = Image.new("L", (self.side, self.side))
            self.silhouettes.append(silhouette)
            self.stencil = ImageDraw.Draw(silhouette)

    def _fill(self, shape, points, colour, alpha, solid):
        box = [v * self.side for v in points]
        getattr(self.pen, shape)(box, fill=(*to_bytes(colour), int(255 * alpha)))
        if solid and self.record and self.silhouettes:
            getattr(self.stencil, shape)(box, fill=255)

    def polygon(self, points, colour, alpha=1.0, solid=False):
        self._fill("polygon", [v for point in points for v in point], colour, alpha, solid)

    def ellipse(self, x, y, rx, ry, colour, alpha=1.0, solid=False):
        self._fill("ellipse", (x - rx, y - ry, x + rx, y + ry), colour, alpha, solid)

    def rect(self, x0, y0, x1, y1, colour, alpha=1.0, solid=False):
        self._fill("rectangle", (x0, y0, x1, y1), colour, alpha, solid)

    def gradient(self, y0, y1, stops):
        """A vertical gradient over the whole width; `stops` are colours at even distances from y0 to y1."""
        top, bottom = round(y0 * self.side), round(y1 * self.side)
        at = np.linspace(0, len(stops) - 1, max(1, bottom - top))
        column = np.stack([np.interp(at, range(len(stops)), [s[c] for s in stops]) for c in range(3)], 1)
        strip = Image.fromarray((255 * column.clip(0, 1) + 0.5).astype(np.uint8)[:, None])
        self.image.paste(strip.resize((self.side, max(1, bottom - top)), Image.NEAREST), (0, top))

    def glow(self, x, y, radius, colour, alpha=1.0, power=2):
        """A soft disc of light that fades to nothing at `radius`."""
        side = max(2, round(2 * radius * self.side))
        mask = _glow_mask(power).resize((side, side), Image.BILINEAR)
        if alpha < 1:
            mask = mask.point(lambda v: int(v * alpha))
        self.image.paste(to_bytes(colour), (round(x * self.side - side / 2), round(y * self.side - side / 2)), mask)

    def finished(self):
        """The picture as float32 [size, size, 3] in 0…1."""
        return np.asarray(self.image.reduce(OVERSAMPLE), np.float32) / 255

    def finished_masks(self):
        """One float32 [size, size] in 0…1 for each object, in drawing order, later objects cutting earlier ones."""
        masks = [np.asarray(s.reduce(OVERSAMPLE), np.float32) / 255 for s in self.silhouettes]
        for i, mask in enumerate(masks):
            for later in masks[i + 1:]:
                mask *= 1 - later
        return masks
