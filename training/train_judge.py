"""Trains the classifier that judges edits, on drawn scenes and on what the autoencoder makes of them, and exports it.

    python3 train_judge.py --run RUN --from PACKAGE --out ../e2e/fixtures/judge

RUN keeps pictures and checkpoint: it can be stopped and started again. Told at the end: how often each thing is right on held-out scenes.
"""

import argparse
import io
import json
import os
import random
import time

import numpy as np
import onnx
import torch
from torch import Tensor
from torch.nn import functional as F

from learning import state
from learning.roughen import coded_again, roughened
from models.judge import WHOLE, Judge
from packaging import onnx_graph
from packaging.package import write_json
from scenes.classes import CLASSES, class_map
from scenes.draw import draw_scene
from scenes.spec import COLOURS, WIDE_FROM, WIDE_KINDS, random_spec

SIZE, HELD_OUT = 256, 200
FIRST, FIRST_WIDE = 40_000_000, WIDE_FROM + 40_000_000


def seeds(count: int) -> list[int]:
    """Of the first and of the wide world by turns."""
    return [(FIRST_WIDE if i % 2 else FIRST) + i for i in range(count)]


def examples(run: str, count: int, coded: state.Coded) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures, half of them through the autoencoder, class maps as bytes, and the place of the right word in each of WHOLE's lists."""
    path = os.path.join(run, f"judged-{count}.npz")
    if not os.path.exists(path):
        pictures, cells, whole = [], [], []
        for i, spec in enumerate(map(random_spec, seeds(count))):
            picture = draw_scene(spec, SIZE)
            if i % 4 >= 2:
                picture = coded_again(picture, coded)
            pictures.append(picture)
            cells.append((class_map(spec) * 255 + 0.5).astype(np.uint8))
            whole.append([words.index(spec[name]) for name, words in WHOLE.items()])
        with open(path + ".part", "wb") as file:
            np.savez(file, pictures=np.stack(pictures), cells=np.stack(cells), whole=np.array(whole))
        os.replace(path + ".part", path)
    found = np.load(path)
    return found["pictures"], found["cells"], found["whole"]


def loss_of(model: Judge, pictures: Tensor, cells: Tensor, whole: Tensor) -> Tensor:
    cell_scores, whole_scores = model(pictures)
    things = 1 + 5 * (cells[:, 3:].sum(1) > 0.05).float()
    loss = ((-(cells * F.log_softmax(cell_scores, 1)).sum(1)) * things).mean() / things.mean()
    for i, scores in enumerate(whole_scores.split([len(words) for words in WHOLE.values()], 1)):
        loss = loss + 0.3 * F.cross_entropy(scores, whole[:, i])
    return loss


@torch.no_grad()
def shares_right(model: Judge, pictures: np.ndarray, cells: np.ndarray, whole: np.ndarray) -> dict[str, float]:
    """How often each whole word is right, and how many of the cells full of a thing carry its class."""
    cell_scores, whole_scores = zip(*(model(state.to_tensor(pictures[i:i + 20])) for i in range(0, len(pictures), 20)))
    told, truth = torch.cat(cell_scores).argmax(1), torch.from_numpy(cells)
    full = truth[:, 3:].amax(1) > 200
    found = {"cells of things": (told == truth.argmax(1))[full].float().mean().item()}
    for i, (name, scores) in enumerate(zip(WHOLE, torch.cat(whole_scores).split([len(words) for words in WHOLE.values()], 1))):
        found[name] = (scores.argmax(1).numpy() == whole[:, i]).mean().item()
    return {name: round(share, 3) for name, share in found.items()}


def export(model: Judge, folder: str, told: dict[str, float]) -> None:
    """judge.onnx (weights in 16 bits) and judge.json, which names its classes."""
    os.makedirs(folder, exist_ok=True)
    onnx_graph.round_weights(model)
    buffer = io.BytesIO()
    torch.onnx.export(model, (torch.zeros(1, 3, SIZE, SIZE),), buffer, opset_version=onnx_graph.OPSET, input_names=["sample"],
                      output_names=["cells", "whole"], dynamic_axes={"sample": {0: "batch"}, "cells": {0: "batch"}, "whole": {0: "batch"}},
                      **onnx_graph.TRACING)
    graph = onnx.load_from_string(buffer.getvalue())
    onnx_graph.store_half(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, os.path.join(folder, "judge.onnx"))
    write_json(os.path.join(folder, "judge.json"), {"kinds": WIDE_KINDS, "colours": COLOURS, "firstThing": CLASSES - len(WIDE_KINDS) * len(COLOURS),
                                                    "whole": WHOLE, "heldOutShareRight": told})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--from", dest="start", required=True, help="a run or package whose autoencoder softens")
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--batch", type=int, default=24)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    os.makedirs(args.run, exist_ok=True)
    pictures, cells, whole = examples(args.run, args.count + HELD_OUT, state.autoencoder_of(args.start))
    model, path = Judge(), os.path.join(args.run, "judge.pt")
    adam = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=1e-2)
    saved, first = state.load(path), 0
    if saved:
        model.load_state_dict(saved["model"])
        adam.load_state_dict(saved["adam"])
        first = saved["steps"]
    kept = time.time()
    for step in range(first, args.steps):
        for group in adam.param_groups:
            group["lr"] = 3e-3 * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / args.steps)
        rng = random.Random(step)
        chosen = sorted(rng.sample(range(args.count), args.batch))
        loss = loss_of(model, roughened(state.to_tensor(pictures[chosen]), rng), torch.from_numpy(cells[chosen]).float() / 255,
                       torch.from_numpy(whole[chosen]))
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        if time.time() - kept > 60 or step == args.steps - 1:
            state.save(path, {"model": model.state_dict(), "adam": adam.state_dict(), "steps": step + 1})
            kept = time.time()
            print(f"step {step + 1}  loss {loss.item():.4f}", flush=True)
    told = shares_right(model.eval(), pictures[args.count:], cells[args.count:], whole[args.count:])
    print(json.dumps(told))
    export(model, args.out, told)


if __name__ == "__main__":
    main()
