"""Draws the scenes by which the starter package is judged: day scenes with a house, from seeds no training saw, with region masks,
and people whose keypoints are known."""

import argparse
import json
import os
from itertools import count

from PIL import Image

from make_samples import map_bytes
from scenes.caption import full_caption
from scenes.draw import draw_scene, object_masks
from scenes.pose import keypoints
from scenes.spec import WIDE_FROM, random_spec

FIRST_SEED = 5_000_000
FIRST_PROMPT, PROMPTS = 6_000_000, 48
FIRST_PERSON, PEOPLE = WIDE_FROM + 70_000_000, 16
WHOLE = ("time", "style", "ground", "background")


def judged_specs(wanted):
    """The first `wanted` specs from FIRST_SEED on that are flat day scenes with a house."""
    found = []
    for seed in count(FIRST_SEED):
        spec = random_spec(seed)
        if spec["time"] == "day" and spec["style"] == "flat" and any(thing["kind"] == "house" for thing in spec["objects"]):
            found.append(spec)
        if len(found) == wanted:
            return found


def prompt_of(spec):
    """A complete caption, and what it says in pieces, for those who check pictures against it."""
    return {"caption": full_caption(spec), "things": [{name: thing[name] for name in ("kind", "colour", "place")} for thing in spec["objects"]],
            "whole": {name: spec[name] for name in WHOLE}}


def write_prompts(folder):
    """prompts.json: captions of scenes that no training saw, of every kind, hour and style."""
    with open(os.path.join(folder, "prompts.json"), "w", encoding="utf-8") as file:
        json.dump({"prompts": [prompt_of(random_spec(FIRST_PROMPT + i)) for i in range(PROMPTS)]}, file, indent=1)
        file.write("\n")


def write_scenes(folder, wanted, size):
    os.makedirs(folder, exist_ok=True)
    entries = []
    for number, spec in enumerate(judged_specs(wanted), 1):
        name = f"scene-{number:02}"
        Image.fromarray(draw_scene(spec, size)).save(os.path.join(folder, f"{name}.png"), optimize=True)
        objects = []
        for index, (thing, mask) in enumerate(zip(spec["objects"], object_masks(spec, size)), 1):
            path = f"{name}-object-{index}.png"
            Image.fromarray(map_bytes(mask)).save(os.path.join(folder, path), optimize=True)
            objects.append({"kind": thing["kind"], "colour": thing["colour"], "mask": path})
        entries.append({"id": name, "picture": f"{name}.png", "caption": full_caption(spec), "objects": objects})
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as file:
        json.dump({"scenes": entries}, file, indent=1)
        file.write("\n")


def people_specs(wanted):
    """The first `wanted` specs from FIRST_PERSON on whose one person is the only thing and does not cheer, by day, flat."""
    found = []
    for seed in count(FIRST_PERSON):
        spec = random_spec(seed)
        alone = [thing["kind"] for thing in spec["objects"]] == ["person"]
        if alone and spec["time"] == "day" and spec["style"] == "flat" and spec["objects"][0]["pose"]["name"] in ("standing", "walking"):
            found.append(spec)
        if len(found) == wanted:
            return found


def person_of(spec, number, folder, size):
    """A drawn person, and the same one with an arm raised: what a pose guide may ask for."""
    thing = spec["objects"][0]
    raised = {**thing, "pose": {**thing["pose"], "name": "waving"}}
    picture = f"person-{number:02}.png"
    Image.fromarray(draw_scene(spec, size)).save(os.path.join(folder, picture), optimize=True)
    rounded = [[[round(x, 4), round(y, 4)] for x, y in keypoints(one)] for one in (thing, raised)]
    return {"picture": picture, "caption": full_caption(spec), "raisedCaption": full_caption({**spec, "objects": [raised]}),
            "height": round(thing["size"], 4), "keypoints": rounded[0], "raised": rounded[1]}


def write_people(folder, size):
    """people.json: people whose keypoints are known, from seeds no training saw."""
    people = [person_of(spec, number, folder, size) for number, spec in enumerate(people_specs(PEOPLE), 1)]
    with open(os.path.join(folder, "people.json"), "w", encoding="utf-8") as file:
        json.dump({"people": people}, file)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, help="folder for pictures, masks and index.json")
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--size", type=int, default=256)
    options = parser.parse_args()
    write_scenes(options.out, options.count, options.size)
    write_prompts(options.out)
    write_people(options.out, options.size)


if __name__ == "__main__":
    main()
