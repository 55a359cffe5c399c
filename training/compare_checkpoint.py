"""Any checkpoint, part by part: what the studio's networks gave for what they were given in an edit, beside diffusers in PyTorch.

    npx tsx ../scripts/edit.ts RECIPE OUT.png --package CHECKPOINT --precision fp32 --tensors TENSORS
    python3 compare_checkpoint.py CHECKPOINT --tensors TENSORS [--config FOLDER] [--most 1e-2]

CHECKPOINT is one .safetensors file or a folder in diffusers' layout. Of a single file diffusers takes the configurations from its hub, or from the
folder in `--config`. Every call that the edit made of text encoders, UNet and the autoencoder's halves is made again in single precision with the
very same inputs. Exit code 1 where an answer is further off than `--most` (root mean square of the difference over the spread of diffusers'
answer), or where nothing could be compared. Needs torch, diffusers, transformers and safetensors.
"""

import argparse
import os
import sys

sys.path.append(sys.path.pop(0))  # `packaging` here is another than diffusers'

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel
from diffusers.loaders.single_file_utils import create_diffusers_clip_model_from_ldm
from diffusers.utils import logging
from safetensors.torch import load_file
from transformers import CLIPTextModel, CLIPTextModelWithProjection

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare_edit import Record, apart

logging.set_verbosity_error()

MOST = 1e-2
CLIP = {"text_encoder": CLIPTextModel, "text_encoder_2": CLIPTextModelWithProjection}


class Parts:
    """A checkpoint's networks as diffusers and transformers have them, one at a time."""

    def __init__(self, checkpoint, config):
        self.checkpoint, self.config = checkpoint, config
        self.is_file = os.path.isfile(checkpoint)
        self.tensors = load_file(checkpoint) if self.is_file else None

    def open(self, part):
        network = self.from_file(part) if self.is_file else self.from_folder(part)
        return network.to(torch.float32).eval()

    def from_file(self, part):
        where = {"config": self.config} if self.config else {}
        if part in CLIP:
            return create_diffusers_clip_model_from_ldm(CLIP[part], dict(self.tensors), subfolder=part, **where)
        kind = UNet2DConditionModel if part == "unet" else AutoencoderKL
        return kind.from_single_file(self.checkpoint, subfolder=part, torch_dtype=torch.float32, **where)

    def from_folder(self, part):
        kinds = [CLIP[part]] if part in CLIP else [UNet2DConditionModel] if part == "unet" else [AutoencoderKL, AutoencoderTiny]
        names = os.listdir(os.path.join(self.checkpoint, part))
        half = any(".fp16." in name for name in names) and "diffusion_pytorch_model.safetensors" not in names
        for kind in kinds:
            try:
                return kind.from_pretrained(self.checkpoint, subfolder=part, variant="fp16" if half and part not in CLIP else None)
            except (OSError, ValueError):
                if kind is kinds[-1]:
                    raise


@torch.no_grad()
def answer(network, part, given):
    """What diffusers gives for the inputs of one call, by the names of the studio's outputs."""
    if part in CLIP:
        out = network(given["input_ids"].long(), output_hidden_states=True)
        pooled = {"text_embeds": out.text_embeds} if hasattr(out, "text_embeds") else {}
        return {"last_hidden_state": out.last_hidden_state, "penultimate": out.hidden_states[-2], **pooled}
    if part == "unet":
        added = {name: given[name] for name in ("text_embeds", "time_ids") if name in given}
        beside = {"timestep_cond": given["timestep_cond"]} if "timestep_cond" in given else {}
        predicted = network(given["sample"], given["timestep"].flatten()[0], given["encoder_hidden_states"], added_cond_kwargs=added or None, **beside)
        return {"out_sample": predicted.sample}
    only = next(iter(given.values()))
    if part == "vae_decoder":
        return {"sample": network.decode(only).sample}
    encoded = network.encode(only)
    return {"latent": encoded.latent_dist.mean if hasattr(encoded, "latent_dist") else encoded.latents}


def pairs(theirs, ours):
    """The outputs that both have: by name, else the only one that has that shape."""
    for name, value in ours.items():
        value = value[:, :4] if value.dim() == 4 and value.shape[1] == 8 else value
        same = [name] if name in theirs and theirs[name].shape == value.shape else []
        same = same or [other for other, one in theirs.items() if one.shape == value.shape]
        if same:
            yield name, min(apart(value, theirs[one]) for one in same)


def compare(checkpoint, record, config):
    """Prints the furthest answer of every part; returns the distances."""
    parts, found = Parts(checkpoint, config), []
    for part in ("text_encoder", "text_encoder_2", "unet", "vae_encoder", "vae_decoder"):
        entries = [one for one in record.index["tensors"] if one["part"] == part]
        if not entries:
            continue
        try:
            network = parts.open("vae" if part.startswith("vae") else part)
        except Exception as error:  # noqa: BLE001: whatever diffusers cannot load is said, and the other parts are compared
            print(f"{part}: diffusers does not load it ({str(error).splitlines()[0][:160]})")
            continue
        far = {}
        for call in sorted({one["call"] for one in entries}):
            tensors = {
                way: {one["name"]: record.find(part, call, way, one["name"]) for one in entries if (one["call"], one["direction"]) == (call, way)}
                for way in ("in", "out")
            }
            for name, distance in pairs(answer(network, part, tensors["in"]), tensors["out"]):
                far[name] = max(far.get(name, 0.0), distance)
        for name, distance in far.items():
            print(f"{part} {name}: {distance:.1e} apart")
        found += far.values()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("--tensors", required=True)
    parser.add_argument("--config")
    parser.add_argument("--most", type=float, default=MOST)
    given = parser.parse_args()
    found = compare(given.checkpoint, Record(given.tensors), given.config)
    raise SystemExit(0 if found and max(found) <= given.most else 1)


if __name__ == "__main__":
    main()
