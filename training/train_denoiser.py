"""Trains UNet and text encoder together on the encoded scenes; denoiser.pt holds weights, moving averages and the optimiser.

Stops after --minutes of training in all; started again, it goes on where it stopped. The learning rate warms up, stays, then decays
over the last 40 % of the minutes.

At the noisiest timesteps Stable Diffusion's schedule still lets 7 % of the source through, enough to tell day from night. An edit
from a noised source would then cling to the source against its prompt, so there half of the examples carry another scene's residue.
"""

import argparse
import copy
import math
import os
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import tokenizer
from diffusion import STEPS, add_noise, alphas_cumprod
from models.text_encoder import TextEncoder
from models.unet import UNet
from scenes.caption import random_caption
from scenes.spec import random_spec

EMPTY_CAPTIONS = 0.12
FOREIGN_RESIDUE_FROM = 800
MOSTLY_NOISE_FROM = 350
AVERAGE_KEEPS = 0.997


class Denoiser(torch.nn.Module):
    def __init__(self, vocabulary, **unet):
        super().__init__()
        self.text_encoder = TextEncoder(vocabulary)
        self.unet = UNet(**unet)

    def forward(self, sample, timestep, ids):
        return self.unet(sample, timestep, self.text_encoder(ids))


def load_denoiser(run, device="cpu"):
    """The averaged weights of the latest checkpoint, for use, and the number of steps behind them."""
    saved = torch.load(os.path.join(run, "denoiser.pt"), map_location=device)
    model = Denoiser(saved["vocabulary"]).to(device)
    model.load_state_dict(saved["average"])
    return model.eval().requires_grad_(False), saved["step"]


def training_loss(model, clean, ids, alphas, half=False):
    """Mean squared error of v; the first half of the batch at any timestep, the rest at the noisy ones, where the text decides most."""
    t = torch.randint(0, STEPS, (len(clean),), device=clean.device)
    late = len(clean) // 2
    t[late:] = torch.randint(MOSTLY_NOISE_FROM, STEPS, (len(clean) - late,), device=clean.device)
    foreign = (t >= FOREIGN_RESIDUE_FROM) & (torch.rand(len(clean), device=clean.device) < 0.5)
    seen = torch.where(foreign[:, None, None, None], clean.roll(1, 0), clean)
    noisy = add_noise(seen, torch.randn_like(clean), t, alphas)
    a = alphas[t][:, None, None, None]
    noise = (noisy - a.sqrt() * clean) / (1 - a).sqrt()
    target = a.sqrt() * noise - (1 - a).sqrt() * clean
    with torch.autocast(clean.device.type, dtype=torch.bfloat16, enabled=half):
        v = model(noisy, t.float(), ids)
    return F.mse_loss(v.float(), target)


def learning_rate(peak, step, share):
    late = max(0.0, (share - 0.6) / 0.4)
    return peak * min(1, (step + 1) / 150) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * min(1, late))))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--full-precision", action="store_true", help="no bfloat16; four times slower where the processor has it")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count())
    latents = np.load(os.path.join(args.run, "latents.npy"))
    words = tokenizer.build()
    path = os.path.join(args.run, "denoiser.pt")
    torch.manual_seed(2)
    model = Denoiser(len(words.vocab)).to(args.device, memory_format=torch.channels_last)
    average = copy.deepcopy(model).requires_grad_(False)
    optimiser = torch.optim.AdamW(model.parameters(), args.rate, betas=(0.9, 0.99), weight_decay=0.01)
    spent, step = 0.0, 0
    if os.path.exists(path):
        saved = torch.load(path, map_location=args.device)
        model.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        spent, step = saved["spent"], saved["step"]
    torch.manual_seed(100 + step)
    rng = random.Random(step)
    alphas = alphas_cumprod(args.device)
    specs = [random_spec(seed) for seed in range(len(latents))]
    before, recent = time.time(), []

    def save():
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                 "spent": spent, "step": step, "vocabulary": len(words.vocab)}
        torch.save(state, path + ".part")
        os.replace(path + ".part", path)

    while spent < args.minutes * 60:
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(args.rate, step, spent / (args.minutes * 60))
        chosen = [rng.randrange(len(latents)) for _ in range(args.batch)]
        captions = ["" if rng.random() < EMPTY_CAPTIONS else random_caption(specs[i], rng) for i in chosen]
        ids = torch.tensor([words.encode(c) for c in captions], dtype=torch.int32, device=args.device)
        clean = torch.from_numpy(latents[chosen]).to(args.device).float().contiguous(memory_format=torch.channels_last)
        loss = training_loss(model, clean, ids, alphas, not args.full_precision)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(AVERAGE_KEEPS, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_mul_(list(average.parameters()), keep)
            torch._foreach_add_(list(average.parameters()), list(model.parameters()), alpha=1 - keep)
        spent, before = spent + time.time() - before, time.time()
        recent.append(loss.item())
        if step % 50 == 0:
            print(f"step {step}  {spent / 60:.1f} min  loss {sum(recent) / len(recent):.4f}", flush=True)
            recent = []
        if step % 100 == 0:
            save()
    save()


if __name__ == "__main__":
    main()
