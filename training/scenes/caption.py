"""Captions in natural, slightly varied wording, with parts dropped so that short prompts work too."""

import random

from .spec import WIDE_FROM

TIME_WORDS = {
    "day": ("day", "by day", "daytime", "on a sunny day"),
    "sunset": ("sunset", "at sunset", "in the evening sun"),
    "night": ("night", "at night", "at night", "night time"),
    "overcast": ("overcast", "under a grey sky", "on a cloudy day"),
}
GROUND_WORDS = {
    "grass": ("grass", "green grass", "on grass"),
    "sand": ("sand", "desert sand", "on sand"),
    "snow": ("snow", "winter snow", "in the snow"),
    "autumn leaves": ("autumn leaves", "autumn", "orange autumn leaves"),
}
BACKGROUND_WORDS = {
    "hills": ("hills", "rolling hills", "hills behind"),
    "mountains": ("mountains", "mountains behind", "mountains in the background"),
    "forest": ("a forest", "forest", "a forest behind"),
    "city": ("a city", "city", "a city behind"),
}
STYLE_WORDS = {
    "flat": ("flat style", "flat drawing"),
    "watercolor": ("watercolor", "watercolor style", "watercolor painting"),
    "pencil": ("pencil drawing", "pencil style", "pencil sketch"),
}
PLACE_WORDS = {"left": ("on the left",), "middle": ("in the middle",), "right": ("on the right",)}
KIND_WORDS = {"house": ("house",), "tree": ("tree",), "car": ("car",), "balloon": ("balloon", "hot air balloon"),
              "person": ("person",), "bus": ("bus",), "flower": ("flower",)}
RELATION_ODDS = 0.3


def _thing(thing, noun):
    """A thing with its colour, and what a person does: "a person in red waving"."""
    return f"a person in {thing['colour']} {thing['pose']['name']}" if thing["kind"] == "person" else f"a {thing['colour']} {noun}"


def _related(rng, spec):
    """Two things by where one stands from the other: "a red bus to the left of a white house"."""
    pair = rng.sample(spec["objects"], 2)
    side = "left" if pair[0]["x"] < pair[1]["x"] else "right"
    one, other = (_thing(thing, rng.choice(KIND_WORDS[thing["kind"]])) for thing in pair)
    return f"{one} to the {side} of {other}" if rng.random() < 0.7 else f"{one} beside {other}"


def _things(rng, spec, place_odds):
    if spec["seed"] >= WIDE_FROM and len(spec["objects"]) > 1 and rng.random() < RELATION_ODDS:
        return _related(rng, spec)
    phrases = []
    for thing in spec["objects"]:
        phrase = _thing(thing, rng.choice(KIND_WORDS[thing["kind"]]))
        if rng.random() < place_odds:
            phrase += " " + rng.choice(PLACE_WORDS[thing["place"]])
        phrases.append(phrase)
    rng.shuffle(phrases)
    return " and ".join(phrases)


def random_caption(spec, rng):
    """One caption of the scene, drawn with `rng` (random.Random). About one in six is very short."""
    time = rng.choice(TIME_WORDS[spec["time"]])
    style = rng.choice(STYLE_WORDS[spec["style"]])
    kind = rng.random()
    if kind < 0.05:
        return time
    if kind < 0.08:
        return style
    if kind < 0.16:
        glue = " " if time.startswith(("at", "by", "on", "under", "in")) else ", "
        return _things(rng, spec, 0.3) + glue + time
    style_odds = 0.5 if spec["style"] == "flat" else 0.85
    parts = []
    if rng.random() < 0.92:
        parts.append(_things(rng, spec, 0.85))
    scene = []
    if rng.random() < 0.85:
        scene.append(rng.choice(BACKGROUND_WORDS[spec["background"]]))
    if rng.random() < 0.85:
        scene.append(rng.choice(GROUND_WORDS[spec["ground"]]))
    rng.shuffle(scene)
    parts += scene
    if rng.random() < 0.85 or not parts:
        parts.insert(len(parts) if rng.random() < 0.75 else rng.randint(0, len(parts)), time)
    if rng.random() < style_odds:
        parts.insert(len(parts) if rng.random() < 0.7 else 0, style)
    return ", ".join(parts)


def full_caption(spec):
    """The complete caption in its plainest order; always the same for a spec."""
    things = " and ".join(f"{_thing(t, t['kind'])} {PLACE_WORDS[t['place']][0]}" for t in spec["objects"])
    words = (BACKGROUND_WORDS[spec["background"]][0], GROUND_WORDS[spec["ground"]][0], spec["time"], STYLE_WORDS[spec["style"]][0])
    return ", ".join((things, *words))


def caption_of(spec, seed):
    return random_caption(spec, random.Random(seed))
