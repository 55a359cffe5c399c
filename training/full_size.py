"""Full-size UNets of Stable Diffusion 1.5 and SDXL with random weights, for timing: half precision, or four bits in half precision.

    python3 full_size.py --out FOLDER [--family sd15 sdxl] [--precision fp16 q4f16] [--scale 1]

Writes FOLDER/sd15-fp16/unet/model.onnx and so on, weights beside it in files below 2 GB. Only one weight is in memory at a time; the graph is
traced with weights that share one buffer. `--scale 0.1` makes all widths a tenth, to try things at a small size.
"""

import argparse
import os
import time

import torch

from fixtures import parts, settings
from fixtures.folder import Values
from networks import configs
from networks.random_weights import draw
from networks.unet import UNet2DConditionModel
from networks.weightless import count_parameters, weightless
from onnx_export.half import to_half
from onnx_export.quantise import to_4bit
from onnx_export.sketch import sketch
from onnx_export.write import write
from packaging.package import write_json

FAMILIES = {"sd15": configs.SD15_UNET, "sdxl": configs.SDXL_UNET}
PRECISIONS = {"fp16": to_half, "q4f16": lambda drawn: to_4bit(to_half(drawn))}
SHARD_BYTES = 2_000_000_000
SEED = 7
TRACED_SIDE = 8  # latents of the traced pass; the graph takes any multiple of 8


def scaled(config, scale):
    """The configuration with widths times `scale`, to multiples of 32 so that norm groups and heads still divide them."""
    if scale == 1:
        return config
    widths = [max(32, round(width * scale / 32) * 32) for width in config["block_out_channels"]]
    heads = config["attention_head_dim"]
    fewer = [max(1, width // 32) for width in widths] if isinstance(heads, list) else min(heads, widths[0] // 4)
    return {**config, "block_out_channels": widths, "attention_head_dim": fewer, "cross_attention_dim": max(32, round(config["cross_attention_dim"] * scale / 32) * 32)}


def pooled_width(config):
    """Of the pooled text; the rest of what `add_embedding` takes are six size ids."""
    return config["projection_class_embeddings_input_dim"] - 6 * config["addition_time_embed_dim"]


def traced(module, config):
    """The graph, with optimum's names: a scalar timestep, batch, height and width free."""
    inputs = {"sample": torch.zeros(2, 4, TRACED_SIDE, TRACED_SIDE), "timestep": torch.tensor(500.0),
              "encoder_hidden_states": torch.zeros(2, 77, config["cross_attention_dim"])}
    batch = {0: "batch_size"}
    axes = {"sample": {**batch, 2: "height", 3: "width"}, "encoder_hidden_states": {**batch, 1: "sequence_length"},
            "out_sample": {**batch, 2: "height", 3: "width"}}
    if config["addition_embed_type"]:
        inputs |= {"text_embeds": torch.zeros(2, pooled_width(config)), "time_ids": Values([[512.0] * 6] * 2).tensor()}
        axes |= {"text_embeds": batch, "time_ids": batch}
    return sketch(module, inputs, ["out_sample"], axes, call=parts.call_unet)


def make(out, family, precisions, scale, shard_bytes=SHARD_BYTES):
    """Writes one family in each precision; returns the number of parameters and the folders."""
    config = scaled(FAMILIES[family], scale)
    module = weightless(UNet2DConditionModel, config)
    drawn = traced(module, config)
    folders = []
    for precision in precisions:
        folder = os.path.join(out, f"{family}-{precision}")
        os.makedirs(os.path.join(folder, "unet"), exist_ok=True)
        for stale in os.listdir(os.path.join(folder, "unet")):
            os.remove(os.path.join(folder, "unet", stale))
        write(PRECISIONS[precision](drawn), lambda name, shape: draw(name, shape, SEED), os.path.join(folder, "unet", "model.onnx"),
              "model.onnx_data", shard_bytes)
        write_json(os.path.join(folder, "unet", "config.json"), settings.unet(config))
        folders.append(folder)
    return count_parameters(module), folders


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("--family", nargs="+", choices=list(FAMILIES), default=list(FAMILIES))
    parser.add_argument("--precision", nargs="+", choices=list(PRECISIONS), default=list(PRECISIONS))
    parser.add_argument("--scale", type=float, default=1.0)
    args = parser.parse_args()
    for family in args.family:
        since = time.monotonic()
        count, folders = make(args.out, family, args.precision, args.scale)
        print(f"{family}: {count:,} parameters, {time.monotonic() - since:.0f} s")
        for folder in folders:
            for name in sorted(os.listdir(os.path.join(folder, "unet"))):
                print(f"  {os.path.join(folder, 'unet', name)} {os.path.getsize(os.path.join(folder, 'unet', name)):,} bytes")


if __name__ == "__main__":
    main()
