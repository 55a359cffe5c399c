"""The things that the wide world adds: people, buses, flowers. Arguments as in objects.py."""

import math

from .palette import LAMP, mix, rgb
from .pose import KEYPOINTS, keypoints

SKIN, HAIR, TROUSERS, SHOES = rgb("e3ab86"), rgb("4a3020"), rgb("39445c"), rgb("2b2422")
BUS_WINDOWS = 5
PETALS = 9


def limb(canvas, start, end, radius, colour):
    """A thick line with round ends."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    across = (radius * (y1 - y0) / length, -radius * (x1 - x0) / length)
    canvas.polygon([(x0 + across[0], y0 + across[1]), (x1 + across[0], y1 + across[1]), (x1 - across[0], y1 - across[1]),
                    (x0 - across[0], y0 - across[1])], colour, solid=True)
    for x, y in (start, end):
        canvas.ellipse(x, y, radius, radius, colour, solid=True)


def draw_person(canvas, thing, paint, tone):
    """Clothes in the thing's colour; every joint lies on its keypoint."""
    at, s = dict(zip(KEYPOINTS, keypoints(thing))), thing["size"]
    for side in ("right", "left"):
        limb(canvas, at[f"{side} hip"], at[f"{side} knee"], 0.05 * s, tone(TROUSERS))
        limb(canvas, at[f"{side} knee"], at[f"{side} ankle"], 0.042 * s, tone(TROUSERS, 0.9))
        x, y = at[f"{side} ankle"]
        canvas.ellipse(x, y + 0.012 * s, 0.055 * s, 0.03 * s, tone(SHOES), solid=True)
    corners = [at[name] for name in ("right shoulder", "left shoulder", "left hip", "right hip")]
    for start, end in zip(corners, corners[1:] + corners[:1]):
        limb(canvas, start, end, 0.045 * s, tone(paint))
    canvas.polygon(corners, tone(paint), solid=True)
    canvas.polygon([((corners[0][0] + corners[1][0]) / 2, corners[0][1]), corners[1], corners[2],
                    ((corners[2][0] + corners[3][0]) / 2, corners[2][1])], tone(paint, 0.88), solid=True)
    limb(canvas, at["neck"], at["nose"], 0.032 * s, tone(SKIN, 0.92))
    for side in ("right", "left"):
        limb(canvas, at[f"{side} elbow"], at[f"{side} wrist"], 0.03 * s, tone(SKIN))
        limb(canvas, at[f"{side} shoulder"], at[f"{side} elbow"], 0.042 * s, tone(paint, 0.94))
        canvas.ellipse(*at[f"{side} wrist"], 0.036 * s, 0.036 * s, tone(SKIN), solid=True)
    x, y = at["nose"]
    canvas.ellipse(x, y - 0.022 * s, 0.072 * s, 0.084 * s, tone(HAIR), solid=True)
    canvas.ellipse(x, y, 0.062 * s, 0.07 * s, tone(SKIN), solid=True)
    for side in ("right", "left"):
        canvas.ellipse(*at[f"{side} eye"], 0.009 * s, 0.011 * s, tone(SHOES), solid=True)


def draw_bus(canvas, x, y, s, paint, tone, night):
    w, top, floor = s * 0.54, y - s * 0.58, y - s * 0.06
    if night:
        canvas.glow(x + w * 1.1, floor - s * 0.08, s * 0.3, LAMP, 0.6)
    canvas.rect(x - w, top, x + w, floor, tone(paint), solid=True)
    canvas.rect(x - w, top, x + w, top + s * 0.05, tone(paint, 0.78), solid=True)
    canvas.rect(x - w, floor - s * 0.17, x + w, floor - s * 0.11, tone(mix(paint, rgb("ffffff"), 0.6)), solid=True)
    canvas.rect(x - w, floor - s * 0.05, x + w, floor, tone(paint, 0.7), solid=True)
    pane, step = LAMP if night else tone(rgb("bfdcee")), 2 * w * 0.8 / BUS_WINDOWS
    for i in range(BUS_WINDOWS):
        left = x - w * 0.92 + i * step
        canvas.rect(left, top + s * 0.09, left + step * 0.8, top + s * 0.27, pane, solid=True)
    canvas.rect(x + w * 0.72, top + s * 0.09, x + w * 0.95, floor - s * 0.05, tone(rgb("dbe7ee"), 0.85), solid=True)
    canvas.ellipse(x + w * 0.97, floor - s * 0.08, s * 0.025, s * 0.03, LAMP if night else tone(rgb("fff6cf")), solid=True)
    for side in (-0.6, 0.5):
        canvas.ellipse(x + side * w, floor, s * 0.09, s * 0.09, tone(rgb("22252b")), solid=True)
        canvas.ellipse(x + side * w, floor, s * 0.042, s * 0.042, tone(rgb("b9bec6")), solid=True)


def draw_flower(canvas, x, y, s, paint, tone):
    head = y - s * 0.74
    limb(canvas, (x, y), (x, head), 0.022 * s, tone(rgb("3f8a3a")))
    for side, height in ((-1, 0.24), (1, 0.36)):
        foot = (x, y - height * s * 0.7)
        canvas.polygon([foot, (x + side * 0.12 * s, foot[1] - 0.12 * s), (x + side * 0.26 * s, foot[1] - 0.1 * s), (x + side * 0.14 * s, foot[1] - 0.02 * s)],
                       tone(rgb("4f9d45"), 0.92 if side < 0 else 1.0), solid=True)
    for i in range(PETALS):
        turn = 2 * math.pi * i / PETALS
        canvas.ellipse(x + 0.19 * s * math.cos(turn), head + 0.19 * s * math.sin(turn), 0.105 * s, 0.105 * s,
                       tone(paint, 1.0 if i % 2 else 0.88), solid=True)
    canvas.ellipse(x, head, 0.13 * s, 0.13 * s, tone(rgb("6b4423")), solid=True)
    canvas.ellipse(x - 0.03 * s, head - 0.03 * s, 0.07 * s, 0.07 * s, tone(rgb("8a5c30")), solid=True)
