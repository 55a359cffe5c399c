"""Writes a model package in diffusers layout: four ONNX parts, their configs, tokenizer, scheduler, and a manifest of all files."""

import hashlib
import json
import os
import shutil

import torch

import onnx_graph

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


def write_package(folder, *, words, text_encoder, unet, encoder, decoder, scaling_factor, size, card):
    """Exports all parts into `folder`, which is replaced as a whole once everything is there. `size` in pixels."""
    target, folder = folder, folder.rstrip("/") + ".part"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("unet", "vae_encoder", "vae_decoder", "text_encoder"):
        os.makedirs(os.path.join(folder, part))
    for module in (text_encoder, unet, encoder, decoder):
        onnx_graph.round_weights(module)
    at = lambda *names: os.path.join(folder, *names)
    plane = lambda height, width: {0: "batch", 2: height, 3: width}
    length, text_width = text_encoder.config["max_length"], text_encoder.config["width"]
    onnx_graph.export(text_encoder, {"input_ids": torch.zeros(2, length, dtype=torch.int32)},
                      {"input_ids": {0: "batch", 1: "sequence"}, "last_hidden_state": {0: "batch", 1: "sequence"}},
                      "last_hidden_state", at("text_encoder", "model.onnx"))
    onnx_graph.export(unet, {"sample": torch.randn(2, 4, size // 4, size // 4), "timestep": torch.tensor([500.0]),
                             "encoder_hidden_states": torch.randn(2, length, text_width)},
                      {"sample": plane("height", "width"), "encoder_hidden_states": {0: "batch", 1: "sequence"},
                       "out_sample": plane("height", "width")}, "out_sample", at("unet", "model.onnx"))
    onnx_graph.export(encoder, {"sample": torch.randn(1, 3, size, size)},
                      {"sample": plane("height", "width"), "latent_parameters": plane("latent_height", "latent_width")},
                      "latent_parameters", at("vae_encoder", "model.onnx"))
    onnx_graph.export(decoder, {"latent_sample": torch.randn(1, 4, size // 4, size // 4)},
                      {"latent_sample": plane("latent_height", "latent_width"), "sample": plane("height", "width")},
                      "sample", at("vae_decoder", "model.onnx"))
    vae = {"_class_name": "AutoencoderKL", "in_channels": 3, "out_channels": 3, "latent_channels": 4, "sample_size": size,
           "block_out_channels": [64, 64, 96], "scaling_factor": round(scaling_factor, 6)}
    write_json(at("vae_encoder", "config.json"), vae)
    write_json(at("vae_decoder", "config.json"), vae)
    write_json(at("unet", "config.json"), {
        "_class_name": "UNet2DConditionModel", "in_channels": 4, "out_channels": 4, "sample_size": size // 4,
        "cross_attention_dim": text_width, "attention_head_dim": unet.config["heads"], "time_cond_proj_dim": None,
        "block_out_channels": [unet.config["width"], unet.config["deep"]]})
    write_json(at("text_encoder", "config.json"), {
        "_class_name": "CLIPTextModel", "model_type": "clip_text_model", "architectures": ["CLIPTextModel"],
        "hidden_size": text_width, "num_hidden_layers": text_encoder.config["layers"],
        "num_attention_heads": text_encoder.config["heads"], "max_position_embeddings": length,
        "vocab_size": len(words.vocab), "bos_token_id": words.start, "eos_token_id": words.end, "pad_token_id": words.end})
    words.save(at("tokenizer"))
    write_json(at("scheduler", "scheduler_config.json"), SCHEDULER)
    write_json(at("model_index.json"), MODEL_INDEX)
    with open(at("README.md"), "w", encoding="utf-8") as file:
        file.write(card)
    write_manifest(folder)
    if os.path.isdir(target):
        os.rename(target, target + ".old")
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    os.rename(folder, target)
    shutil.rmtree(target + ".old", ignore_errors=True)
