"""Finishing styles: what turns the plain drawing into a watercolor or a pencil drawing. Arrays are float32 [h, w, 3] in 0…1."""

import numpy as np
from PIL import Image, ImageFilter

from .backdrop import stream

PAPER = np.array([0.975, 0.96, 0.92], np.float32)


def _blur(picture, radius):
    image = Image.fromarray((picture * 255 + 0.5).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255


def _wash(spec, size):
    """Slow variation of pigment, float32 [size, size, 1] around 0 within about ±1."""
    rng = stream(spec, "wash")
    grid = np.array([[rng.uniform(0, 255) for _ in range(7)] for _ in range(7)], np.uint8)
    smooth = Image.fromarray(grid).resize((size, size), Image.BICUBIC)
    return (np.asarray(smooth, np.float32) / 127.5 - 1)[..., None]


def apply_style(picture, spec):
    size = picture.shape[0]
    unit = size / 128
    paper_light = {"night": 0.14, "sunset": 0.75, "overcast": 0.85}.get(spec["time"], 1.0)
    if spec["style"] == "watercolor":
        soft = _blur(picture, 1.1 * unit)
        pooled = soft + 0.5 * (soft - _blur(soft, 3.5 * unit))
        pale = 0.76 * pooled + 0.24 * PAPER * paper_light
        return np.clip(pale * (1 + 0.10 * _wash(spec, size)), 0, 1)
    if spec["style"] == "pencil":
        grey = picture @ np.array([0.3, 0.59, 0.11], np.float32)
        padded = np.pad(grey, 1, mode="edge")
        edges = np.hypot(padded[1:-1, 2:] - padded[1:-1, :-2], padded[2:, 1:-1] - padded[:-2, 1:-1])
        tinted = 0.5 * picture + 0.5 * grey[..., None]
        pale = 0.72 * tinted + 0.28 * PAPER * paper_light
        return np.clip(pale * (1 - np.minimum(0.75, 1.5 * edges * (grey > 0.2)))[..., None], 0, 1)
    return picture
