"""Makes the denoiser quick: first one evaluation for a guided pair, then half as many steps, and half again (progressive distillation).

    python3 distill_denoiser.py --run QUICK --data RUN --from PACKAGE --strength 3 --minutes 60            guidance into the weights
    python3 distill_denoiser.py --run QUICK --data RUN --from PACKAGE --steps 16 --minutes 60              16 steps learned from 32
    python3 distill_denoiser.py --run QUICK8 --data RUN --from QUICK --steps 8 --minutes 60                8 steps learned from 16

The teacher is what --from holds. Without --steps the student learns the teacher's guided v at --strength, at every timestep; with --steps
it learns to reach in one step where the unguided teacher comes in two. QUICK/denoiser.pt is written as train_denoiser.py writes it.
"""

import argparse
import copy
import os
import random
import time

import torch
from torch import Tensor

from learning import state
from learning.dataset import Batch, Scenes, encode
from learning.denoiser import Denoiser
from learning.guidance import alpha_at, ddim_step, grid, guided, v_between
from learning.loss import cell_weights
from learning.noise import draw_timesteps, noised
from scenes import tokenizer
from train_denoiser import Training


@torch.no_grad()
def guided_target(teacher: Denoiser, noisy: Tensor, timesteps: Tensor, ids: Tensor, empty: Tensor, strength: float) -> Tensor:
    texts = (teacher.text_encoder(words) for words in (ids, empty.expand(len(ids), -1)))
    return guided(teacher.unet, noisy, timesteps.float(), *texts, strength)


@torch.no_grad()
def halved_target(teacher: Denoiser, noisy: Tensor, places: Tensor, ids: Tensor, alphas: Tensor, steps: int) -> Tensor:
    """The v of one of `steps` steps, from the place-th on, that ends where two of twice as many lead."""
    fine = torch.tensor(grid(2 * steps))
    start, middle, end = (fine[2 * places + i] for i in range(3))
    text, at = teacher.text_encoder(ids), lambda t: alpha_at(alphas, t)
    half_way = ddim_step(noisy, teacher.unet(noisy, start.float(), text), at(start), at(middle))
    later = ddim_step(half_way, teacher.unet(half_way, middle.float(), text), at(middle), at(end))
    return v_between(noisy, later, at(start), at(end))


class Distillation(Training):
    """A student that begins as its teacher; the optimisers, averages and checkpoints are those of training."""

    def __init__(self, teacher: Denoiser, words: tokenizer.Tokenizer, rate: float, strength: float, steps: int | None, images: int) -> None:
        super().__init__(copy.deepcopy(teacher), rate, False, 0.0, images)
        self.teacher, self.strength, self.few = teacher.eval().requires_grad_(False), strength, steps
        self.empty = encode([""], words)

    def error(self, batch: Batch) -> Tensor:
        """The weighted squared distance to what the teacher says."""
        generator, count = torch.Generator().manual_seed(self.images), len(batch.clean)
        noise = torch.randn(batch.clean.shape, generator=generator)
        if self.few is None:
            timesteps = draw_timesteps(count, generator)
            noisy, _ = noised(batch.clean, noise, self.alphas[timesteps])
            target = guided_target(self.teacher, noisy, timesteps, batch.ids, self.empty, self.strength)
        else:
            places = torch.randint(self.few, (count,), generator=generator)
            timesteps = torch.tensor(grid(2 * self.few))[2 * places]
            noisy, _ = noised(batch.clean, noise, self.alphas[timesteps])
            target = halved_target(self.teacher, noisy, places, batch.ids, self.alphas, self.few)
        v, _ = self.model(noisy, timesteps.float(), batch.ids)
        weights = torch.nn.functional.interpolate(cell_weights(batch.classes), size=v.shape[-2:])
        return (weights * (v - target).square()).mean() / weights.mean()

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
    parser.add_argument("--strength", type=float, default=3.0, help="of the guidance that is learned")
    parser.add_argument("--steps", type=int, help="steps of the student, whose teacher takes twice as many")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=3e-4)
    args = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(args.run, exist_ok=True)
    words, path = tokenizer.project(), os.path.join(args.run, "denoiser.pt")
    teacher, images = state.denoiser_of(args.start, words)
    scenes, distillation = Scenes(args.data, words), Distillation(teacher, words, args.rate, args.strength, args.steps, images)
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
