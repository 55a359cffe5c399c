"""Trains the autoencoder on drawn scenes; writes RUN/autoencoder.pt, with the latents' scaling factor. Resumes by itself.

With --decoder-only the encoder stays as it is, so that latents, and a denoiser trained on them, stay valid: what is left of the time is
then spent where pictures get their edges. `--from` begins with another run's or a package's autoencoder.
"""

import argparse
import math
import os
import time
from typing import Any

import numpy as np
import torch
from torch import Tensor

from learning import state
from learning.coding_loss import coding_loss, psnr
from learning.validation import FIRST_SEED
from models.autoencoder import LATENT_CHANNELS, Autoencoder
from scenes.draw import draw_scene
from scenes.spec import random_spec

SIZE, CROP = 256, 128
HELD_OUT = 24
ADAM = {"betas": (0.9, 0.99), "weight_decay": 0.0}


def pictures(run: str, count: int) -> np.ndarray:
    """uint8 [count, SIZE, SIZE, 3], drawn once and kept in RUN/pictures.npy."""
    path = os.path.join(run, "pictures.npy")
    if not os.path.exists(path):
        with open(path + ".part", "wb") as file:
            np.save(file, np.stack([draw_scene(random_spec(seed), SIZE) for seed in range(count)]))
        os.replace(path + ".part", path)
    return np.load(path, mmap_mode="r")


def crops(data: np.ndarray, size: int, rng: np.random.Generator) -> Tensor:
    """float32 [size, 3, CROP, CROP] in −1…1 from random places of random pictures."""
    chosen = []
    for _ in range(size):
        picture, y, x = rng.integers(len(data)), *rng.integers(SIZE - CROP + 1, size=2)
        chosen.append(data[picture, y:y + CROP, x:x + CROP])
    return state.to_tensor(np.stack(chosen))


class Training:
    def __init__(self, model: Autoencoder, rate: float, decoder_only: bool) -> None:
        self.model, self.rate = model, rate
        model.encoder.requires_grad_(not decoder_only)
        self.adam = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], rate, **ADAM)
        self.seconds, self.steps = 0.0, 0

    def step(self, real: Tensor, share: float) -> float:
        """One batch; `share` 0…1 of the time is spent."""
        began = time.time()
        for group in self.adam.param_groups:
            group["lr"] = self.rate * min(1.0, (self.steps + 1) / 100) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * share)))
        loss = coding_loss(*self.outputs(real))
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.adam.step()
        self.steps, self.seconds = self.steps + 1, self.seconds + time.time() - began
        return loss.item()

    def outputs(self, real: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        drawn, mean, log_variance = self.model(real)
        return drawn, real, mean, log_variance

    def state_dict(self) -> dict[str, Any]:
        return {"model": self.model.state_dict(), "adam": self.adam.state_dict(), "seconds": self.seconds, "steps": self.steps}


@torch.no_grad()
def judged(model: Autoencoder, held_out: Tensor) -> dict[str, float]:
    """PSNR of the decoded posterior means, mean and least of the pictures, and the scaling factor."""
    means = torch.cat([model.encoder(picture[None])[:, :LATENT_CHANNELS] for picture in held_out])
    found = psnr(torch.cat([model.decoder(mean[None]) for mean in means]), held_out)
    return {"scaling_factor": 1 / means.std().item(), "psnr": found.mean().item(), "least_psnr": found.min().item()}


def begin(args: argparse.Namespace, path: str) -> tuple[Training, float | None]:
    """The run where it stopped, or a new one; and the scaling factor that must stay where the encoder does."""
    saved = state.load(path)
    coded = state.autoencoder_of(args.start) if args.start and not saved else None
    model = coded.model.train() if coded else Autoencoder()
    training = Training(model.to(memory_format=torch.channels_last), args.rate, args.decoder_only)
    if saved:
        model.load_state_dict(saved["model"])
        training.seconds, training.steps = saved["seconds"], saved["steps"]
        if len(saved["adam"]["state"]) == len(training.adam.param_groups[0]["params"]):
            training.adam.load_state_dict(saved["adam"])
    fixed = (saved["scaling_factor"] if saved else coded.scaling_factor if coded else None) if args.decoder_only else None
    return training, fixed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="folder outside the repository; the checkpoint goes there")
    parser.add_argument("--from", dest="start", help="another run's folder or a package's: what to begin with")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--count", type=int, default=2500, help="pictures to draw")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decoder-only", action="store_true", help="keep the encoder as it is")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    if args.decoder_only and not args.start and not os.path.exists(os.path.join(args.run, "autoencoder.pt")):
        parser.error("--decoder-only needs an encoder: name one with --from.")
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    os.makedirs(args.run, exist_ok=True)
    path, data = os.path.join(args.run, "autoencoder.pt"), pictures(args.run, args.count)
    held_out = state.to_tensor(np.stack([draw_scene(random_spec(FIRST_SEED + i), SIZE) for i in range(HELD_OUT)]))
    training, fixed = begin(args, path)
    rng, limit, kept, losses = np.random.default_rng(training.steps), args.minutes * 60, training.seconds, []

    def keep() -> None:
        found = judged(training.model, held_out)
        found["scaling_factor"] = fixed or found["scaling_factor"]
        state.save(path, {**training.state_dict(), **found})
        told = {key: round(value, 4) for key, value in found.items()}
        print(f"step {training.steps}  {training.seconds / 60:.1f} min  loss {np.mean(losses):.4f}  {told}", flush=True)

    while training.seconds < limit:
        losses = [*losses[-200:], training.step(crops(data, args.batch, rng), training.seconds / limit)]
        if training.seconds - kept > 300:
            keep()
            kept = training.seconds
    keep()


if __name__ == "__main__":
    main()
