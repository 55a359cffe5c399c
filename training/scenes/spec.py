"""What a scene is: a plain JSON-able description from which picture, caption and region masks all follow.

A spec holds only names and numbers. Coordinates are fractions of the picture's side: x to the right, y downwards, both 0…1.
Decoration (clouds, stars, ridges) draws from streams seeded with `seed` and the part's name, so that changing one attribute
leaves everything else where it was.
"""

import copy
import random

TIMES = ("day", "sunset", "night", "overcast")
GROUNDS = ("grass", "sand", "snow", "autumn leaves")
BACKGROUNDS = ("hills", "mountains", "forest", "city")
STYLES = ("flat", "watercolor", "pencil")
PLACES = ("left", "middle", "right")
KINDS = ("house", "tree", "car", "balloon")
COLOURS = ("red", "blue", "yellow", "green", "white")

TIME_WEIGHTS = (0.36, 0.2, 0.28, 0.16)
STYLE_WEIGHTS = (0.68, 0.16, 0.16)
KIND_WEIGHTS = (0.4, 0.2, 0.2, 0.2)
PLACE_X = {"left": 0.24, "middle": 0.5, "right": 0.76}


def _pick(rng, values, weights=None):
    return rng.choices(values, weights)[0] if weights else rng.choice(values)


def _object(rng, kind, place):
    size = {"house": (0.3, 0.4), "tree": (0.34, 0.46), "car": (0.28, 0.34), "balloon": (0.24, 0.32)}[kind]
    return {
        "kind": kind,
        "colour": _pick(rng, COLOURS),
        "place": place,
        "x": PLACE_X[place] + rng.uniform(-0.035, 0.035),
        "y": rng.uniform(0.1, 0.16) if kind == "balloon" else rng.uniform(0.79, 0.89),
        "size": rng.uniform(*size),
    }


def random_spec(seed):
    """The scene number `seed` (any non-negative integer); the same seed always gives the same scene."""
    rng = random.Random(seed * 7919 + 17)
    places = rng.sample(PLACES, 1 if rng.random() < 0.62 else 2)
    kinds = [_pick(rng, KINDS, KIND_WEIGHTS)]
    while len(kinds) < len(places):
        other = _pick(rng, KINDS, KIND_WEIGHTS)
        if other not in kinds:
            kinds.append(other)
    return {
        "seed": seed,
        "time": _pick(rng, TIMES, TIME_WEIGHTS),
        "ground": _pick(rng, GROUNDS),
        "background": _pick(rng, BACKGROUNDS),
        "style": _pick(rng, STYLES, STYLE_WEIGHTS),
        "objects": [_object(rng, kind, place) for kind, place in zip(kinds, places)],
        "horizon": rng.uniform(0.58, 0.68),
        "light": rng.uniform(0.12, 0.88),
    }


def with_change(spec, **changes):
    """A copy of `spec` with top-level attributes replaced; `colour=…` and `kind=…` change the first object."""
    spec = copy.deepcopy(spec)
    for key in ("colour", "kind"):
        if key in changes:
            spec["objects"][0][key] = changes.pop(key)
    unknown = set(changes) - set(spec)
    if unknown:
        raise KeyError(f"no such attribute: {sorted(unknown)}")
    spec.update(changes)
    return spec


def object_boxes(spec):
    """Each object's bounding box (left, top, right, bottom), a little generous, in fractions of the side."""
    boxes = []
    for thing in spec["objects"]:
        x, y, s = thing["x"], thing["y"], thing["size"]
        half, top, bottom = {"house": (0.56, y - s, y), "tree": (0.46, y - s, y), "car": (0.58, y - 0.56 * s, y + 0.04 * s),
                             "balloon": (0.48, y, y + 1.34 * s)}[thing["kind"]]
        boxes.append((x - half * s, top, x + half * s, bottom))
    return boxes
