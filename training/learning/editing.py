"""Editing pictures with the weights of a training run or a package, as the studio would: encode, noise, Differential Diffusion, decode."""

from collections.abc import Sequence

import numpy as np
import torch

from learning import state
from learning.dataset import encode
from learning.diffusion import alphas_cumprod, edit
from models.autoencoder import SCALE_FACTOR
from scenes import tokenizer


def latent_change(change: np.ndarray) -> np.ndarray:
    """A picture-sized change map [h, w] in 0…1 to latents [h / 8, w / 8]: each cell's strongest change."""
    h, w = change.shape
    return change.reshape(h // SCALE_FACTOR, SCALE_FACTOR, w // SCALE_FACTOR, SCALE_FACTOR).max((1, 3))


class Editor:
    """`folder` is a run's or a package's; what a run lacks (its autoencoder, say) is taken from `beside`."""

    def __init__(self, folder: str, beside: str | None = None) -> None:
        self.words = tokenizer.project()
        self.denoiser, self.images = state.denoiser_of(folder, self.words)
        self.coded = state.autoencoder_of(beside or folder)
        self.alphas = alphas_cumprod(zero_terminal_snr=True)

    @torch.no_grad()
    def __call__(self, pictures: np.ndarray, prompts: Sequence[str], changes: Sequence[np.ndarray] | None = None, seed: int = 1,
                 steps: int = 20, guidance: float = 3.0) -> np.ndarray:
        """uint8 pictures [n, h, w, 3], one prompt each, change maps [n, h, w] in 0…1 or None for all; returns uint8 pictures."""
        source = self.coded.model.encoder(state.to_tensor(np.asarray(pictures)))[:, :4] * self.coded.scaling_factor
        noise = torch.randn(source.shape, generator=torch.Generator().manual_seed(seed))
        maps = None if changes is None else torch.from_numpy(np.stack([latent_change(c) for c in changes])).float()[:, None]
        text, empty = (self.denoiser.text_encoder(encode(words, self.words)) for words in (list(prompts), [""] * len(prompts)))
        latents = edit(self.denoiser.unet, source, text, empty, noise, maps, steps, guidance, self.alphas)
        return state.to_bytes(self.coded.model.decoder(latents / self.coded.scaling_factor))
