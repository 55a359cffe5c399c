"""Writes a model package in diffusers layout: four ONNX parts, their configs, tokenizer, scheduler, and a manifest of all files."""

import hashlib
import json
import os
import shutil

import torch

from packaging import onnx_graph
from packaging.residuals import residuals_in, residuals_out

SCHEDULER = {
    "_class_name": "DDIMScheduler", "_diffusers_version": "0.30.0", "num_train_timesteps": 1000,
    "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "trained_betas": None,
    "prediction_type": "v_prediction", "timestep_spacing": "trailing", "steps_offset": 0,
    "set_alpha_to_one": True, "clip_sample": False, "rescale_betas_zero_snr": False, "thresholding": False,
}
MODEL_INDEX = {
    "_class_name": "StableDiffusionPipeline", "_diffusers_version": "0.30.0",
    "scheduler": ["diffusers", "DDIMScheduler"], "text_encoder": ["diffusers", "OnnxRuntimeModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"], "unet": ["diffusers", "OnnxRuntimeModel"],
    "vae_decoder": ["diffusers", "OnnxRuntimeModel"], "vae_encoder": ["diffusers", "OnnxRuntimeModel"],
    "safety_checker": [None, None], "feature_extractor": [None, None], "requires_safety_checker": False,
}


# One entry more than there are halvings: by their number readers know the scale factor.
VAE_WIDTHS = {4: [64, 64, 96], 8: [32, 48, 64, 96]}


def write_json(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.write("\n")


def write_manifest(folder):
    """files.json: path, sizeBytes and sha256 of every other file in the folder, since a browser cannot list folders."""
    files = []
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(base, name)
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            if relative != "files.json":
                with open(path, "rb") as file:
                    content = file.read()
                files.append({"path": relative, "sizeBytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    write_json(os.path.join(folder, "files.json"), {"files": sorted(files, key=lambda f: f["path"])})


def residual_inputs(unet, side):
    """What the UNet takes from a ControlNet, by diffusers' names, for latents of `side`²: name → tensor [2, channels, height, width]."""
    named = zip(residuals_in(unet), unet.residual_forms, strict=True)
    return {name: torch.randn(2, channels, side // factor, side // factor) for name, (channels, factor) in named}


def residual_axes(unet, names):
    return {name: {0: "batch", 2: f"height_{factor}", 3: f"width_{factor}"} for name, (_, factor) in zip(names, unet.residual_forms)}


def write_controlnet(folder, module, unet, side, size):
    """controlnet/NAME: the network with diffusers' names, its large kernels in 8 bits."""
    names, plane = residuals_out(unet), {0: "batch", 2: "height", 3: "width"}
    onnx_graph.round_eight(module)
    onnx_graph.export(module, {"sample": torch.randn(2, 4, side, side), "timestep": torch.tensor([500.0]),
                               "encoder_hidden_states": torch.randn(2, 32, unet.config["text_width"]),
                               "controlnet_cond": torch.rand(2, 3, size, size), "conditioning_scale": torch.tensor(1.0)},
                      {"sample": plane, "encoder_hidden_states": {0: "batch", 1: "sequence"},
                       "controlnet_cond": {0: "batch", 2: "picture_height", 3: "picture_width"}, **residual_axes(unet, names)},
                      names, os.path.join(folder, "model.onnx"), eight=True)
    write_json(os.path.join(folder, "config.json"), {"_class_name": "ControlNetModel", "conditioning_channels": 3})


def write_package(folder, *, words, text_encoder, unet, encoder, decoder, scaling_factor, size, card, scale_factor=4,
                  zero_terminal_snr=False, training=None, controlnets=None):
    """Exports all parts into `folder`, which is replaced as a whole once everything is there.

    `size` in pixels, `scale_factor` of them for each side of a latent; `training` is told in training.json, for those who train on.
    `controlnets` (name → module) go into controlnet/NAME; the UNet then takes their residuals.
    """
    target, folder = folder, folder.rstrip("/") + ".part"
    shutil.rmtree(folder, ignore_errors=True)
    controlnets = controlnets or {}
    for part in ("unet", "vae_encoder", "vae_decoder", "text_encoder", *(f"controlnet/{name}" for name in controlnets)):
        os.makedirs(os.path.join(folder, part))
    for module in (text_encoder, unet, encoder, decoder):
        onnx_graph.round_weights(module)
    at = lambda *names: os.path.join(folder, *names)
    plane = lambda height, width: {0: "batch", 2: height, 3: width}
    length, text_width = text_encoder.config["max_length"], text_encoder.config["width"]
    onnx_graph.export(text_encoder, {"input_ids": torch.zeros(2, length, dtype=torch.int32)},
                      {"input_ids": {0: "batch", 1: "sequence"}, "last_hidden_state": {0: "batch", 1: "sequence"}},
                      ["last_hidden_state"], at("text_encoder", "model.onnx"))
    side = size // scale_factor
    residuals = residual_inputs(unet, side) if controlnets else {}
    told = {"timestep_cond": torch.randn(2, unet.guidance_width)} if unet.guidance_width else {}
    onnx_graph.export(unet, {"sample": torch.randn(2, 4, side, side), "timestep": torch.tensor([500.0]),
                             "encoder_hidden_states": torch.randn(2, length, text_width), **told, **residuals},
                      {"sample": plane("height", "width"), "encoder_hidden_states": {0: "batch", 1: "sequence"},
                       **{name: {0: "batch"} for name in told}, "out_sample": plane("height", "width"), **residual_axes(unet, residuals)}, ["out_sample"], at("unet", "model.onnx"))
    for name, module in controlnets.items():
        write_controlnet(at("controlnet", name), module, unet, side, size)
    onnx_graph.export(encoder, {"sample": torch.randn(1, 3, size, size)},
                      {"sample": plane("height", "width"), "latent_parameters": plane("latent_height", "latent_width")},
                      ["latent_parameters"], at("vae_encoder", "model.onnx"))
    onnx_graph.export(decoder, {"latent_sample": torch.randn(1, 4, size // scale_factor, size // scale_factor)},
                      {"latent_sample": plane("latent_height", "latent_width"), "sample": plane("height", "width")},
                      ["sample"], at("vae_decoder", "model.onnx"))
    vae = {"_class_name": "AutoencoderKL", "in_channels": 3, "out_channels": 3, "latent_channels": 4, "sample_size": size,
           "block_out_channels": VAE_WIDTHS[scale_factor], "scaling_factor": round(scaling_factor, 6)}
    write_json(at("vae_encoder", "config.json"), vae)
    write_json(at("vae_decoder", "config.json"), vae)
    write_json(at("unet", "config.json"), {
        "_class_name": "UNet2DConditionModel", "in_channels": 4, "out_channels": 4, "sample_size": size // scale_factor,
        "cross_attention_dim": text_width, "attention_head_dim": unet.config["heads"], "time_cond_proj_dim": unet.guidance_width or None,
        # The word of diffusers' Flux for what an ordinary model may have too: guidance as an input, at 1 the unguided answer.
        **({"guidance_embeds": True} if unet.guidance_width else {}),
        "block_out_channels": [unet.config["width"], unet.config["deep"]],
        **({"residual_forms": unet.residual_forms} if controlnets else {})})
    write_json(at("text_encoder", "config.json"), {
        "_class_name": "CLIPTextModel", "model_type": "clip_text_model", "architectures": ["CLIPTextModel"],
        "hidden_size": text_width, "num_hidden_layers": text_encoder.config["layers"],
        "num_attention_heads": text_encoder.config["heads"], "max_position_embeddings": length,
        "vocab_size": len(words.vocab), "bos_token_id": words.start, "eos_token_id": words.end, "pad_token_id": words.end})
    words.save(at("tokenizer"))
    write_json(at("scheduler", "scheduler_config.json"), {**SCHEDULER, "rescale_betas_zero_snr": zero_terminal_snr})
    if training:
        write_json(at("training.json"), training)
    write_json(at("model_index.json"), MODEL_INDEX)
    with open(at("README.md"), "w", encoding="utf-8") as file:
        file.write(card)
    write_manifest(folder)
    if os.path.isdir(target):
        os.rename(target, target + ".old")
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    os.rename(folder, target)
    shutil.rmtree(target + ".old", ignore_errors=True)
