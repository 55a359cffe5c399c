"""The samples: composed scenes (seeds beyond all training), what may change in them, and what to ask for."""

from scenes.caption import full_caption
from scenes.spec import PLACE_X, random_spec, with_change

FIRST_SEED = 20_000_000


def _thing(kind, colour, place, size, y=None):
    return {"kind": kind, "colour": colour, "place": place, "x": PLACE_X[place], "size": size, "y": y or (0.1 if kind == "balloon" else 0.85)}


def _scene(number, objects, **attributes):
    return with_change(random_spec(FIRST_SEED + number), objects=objects, **{"style": "flat", "time": "day", **attributes})


def _sample(name, title, spec, asked, change, hint, seed=1, steps=20, guidance=5):
    """`asked` is the changed spec whose caption becomes the prompt; `change` a function of the picture's size."""
    return {"id": name, "title": title, "spec": spec, "prompt": asked if isinstance(asked, str) else full_caption(asked),
            "map": change, "hint": hint, "seed": seed, "steps": steps, "guidance": guidance}


def samples(maps):
    home = _scene(1, [_thing("house", "red", "middle", 0.4)], ground="grass", background="hills", horizon=0.64, light=0.2)
    cottage = _scene(2, [_thing("house", "red", "middle", 0.4)], ground="sand", background="mountains", horizon=0.63, light=0.7)
    meadow = _scene(3, [_thing("house", "yellow", "right", 0.36)], ground="grass", background="forest", horizon=0.62, light=0.3)
    town = _scene(4, [_thing("car", "blue", "left", 0.33)], ground="grass", background="city", horizon=0.64, light=0.6)
    tree = _scene(5, [_thing("tree", "green", "middle", 0.46)], ground="grass", background="hills", horizon=0.63, light=0.8)
    road = _scene(7, [_thing("car", "red", "left", 0.34)], ground="sand", background="hills", horizon=0.62, light=0.25)
    balloon = _scene(8, [_thing("balloon", "yellow", "right", 0.3), _thing("house", "blue", "left", 0.34)],
                     ground="snow", background="mountains", horizon=0.64, light=0.5)
    grey = _scene(9, [_thing("house", "white", "middle", 0.38)], ground="grass", background="mountains", horizon=0.63, light=0.75)
    flight = _scene(10, [_thing("balloon", "blue", "middle", 0.32)], ground="grass", background="hills", horizon=0.64, light=0.2)
    harbour = _scene(11, [_thing("car", "yellow", "right", 0.32)], ground="sand", background="city", horizon=0.63, light=0.2)
    street = _scene(12, [_thing("house", "white", "left", 0.36), _thing("tree", "green", "right", 0.4)], ground="grass", background="hills",
                    horizon=0.63, light=0.55)
    plain = _scene(13, [_thing("house", "red", "left", 0.36)], ground="grass", background="mountains", horizon=0.63, light=0.85)
    return [
        _sample("blue-house", "Repaint the house", cottage, with_change(cottage, colour="blue"),
                lambda size: maps.thing(cottage, size),
                "Only the house may change: all around it stays as it is, byte for byte.", seed=4),
        _sample("night-falls", "Night falls", home, with_change(home, time="night"),
                lambda size: maps.sparing(maps.everything(home, size), home, size, kept=0.6),
                "Everything may change; the house less, so that it stays where it stands.", seed=2),
        _sample("autumn-tree", "A red tree", tree, with_change(tree, colour="red"),
                lambda size: maps.thing(tree, size),
                "The tree's region may change, with a soft edge.", seed=3),
        _sample("autumn-evening", "Autumn evening", grey, with_change(grey, time="sunset", ground="autumn leaves"),
                lambda size: maps.sparing(maps.everything(grey, size), grey, size, kept=0.0),
                "Sky and ground change fully, the house stays.", seed=3),
        _sample("day-meets-night", "Day meets night", road, "night, hills, sand",
                lambda size: maps.left_to_right(road, size, -0.1, 1.5),
                "The change grows from left to right: day melts into night.", seed=1),
        _sample("first-snow", "First snow", meadow, "snow, a forest, day",
                lambda size: maps.sparing(maps.below_horizon(meadow, size), meadow, size, kept=0.0),
                "The ground may change; sky, forest and house stay.", seed=3),
        _sample("dusk-from-the-right", "Dusk from the right", town, "sunset, a city, grass",
                lambda size: maps.left_to_right(town, size, -0.1, 1.7),
                "One picture melts into another, column by column.", seed=3),
        _sample("yellow-balloon", "Another balloon", flight, with_change(flight, colour="yellow"),
                lambda size: maps.thing(flight, size),
                "Only the balloon may change; the sky behind it stays.", seed=3),
        _sample("watercolor", "Painted in watercolor", balloon, with_change(balloon, style="watercolor"),
                lambda size: maps.everything(balloon, size, 0.5),
                "An even grey: the layout stays, the manner changes.", seed=1),
        _sample("mountains-behind", "Mountains behind the car", harbour, with_change(harbour, background="mountains"),
                lambda size: maps.sparing(maps.above_horizon(harbour, size), harbour, size, kept=0.0),
                "All above the horizon may change; car and ground stay.", seed=3),
        _sample("half-painted", "Half a watercolor", street, with_change(street, style="watercolor"),
                lambda size: maps.left_to_right(street, size, -0.35, 0.75),
                "The manner changes from the middle on, the layout stays.", seed=2),
        _sample("a-balloon-comes", "A balloon comes", plain, with_change(plain, objects=plain["objects"] + [_thing("balloon", "yellow", "right", 0.28)]),
                lambda size: maps.disc(plain, size, 0.74, 0.27, 0.15, 0.14),
                "A soft spot in the sky may change: room for something new.", seed=3),
    ]
