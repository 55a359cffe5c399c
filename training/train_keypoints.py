"""Trains the network that judges poses, on drawn people and on what the autoencoder makes of them, and exports it.

    python3 train_keypoints.py --run RUN --from PACKAGE --out ../e2e/fixtures/judge

RUN keeps pictures and checkpoint: it can be stopped and started again. Told at the end: how many keypoints of held-out scenes lie within 8 % of
the figure's height.
"""

import argparse
import io
import json
import os
import random
import time
from itertools import count, islice
from typing import Iterator

import numpy as np
import onnx
import torch
from torch import Tensor
from torch.nn import functional as F

from learning import state
from learning.roughen import coded_again, roughened
from models.keypoint_judge import CELLS, KeypointJudge, places
from packaging import onnx_graph
from packaging.package import write_json
from scenes import truth
from scenes.draw import draw_scene
from scenes.pose import KEYPOINTS
from scenes.spec import WIDE_FROM, random_spec

SIZE, HELD_OUT = 256, 200
FIRST = WIDE_FROM + 60_000_000
NEAR = 0.08
"""How far from its place a keypoint may lie, in parts of the figure's height, to count as right."""


def people_specs() -> Iterator[dict]:
    """Scenes from FIRST on that show exactly one person."""
    return (spec for spec in map(random_spec, count(FIRST)) if len(truth.people(spec)) == 1)


def examples(run: str, wanted: int, coded: state.Coded) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures, half of them through the autoencoder; keypoints [n, 18, 2] and heights [n] in fractions of the side."""
    path = os.path.join(run, f"people-{wanted}.npz")
    if not os.path.exists(path):
        pictures, points, heights = [], [], []
        for i, spec in enumerate(islice(people_specs(), wanted)):
            picture = draw_scene(spec, SIZE)
            pictures.append(coded_again(picture, coded) if i % 2 else picture)
            points.append(truth.people(spec)[0])
            heights.append(next(thing["size"] for thing in spec["objects"] if thing["kind"] == "person"))
        with open(path + ".part", "wb") as file:
            np.savez(file, pictures=np.stack(pictures), points=np.array(points, np.float32), heights=np.array(heights, np.float32))
        os.replace(path + ".part", path)
    found = np.load(path)
    return found["pictures"], found["points"], found["heights"]


def heat(points: Tensor) -> Tensor:
    """[n, 18, 2] in fractions to [n, 18, CELLS · CELLS]: where each may be said to be, a Gaussian of one cell, its sum 1."""
    cells = torch.arange(CELLS) + 0.5
    x, y = (-(cells - points[..., None, i] * CELLS).square() / 2 for i in (0, 1))
    return (y[..., :, None] + x[..., None, :]).flatten(2).softmax(2)


def loss_of(model: KeypointJudge, pictures: Tensor, points: Tensor) -> Tensor:
    return -(heat(points) * F.log_softmax(model(pictures).flatten(2), 2)).sum(2).mean()


@torch.no_grad()
def share_near(model: KeypointJudge, pictures: np.ndarray, points: np.ndarray, heights: np.ndarray) -> float:
    told = torch.cat([places(model(state.to_tensor(pictures[i:i + 20]))) for i in range(0, len(pictures), 20)]).numpy()
    return float((np.linalg.norm(told - points, axis=2) < NEAR * heights[:, None]).mean())


def export(model: KeypointJudge, folder: str, share: float) -> None:
    """keypoints.onnx (weights in 16 bits) and keypoints.json, which names its outputs."""
    os.makedirs(folder, exist_ok=True)
    onnx_graph.round_weights(model)
    buffer = io.BytesIO()
    torch.onnx.export(model, (torch.zeros(1, 3, SIZE, SIZE),), buffer, opset_version=onnx_graph.OPSET, input_names=["sample"],
                      output_names=["heat"], dynamic_axes={"sample": {0: "batch"}, "heat": {0: "batch"}}, **onnx_graph.TRACING)
    graph = onnx.load_from_string(buffer.getvalue())
    onnx_graph.store_half(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, os.path.join(folder, "keypoints.onnx"))
    write_json(os.path.join(folder, "keypoints.json"), {"keypoints": KEYPOINTS, "heldOutShareNear": round(share, 3)})


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
    pictures, points, heights = examples(args.run, args.count + HELD_OUT, state.autoencoder_of(args.start))
    model, path = KeypointJudge(), os.path.join(args.run, "keypoints.pt")
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
        loss = loss_of(model, roughened(state.to_tensor(pictures[chosen]), rng), torch.from_numpy(points[chosen]))
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        if time.time() - kept > 60 or step == args.steps - 1:
            state.save(path, {"model": model.state_dict(), "adam": adam.state_dict(), "steps": step + 1})
            kept = time.time()
            print(f"step {step + 1}  loss {loss.item():.4f}", flush=True)
    share = share_near(model.eval(), pictures[args.count:], points[args.count:], heights[args.count:])
    print(json.dumps({"within 8 % of the height": round(share, 3)}))
    export(model, args.out, share)


if __name__ == "__main__":
    main()
