"""A checkpoint of Stable Diffusion 1.5 at full size with random weights in half precision, in diffusers' layout, for timing and comparing.

    python3 make_checkpoint.py --out FOLDER [--scale 1]

860 million parameters in the UNet, 2.1 GB in all. One tensor in single precision is in memory at a time. `--scale 0.1` makes all widths of UNet
and autoencoder a tenth, to try things. Needs torch, diffusers, transformers and safetensors.
"""

import argparse
import json
import os
import sys

sys.path.append(sys.path.pop(0))  # `packaging` here is another than diffusers'

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel

from networks.random_weights import draw

SEED = 15
SCHEDULER = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False,
                 set_alpha_to_one=False, steps_offset=1, prediction_type="epsilon")


def widths(published, scale):
    """To multiples of 32, which the groups of the norms divide."""
    return [max(32, round(width * scale / 32) * 32) for width in published]


def networks(scale):
    """Folder, kind, configuration of each network. Texts are as wide as published: CLIP's vocabulary is."""
    unet = dict(sample_size=64, in_channels=4, out_channels=4, block_out_channels=widths([320, 640, 1280, 1280], scale), layers_per_block=2,
                cross_attention_dim=768, attention_head_dim=8)
    vae = dict(sample_size=512, in_channels=3, out_channels=3, latent_channels=4, block_out_channels=widths([128, 256, 512, 512], scale),
               layers_per_block=2, down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4)
    text = CLIPTextConfig(vocab_size=49408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12,
                          max_position_embeddings=77, hidden_act="quick_gelu")
    return [("unet", UNet2DConditionModel, unet), ("vae", AutoencoderKL, vae), ("text_encoder", CLIPTextModel, text)]


def write_network(folder, kind, config):
    """Returns the number of parameters."""
    with torch.device("meta"):
        module = kind(config) if isinstance(config, CLIPTextConfig) else kind(**config)
    tensors = {name: torch.from_numpy(draw(name, tuple(value.shape), SEED)).to(torch.float16)
               for name, value in module.state_dict().items() if value.is_floating_point()}
    os.makedirs(folder, exist_ok=True)
    module.config.save_pretrained(folder) if isinstance(config, CLIPTextConfig) else module.save_config(folder)
    name = "model.safetensors" if isinstance(config, CLIPTextConfig) else "diffusion_pytorch_model.safetensors"
    save_file(tensors, os.path.join(folder, name), metadata={"format": "pt"})
    return sum(tensor.numel() for tensor in tensors.values())


def make(out, scale):
    for part, kind, config in networks(scale):
        print(f"{part}: {write_network(os.path.join(out, part), kind, config) / 1e6:.0f} million parameters")
    DDIMScheduler(**SCHEDULER).save_pretrained(os.path.join(out, "scheduler"))
    index = {"_class_name": "StableDiffusionPipeline", "scheduler": ["diffusers", "DDIMScheduler"], "unet": ["diffusers", "UNet2DConditionModel"],
             "text_encoder": ["transformers", "CLIPTextModel"], "vae": ["diffusers", "AutoencoderKL"]}
    with open(os.path.join(out, "model_index.json"), "w", encoding="utf-8") as file:
        json.dump(index, file, indent=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("--scale", type=float, default=1)
    given = parser.parse_args()
    make(given.out, given.scale)


if __name__ == "__main__":
    main()
