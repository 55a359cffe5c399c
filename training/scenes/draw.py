"""From a spec to pixels."""

import numpy as np

from .backdrop import draw_background, draw_ground, draw_sky
from .canvas import Canvas
from .objects import draw_object
from .styles import apply_style


def _paint(spec, size, record):
    canvas = Canvas(size, record)
    draw_sky(canvas, spec)
    draw_background(canvas, spec)
    draw_ground(canvas, spec)
    for thing in spec["objects"]:
        draw_object(canvas, spec, thing)
    return canvas


def draw_scene(spec, size=128):
    """The picture of a scene: uint8 [size, size, 3], sRGB."""
    picture = apply_style(_paint(spec, size, False).finished(), spec)
    return (picture * 255 + 0.5).astype(np.uint8)


def object_masks(spec, size=128):
    """The visible region of every object: a list of float32 [size, size] in 0…1, in the order of spec["objects"]."""
    return _paint(spec, size, True).finished_masks()
