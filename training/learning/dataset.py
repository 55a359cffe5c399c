"""Encoded scenes with their captions and class maps, and random batches of them."""

import os
import random
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from scenes import tokenizer
from scenes.caption import full_caption, random_caption
from scenes.classes import CLASSES
from scenes.spec import random_spec

COMPLETE_CAPTIONS = 0.3
EMPTY_CAPTIONS = 0.1


@dataclass
class Batch:
    """`clean` float32 [n, 4, h, w] at unit deviation, `ids` int32 [n, tokens], `classes` float32 [n, classes, h / 2, w / 2]."""

    clean: Tensor
    ids: Tensor
    classes: Tensor


class Scenes:
    """The scenes of all shards in a run's folder, as encode_scenes.py writes them. Throws FileNotFoundError where there is none."""

    def __init__(self, run: str, words: tokenizer.Tokenizer) -> None:
        folder = os.path.join(run, "shards")
        shards = [np.load(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".npz")]
        if not shards:
            raise FileNotFoundError(f"{folder} is empty: run encode_scenes.py first.")
        self.latents = np.concatenate([shard["latents"] for shard in shards])
        self.classes = np.concatenate([whole(shard["classes"]) for shard in shards])
        self.specs = [random_spec(int(seed)) for shard in shards for seed in shard["seeds"]]
        self.words = words

    def caption(self, index: int, rng: random.Random) -> str:
        draw = rng.random()
        if draw < EMPTY_CAPTIONS:
            return ""
        if draw < EMPTY_CAPTIONS + COMPLETE_CAPTIONS:
            return full_caption(self.specs[index])
        return random_caption(self.specs[index], rng)

    def batch(self, size: int, rng: random.Random) -> Batch:
        return self.take(sorted(rng.sample(range(len(self.specs)), size)), rng)

    def take(self, chosen: list[int], rng: random.Random) -> Batch:
        """The scenes of these places, each with a caption drawn with `rng`."""
        return Batch(
            torch.from_numpy(np.asarray(self.latents[chosen], np.float32)).contiguous(memory_format=torch.channels_last),
            encode([self.caption(i, rng) for i in chosen], self.words),
            torch.from_numpy(np.asarray(self.classes[chosen], np.float32) / 255))


def whole(classes: np.ndarray) -> np.ndarray:
    """Class maps drawn when the world had fewer kinds, with empty maps for those that came since."""
    missing = CLASSES - classes.shape[1]
    return np.pad(classes, ((0, 0), (0, missing), (0, 0), (0, 0))) if missing else classes


def encode(captions: list[str], words: tokenizer.Tokenizer) -> Tensor:
    """Token ids, int32 [n, 32]."""
    return torch.tensor([words.encode(caption) for caption in captions], dtype=torch.int32)
