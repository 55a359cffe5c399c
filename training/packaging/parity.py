"""Fixed inputs and what torch makes of them, for checking exported parts elsewhere without torch.

Element i (row-major) of a float input with `seed` s and scale c is c · sin(0.37 · i + s + 0.00013 · i²) in double precision, rounded to float32.
"""

import json

import numpy as np
import torch

from .residuals import residuals_in, residuals_out

FORMULA = "scale * sin(0.37*i + seed + 0.00013*i*i), i the row-major index, computed in double and rounded to float32"
TOLERANCE = 2e-4  # in units of an output's deviation, or of 1 where that is more
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


def _case(part, inputs, expected_outputs, **notes):
    return {"part": part, "file": f"{part}/model.onnx", "tolerance": TOLERANCE, **notes, "inputs": inputs, "expected": expected_outputs}


@torch.no_grad()
def write_parity(path, *, words, text_encoder, unet, encoder, decoder, size, scale_factor=4, controlnets=None,
                 prompts=("a blue house on the left, snow, at night", "")):
    """Cases at the native size and at 3:2; the modules must carry the rounded weights of the package."""
    ids = torch.tensor([words.encode(p) for p in prompts], dtype=torch.int32)
    width, latent = text_encoder.config["width"], size // scale_factor
    cases = [_case("text_encoder", {"input_ids": {"shape": list(ids.shape), "values": ids.tolist()}},
                   {"last_hidden_state": expected(text_encoder(ids))}, prompts=list(prompts))]
    for height, across, timestep in ((latent, latent, 749.0), (latent, latent * 3 // 2, 99.0)):
        sample, text = (2, 4, height, across), (2, ids.shape[1], width)
        shared = {"sample": {"shape": sample, "seed": 1, "scale": 1.4}, "timestep": {"shape": [1], "values": [timestep]},
                  "encoder_hidden_states": {"shape": text, "seed": 2, "scale": 1.4}}
        given = (wave(sample, 1, 1.4), torch.tensor([timestep]), wave(text, 2, 1.4))
        said = {name: {"shape": (2, channels, height // factor, across // factor), "seed": 5, "scale": 0.3}
                for name, (channels, factor) in zip(residuals_in(unet), unet.residual_forms)} if controlnets else {}
        told = {"timestep_cond": {"shape": (2, unet.guidance_width), "seed": 7, "scale": 1.0}} if unet.guidance_width else {}
        others = [wave(**form) for form in (*told.values(), *said.values())]
        cases.append(_case("unet", {**shared, **told, **said}, {"out_sample": expected(unet(*given, *others))}))
        for name, net in (controlnets or {}).items():
            drawn = {"shape": (2, 3, height * scale_factor, across * scale_factor), "seed": 6, "scale": 0.9}
            made = net(*given, wave(**drawn), 0.7)
            cases.append(_case(f"controlnet/{name}", {**shared, "controlnet_cond": drawn, "conditioning_scale": {"shape": [], "values": [0.7]}},
                               {label: expected(value) for label, value in zip(residuals_out(unet), made)}))
        picture, latents = (1, 3, height * scale_factor, across * scale_factor), (1, 4, height, across)
        cases.append(_case("vae_encoder", {"sample": {"shape": picture, "seed": 3, "scale": 0.9}},
                           {"latent_parameters": expected(encoder(wave(picture, 3, 0.9)))}))
        cases.append(_case("vae_decoder", {"latent_sample": {"shape": latents, "seed": 4, "scale": 2.0}},
                           {"sample": expected(decoder(wave(latents, 4, 2.0)))}))
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"formula": FORMULA, "cases": cases}, file, indent=1)
        file.write("\n")
