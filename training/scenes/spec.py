"""What a scene is: a plain JSON-able description from which picture, caption and region masks all follow.

A spec holds only names and numbers. Coordinates are fractions of the picture's side: x to the right, y downwards, both 0…1.
Decoration (clouds, stars, ridges) draws from streams seeded with `seed` and the part's name, so that changing one attribute
leaves everything else where it was.
"""

import copy
import random

from .pose import random_pose

TIMES = ("day", "sunset", "night", "overcast")
GROUNDS = ("grass", "sand", "snow", "autumn leaves")
BACKGROUNDS = ("hills", "mountains", "forest", "city")
STYLES = ("flat", "watercolor", "pencil")
PLACES = ("left", "middle", "right")
KINDS = ("house", "tree", "car", "balloon")
"""What the first world held. Scenes of seeds below WIDE_FROM hold nothing else, so that fixtures and figures keep their meaning."""
WIDE_KINDS = KINDS + ("person", "bus", "flower")
"""What the wide world holds, in an order that only ever grows at its end: class maps count on it."""
COLOURS = ("red", "blue", "yellow", "green", "white")

TIME_WEIGHTS = (0.36, 0.2, 0.28, 0.16)
STYLE_WEIGHTS = (0.68, 0.16, 0.16)
KIND_WEIGHTS = (0.4, 0.2, 0.2, 0.2)
WIDE_KIND_WEIGHTS = (0.2, 0.12, 0.12, 0.12, 0.2, 0.12, 0.12)
WIDE_FROM = 100_000_000
HELD_OUT_FROM = 200_000_000
HELD_OUT = frozenset({("house", "green"), ("car", "white"), ("balloon", "red"), ("person", "yellow"), ("bus", "green"), ("flower", "blue")})
"""Kinds and colours that never meet in the wide world's training scenes; every scene from HELD_OUT_FROM on begins with one of them."""
PLACE_X = {"left": 0.24, "middle": 0.5, "right": 0.76}


def _pick(rng, values, weights=None):
    return rng.choices(values, weights)[0] if weights else rng.choice(values)


def _object(rng, kind, place):
    size = {"house": (0.3, 0.4), "tree": (0.34, 0.46), "car": (0.28, 0.34), "balloon": (0.24, 0.32), "person": (0.36, 0.46),
            "bus": (0.36, 0.42), "flower": (0.3, 0.4)}[kind]
    thing = {
        "kind": kind,
        "colour": _pick(rng, COLOURS),
        "place": place,
        "x": PLACE_X[place] + rng.uniform(-0.035, 0.035),
        "y": rng.uniform(0.1, 0.16) if kind == "balloon" else rng.uniform(0.79, 0.89),
        "size": rng.uniform(*size),
    }
    return {**thing, "pose": random_pose(rng)} if kind == "person" else thing


def _keep_apart(rng, objects, first_held_out):
    """Gives things of held-out pairs another colour; where `first_held_out`, the first thing becomes one of a held-out pair."""
    for thing in objects:
        while (thing["kind"], thing["colour"]) in HELD_OUT:
            thing["colour"] = _pick(rng, COLOURS)
    held = {kind: colour for kind, colour in HELD_OUT}
    if first_held_out and objects[0]["kind"] in held:
        objects[0]["colour"] = held[objects[0]["kind"]]
    return objects


def random_spec(seed):
    """The scene number `seed` (any non-negative integer); the same seed always gives the same scene.

    From WIDE_FROM on it is one of the wide world, without the pairs of HELD_OUT; from HELD_OUT_FROM on it begins with such a pair.
    """
    rng = random.Random(seed * 7919 + 17)
    wide = seed >= WIDE_FROM
    known, weights = (WIDE_KINDS, WIDE_KIND_WEIGHTS) if wide else (KINDS, KIND_WEIGHTS)
    places = rng.sample(PLACES, 1 if rng.random() < 0.62 else 2)
    kinds = [_pick(rng, known, weights)]
    while seed >= HELD_OUT_FROM and kinds[0] not in {kind for kind, _ in HELD_OUT}:
        kinds = [_pick(rng, known, weights)]
    while len(kinds) < len(places):
        other = _pick(rng, known, weights)
        if other not in kinds:
            kinds.append(other)
    spec = {
        "seed": seed,
        "time": _pick(rng, TIMES, TIME_WEIGHTS),
        "ground": _pick(rng, GROUNDS),
        "background": _pick(rng, BACKGROUNDS),
        "style": _pick(rng, STYLES, STYLE_WEIGHTS),
        "objects": [_object(rng, kind, place) for kind, place in zip(kinds, places)],
        "horizon": rng.uniform(0.58, 0.68),
        "light": rng.uniform(0.12, 0.88),
    }
    return {**spec, "objects": _keep_apart(rng, spec["objects"], seed >= HELD_OUT_FROM)} if wide else spec


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
                             "balloon": (0.48, y, y + 1.34 * s), "person": (0.42, y - 1.12 * s, y), "bus": (0.58, y - 0.62 * s, y + 0.04 * s),
                             "flower": (0.4, y - 1.1 * s, y)}[thing["kind"]]
        boxes.append((x - half * s, top, x + half * s, bottom))
    return boxes
