"""A UNet that takes ControlNet residuals, and the ControlNets for it, from diffusers' weights to ONNX. EXPORT.md tells how to use it.

    python3 export_controlnet.py --model FOLDER_OR_ID --controlnet canny=FOLDER_OR_ID [depth=…] --out PACKAGE [--precision fp16]

Writes PACKAGE/unet/ and PACKAGE/controlnet/NAME/, each model.onnx, its weights in files below 2 GB, and config.json; put them into a package that
optimum exported. Needs diffusers. Not tried by us with real weights: the machine this was written on has neither them nor diffusers. What is
tested is that the graphs of tiny networks with diffusers' signatures come out right.
"""

import argparse
import os

import torch

from networks.unet import residual_shapes
from onnx_export.half import to_half
from onnx_export.quantise import to_4bit
from onnx_export.sketch import sketch
from onnx_export.write import write
from packaging.package import write_json

PRECISIONS = {"fp32": lambda drawn: drawn, "fp16": to_half, "q4": to_4bit, "q4f16": lambda drawn: to_4bit(to_half(drawn))}
SHARD_BYTES = 2_000_000_000
SIDE = 16  # latents of the traced pass
TOKENS = 77


def _added(text_embeds, time_ids):
    return None if time_ids is None else {"text_embeds": text_embeds, "time_ids": time_ids}


def call_unet(network, sample, timestep, encoder_hidden_states, timestep_cond=None, text_embeds=None, time_ids=None, **residuals):
    """diffusers' UNet2DConditionModel with plain arguments; the residuals in order, the middle's last."""
    kept = tuple(residuals.values())
    more = {"down_block_additional_residuals": kept[:-1], "mid_block_additional_residual": kept[-1]} if kept else {}
    return network(sample, timestep, encoder_hidden_states, timestep_cond=timestep_cond, added_cond_kwargs=_added(text_embeds, time_ids),
                   return_dict=False, **more)[0]


def call_controlnet(network, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale, text_embeds=None, time_ids=None):
    """diffusers' ControlNetModel with plain arguments and one flat answer: the residuals in order, the middle's last."""
    down, middle = network(sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale=conditioning_scale,
                           added_cond_kwargs=_added(text_embeds, time_ids), return_dict=False)
    return (*down, middle)


def _shared_inputs(config, batch=2):
    """What UNet and ControlNet both take, and the names of the free axes."""
    inputs = {"sample": torch.zeros(batch, config["in_channels"], SIDE, SIDE), "timestep": torch.tensor(500.0),
              "encoder_hidden_states": torch.zeros(batch, TOKENS, config["cross_attention_dim"])}
    axes = {"sample": {0: "batch_size", 2: "height", 3: "width"}, "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"}}
    if config.get("addition_embed_type") == "text_time":
        ids = 6
        pooled = config["projection_class_embeddings_input_dim"] - ids * config["addition_time_embed_dim"]
        inputs |= {"text_embeds": torch.zeros(batch, pooled), "time_ids": torch.zeros(batch, ids)}
        axes |= {"text_embeds": {0: "batch_size"}, "time_ids": {0: "batch_size"}}
    return inputs, axes


def _residual_axes(names):
    return {name: {0: "batch_size", 2: f"{name}_height", 3: f"{name}_width"} for name in names}


def _write(network, drawn, folder, config, precision, shard_bytes):
    weights = dict(network.state_dict())
    os.makedirs(folder, exist_ok=True)
    write(PRECISIONS[precision](drawn), lambda name, shape: weights[name].detach().float().cpu().numpy(), os.path.join(folder, "model.onnx"),
          "model.onnx_data", shard_bytes)
    write_json(os.path.join(folder, "config.json"), config)


def export_unet(network, config, folder, precision="fp16", shard_bytes=SHARD_BYTES):
    """Inputs as optimum names them, then down_block_additional_residual_0…N and mid_block_additional_residual."""
    inputs, axes = _shared_inputs(config)
    if config.get("time_cond_proj_dim"):
        inputs["timestep_cond"] = torch.zeros(2, config["time_cond_proj_dim"])
        axes["timestep_cond"] = {0: "batch_size"}
    down, middle = residual_shapes(config, 2, SIDE, SIDE)
    names = [*(f"down_block_additional_residual_{i}" for i in range(len(down))), "mid_block_additional_residual"]
    inputs |= {name: torch.zeros(shape) for name, shape in zip(names, [*down, middle])}
    axes |= {**_residual_axes(names), "out_sample": {0: "batch_size", 2: "height", 3: "width"}}
    _write(network, sketch(network, inputs, ["out_sample"], axes, call=call_unet), folder, config, precision, shard_bytes)


def export_controlnet(network, config, folder, precision="fp16", shard_bytes=SHARD_BYTES):
    """Outputs down_block_res_sample_0…N and mid_block_res_sample, already multiplied by the float input conditioning_scale."""
    shared, axes = _shared_inputs(config)
    first = {name: shared.pop(name) for name in ("sample", "timestep", "encoder_hidden_states")}
    inputs = {**first, "controlnet_cond": torch.zeros(2, 3, 8 * SIDE, 8 * SIDE), "conditioning_scale": torch.tensor(1.0), **shared}
    count = len(residual_shapes(config, 2, SIDE, SIDE)[0])
    names = [*(f"down_block_res_sample_{i}" for i in range(count)), "mid_block_res_sample"]
    axes |= {**_residual_axes(names), "controlnet_cond": {0: "batch_size", 2: "picture_height", 3: "picture_width"}}
    _write(network, sketch(network, inputs, names, axes, call=call_controlnet), folder, config, precision, shard_bytes)


def load(kind, source, subfolder=None):
    """A network of diffusers with plain attention, which the exporter understands, and its configuration."""
    import diffusers
    network = getattr(diffusers, kind).from_pretrained(source, **({"subfolder": subfolder} if subfolder else {}))
    network.set_attn_processor(diffusers.models.attention_processor.AttnProcessor())
    return network.eval().requires_grad_(False), {"_class_name": kind, **{k: v for k, v in network.config.items() if not k.startswith("_")}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="a diffusers model with a unet folder")
    parser.add_argument("--controlnet", nargs="+", default=[], metavar="NAME=SOURCE")
    parser.add_argument("--out", required=True)
    parser.add_argument("--precision", choices=list(PRECISIONS), default="fp16")
    args = parser.parse_args()
    network, config = load("UNet2DConditionModel", args.model, "unet")
    export_unet(network, config, os.path.join(args.out, "unet"), args.precision)
    del network
    for one in args.controlnet:
        name, _, source = one.partition("=")
        network, config = load("ControlNetModel", source)
        export_controlnet(network, config, os.path.join(args.out, "controlnet", name), args.precision)
        del network


if __name__ == "__main__":
    main()
