"""Fixed inputs and what torch makes of them, for checking exported parts elsewhere without torch.

Element i (row-major) of a float input with `seed` s and scale c is c · sin(0.37 · i + s + 0.00013 · i²) in double precision, rounded to float32.
"""

import json

import numpy as np
import torch

FORMULA = "scale * sin(0.37*i + seed + 0.00013*i*i), i the row-major index, computed in double and rounded to float32"
KEPT = 96  # values stored of each output, at even distances


def wave(shape, seed, scale=1.0):
    i = np.arange(int(np.prod(shape)), dtype=np.float64)
    return torch.from_numpy((scale * np.sin(0.37 * i + seed + 0.00013 * i * i)).astype(np.float32).reshape(shape))


def expected(output, kept=KEPT):
    """What is stored of an output: its shape, mean, deviation, greatest magnitude, and `kept` of its values."""
    flat = output.numpy().ravel()
    stride = max(1, len(flat) // kept)
    return {"shape": list(output.shape), "mean": float(flat.mean(dtype=np.float64)), "deviation": float(flat.std(dtype=np.float64)),
            "maxAbs": float(np.abs(flat).max()), "stride": stride, "values": [float(v) for v in flat[::stride][:kept]]}


@torch.no_grad()
def write_parity(path, *, words, text_encoder, unet, encoder, decoder, size, prompts=("a blue house on the left, snow, at night", "")):
    """Cases at the native size and at 3:2; the modules must carry the rounded weights of the package."""
    ids = torch.tensor([words.encode(p) for p in prompts], dtype=torch.int32)
    width = text_encoder.config["width"]
    cases = [{"part": "text_encoder", "prompts": list(prompts), "inputs": {"input_ids": {"values": ids.tolist()}},
              "expected": {"last_hidden_state": expected(text_encoder(ids))}}]
    latent = size // 4
    for height, across, timestep in ((latent, latent, 749.0), (latent, latent * 3 // 2, 99.0)):
        sample, text = (2, 4, height, across), (2, ids.shape[1], width)
        cases.append({"part": "unet", "inputs": {
            "sample": {"shape": sample, "seed": 1, "scale": 1.4}, "timestep": {"values": [timestep]},
            "encoder_hidden_states": {"shape": text, "seed": 2, "scale": 1.4}},
            "expected": {"out_sample": expected(unet(wave(sample, 1, 1.4), torch.tensor([timestep]), wave(text, 2, 1.4)))}})
        picture, latents = (1, 3, height * 4, across * 4), (1, 4, height, across)
        cases.append({"part": "vae_encoder", "inputs": {"sample": {"shape": picture, "seed": 3, "scale": 0.9}},
                      "expected": {"latent_parameters": expected(encoder(wave(picture, 3, 0.9)))}})
        cases.append({"part": "vae_decoder", "inputs": {"latent_sample": {"shape": latents, "seed": 4, "scale": 2.0}},
                      "expected": {"sample": expected(decoder(wave(latents, 4, 2.0)))}})
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"formula": FORMULA, "cases": cases}, file, indent=1)
        file.write("\n")
