"""Trains UNet and text encoder together on encoded scenes; RUN/denoiser.pt holds weights, moving averages and optimisers.

Stops after --minutes of training in all; started again, it goes on where it stopped. `--from` begins with the weights of another run
or of a package. Every half hour adds a line of held-out errors to RUN/denoiser.jsonl.
"""

import argparse
import copy
import json
import os
import random
import time
from typing import Any

import torch

from learning import state
from learning.dataset import Scenes, encode
from learning.denoiser import Denoiser, follow
from learning.diffusion import alphas_cumprod
from learning.loss import CLASS_GAIN, Guidance, denoising_loss
from learning.muon import Muon
from learning.noise import LEVELS
from learning.validation import HeldOut
from scenes import tokenizer

JUDGED = 64  # held-out scenes while training: all of them take as long as many steps
DECAY_SHARE = 0.35
WARM_UP = 200
AVERAGE_KEEPS = 0.9985
ADAM = {"betas": (0.9, 0.99), "weight_decay": 0.0}


def learning_rate(peak: float, step: int, share: float) -> float:
    """Warms up over the first steps, stays, and falls evenly to 2 % over the last third of the time (`share` 0…1 of it is spent)."""
    return peak * min(1.0, (step + 1) / WARM_UP) * min(1.0, max(0.02, (1 - share) / DECAY_SHARE))


class Training:
    """All that changes while training goes on, and how one step changes it."""

    def __init__(self, model: Denoiser, rate: float, half: bool, contrast: float, images: int = 0,
                 guidance: Guidance | None = None) -> None:
        self.model, self.average = model.train(), copy.deepcopy(model).requires_grad_(False)
        self.muon = Muon(model.matrices(), dtype=torch.bfloat16 if half else torch.float32)
        self.adam = torch.optim.AdamW(model.others(), rate, **ADAM)
        self.rate, self.half, self.contrast, self.guidance = rate, half, contrast, guidance
        self.alphas = alphas_cumprod(zero_terminal_snr=True)
        self.seconds, self.steps, self.images = 0.0, 0, images

    def step(self, scenes: Scenes, size: int, share: float) -> tuple[float, float]:
        """One batch; returns the errors of v and of the class map."""
        began = time.time()
        batch = scenes.batch(size, random.Random(f"{self.images}/{self.steps}"))
        generator = torch.Generator().manual_seed(self.images)
        v_error, class_error = denoising_loss(self.model, batch, self.alphas, generator, contrast=self.contrast, half=self.half,
                                              guidance=self.guidance)
        (v_error + CLASS_GAIN * class_error).backward()
        self.update(share, size)
        self.seconds += time.time() - began
        return v_error.item(), class_error.item()

    def update(self, share: float, size: int) -> None:
        """Follows the gradients that `size` images gave, and lets the average follow."""
        rate = learning_rate(self.rate, self.steps, share)
        for group in self.adam.param_groups:
            group["lr"] = rate
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        self.muon.step(rate)
        self.steps, self.images = self.steps + 1, self.images + size
        follow(self.average, self.model, min(AVERAGE_KEEPS, (1 + self.steps) / (10 + self.steps)))

    def state_dict(self) -> dict[str, Any]:
        return {"model": self.model.state_dict(), "average": self.average.state_dict(), "muon": self.muon.state_dict(),
                "adam": self.adam.state_dict(), "seconds": self.seconds, "steps": self.steps, "images": self.images}

    def load_state_dict(self, saved: dict[str, Any]) -> None:
        for part in ("model", "average", "muon", "adam"):
            getattr(self, part).load_state_dict(saved[part])
        self.seconds, self.steps, self.images = saved["seconds"], saved["steps"], saved["images"]


def begin(args: argparse.Namespace, words: tokenizer.Tokenizer) -> Training:
    """A run where it stopped, or a new one from --from, or from nothing.

    Guidance is taught by what --from holds, which stays as it is: taught by its own average a denoiser runs away from the pictures.
    """
    torch.manual_seed(3)
    saved = state.load(os.path.join(args.run, "denoiser.pt"))
    model, images = state.denoiser_of(args.start, words) if args.start else (Denoiser(len(words.vocab)), 0)
    model = model.to(memory_format=torch.channels_last)
    guidance = Guidance(copy.deepcopy(model).requires_grad_(False), encode([""], words), args.guided) if args.guided else None
    training = Training(model, args.rate, args.half, args.contrast, images, guidance)
    if saved:
        training.load_state_dict(saved)
    return training


def judge(training: Training, run: str, held_out: HeldOut, words: tokenizer.Tokenizer) -> None:
    """Logs the held-out errors of the averaged weights."""

    def predict(latents: torch.Tensor, timestep: int, captions: list[str]) -> torch.Tensor:
        return training.average(latents, torch.full((len(latents),), float(timestep)), encode(captions, words))[0]

    errors = dict(zip(map(str, LEVELS), (round(e, 4) for e in held_out.errors(predict, training.alphas))))
    line = json.dumps({"steps": training.steps, "images": training.images, "minutes": round(training.seconds / 60, 1), "errors": errors})
    with open(os.path.join(run, "denoiser.jsonl"), "a", encoding="utf-8") as file:
        file.write(line + "\n")
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="folder of encoded scenes; the checkpoint goes there")
    parser.add_argument("--from", dest="start", help="another run's folder or a package's: what to begin with")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--contrast", type=float, default=0.0, help="λ of the contrastive term")
    parser.add_argument("--guided", type=float, default=0.0,
                        help="share of each batch that learns what --from says when guided: an edit then takes one evaluation a step")
    parser.add_argument("--half", action="store_true", help="bfloat16, on processors that have it (a loss on others)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--checkpoint-minutes", type=float, default=8)
    parser.add_argument("--judge-minutes", type=float, default=30)
    args = parser.parse_args()
    if args.guided and not args.start:
        parser.error("--guided needs --from, by which guidance is taught.")
    torch.set_num_threads(args.threads)
    words = tokenizer.project()
    training, scenes, held_out = begin(args, words), Scenes(args.run, words), HeldOut(args.run, JUDGED)
    path, limit, kept, judged, recent = os.path.join(args.run, "denoiser.pt"), args.minutes * 60, training.seconds, training.seconds, []
    while training.seconds < limit:
        recent.append(training.step(scenes, args.batch, training.seconds / limit))
        if training.steps % 25 == 0:
            v_error, class_error = (sum(values) / len(recent) for values in zip(*recent))
            print(f"step {training.steps}  {training.seconds / 60:.1f} min  v {v_error:.4f}  classes {class_error:.4f}", flush=True)
            recent = []
        if training.seconds - kept > args.checkpoint_minutes * 60:
            state.save(path, training.state_dict())
            kept = training.seconds
        if training.seconds - judged > args.judge_minutes * 60:
            judge(training, args.run, held_out, words)
            judged = training.seconds
    state.save(path, training.state_dict())
    judge(training, args.run, held_out, words)


if __name__ == "__main__":
    main()
