"""The things that stand in a scene. `x` is an object's middle, `y` its foot (a balloon's: its top), `s` its size, as fractions of the side."""

import numpy as np

from .figures import draw_bus, draw_flower, draw_person
from .palette import LAMP, OBJECT, lit, mix, rgb


def draw_object(canvas, spec, thing):
    """Draws one object (with its shadow) and records its silhouette."""
    time = spec["time"]
    paint = OBJECT[thing["colour"]]

    def tone(colour, bright=1.0):
        return lit(np.minimum(1, np.asarray(colour) * bright), time)

    if thing["kind"] != "balloon":
        wide = 0.3 if thing["kind"] in ("person", "flower") else 0.6
        canvas.ellipse(thing["x"] + 0.02, thing["y"], thing["size"] * wide, thing["size"] * 0.075, rgb("10162a"), 0.3)
    canvas.begin_object()
    at = (thing["x"], thing["y"], thing["size"])
    if thing["kind"] == "person":
        draw_person(canvas, thing, paint, tone)
    elif thing["kind"] == "flower":
        draw_flower(canvas, *at, paint, tone)
    else:
        {"house": _house, "tree": _tree, "car": _car, "balloon": _balloon, "bus": draw_bus}[thing["kind"]](canvas, *at, paint, tone, time == "night")


def _house(canvas, x, y, s, paint, tone, night):
    w, wall, roof = s * 0.5, s * 0.56, s * 0.4
    top = y - wall
    tiles = mix(paint * 0.62, rgb("6b5a54"), 0.3)
    canvas.rect(x + w * 0.42, top - roof * 0.92, x + w * 0.6, top - roof * 0.3, tone(rgb("8a6f66")), solid=True)
    canvas.rect(x - w * 0.88, top, x + w * 0.88, y, tone(paint), solid=True)
    canvas.rect(x + w * 0.46, top, x + w * 0.88, y, tone(paint, 0.86), solid=True)
    canvas.rect(x - w * 0.88, top, x + w * 0.88, top + wall * 0.1, tone(paint, 0.74), solid=True)
    canvas.polygon([(x - w * 1.08, top + 0.006), (x - w * 0.56, top - roof), (x + w * 0.56, top - roof), (x + w * 1.08, top + 0.006)],
                   tone(tiles), solid=True)
    canvas.polygon([(x + w * 0.2, top + 0.006), (x + w * 0.2, top - roof), (x + w * 0.56, top - roof), (x + w * 1.08, top + 0.006)],
                   tone(tiles, 0.86), solid=True)
    canvas.rect(x - w * 0.16, y - wall * 0.6, x + w * 0.16, y, tone(rgb("5a3d2b")), solid=True)
    pane = LAMP if night else tone(rgb("cfe6f5"))
    for side in (-1, 1):
        centre = x + side * w * 0.52
        if night:
            canvas.glow(centre, y - wall * 0.5, s * 0.24, LAMP, 0.45)
        canvas.rect(centre - w * 0.19, y - wall * 0.68, centre + w * 0.19, y - wall * 0.3, tone(rgb("f6f2e8"), 0.95), solid=True)
        canvas.rect(centre - w * 0.145, y - wall * 0.645, centre + w * 0.145, y - wall * 0.335, pane, solid=True)
        canvas.rect(centre - w * 0.018, y - wall * 0.645, centre + w * 0.018, y - wall * 0.335, tone(rgb("f6f2e8"), 0.9))


def _tree(canvas, x, y, s, paint, tone, night):
    canvas.polygon([(x - s * 0.07, y), (x - s * 0.04, y - s * 0.5), (x + s * 0.04, y - s * 0.5), (x + s * 0.07, y)], tone(rgb("6d4a2f")), solid=True)
    for dx, dy, r, bright in ((0.0, -0.62, 0.34, 0.7), (-0.2, -0.52, 0.22, 0.78), (0.22, -0.54, 0.22, 0.66), (-0.1, -0.74, 0.24, 0.92),
                              (0.12, -0.72, 0.2, 0.84), (-0.14, -0.8, 0.14, 1.06)):
        canvas.ellipse(x + dx * s, y + dy * s, r * s, r * s * 0.92, tone(paint, bright), solid=True)


def _car(canvas, x, y, s, paint, tone, night):
    w, body = s * 0.55, s * 0.27
    floor = y - s * 0.07
    if night:
        canvas.glow(x + w * 1.15, floor - body * 0.4, s * 0.34, LAMP, 0.6)
    canvas.polygon([(x - w * 0.62, floor - body * 0.8), (x - w * 0.4, floor - body * 1.75), (x + w * 0.3, floor - body * 1.75),
                    (x + w * 0.62, floor - body * 0.8)], tone(paint, 0.9), solid=True)
    glass = tone(rgb("bfdcee"))
    canvas.polygon([(x - w * 0.48, floor - body * 0.9), (x - w * 0.33, floor - body * 1.58), (x - w * 0.06, floor - body * 1.58),
                    (x - w * 0.06, floor - body * 0.9)], glass)
    canvas.polygon([(x + w * 0.03, floor - body * 0.9), (x + w * 0.03, floor - body * 1.58), (x + w * 0.25, floor - body * 1.58),
                    (x + w * 0.48, floor - body * 0.9)], glass)
    canvas.ellipse(x - w * 0.82, floor - body * 0.5, w * 0.18, body * 0.48, tone(paint), solid=True)
    canvas.ellipse(x + w * 0.82, floor - body * 0.5, w * 0.18, body * 0.48, tone(paint), solid=True)
    canvas.rect(x - w * 0.84, floor - body * 0.96, x + w * 0.84, floor, tone(paint), solid=True)
    canvas.rect(x - w * 0.98, floor - body * 0.3, x + w * 0.98, floor, tone(paint, 0.72), solid=True)
    canvas.ellipse(x + w * 0.9, floor - body * 0.58, w * 0.07, body * 0.16, LAMP if night else tone(rgb("fff6cf")))
    for side in (-0.52, 0.52):
        canvas.ellipse(x + side * w, floor, s * 0.1, s * 0.1, tone(rgb("22252b")), solid=True)
        canvas.ellipse(x + side * w, floor, s * 0.048, s * 0.048, tone(rgb("b9bec6")), solid=True)


def _balloon(canvas, x, y, s, paint, tone, night):
    r = s * 0.46
    cy = y + r
    basket = cy + s * 0.78
    canvas.polygon([(x - r * 0.9, cy + r * 0.44), (x - s * 0.09, basket - s * 0.1), (x + s * 0.09, basket - s * 0.1), (x + r * 0.9, cy + r * 0.44)],
                   tone(paint, 0.8), solid=True)
    canvas.ellipse(x, cy, r, r * 1.02, tone(paint), solid=True)
    pale = mix(paint, rgb("ffffff"), 0.35)
    canvas.ellipse(x, cy, r * 0.62, r * 1.02, tone(pale), solid=True)
    canvas.ellipse(x, cy, r * 0.26, r * 1.02, tone(paint, 0.96), solid=True)
    canvas.ellipse(x + r * 0.2, cy + r * 0.3, r * 0.7, r * 0.66, rgb("10162a"), 0.1)
    canvas.ellipse(x - r * 0.42, cy - r * 0.45, r * 0.2, r * 0.24, tone(rgb("ffffff")), 0.4)
    canvas.rect(x - s * 0.075, basket - s * 0.05, x + s * 0.075, basket + s * 0.07, tone(rgb("8a5a32")), solid=True)
    canvas.rect(x - s * 0.075, basket - s * 0.1, x - s * 0.06, basket, tone(rgb("4a3526")), solid=True)
    canvas.rect(x + s * 0.06, basket - s * 0.1, x + s * 0.075, basket, tone(rgb("4a3526")), solid=True)
    if night:
        canvas.glow(x, basket - s * 0.12, s * 0.3, LAMP, 0.6)
