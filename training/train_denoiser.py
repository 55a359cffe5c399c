"""Trains UNet and text encoder together on the encoded scenes; denoiser.pt holds weights, moving averages and the optimiser.

Stops after --minutes of training in all; started again, it goes on where it stopped. The learning rate warms up, stays, then decays
over the second half of the minutes.

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

import tokenizer
from diffusion import STEPS, add_noise, alphas_cumprod
from models.text_encoder import TextEncoder
from models.unet import UNet
from scenes.caption import random_caption
from scenes.spec import object_boxes, random_spec

EMPTY_CAPTIONS = 0.12
FOREIGN_RESIDUE_FROM = 800
MOSTLY_NOISE_FROM = 500
OBJECTS_COUNT = 5
TEXT_RATE = 1.5  # the parts that read the text learn slowest
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


def object_weights(specs, side):
    """uint8 [n, 1, side, side]: how much each latent cell counts, more where objects stand, since they are small and the hardest."""
    weights = np.ones((len(specs), 1, side, side), np.uint8)
    for weight, spec in zip(weights, specs):
        for left, top, right, bottom in object_boxes(spec):
            weight[0, max(0, int(top * side)):math.ceil(bottom * side), max(0, int(left * side)):math.ceil(right * side)] = OBJECTS_COUNT
    return weights


def training_loss(model, clean, ids, weights, alphas, half=False):
    """Weighted squared error of v; a quarter of the batch at any timestep, the rest at the noisy ones, where the text decides most."""
    t = torch.randint(0, STEPS, (len(clean),), device=clean.device)
    late = len(clean) // 4
    t[late:] = torch.randint(MOSTLY_NOISE_FROM, STEPS, (len(clean) - late,), device=clean.device)
    foreign = (t >= FOREIGN_RESIDUE_FROM) & (torch.rand(len(clean), device=clean.device) < 0.5)
    seen = torch.where(foreign[:, None, None, None], clean.roll(1, 0), clean)
    noisy = add_noise(seen, torch.randn_like(clean), t, alphas)
    a = alphas[t][:, None, None, None]
    noise = (noisy - a.sqrt() * clean) / (1 - a).sqrt()
    target = a.sqrt() * noise - (1 - a).sqrt() * clean
    with torch.autocast(clean.device.type, dtype=torch.bfloat16, enabled=half):
        v = model(noisy, t.float(), ids)
    return (weights * (v.float() - target).square()).mean() / weights.mean()


def learning_rate(peak, step, share):
    late = max(0.0, (share - 0.5) / 0.5)
    return peak * min(1, (step + 1) / 100) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * min(1, late))))


def reads_text(name):
    return name.startswith("text_encoder") or "text_attention" in name or "pooled" in name


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--more", action="store_true", help="train for --minutes beyond the checkpoint, on a fresh schedule")
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
    reading = [p for name, p in model.named_parameters() if reads_text(name)]
    other = [p for name, p in model.named_parameters() if not reads_text(name)]
    optimiser = torch.optim.AdamW([{"params": other, "gain": 1.0}, {"params": reading, "gain": TEXT_RATE}], args.rate, betas=(0.9, 0.99), weight_decay=0.01)
    spent, step = 0.0, 0
    if os.path.exists(path):
        saved = torch.load(path, map_location=args.device)
        model.load_state_dict(saved["model"], strict=not args.more)
        average.load_state_dict(saved["model" if args.more else "average"], strict=not args.more)
        if not args.more:
            optimiser.load_state_dict(saved["optimiser"])
        spent, step = saved["spent"], saved["step"]
    start, first_step = (spent, step) if args.more else (0.0, 0)
    end = start + args.minutes * 60
    torch.manual_seed(100 + step)
    rng = random.Random(step)
    alphas = alphas_cumprod(args.device)
    specs = [random_spec(seed) for seed in range(len(latents))]
    weights = object_weights(specs, latents.shape[-1])
    before, recent = time.time(), []

    def save():
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                 "spent": spent, "step": step, "vocabulary": len(words.vocab)}
        torch.save(state, path + ".part")
        os.replace(path + ".part", path)

    while spent < end:
        rate = learning_rate(args.rate, step - first_step, (spent - start) / (end - start))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["gain"]
        chosen = [rng.randrange(len(latents)) for _ in range(args.batch)]
        captions = ["" if rng.random() < EMPTY_CAPTIONS else random_caption(specs[i], rng) for i in chosen]
        ids = torch.tensor([words.encode(c) for c in captions], dtype=torch.int32, device=args.device)
        clean = torch.from_numpy(latents[chosen]).to(args.device).float().contiguous(memory_format=torch.channels_last)
        weight = torch.from_numpy(weights[chosen]).to(args.device).float()
        loss = training_loss(model, clean, ids, weight, alphas, not args.full_precision)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(AVERAGE_KEEPS, (1 + step - first_step) / (10 + step - first_step))
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
