"""Colours of things under daylight, and what each time of day makes of them. All RGB in 0…1, display-referred."""

import numpy as np


def rgb(code):
    return np.array([int(code[i:i + 2], 16) / 255 for i in (0, 2, 4)])


OBJECT = {"red": rgb("d8352e"), "blue": rgb("2f6fd6"), "yellow": rgb("f2c230"), "green": rgb("35a04a"), "white": rgb("f3f1ec")}
GROUND = {
    "grass": (rgb("8cc063"), rgb("4f9440")),
    "sand": (rgb("f0d9a0"), rgb("dcb56e")),
    "snow": (rgb("f6f9fd"), rgb("d5e3f1")),
    "autumn leaves": (rgb("dd9a45"), rgb("b0602b")),
}
SKY = {
    "day": (rgb("3f8fde"), rgb("86bff0"), rgb("d6ecfa")),
    "sunset": (rgb("5a4a8f"), rgb("e0707a"), rgb("ffc873")),
    "night": (rgb("070b22"), rgb("101a40"), rgb("25346a")),
    "overcast": (rgb("9aa4ae"), rgb("b4bcc3"), rgb("cfd4d8")),
}
AMBIENT = {
    "day": np.array([1.0, 1.0, 1.0]),
    "sunset": np.array([1.0, 0.76, 0.66]),
    "night": np.array([0.40, 0.45, 0.62]),
    "overcast": np.array([0.80, 0.82, 0.85]),
}
LAMP = rgb("ffd873")


def lit(colour, time):
    """A daylight colour as the given time of day shows it."""
    colour = np.asarray(colour, float)
    if time == "overcast":
        colour = 0.72 * colour + 0.28 * colour.mean()
    if time == "night":
        colour = 0.85 * colour + 0.15 * colour.mean()
    return colour * AMBIENT[time]


def mix(a, b, amount):
    """a at amount 0, b at amount 1."""
    return np.asarray(a) * (1 - amount) + np.asarray(b) * amount
