"""Draws the studio's samples: scenes no training saw, each with a ready change map, a prompt and settings, some with exemplars or a drawn
guide; optionally shows the edits (those of the map alone)."""

import argparse
import json
import os

import numpy as np
from PIL import Image

from samples import sample_maps as maps
from samples.sample_list import samples
from scenes.caption import full_caption
from scenes.draw import draw_scene, object_masks
from scenes.truth import people, scribble


def _save(path, pixels):
    Image.fromarray(pixels).save(path, optimize=True)


def map_bytes(change):
    return (np.clip(change, 0, 1) * 255 + 0.5).astype(np.uint8)


def scene_of(sample, size):
    """The sample's picture; where the canvas is new, its last column goes on in grey."""
    drawn = draw_scene(sample["spec"], size)
    if "blank_from" in sample:
        drawn[:, round(sample["blank_from"] * size):] = 190
    return drawn


def cut_out(spec, size):
    """uint8 RGBA: the first thing of a scene, no larger than it is."""
    alpha = object_masks(spec, size)[0]
    rows, columns = (np.flatnonzero(alpha.max(axis) > 0) for axis in (1, 0))
    pixels = np.concatenate([draw_scene(spec, size), map_bytes(alpha)[..., None]], 2)
    return pixels[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def write_pieces(folder, sample, size):
    """Exemplars and the drawn guide beside picture and map; what index.json says of them."""
    said = {}
    for i, exemplar in enumerate(sample.get("exemplars", [])):
        name = f"{sample['id']}-exemplar-{i + 1}.png"
        _save(os.path.join(folder, name), cut_out(exemplar["spec"], size))
        said.setdefault("exemplars", []).append({"picture": name, "name": exemplar["name"], "x": round(exemplar["x"] * size, 1),
                                                 "y": round(exemplar["y"] * size, 1), "scale": exemplar["scale"]})
    if "scribble" in sample:
        said["scribble"] = f"{sample['id']}-scribble.png"
        _save(os.path.join(folder, said["scribble"]), scribble(sample["scribble"], size))
    if "pose" in sample:
        said["pose"] = f"{sample['id']}-pose.json"
        with open(os.path.join(folder, said["pose"]), "w", encoding="utf-8") as file:
            json.dump(open_pose(people(sample["pose"]), size), file)
            file.write("\n")
    return said


def open_pose(skeletons, size):
    """People as OpenPose's JSON tells them: x, y in pixels, and confidence, three by three."""
    return {"canvas_width": size, "canvas_height": size,
            "people": [{"pose_keypoints_2d": [value for x, y in points for value in (round(x * size, 1), round(y * size, 1), 1)]} for points in skeletons]}


def write_samples(folder, chosen, size):
    os.makedirs(folder, exist_ok=True)
    entries = []
    for sample in chosen:
        picture, change = f"{sample['id']}.png", f"{sample['id']}-map.png"
        _save(os.path.join(folder, picture), scene_of(sample, size))
        _save(os.path.join(folder, change), map_bytes(sample["map"](size)))
        entries.append({
            "id": sample["id"], "title": sample["title"], "picture": picture, "map": change,
            "after": f"{sample['id']}-after.webp",
            "caption": full_caption(sample["spec"]), "prompt": sample["prompt"], "negativePrompt": "",
            "method": sample.get("method", "exemplar-blend" if "exemplars" in sample else "differential"), "strength": sample["strength"], "steps": sample["steps"], "guidance": sample["guidance"],
            "seed": sample["seed"], "hint": sample["hint"], **write_pieces(folder, sample, size)})
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as file:
        json.dump({"samples": entries}, file, indent=2, ensure_ascii=False)
        file.write("\n")


def show_edits(run, chosen, size, path, seeds):
    """A sheet: a row a sample with picture, map, and one pasted-back edit for each seed."""
    from learning.editing import Editor
    editor, rows = Editor(run), []
    for sample in chosen:
        picture, change = scene_of(sample, size), map_bytes(sample["map"](size)).astype(np.float32) / 255
        alpha = np.minimum(1, change / 0.05)[..., None]
        tiles = [picture, np.repeat(map_bytes(change)[..., None], 3, 2)]
        for seed in seeds or [sample["seed"]]:
            edited = editor(picture[None], [sample["prompt"]], change[None], seed, sample["steps"], sample["guidance"])[0]
            tiles.append((alpha * edited + (1 - alpha) * picture + 0.5).astype(np.uint8))
        rows.append(np.concatenate(tiles, 1))
    sheet = Image.fromarray(np.concatenate(rows))
    sheet.resize((sheet.width * 5 // 4, sheet.height * 5 // 4), Image.LANCZOS).save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", help="folder for pictures, maps and index.json")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--run", help="training run; with it, edits are shown on --sheet")
    parser.add_argument("--sheet", default="samples.png")
    parser.add_argument("--seeds", type=int, nargs="*", help="seeds to try instead of each sample's own")
    parser.add_argument("--only", nargs="*", help="ids")
    args = parser.parse_args()
    chosen = [s for s in samples(maps) if not args.only or s["id"] in args.only]
    if args.out:
        write_samples(args.out, chosen, args.size)
    if args.run:
        show_edits(args.run, [s for s in chosen if not {"exemplars", "scribble", "pose"} & s.keys()], args.size, args.sheet, args.seeds)


if __name__ == "__main__":
    main()
