"""Trains the network that judges poses, on drawn people and on what the autoencoder makes of them, and exports it.

    python3 train_keypoints.py --run RUN --from PACKAGE --out ../e2e/fixtures/judge

RUN keeps pictures and checkpoint: it can be stopped and started again. Told at the end: how many keypoints of held-out scenes lie within 8 % of
the figure's height.
"""

import json
import os
from itertools import count, islice
from typing import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from learning import judging, state
from learning.roughen import coded_again
from models.keypoint_judge import CELLS, KeypointJudge, places
from scenes import truth
from scenes.draw import draw_scene
from scenes.pose import KEYPOINTS
from scenes.spec import WIDE_FROM, random_spec

SIZE = 256
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


def main() -> None:
    args = judging.arguments(__doc__)
    pictures, points, heights = examples(args.run, args.count + judging.HELD_OUT, state.autoencoder_of(args.start))

    def loss(model: KeypointJudge, shown: Tensor, chosen: list[int]) -> Tensor:
        return loss_of(model, shown, torch.from_numpy(points[chosen]))

    model = judging.trained(KeypointJudge(), os.path.join(args.run, "keypoints.pt"), args, pictures, loss)
    share = share_near(model, pictures[args.count:], points[args.count:], heights[args.count:])
    print(json.dumps({"within 8 % of the height": round(share, 3)}))
    judging.export(model, args.out, "keypoints", ["heat"], SIZE, {"keypoints": KEYPOINTS, "heldOutShareNear": round(share, 3)})


if __name__ == "__main__":
    main()
