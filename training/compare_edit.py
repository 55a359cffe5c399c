"""What an edit of the studio computed, beside PyTorch and diffusers: texts, picture, latents after all steps, decoded picture.

    npx tsx ../scripts/edit.ts RECIPE OUT.png --package MODEL --tensors TENSORS
    python3 compare_edit.py --model MODEL --tensors TENSORS --steps 4

MODEL is a folder in diffusers' layout; the edit's map must be white and its strength full. Token ids, picture and first latents are the edit's own;
everything else is computed anew in single precision. Exit code 1 where the latents differ by more than a hundredth of their own spread.
Needs torch, diffusers and transformers.
"""

import argparse
import json
import os
import resource
import sys
import time

sys.path.append(sys.path.pop(0))  # `packaging` here is another than diffusers'

import numpy as np
import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextModel

MOST = 1e-2


class Record:
    """The tensors of an edit by network, call and name."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
            self.index = json.load(file)

    def find(self, part, call, direction, name=None):
        """call counts from 0, or from the end where negative; without a name, the only tensor."""
        calls = 1 + max(one["call"] for one in self.index["tensors"] if one["part"] == part)
        for one in self.index["tensors"]:
            if (one["part"], one["call"], one["direction"]) == (part, call % calls, direction) and name in (None, one["name"]):
                return torch.from_numpy(np.fromfile(os.path.join(self.folder, one["file"]), dtype="<f4").reshape(one["shape"]))
        raise KeyError(f"{part} {call} {direction} {name}")

    def calls(self, part):
        return sorted({one["call"] for one in self.index["tensors"] if one["part"] == part})


def apart(given, wanted):
    """Root mean square of the difference over the spread of what is wanted."""
    return float((given - wanted).square().mean().sqrt() / wanted.std())


def load(kind, model, part):
    return kind.from_pretrained(os.path.join(model, part), torch_dtype=torch.float32).eval()


@torch.no_grad()
def compare(model, record, steps):
    """Returns the distance of the last latents."""
    guidance = 7.5
    text = load(CLIPTextModel, model, "text_encoder")
    seen = [(record.find("text_encoder", call, "in").long(), record.find("text_encoder", call, "out")) for call in record.calls("text_encoder")]
    print(f"texts: {max(apart(out, text(ids)[0]) for ids, out in seen):.1e} apart")
    words = record.find("unet", 0, "in", "encoder_hidden_states")
    hidden = text(torch.cat([ids for ids, _ in seen]))[0]
    # The rows of the pair, negative first, each found among the texts that were encoded.
    words = torch.stack([min(hidden, key=lambda row: float((row - word).square().mean())) for word in words])
    del text

    vae = load(AutoencoderKL, model, "vae")
    picture = record.find("vae_encoder", 0, "in")
    print(f"picture encoded: {apart(record.find('vae_encoder', 0, 'out')[:, :4], vae.encode(picture).latent_dist.mean):.1e} apart")

    unet = load(UNet2DConditionModel, model, "unet")
    scheduler = DDIMScheduler.from_pretrained(os.path.join(model, "scheduler"))
    scheduler.set_timesteps(steps)
    latents = record.find("unet", 0, "in", "sample")[:1]
    began = time.perf_counter()
    for call, timestep in enumerate(scheduler.timesteps):
        theirs = record.find("unet", call, "in", "timestep").flatten()[0]
        if float(theirs) != float(timestep):
            raise SystemExit(f"step {call} was computed at {float(theirs)}, and diffusers computes it at {float(timestep)}")
        empty, full = unet(torch.cat([latents, latents]), timestep, words).sample.chunk(2)
        latents = scheduler.step(empty + guidance * (full - empty), timestep, latents).prev_sample
        if call + 1 < len(scheduler.timesteps):
            print(f"latents after step {call + 1}: {apart(record.find('unet', call + 1, 'in', 'sample')[:1], latents):.1e} apart")
    seconds = time.perf_counter() - began
    given = record.find("vae_decoder", -1, "in") * vae.config.scaling_factor
    last = apart(given, latents)
    print(f"latents after step {steps}: {last:.1e} apart, at most {float((given - latents).abs().max()):.1e} where they spread {float(latents.std()):.2f}")
    print(f"picture decoded: {apart(record.find('vae_decoder', -1, 'out'), vae.decode(latents / vae.config.scaling_factor).sample):.1e} apart")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"studio: {record.index['seconds']:.0f} s for the whole edit, {record.index['peakBytes'] / 2**30:.1f} GB at most")
    print(f"PyTorch: {seconds:.0f} s for the steps, {peak / 2**30:.1f} GB at most")
    return last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--tensors", required=True)
    parser.add_argument("--steps", type=int, default=4)
    given = parser.parse_args()
    raise SystemExit(0 if compare(given.model, Record(given.tensors), given.steps) <= MOST else 1)


if __name__ == "__main__":
    main()
