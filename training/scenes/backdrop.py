"""Sky, background and ground: everything behind the objects."""

import random

import numpy as np

from .palette import GROUND, LAMP, SKY, lit, mix, rgb


def stream(spec, part):
    """A random stream of its own for each part of a scene."""
    return random.Random(f"{spec['seed']}/{part}")


def draw_sky(canvas, spec):
    time, horizon, light = spec["time"], spec["horizon"], spec["light"]
    canvas.gradient(0, horizon + 0.02, SKY[time])
    rng = stream(spec, "sky")
    height = rng.uniform(0.12, 0.2)
    if time == "day":
        canvas.glow(light, height, 0.3, rgb("fffbe0"), 0.8)
        canvas.ellipse(light, height, 0.055, 0.055, rgb("fff3b0"))
    elif time == "sunset":
        low = horizon - 0.1
        canvas.glow(light, low, 0.55, rgb("ffd98a"), 0.9)
        canvas.ellipse(light, low, 0.085, 0.085, rgb("fff0b4"))
    elif time == "night":
        for _ in range(26):
            x, y, r = rng.random(), rng.uniform(0.02, horizon - 0.12), rng.uniform(0.004, 0.008)
            canvas.ellipse(x, y, r, r, rgb("f4f1dc"), rng.uniform(0.6, 1))
        canvas.glow(light, height, 0.24, rgb("8fa4dc"), 0.55)
        canvas.ellipse(light, height, 0.06, 0.06, rgb("f6efcf"))
        canvas.ellipse(light + 0.02, height + 0.015, 0.014, 0.014, rgb("e0d8b4"))
        canvas.ellipse(light - 0.022, height - 0.01, 0.01, 0.01, rgb("e0d8b4"))
    if time != "night":
        _clouds(canvas, spec, rng)


def _clouds(canvas, spec, rng):
    time = spec["time"]
    tint = {"day": rgb("ffffff"), "sunset": rgb("f7a58c"), "overcast": rgb("868f99")}[time]
    for _ in range({"day": 3, "sunset": 3, "overcast": 6}[time]):
        x, y, w = rng.random(), rng.uniform(0.06, 0.36), rng.uniform(0.1, 0.17)
        if time == "overcast":
            canvas.ellipse(x, y * 0.8, w * 1.9, w * 0.42, tint, 0.42)
            continue
        flat = 0.5 if time == "sunset" else 1
        for dx, dy, r in ((-0.55, 0.05, 0.36), (0.0, -0.1, 0.5), (0.5, 0.03, 0.4)):
            canvas.ellipse(x + dx * w, y + dy * w * flat, r * w, r * w * 0.72 * flat, tint, 0.9)
        canvas.ellipse(x, y + 0.16 * w * flat, w, w * 0.24 * flat, tint, 0.9)


def _ridge(canvas, spec, rng, base, height, colour, steps=48):
    phases = [(rng.uniform(0, 6.28), rng.uniform(2, 4)), (rng.uniform(0, 6.28), rng.uniform(5, 9))]
    xs = np.linspace(0, 1, steps)
    ys = base - height * (0.6 + 0.3 * np.sin(phases[0][1] * xs + phases[0][0]) + 0.1 * np.sin(phases[1][1] * xs + phases[1][0]))
    canvas.polygon([(0, 1), *zip(xs, ys), (1, 1)], colour)


def draw_background(canvas, spec):
    time, horizon = spec["time"], spec["horizon"]
    rng = stream(spec, "background")
    air = SKY[time][2]
    {"hills": _hills, "mountains": _mountains, "forest": _forest, "city": _city}[spec["background"]](
        canvas, spec, rng, horizon + 0.01, lambda colour, far: mix(lit(colour, time), air, far))


def _cover(spec):
    """What lies on hills and slopes beyond the ground."""
    return {"grass": rgb("5f9f4c"), "sand": rgb("cfae6c"), "snow": rgb("dfe9f4"), "autumn leaves": rgb("b9803a")}[spec["ground"]]


def _hills(canvas, spec, rng, base, tone):
    cover = _cover(spec)
    _ridge(canvas, spec, rng, base, 0.24, tone(cover * 0.8, 0.45))
    _ridge(canvas, spec, rng, base, 0.13, tone(cover * 0.84, 0.12))


def _mountains(canvas, spec, rng, base, tone):
    for far, count, tall in ((0.35, 3, 0.34), (0.1, 3, 0.24)):
        rock, shade, cap = tone(rgb("75809a"), far), tone(rgb("59627c"), far), tone(rgb("f4f7fb"), far * 0.6)
        for i in range(count):
            x = (i + rng.uniform(0.2, 0.8)) / count
            h, w = tall * rng.uniform(0.7, 1), tall * rng.uniform(0.75, 1)
            top = base - h
            canvas.polygon([(x - w, base), (x, top), (x + w, base)], rock)
            canvas.polygon([(x, top), (x + w, base), (x + 0.18 * w, base)], shade)
            k = 0.32
            canvas.polygon([(x - w * k, top + h * k), (x, top), (x + w * k, top + h * k), (x + w * k * 0.4, top + h * 0.24),
                            (x, top + h * 0.38), (x - w * k * 0.45, top + h * 0.25)], cap)


def _forest(canvas, spec, rng, base, tone):
    leaf = {"autumn leaves": rgb("a8632c"), "snow": rgb("5f8583")}.get(spec["ground"], rgb("2f6b46"))
    for far, count, tall in ((0.4, 11, 0.2), (0.08, 9, 0.15)):
        colour, edge = tone(leaf, far), tone(leaf * 0.8, far)
        canvas.rect(0, base - tall * 0.4, 1, base, edge)
        for i in range(count):
            x, h = (i + rng.uniform(0.2, 0.8)) / count, tall * rng.uniform(0.8, 1.15)
            w = 0.06 + 0.02 * rng.random()
            canvas.polygon([(x - w, base), (x, base - h), (x + w, base)], colour)
            canvas.polygon([(x, base - h), (x + w, base), (x + 0.1 * w, base)], edge)


def _city(canvas, spec, rng, base, tone):
    night = spec["time"] == "night"
    for far, count, tall in ((0.4, 8, 0.3), (0.1, 7, 0.22)):
        for i in range(count):
            x, h = (i + rng.uniform(0.3, 0.7)) / count, tall * rng.uniform(0.5, 1)
            w = rng.uniform(0.05, 0.07)
            colour = tone(rgb(rng.choice(("8a94a6", "a39a97", "778294"))), far)
            canvas.rect(x - w, base - h, x + w, base, colour)
            canvas.rect(x + w * 0.5, base - h, x + w, base, colour * 0.88)
            if far > 0.2:
                continue
            pane = LAMP if night else tone(rgb("d4e2ee"), 0.1)
            for row in range(int(h / 0.045)):
                for column in (-0.55, 0.1):
                    if rng.random() < 0.7:
                        left, top = x + column * w, base - h + 0.018 + row * 0.045
                        canvas.rect(left, top, left + 0.018, top + 0.02, pane)


def draw_ground(canvas, spec):
    time, horizon = spec["time"], spec["horizon"]
    near_horizon, near_viewer = (lit(c, time) for c in GROUND[spec["ground"]])
    canvas.gradient(horizon, 1, (near_horizon, near_viewer))
    rng = stream(spec, "ground")
    for i in range(9):
        y = horizon + (1 - horizon) * (0.1 + 0.9 * (i + rng.random()) / 9)
        wide = 0.05 + 0.3 * (y - horizon)
        light = 1.08 if i % 2 else 0.92
        canvas.ellipse(rng.random(), y, wide, wide * 0.16, np.minimum(1, mix(near_horizon, near_viewer, 0.5) * light), 0.55)
    if time == "sunset":
        canvas.glow(spec["light"], horizon + 0.02, 0.3, rgb("ffcf8a"), 0.25)
        canvas.rect(0, horizon - 0.002, 1, horizon + 0.002, mix(near_horizon, near_viewer, 0.2), 0.6)
