"""Encodes all drawn scenes once: latents.npy, float16 [count, 4, h / 4, w / 4], posterior means times the scaling factor."""

import argparse
import os

import numpy as np
import torch

from models.autoencoder import Autoencoder
from train_autoencoder import to_tensor


def load_autoencoder(run, device="cpu"):
    """The trained autoencoder and its scaling factor."""
    saved = torch.load(os.path.join(run, "autoencoder.pt"), map_location=device)
    model = Autoencoder().to(device)
    model.load_state_dict(saved["model"])
    return model.eval().requires_grad_(False), saved["scaling_factor"]


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--count", type=int, help="only the first so many scenes")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count())
    scenes = np.load(os.path.join(args.run, "scenes.npy"), mmap_mode="r")[:args.count]
    model, scale = load_autoencoder(args.run, args.device)
    encoder = model.encoder.to(memory_format=torch.channels_last)
    count, height, width, _ = scenes.shape
    path = os.path.join(args.run, "latents.npy")
    latents = np.lib.format.open_memmap(path + ".part", "w+", np.float16, (count, 4, height // 4, width // 4))
    for start in range(0, count, 64):
        mean = encoder(to_tensor(scenes[start:start + 64], args.device))[:, :4] * scale
        latents[start:start + 64] = mean.half().cpu().numpy()
    latents.flush()
    os.replace(path + ".part", path)
    print(f"{count} latents, deviation {np.float32(latents[::50]).std():.3f}")


if __name__ == "__main__":
    main()
