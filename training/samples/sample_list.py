"""The samples: composed scenes (seeds beyond all training), what may change in them, and what to ask for."""

import numpy as np

from scenes.caption import full_caption
from scenes.spec import PLACE_X, random_spec, with_change

FIRST_SEED = 20_000_000


def _thing(kind, colour, place, size, y=None):
    return {"kind": kind, "colour": colour, "place": place, "x": PLACE_X[place], "size": size, "y": y or (0.1 if kind == "balloon" else 0.85)}


def _scene(number, objects, **attributes):
    return with_change(random_spec(FIRST_SEED + number), objects=objects, **{"style": "flat", "time": "day", **attributes})


def _sample(name, title, spec, asked, change, hint, seed=1, steps=8, guidance=4, **others):
    """`asked` is the changed spec whose caption becomes the prompt; `change` a function of the picture's size."""
    return {"id": name, "title": title, "spec": spec, "prompt": asked if isinstance(asked, str) else full_caption(asked),
            "map": change, "hint": hint, "seed": seed, "steps": steps, "guidance": guidance, "strength": 1, **others}


def _exemplar(name, spec, x, y, scale=1.0):
    """The first thing of another scene, cut out, its centre at (x, y) of this one's side."""
    return {"name": name, "spec": spec, "x": x, "y": y, "scale": scale}


def _with(spec, *things):
    return with_change(spec, objects=[*spec["objects"], *things])


def _person(colour, place, size, pose, mirrored=False):
    return {**_thing("person", colour, place, size), "pose": {"name": pose, "mirrored": mirrored, "bend": [0] * 8}}


def samples(maps):
    """One for each kind of edit that the papers show: attribute, background, progression, heterogeneous, local style, augmented reality, object
    placement, scene composition, outpainting, a drawn guide, a pose, several conditions, and a new light."""
    home = _scene(1, [_thing("house", "red", "middle", 0.4)], ground="grass", background="hills", horizon=0.64, light=0.2)
    cottage = _scene(2, [_thing("house", "red", "middle", 0.4)], ground="sand", background="mountains", horizon=0.63, light=0.7)
    town = _scene(4, [_thing("car", "blue", "left", 0.33)], ground="grass", background="city", horizon=0.64, light=0.6)
    road = _scene(7, [_thing("car", "red", "left", 0.34)], ground="sand", background="hills", horizon=0.62, light=0.25)
    harbour = _scene(11, [_thing("car", "yellow", "right", 0.32)], ground="sand", background="city", horizon=0.63, light=0.2)
    street = _scene(12, [_thing("house", "white", "left", 0.36), _thing("tree", "green", "right", 0.4)], ground="grass", background="hills",
                    horizon=0.63, light=0.55)
    plain = _scene(13, [_thing("house", "red", "left", 0.36)], ground="grass", background="mountains", horizon=0.63, light=0.85)
    wood = _scene(14, [_thing("tree", "green", "left", 0.42)], ground="grass", background="forest", horizon=0.63, light=0.4)
    shore = _scene(15, [_thing("car", "white", "left", 0.3)], ground="sand", background="mountains", horizon=0.62, light=0.5)
    cut = _scene(16, [_thing("house", "white", "left", 0.36)], ground="grass", background="hills", horizon=0.63, light=0.3)
    field = _scene(17, [_thing("tree", "yellow", "left", 0.4)], ground="grass", background="mountains", horizon=0.63, light=0.6)
    lane = _scene(18, [_thing("car", "blue", "right", 0.32)], ground="sand", background="hills", horizon=0.62, light=0.35)
    evening = _scene(21, [_thing("house", "blue", "middle", 0.38)], ground="snow", background="mountains", horizon=0.63, light=0.3, time="sunset")
    dawn = _scene(22, [_thing("balloon", "red", "middle", 0.3)], ground="sand", background="city", horizon=0.63, light=0.3, time="overcast")
    snow = _scene(23, [_thing("tree", "green", "middle", 0.42)], ground="snow", background="hills", horizon=0.63, light=0.3, time="overcast")
    standing, waving = (_scene(24, [_person("red", "middle", 0.44, pose)], ground="grass", background="mountains", horizon=0.63, light=0.25)
                        for pose in ("standing", "waving"))
    house, red, blue = _thing("house", "blue", "right", 0.36), _thing("house", "red", "right", 0.36), _thing("house", "blue", "left", 0.38)
    return [
        _sample("blue-house", "Repaint the house", cottage, with_change(cottage, colour="blue"),
                lambda size: maps.thing(cottage, size),
                "Only the house may change: all around it stays as it is, byte for byte.", seed=4),
        _sample("night-falls", "Night falls", home, with_change(home, time="night"),
                lambda size: maps.sparing(maps.everything(home, size), home, size, kept=0.6),
                "Everything may change; the house less, so that it stays where it stands.", seed=2),
        _sample("day-meets-night", "Day meets night", road, "night, hills, sand",
                lambda size: maps.left_to_right(road, size, -0.1, 1.5),
                "The change grows from left to right: day melts into night.", seed=3),
        _sample("dusk-from-the-right", "Dusk from the right", town, "sunset, a city, grass",
                lambda size: maps.left_to_right(town, size, -0.1, 1.7),
                "One picture melts into another, column by column.", seed=3),
        _sample("mountains-behind", "Mountains behind the car", harbour, with_change(harbour, background="mountains"),
                lambda size: maps.sparing(maps.above_horizon(harbour, size), harbour, size, kept=0.0),
                "All above the horizon may change; car and ground stay.", seed=3),
        _sample("half-painted", "Half a watercolor", street, with_change(street, style="watercolor"),
                lambda size: maps.left_to_right(street, size, -0.35, 0.75),
                "The manner changes from the middle on, the layout stays.", seed=2),
        _sample("a-balloon-comes", "A balloon comes", plain, with_change(plain, objects=plain["objects"] + [_thing("balloon", "yellow", "right", 0.28)]),
                lambda size: maps.disc(plain, size, 0.74, 0.27, 0.15, 0.14),
                "A soft spot in the sky may change: room for something new.", seed=3),
        _sample("a-house-moves-in", "A house moves in", wood, _with(wood, house),
                lambda size: maps.nothing(wood, size),
                "A house cut from a snowy evening takes on the light of its new place.", seed=1, strength=0.6,
                exemplars=[_exemplar("House at sunset", evening, 0.74, 0.72, 0.95)]),
        _sample("pieces-become-a-scene", "Pieces become a scene", shore, _with(shore, _thing("tree", "green", "right", 0.42), _thing("balloon", "red", "middle", 0.3)),
                lambda size: maps.nothing(shore, size),
                "Tree and balloon come from two other pictures.", seed=1, strength=0.6,
                exemplars=[_exemplar("Tree in snow", snow, 0.78, 0.66), _exemplar("Grey balloon", dawn, 0.5, 0.24)]),
        _sample("wider-land", "Wider land", cut, _with(cut, _thing("tree", "yellow", "right", 0.42)),
                lambda size: maps.from_column(cut, size, 0.6),
                "The right of the canvas is new: the scene goes on there, and a tree stands in it.", seed=1, blank_from=0.62),
        _sample("drawn-house", "A house as drawn", field, _with(field, red),
                lambda size: maps.thing(_with(field, red), size, 1, grow=1 / 12),
                "The outline says where the house stands and how large it is.", seed=1, scribble=_with(field, red)),
        _sample("a-hand-goes-up", "A hand goes up", standing, waving,
                lambda size: np.maximum(maps.thing(standing, size, grow=1 / 24), maps.thing(waving, size, grow=1 / 24)),
                "The skeleton says how they shall stand: drag its joints for another pose.", seed=3, pose=waving, method="guided-optimisation"),
        _sample("drawn-and-told", "Drawn, told and at night", lane, with_change(_with(lane, blue), time="night"),
                lambda size: maps.everything(lane, size),
                "An outline for the house, words for the night, an even map for both.", seed=1, scribble=_with(lane, blue)),
    ]
