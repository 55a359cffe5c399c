"""Draws the studio's samples: scenes no training saw, each with a ready change map, a prompt and settings; optionally shows the edits."""

import argparse
import json
import os

import numpy as np
from PIL import Image

from samples import sample_maps as maps
from samples.sample_list import samples
from scenes.caption import full_caption
from scenes.draw import draw_scene


def _save(path, pixels):
    Image.fromarray(pixels).save(path, optimize=True)


def map_bytes(change):
    return (np.clip(change, 0, 1) * 255 + 0.5).astype(np.uint8)


def write_samples(folder, chosen, size):
    os.makedirs(folder, exist_ok=True)
    entries = []
    for sample in chosen:
        picture, change = f"{sample['id']}.png", f"{sample['id']}-map.png"
        _save(os.path.join(folder, picture), draw_scene(sample["spec"], size))
        _save(os.path.join(folder, change), map_bytes(sample["map"](size)))
        entries.append({
            "id": sample["id"], "title": sample["title"], "picture": picture, "map": change,
            "after": f"{sample['id']}-after.webp",
            "caption": full_caption(sample["spec"]), "prompt": sample["prompt"], "negativePrompt": "",
            "method": "differential", "strength": 1, "steps": sample["steps"], "guidance": sample["guidance"],
            "seed": sample["seed"], "hint": sample["hint"]})
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as file:
        json.dump({"samples": entries}, file, indent=2, ensure_ascii=False)
        file.write("\n")


def show_edits(run, chosen, size, path, seeds):
    """A sheet: a row a sample with picture, map, and one pasted-back edit for each seed."""
    from learning.editing import Editor
    editor, rows = Editor(run), []
    for sample in chosen:
        picture, change = draw_scene(sample["spec"], size), map_bytes(sample["map"](size)).astype(np.float32) / 255
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
        show_edits(args.run, chosen, args.size, args.sheet, args.seeds)


if __name__ == "__main__":
    main()
