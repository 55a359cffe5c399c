"""Exports a training run as the starter package (diffusers layout) and writes the values that the exported parts must reproduce."""

import argparse
import os

import numpy as np

import tokenizer
from encode_latents import load_autoencoder
from package import write_package
from parity import write_parity
from scenes import spec
from train_denoiser import load_denoiser

CARD = open(os.path.join(os.path.dirname(__file__), "model_card.md"), encoding="utf-8").read()


def picture_size(run):
    return int(np.load(os.path.join(run, "scenes.npy"), mmap_mode="r").shape[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", required=True, help="package folder; replaced as a whole")
    parser.add_argument("--parity", help="JSON of fixed inputs and expected outputs")
    args = parser.parse_args()
    autoencoder, scaling_factor = load_autoencoder(args.run)
    denoiser, steps = load_denoiser(args.run)
    parts = {"words": tokenizer.build(), "text_encoder": denoiser.text_encoder, "unet": denoiser.unet,
             "encoder": autoencoder.encoder, "decoder": autoencoder.decoder}
    size = picture_size(args.run)
    card = CARD.format(size=size, steps=steps, kinds=", ".join(spec.KINDS), colours=", ".join(spec.COLOURS),
                       grounds=", ".join(spec.GROUNDS), backgrounds=", ".join(spec.BACKGROUNDS),
                       times=", ".join(spec.TIMES), styles=", ".join(spec.STYLES))
    write_package(args.out, **parts, scaling_factor=scaling_factor, size=size, card=card)
    if args.parity:
        write_parity(args.parity, **parts, size=size)


if __name__ == "__main__":
    main()
