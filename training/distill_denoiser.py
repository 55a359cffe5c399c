"""Halves the denoiser's steps, and halves them again (progressive distillation, arXiv 2202.00512).

    python3 distill_denoiser.py --run QUICK16 --data RUN --from PACKAGE --steps 16 --minutes 60            16 steps learned from 32
    python3 distill_denoiser.py --run QUICK8 --data RUN --from QUICK16 --steps 8 --minutes 60              8 steps learned from 16

The teacher is what --from holds; the student learns to reach in one step where it comes in two, guided by any strength (which
train_denoiser.py --guided put into the weights). QUICK8/denoiser.pt is written as train_denoiser.py writes it.
"""

import argparse
import copy
import os
import random
import time

import torch
from torch import Tensor

from learning import state
from learning.dataset import Batch, Scenes
from learning.denoiser import Denoiser
from learning.guidance import alpha_at, ddim_step, draw_strengths, grid, v_between
from learning.loss import cell_weights
from learning.noise import noised
from models.unet import guidance_features
from scenes import tokenizer
from train_denoiser import Training


@torch.no_grad()
def halved_target(teacher: Denoiser, noisy: Tensor, places: Tensor, ids: Tensor, strengths: Tensor, alphas: Tensor, steps: int) -> Tensor:
    """The v of one of `steps` steps, from the place-th on, that ends where two of twice as many lead, guided by `strengths` [n]."""
    fine = torch.tensor(grid(2 * steps))
    start, middle, end = (fine[2 * places + i] for i in range(3))
    at = lambda t: alpha_at(alphas, t)
    others = (teacher.text_encoder(ids), guidance_features(strengths, teacher.unet.guidance_width))
    half_way = ddim_step(noisy, teacher.unet(noisy, start.float(), *others), at(start), at(middle))
    later = ddim_step(half_way, teacher.unet(half_way, middle.float(), *others), at(middle), at(end))
    return v_between(noisy, later, at(start), at(end))


class Distillation(Training):
    """A student that begins as its teacher; the optimisers, averages and checkpoints are those of training."""

    def __init__(self, teacher: Denoiser, rate: float, steps: int, images: int, half: bool = False) -> None:
        super().__init__(copy.deepcopy(teacher), rate, half, 0.0, images)
        self.teacher, self.few = teacher.eval().requires_grad_(False), steps

    def error(self, batch: Batch) -> Tensor:
        """The weighted squared distance to what the teacher says."""
        generator, count = torch.Generator().manual_seed(self.images), len(batch.clean)
        noise = torch.randn(batch.clean.shape, generator=generator)
        places, strengths = torch.randint(self.few, (count,), generator=generator), draw_strengths(count, generator)
        timesteps = torch.tensor(grid(2 * self.few))[2 * places]
        noisy, _ = noised(batch.clean, noise, self.alphas[timesteps])
        with torch.autocast(noisy.device.type, torch.bfloat16, enabled=self.half):
            target = halved_target(self.teacher, noisy, places, batch.ids, strengths, self.alphas, self.few)
            v, _ = self.model(noisy, timesteps.float(), batch.ids, strengths)
        v = v.float()
        weights = torch.nn.functional.interpolate(cell_weights(batch.classes), size=v.shape[-2:]) / strengths.reshape(-1, 1, 1, 1)
        return (weights * (v - target.float()).square()).mean() / weights.mean()

    def learn(self, scenes: Scenes, size: int, share: float) -> float:
        began = time.time()
        error = self.error(scenes.batch(size, random.Random(f"{self.images}/{self.steps}")))
        error.backward()
        self.update(share, size)
        self.seconds += time.time() - began
        return error.item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="folder of the student's checkpoint")
    parser.add_argument("--data", required=True, help="folder of encoded scenes")
    parser.add_argument("--from", dest="start", required=True, help="the teacher: a run's folder or a package's")
    parser.add_argument("--steps", type=int, required=True, help="steps of the student, whose teacher takes twice as many")
    parser.add_argument("--half", action="store_true", help="bfloat16, on processors that have it (a loss on others)")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=3e-4)
    args = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(args.run, exist_ok=True)
    words, path = tokenizer.project(), os.path.join(args.run, "denoiser.pt")
    teacher, images = state.denoiser_of(args.start, words)
    scenes, distillation = Scenes(args.data, words), Distillation(teacher, args.rate, args.steps, images, args.half)
    saved = state.load(path)
    if saved:
        distillation.load_state_dict(saved)
    limit, kept = args.minutes * 60, distillation.seconds
    while distillation.seconds < limit:
        error = distillation.learn(scenes, args.batch, distillation.seconds / limit)
        if distillation.steps % 25 == 0:
            print(f"step {distillation.steps}  {distillation.seconds / 60:.1f} min  error {error:.4f}", flush=True)
        if distillation.seconds - kept > 300:
            state.save(path, distillation.state_dict())
            kept = distillation.seconds
    state.save(path, distillation.state_dict())


if __name__ == "__main__":
    main()
