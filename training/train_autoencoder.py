"""Trains the autoencoder on drawn scenes; writes autoencoder.pt beside them, with the latents' scaling factor. Resumes by itself.

With --decoder-only the decoder alone is trained for --minutes more: the latents, and a denoiser trained on them, stay valid.
"""

import argparse
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

from models.autoencoder import Autoencoder

KL_WEIGHT = 5e-5


def to_tensor(pictures, device="cpu"):
    """uint8 [n, h, w, 3] to float32 [n, 3, h, w] in −1…1."""
    return torch.from_numpy(np.ascontiguousarray(pictures)).to(device).permute(0, 3, 1, 2).float() / 127.5 - 1


def gradient_loss(a, b):
    across = (a.diff(dim=3) - b.diff(dim=3)).abs().mean()
    return across + (a.diff(dim=2) - b.diff(dim=2)).abs().mean()


@torch.no_grad()
def psnr(model, pictures):
    """Mean over pictures of the peak signal-to-noise ratio in dB, decoding the posterior mean, for 0…1 pixels."""
    mean = model.encoder(pictures)[:, :4]
    error = ((model.decoder(mean).clamp(-1, 1) - pictures) / 2).square().mean((1, 2, 3))
    return (-10 * error.log10()).mean().item()


@torch.no_grad()
def scaling_factor(model, pictures):
    return 1 / model.encoder(pictures)[:, :4].std().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, help="folder with scenes.npy; the checkpoint goes there")
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--more", action="store_true", help="train for --minutes beyond the checkpoint, on a fresh schedule")
    parser.add_argument("--decoder-only", action="store_true", help="as --more, with the encoder frozen")
    parser.add_argument("--full-precision", action="store_true")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    fresh = args.more or args.decoder_only
    torch.manual_seed(1)
    torch.set_num_threads(os.cpu_count())
    scenes = np.load(os.path.join(args.run, "scenes.npy"), mmap_mode="r")
    path = os.path.join(args.run, "autoencoder.pt")
    model = Autoencoder().to(args.device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), args.rate, betas=(0.9, 0.99), weight_decay=1e-4)
    spent, step = 0.0, 0
    if os.path.exists(path):
        saved = torch.load(path, map_location=args.device)
        model.load_state_dict(saved["model"])
        if not fresh:
            optimiser.load_state_dict(saved["optimiser"])
        spent, step = saved["spent"], saved["step"]
    if args.decoder_only:
        model.encoder.requires_grad_(False)
        optimiser = torch.optim.AdamW(model.decoder.parameters(), args.rate, betas=(0.9, 0.99), weight_decay=1e-4)
    start = spent if fresh else 0.0
    end = start + args.minutes * 60
    rng = np.random.default_rng(step)
    held_out = to_tensor(scenes[:64], args.device)
    before, last_save = time.time(), time.time()

    def save():
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "step": step,
                 "scaling_factor": scaling_factor(model, held_out), "psnr": psnr(model, held_out)}
        torch.save(state, path + ".part")
        os.replace(path + ".part", path)
        print(f"step {step}  {spent / 60:.1f} min  PSNR {state['psnr']:.2f} dB  scale {state['scaling_factor']:.3f}", flush=True)

    while spent < end:
        share = (spent - start) / (end - start)
        rate = args.rate * min(1, (share + 1e-3) / 0.05) * (0.5 + 0.5 * np.cos(np.pi * share) * 0.98)
        for group in optimiser.param_groups:
            group["lr"] = rate
        real = to_tensor(scenes[np.sort(rng.integers(64, len(scenes), args.batch))], args.device)
        real = real.contiguous(memory_format=torch.channels_last)
        with torch.autocast(args.device, dtype=torch.bfloat16, enabled=not args.full_precision):
            drawn, mean, log_variance = (output.float() for output in model(real))
        kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        loss = F.l1_loss(drawn, real) + 0.5 * gradient_loss(drawn, real) + 0.5 * F.mse_loss(drawn, real) + KL_WEIGHT * kl
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        spent, before = spent + time.time() - before, time.time()
        if time.time() - last_save > 60:
            save()
            last_save = time.time()
    save()


if __name__ == "__main__":
    main()
