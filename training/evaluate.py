"""Judges a training run: night, house colour and the trend test of Differential Diffusion, with a contact sheet to look at.

Scenes have seeds no training uses. Figures: `night` and `night/day`, how far the mean luminance falls against the source and against
the same edit asked for by day; `blue`, the share of red houses that turn blue; `trend`, Pearson's correlation of column and change.
"""

import argparse
import json

import numpy as np
import torch
from PIL import Image

from learning.editing import Editor
from scenes.caption import full_caption
from scenes.draw import draw_scene, object_masks
from scenes.spec import random_spec, with_change

FIRST_SEED = 10_000_000


def luminance(pictures):
    return (np.asarray(pictures) @ np.array([0.2126, 0.7152, 0.0722])).mean((1, 2)) / 255


def day_scenes(count, first=FIRST_SEED, **wanted):
    """Flat day scenes with a house as their first object, changed as wanted."""
    specs, seed = [], first
    while len(specs) < count:
        spec = random_spec(seed)
        seed += 1
        if spec["objects"][0]["kind"] == "house" and spec["style"] == "flat":
            specs.append(with_change(spec, time="day", **wanted))
    return specs


def trend(gradient_runs, full_runs, sources):
    """Mean over scenes of Pearson's r between the column and (change under the gradient − change under full change), and of the mean curve."""
    def columns(runs):
        return np.sqrt(((np.float64(runs) - np.float64(sources)) ** 2).sum((1, 3)))
    curves = columns(gradient_runs) - columns(full_runs)
    across = np.arange(curves.shape[1])
    each = [np.corrcoef(across, curve)[0, 1] for curve in curves]
    return float(np.mean(each)), float(np.corrcoef(across, curves.mean(0))[0, 1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, help="a training run's folder or a package's")
    parser.add_argument("--beside", help="where to take the autoencoder from, if the run has none of its own")
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sheet", help="PNG to write")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    editor = Editor(args.run, args.beside)
    size = 256
    specs = day_scenes(args.count, colour="red")
    sources = np.stack([draw_scene(s, size) for s in specs])
    run = lambda prompts, changes=None: editor(sources, prompts, changes, steps=args.steps, guidance=args.guidance)
    day = run([full_caption(s) for s in specs])
    night_prompts = [full_caption(with_change(s, time="night")) for s in specs]
    night = run(night_prompts)
    masks = [object_masks(s, size)[0] for s in specs]
    blue = run([full_caption(with_change(s, colour="blue")) for s in specs], [np.float32(m > 0.02) for m in masks])
    inside = np.stack([(b * m[..., None]).sum((0, 1)) / m.sum() for b, m in zip(blue / 255, masks)])
    gradient = np.tile(np.linspace(0, 1, size, dtype=np.float32), (args.count, size, 1))
    graded = run(night_prompts, gradient)
    plain_full, plain_graded = run([""] * args.count), run([""] * args.count, gradient)
    print(json.dumps({
        "images": editor.images,
        "night": round(float((1 - luminance(night) / luminance(sources)).mean()), 3),
        "nightAgainstDay": round(float((1 - luminance(night) / luminance(day)).mean()), 3),
        "blue": round(float((inside[:, 2] > inside[:, 0] + 0.08).mean()), 3),
        "insideRedGreenBlue": inside.mean(0).round(3).tolist(),
        "trendNight": [round(t, 3) for t in trend(graded, night, sources)],
        "trendEmptyPrompt": [round(t, 3) for t in trend(plain_graded, plain_full, sources)],
    }))
    if args.sheet:
        rows = [np.concatenate(list(r[:8]), 1) for r in (sources, day, night, blue, graded, plain_full)]
        sheet = Image.fromarray(np.concatenate(rows))
        sheet.save(args.sheet)


if __name__ == "__main__":
    main()
