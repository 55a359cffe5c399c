"""Draws the training scenes once: scenes.npy, uint8 [count, size, size, 3], scene i having seed i. Specs follow from the seeds."""

import argparse
import os
from multiprocessing import Pool

import numpy as np

from scenes.draw import draw_scene
from scenes.spec import random_spec

CHUNK = 256


def _draw_chunk(job):
    path, start, stop, size = job
    pictures = np.load(path, mmap_mode="r+")
    for seed in range(start, stop):
        pictures[seed] = draw_scene(random_spec(seed), size)
    pictures.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, help="folder outside the repository")
    parser.add_argument("--count", type=int, default=40000)
    parser.add_argument("--size", type=int, default=128, help="pixels, a multiple of 8")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    path = os.path.join(args.out, "scenes.npy")
    np.lib.format.open_memmap(path, "w+", np.uint8, (args.count, args.size, args.size, 3)).flush()
    jobs = [(path, i, min(i + CHUNK, args.count), args.size) for i in range(0, args.count, CHUNK)]
    with Pool(args.processes) as pool:
        for done, _ in enumerate(pool.imap(_draw_chunk, jobs), 1):
            if done % 20 == 0:
                print(f"{done * CHUNK} of {args.count}", flush=True)


if __name__ == "__main__":
    main()
