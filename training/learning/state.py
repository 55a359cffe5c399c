"""Checkpoints that survive being interrupted, and networks read back from them or from the shipped package."""

import json
import os
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models.autoencoder import Autoencoder
from onnx_export.read_weights import read_weights
from scenes import tokenizer

from .denoiser import Denoiser


def save(path: str, state: dict[str, Any]) -> None:
    """Replaces the file at once: a run killed while it writes leaves the last checkpoint whole."""
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def load(path: str) -> dict[str, Any] | None:
    """A checkpoint that `save` wrote, or None where there is none yet."""
    return torch.load(path, map_location="cpu", weights_only=True) if os.path.exists(path) else None


def to_tensor(pictures: np.ndarray) -> Tensor:
    """uint8 [n, h, w, 3] to float32 [n, 3, h, w] in −1…1."""
    planes = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2)
    return (planes.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


def to_bytes(drawn: Tensor) -> np.ndarray:
    """float32 [n, 3, h, w] in −1…1 to uint8 [n, h, w, 3]."""
    return ((drawn.clamp(-1, 1) + 1) * 127.5 + 0.5).byte().permute(0, 2, 3, 1).numpy()


@dataclass
class Coded:
    """An autoencoder and the factor that brings its latents to unit deviation."""

    model: Autoencoder
    scaling_factor: float


def autoencoder_of(folder: str) -> Coded:
    """From a run's folder (autoencoder.pt) or a package's. Throws FileNotFoundError where it is neither."""
    model, saved = Autoencoder(), load(os.path.join(folder, "autoencoder.pt"))
    if saved:
        model.load_state_dict(saved["model"])
        return Coded(model.eval(), saved["scaling_factor"])
    model.encoder.load_state_dict(read_weights(os.path.join(folder, "vae_encoder", "model.onnx"), model.encoder))
    model.decoder.load_state_dict(read_weights(os.path.join(folder, "vae_decoder", "model.onnx"), model.decoder))
    with open(os.path.join(folder, "vae_decoder", "config.json"), encoding="utf-8") as file:
        return Coded(model.eval(), json.load(file)["scaling_factor"])


def denoiser_of(folder: str, words: tokenizer.Tokenizer) -> tuple[Denoiser, int]:
    """From a run's folder (the averaged weights of denoiser.pt) or a package's, and the images behind it where known.

    A package holds no scene head: it starts anew. Rows of tokens that the vocabulary has gained since start at random.
    """
    model, saved = Denoiser(len(words.vocab)), load(os.path.join(folder, "denoiser.pt"))
    if saved:
        model.load_state_dict(grown(saved["average"], model))
        return model.eval(), saved["images"]
    model.unet.load_state_dict(grown(read_weights(os.path.join(folder, "unet", "model.onnx"), model.unet, lacking=("guidance.weight",)), model.unet))
    text = read_weights(os.path.join(folder, "text_encoder", "model.onnx"), model.text_encoder, partly=("tokens.weight",))
    model.text_encoder.load_state_dict(grown(text, model.text_encoder))
    return model.eval(), images_of(folder)


def grown(saved: dict[str, Tensor], model: nn.Module) -> dict[str, Tensor]:
    """Weights of a smaller world: where the model has more rows (words, classes), its own stay behind the saved ones; so does a part that
    the saved ones lack (the guidance)."""
    fitted = dict(saved)
    for name, own in model.state_dict().items():
        known = fitted.setdefault(name, own)
        if known.shape != own.shape and known.shape[1:] == own.shape[1:] and len(known) < len(own):
            fitted[name] = torch.cat([known, own[len(known):]])
    return fitted


def images_of(folder: str) -> int:
    """How many images a package's denoiser has seen, from its training.json; 0 where it does not say."""
    path = os.path.join(folder, "training.json")
    if not os.path.exists(path):
        return 0
    with open(path, encoding="utf-8") as file:
        return int(json.load(file)["images"])
