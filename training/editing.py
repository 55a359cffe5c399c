"""Editing pictures with a training run's weights, as the studio would: encode, noise, Differential Diffusion, decode."""

import numpy as np
import torch

import tokenizer
from diffusion import edit
from encode_latents import load_autoencoder
from train_autoencoder import to_tensor
from train_denoiser import load_denoiser


def latent_change(change):
    """A picture-sized change map [h, w] in 0…1 to latents [h / 4, w / 4]: each cell's strongest change."""
    h, w = change.shape
    return change.reshape(h // 4, 4, w // 4, 4).max((1, 3))


class Editor:
    def __init__(self, run, half=True):
        self.autoencoder, self.scale = load_autoencoder(run)
        self.denoiser, self.trained_steps = load_denoiser(run)
        self.words = tokenizer.build()
        self.half = half

    @torch.no_grad()
    def text(self, prompts):
        return self.denoiser.text_encoder(torch.tensor([self.words.encode(p) for p in prompts], dtype=torch.int32))

    @torch.no_grad()
    def __call__(self, pictures, prompts, changes=None, seed=1, steps=20, guidance=5.0, negatives=None):
        """uint8 pictures [n, h, w, 3], one prompt each, change maps [n, h, w] in 0…1 or None for all; returns uint8 pictures."""
        source = self.autoencoder.encoder(to_tensor(np.asarray(pictures)))[:, :4] * self.scale
        noise = torch.randn(source.shape, generator=torch.Generator().manual_seed(seed))
        maps = None if changes is None else torch.from_numpy(np.stack([latent_change(c) for c in changes])).float()[:, None]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            text, empty = self.text(prompts), self.text(negatives or [""] * len(prompts))

            def unet(*inputs):
                return self.denoiser.unet(*inputs).float()

            latents = edit(unet, source, text.float(), empty.float(), noise, maps, steps, guidance)
        drawn = self.autoencoder.decoder(latents / self.scale).clamp(-1, 1)
        return ((drawn + 1) * 127.5 + 0.5).byte().permute(0, 2, 3, 1).numpy()
