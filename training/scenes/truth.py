"""What is true of a scene beside its picture and caption: regions, depth, edges, keypoints. All follow from the spec, at any size."""

import random

import numpy as np
from PIL import Image, ImageDraw

from .classes import BACKDROP_HEIGHT
from .draw import draw_scene, object_masks
from .pose import LIMBS, keypoints

HORIZON_DEPTH, BACKDROP_DEPTH, BALLOON_DEPTH = 0.25, 0.12, 0.5
EDGE = 0.09  # least step of the colours, 0…1, that counts as an edge
# OpenPose's own colours, one for each of LIMBS and of the keypoints.
POSE_COLOURS = ((255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0), (0, 255, 0), (0, 255, 85), (0, 255, 170),
                (0, 255, 255), (0, 170, 255), (0, 85, 255), (0, 0, 255), (85, 0, 255), (170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85))


def regions(spec: dict, size: int) -> np.ndarray:
    """uint8 [size, size]: 0 sky, 1 backdrop, 2 ground, 3 + i the i-th object, later ones before earlier ones."""
    y = (np.arange(size) + 0.5) / size
    rows = np.where(y >= spec["horizon"], 2, np.where(y >= spec["horizon"] - BACKDROP_HEIGHT, 1, 0)).astype(np.uint8)
    out = np.repeat(rows[:, None], size, 1)
    for i, mask in enumerate(object_masks(spec, size)):
        out[mask > 0.5] = 3 + i
    return out


def _ground_depth(y: np.ndarray | float, horizon: float) -> np.ndarray | float:
    return HORIZON_DEPTH + (1 - HORIZON_DEPTH) * (y - horizon) / (1 - horizon)


def depth(spec: dict, size: int) -> np.ndarray:
    """float32 [size, size], 0 the sky, 1 nearest to the viewer. A thing is as far as the ground at its foot."""
    region, horizon = regions(spec, size), spec["horizon"]
    y = np.repeat(((np.arange(size) + 0.5) / size)[:, None], size, 1)
    out = np.where(region == 1, BACKDROP_DEPTH, 0.0)
    out = np.where(region == 2, _ground_depth(y, horizon), out)
    for i, thing in enumerate(spec["objects"]):
        out[region == 3 + i] = BALLOON_DEPTH if thing["kind"] == "balloon" else _ground_depth(thing["y"], horizon)
    return out.astype(np.float32)


def edges(spec: dict, size: int) -> np.ndarray:
    """uint8 [size, size], 255 where the colours of the plain drawing by day step: lines a style or the night does not hide."""
    plain = draw_scene({**spec, "style": "flat", "time": "day"}, size).astype(np.float32) / 255
    step = np.zeros((size, size), np.float32)
    step[:, 1:] = np.abs(np.diff(plain, axis=1)).max(-1)
    step[1:] = np.maximum(step[1:], np.abs(np.diff(plain, axis=0)).max(-1))
    return np.where(step > EDGE, 255, 0).astype(np.uint8)


def people(spec: dict) -> list[list[tuple[float, float]]]:
    """The 18 keypoints of every person, in fractions of the side."""
    return [keypoints(thing) for thing in spec["objects"] if thing["kind"] == "person"]


def draw_skeletons(skeletons: list[list[tuple[float, float]]], size: int) -> np.ndarray:
    """uint8 [size, size, 3]: skeletons as OpenPose draws them, in colours on black."""
    image = Image.new("RGB", (size, size))
    pen, width = ImageDraw.Draw(image), max(2, round(size / 64))
    for points in skeletons:
        places = [(x * size, y * size) for x, y in points]
        for (start, end), colour in zip(LIMBS, POSE_COLOURS):
            pen.line([places[start], places[end]], tuple(round(c * 0.6) for c in colour), width)
        for (x, y), colour in zip(places, POSE_COLOURS):
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), colour)
    return np.asarray(image)


def scribble(spec: dict, size: int, horizon: bool = True) -> np.ndarray:
    """uint8 [size, size], 255 on thick outlines of the things and, where asked for, of the horizon, as somebody might sketch them."""
    region = regions(spec, size)
    if not horizon:
        region[region < 3] = 0
    outline = np.zeros((size, size), bool)
    outline[:, 1:] = region[:, 1:] != region[:, :-1]
    outline[1:] |= region[1:] != region[:-1]
    return np.where(_thickened(outline, max(1, size // 128)), 255, 0).astype(np.uint8)


def by_hand(lines: np.ndarray, rng: random.Random, cells: int = 6) -> np.ndarray:
    """Lines as a hand draws them, a few pixels beside where they should be: moved by smooth, random ways of up to 1 % of the side."""
    size = len(lines)
    y, x = np.mgrid[:size, :size]
    ways = (np.array([[rng.uniform(-1, 1) for _ in range(cells)] for _ in range(cells)], np.float32) for _ in range(2))
    down, across = (np.asarray(Image.fromarray(way).resize((size, size), Image.BICUBIC)) * size / 100 for way in ways)
    rows, columns = (np.clip(np.rint(at), 0, size - 1).astype(int) for at in (y + down, x + across))
    return lines[rows, columns]


def _thickened(lines: np.ndarray, by: int) -> np.ndarray:
    out = lines.copy()
    for _ in range(by):
        grown = out.copy()
        grown[1:] |= out[:-1]
        grown[:-1] |= out[1:]
        grown[:, 1:] |= out[:, :-1]
        grown[:, :-1] |= out[:, 1:]
        out = grown
    return out
