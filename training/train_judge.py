"""Trains the classifier that judges edits, on drawn scenes and on what the autoencoder makes of them, and exports it.

    python3 train_judge.py --run RUN --from PACKAGE --out ../e2e/fixtures/judge

RUN keeps pictures and checkpoint: it can be stopped and started again. Told at the end: how often each thing is right on held-out scenes.
"""

import json
import os

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from learning import judging, state
from learning.roughen import coded_again
from models.judge import WHOLE, Judge
from scenes.classes import CLASSES, class_map
from scenes.draw import draw_scene
from scenes.spec import COLOURS, WIDE_FROM, WIDE_KINDS, random_spec

SIZE = 256
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


def main() -> None:
    args = judging.arguments(__doc__)
    pictures, cells, whole = examples(args.run, args.count + judging.HELD_OUT, state.autoencoder_of(args.start))

    def loss(model: Judge, shown: Tensor, chosen: list[int]) -> Tensor:
        return loss_of(model, shown, torch.from_numpy(cells[chosen]).float() / 255, torch.from_numpy(whole[chosen]))

    model = judging.trained(Judge(), os.path.join(args.run, "judge.pt"), args, pictures, loss)
    told = shares_right(model, pictures[args.count:], cells[args.count:], whole[args.count:])
    print(json.dumps(told))
    judging.export(model, args.out, "judge", ["cells", "whole"], SIZE,
                   {"kinds": WIDE_KINDS, "colours": COLOURS, "firstThing": CLASSES - len(WIDE_KINDS) * len(COLOURS), "whole": WHOLE, "heldOutShareRight": told})


if __name__ == "__main__":
    main()
