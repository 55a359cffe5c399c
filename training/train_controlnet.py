"""Trains a guide for the denoiser, which stays as it is: RUN/controlnet-GUIDE.pt. Stopped, it goes on where it stopped.

    python3 train_controlnet.py --run RUN --from PACKAGE --guide scribble-edges --minutes 60

Where the denoiser has been trained on, a guide made for it before begins better than none: --begin PACKAGE takes that one.

Conditions are drawn from the scenes' own truth: skeletons, thick outlines, edges; scribble-edges takes turns. For poses only scenes with people are taken, so RUN needs
shards of the wide world (encode_scenes.py --first 100000000).
"""

import argparse
import os
import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from learning import state
from learning.dataset import Batch, Scenes
from learning.denoiser import Denoiser
from learning.diffusion import alphas_cumprod
from learning.loss import cell_weights
from learning.noise import draw_timesteps, noised
from models.controlnet import ControlNet
from onnx_export.read_weights import read_weights
from scenes import tokenizer
from scenes import truth

SIZE = 256
DROPPED = 0.1  # share of conditions left out, so that a black one says nothing


def _grey(lines: np.ndarray) -> np.ndarray:
    return np.repeat(lines[..., None], 3, 2)


def _sketch(spec: dict, rng: random.Random) -> np.ndarray:
    """Outlines, half of them without the line of the horizon, half of them by hand."""
    lines = truth.scribble(spec, SIZE, horizon=rng.random() < 0.5)
    return _grey(truth.by_hand(lines, rng) if rng.random() < 0.5 else lines)


GUIDES: dict[str, Callable[[dict, random.Random], np.ndarray]] = {
    "pose": lambda spec, rng: truth.draw_skeletons(truth.people(spec), SIZE),
    "scribble": _sketch,
    "edges": lambda spec, rng: _grey(truth.edges(spec, SIZE)),
}
"""uint8 [SIZE, SIZE, 3] of a scene."""

MIXED = {"scribble-edges": ("scribble", "edges")}
"""One network for several guides, which take turns."""


def suited(specs: list[dict], guide: str) -> list[int]:
    """The scenes a guide can say something of. Throws ValueError where there is none."""
    found = [i for i, spec in enumerate(specs) if guide != "pose" or truth.people(spec)]
    if not found:
        raise ValueError("No scene holds a person: encode some of the wide world first (encode_scenes.py --first 100000000).")
    return found


def conditions(specs: list[dict], guide: str, rng: random.Random) -> Tensor:
    """float32 [n, 3, SIZE, SIZE] in 0…1, some of them black."""
    kinds = MIXED.get(guide, (guide,))
    drawn = [np.zeros((SIZE, SIZE, 3), np.uint8) if rng.random() < DROPPED else GUIDES[rng.choice(kinds)](spec, rng) for spec in specs]
    return torch.from_numpy(np.stack(drawn)).permute(0, 3, 1, 2).float() / 255


class Training:
    def __init__(self, denoiser: Denoiser, guide: str, rate: float, half: bool = False) -> None:
        self.denoiser, self.guide, self.rate, self.half = denoiser.eval().requires_grad_(False), guide, rate, half
        self.net = ControlNet(denoiser.unet).requires_grad_(True)
        self.adam = torch.optim.AdamW(self.net.parameters(), rate, betas=(0.9, 0.99), weight_decay=0.01)
        self.alphas = alphas_cumprod(zero_terminal_snr=True)
        self.seconds, self.steps = 0.0, 0

    def error(self, batch: Batch, drawn: Tensor, generator: torch.Generator) -> Tensor:
        """Weighted squared error of v with the guide's word added."""
        timesteps = draw_timesteps(len(batch.clean), generator)
        noisy, target = noised(batch.clean, torch.randn(batch.clean.shape, generator=generator), self.alphas[timesteps])
        with torch.autocast(noisy.device.type, torch.bfloat16, enabled=self.half):
            text = self.denoiser.text_encoder(batch.ids)
            v, _ = self.denoiser.unet.run(noisy, timesteps.float(), text, self.net(noisy, timesteps.float(), text, drawn))
        v = v.float()
        weights = torch.nn.functional.interpolate(cell_weights(batch.classes), size=v.shape[-2:])
        return (weights * (v - target).square()).mean() / weights.mean()

    def step(self, scenes: Scenes, among: list[int], size: int, share: float) -> float:
        began, rng = time.time(), random.Random(self.steps)
        for group in self.adam.param_groups:
            group["lr"] = self.rate * min(1.0, (self.steps + 1) / 100) * max(0.02, min(1.0, 2 - 2 * share))
        chosen = [rng.choice(among) for _ in range(size)]
        drawn = conditions([scenes.specs[i] for i in chosen], self.guide, rng)
        error = self.error(scenes.take(chosen, rng), drawn, torch.Generator().manual_seed(self.steps))
        self.adam.zero_grad(set_to_none=True)
        error.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.adam.step()
        self.steps, self.seconds = self.steps + 1, self.seconds + time.time() - began
        return error.item()

    def state_dict(self) -> dict[str, Any]:
        return {"net": self.net.state_dict(), "adam": self.adam.state_dict(), "seconds": self.seconds, "steps": self.steps}

    def load_state_dict(self, saved: dict[str, Any]) -> None:
        self.net.load_state_dict(saved["net"])
        self.adam.load_state_dict(saved["adam"])
        self.seconds, self.steps = saved["seconds"], saved["steps"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="folder of encoded scenes; the checkpoint goes there")
    parser.add_argument("--from", dest="start", required=True, help="the denoiser that is guided: a run's folder or a package's")
    parser.add_argument("--guide", required=True, choices=[*GUIDES, *MIXED])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--begin", help="a package that holds the guide, made for earlier weights")
    parser.add_argument("--half", action="store_true", help="bfloat16, on processors that have it (a loss on others)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    words, path = tokenizer.project(), os.path.join(args.run, f"controlnet-{args.guide}.pt")
    scenes, training = Scenes(args.run, words), Training(state.denoiser_of(args.start, words)[0], args.guide, args.rate, args.half)
    saved = state.load(path)
    if saved:
        training.load_state_dict(saved)
    elif args.begin:
        training.net.load_state_dict(read_weights(os.path.join(args.begin, "controlnet", args.guide, "model.onnx"), training.net))
    among, limit, kept, recent = suited(scenes.specs, args.guide), args.minutes * 60, training.seconds, []
    while training.seconds < limit:
        recent.append(training.step(scenes, among, args.batch, training.seconds / limit))
        if training.steps % 25 == 0:
            print(f"step {training.steps}  {training.seconds / 60:.1f} min  error {sum(recent) / len(recent):.4f}", flush=True)
            recent = []
        if training.seconds - kept > 300:
            state.save(path, training.state_dict())
            kept = training.seconds
    state.save(path, training.state_dict())


if __name__ == "__main__":
    main()
