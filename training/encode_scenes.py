"""Draws scenes and encodes them, a shard of 500 at a time: RUN/shards/<first seed>.npz with `seeds`, `latents` (float16, unit deviation)
and `classes` (bytes, 255 = the whole cell). Shards that are there are left alone, so it can be stopped and gone on with.

RUN/held-out.npy gets the latents of the scenes by which training is judged. Pictures are not kept: they follow from their seeds.
"""

import argparse
import os
from collections.abc import Sequence

import numpy as np
import torch

from learning import state
from learning.validation import COUNT, FIRST_SEED
from scenes.classes import class_map
from scenes.draw import draw_scene
from scenes.spec import random_spec

SHARD = 500
CHUNK = 20
SIZE = 256


@torch.no_grad()
def latents_of(seeds: Sequence[int], coded: state.Coded) -> np.ndarray:
    """Posterior means times the scaling factor, float16 [n, 4, SIZE / 8, SIZE / 8]."""
    pictures = np.stack([draw_scene(random_spec(seed), SIZE) for seed in seeds])
    mean = coded.model.encoder(state.to_tensor(pictures))[:, :4]
    return (mean * coded.scaling_factor).half().numpy()


def in_chunks(seeds: Sequence[int], coded: state.Coded) -> np.ndarray:
    return np.concatenate([latents_of(seeds[i:i + CHUNK], coded) for i in range(0, len(seeds), CHUNK)])


def write(path: str, **arrays: np.ndarray) -> None:
    with open(path + ".part", "wb") as file:
        np.savez(file, **arrays)
    os.replace(path + ".part", path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--from", dest="start", required=True, help="a run or package whose autoencoder encodes")
    parser.add_argument("--first", type=int, default=0, help="seed of the first scene")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    coded = state.autoencoder_of(args.start)
    coded.model.encoder.to(memory_format=torch.channels_last)
    folder = os.path.join(args.run, "shards")
    os.makedirs(folder, exist_ok=True)
    held_out = os.path.join(args.run, "held-out.npy")
    if not os.path.exists(held_out):
        np.save(held_out, in_chunks(range(FIRST_SEED, FIRST_SEED + COUNT), coded))
    for first in range(args.first, args.first + args.count, SHARD):
        path = os.path.join(folder, f"{first}.npz")
        if os.path.exists(path):
            continue
        seeds = range(first, first + SHARD)
        classes = np.stack([(class_map(random_spec(seed)) * 255 + 0.5).astype(np.uint8) for seed in seeds])
        write(path, seeds=np.asarray(seeds), latents=in_chunks(seeds, coded), classes=classes)
        print(f"scenes up to {first + SHARD}", flush=True)


if __name__ == "__main__":
    main()
