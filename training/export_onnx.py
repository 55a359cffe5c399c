"""Exports a training run as the starter package (diffusers layout) and writes the values that the exported parts must reproduce.

Networks that the run's folder lacks are taken from --from, another run or a package, so that one of them can be replaced alone.
The guides that the run trained (controlnet-NAME.pt) go along.
"""

import argparse
import glob
import os

from learning import state
from models.autoencoder import SCALE_FACTOR
from models.controlnet import ControlNet
from models.unet import UNet
from onnx_export.read_weights import read_weights
from packaging.package import write_package
from packaging.parity import write_parity
from scenes import tokenizer
from scenes import spec

CARD = os.path.join(os.path.dirname(__file__), "model_card.md")
SIZE = 256
# What one sees in the pictures of the weights that are shipped: to be looked at again whenever they change.
LIMITS = """Soft at fine detail: skylines, textures and the lines of the pencil style; people are blurred figures with hardly a face, flowers and buses fare better. Of sixteen
held-out captions fourteen came with every thing there, in its colour and its place. What is not named may still appear where everything may
change. Words outside the lists above are ignored."""


def model_card(images: int) -> str:
    with open(CARD, encoding="utf-8") as file:
        return file.read().format(
            limits=LIMITS, size=SIZE, images=f"{images:,}", kinds=", ".join(spec.WIDE_KINDS), colours=", ".join(spec.COLOURS), grounds=", ".join(spec.GROUNDS),
            backgrounds=", ".join(spec.BACKGROUNDS), times=", ".join(spec.TIMES), styles=", ".join(spec.STYLES))


def check_weights(folder: str, parts: dict) -> None:
    """Everything that was trained can be read back from the package: training goes on from there. Throws ValueError where not."""
    for name, module in (("unet", parts["unet"]), ("text_encoder", parts["text_encoder"]), ("vae_encoder", parts["encoder"]),
                         ("vae_decoder", parts["decoder"])):
        for key, value in read_weights(os.path.join(folder, name, "model.onnx"), module).items():
            if not value.equal(module.get_parameter(key)):
                raise ValueError(f"{name}: {key} is another in the package than in the network.")


def controlnets_of(run: str, start: str | None, unet: UNet) -> dict[str, ControlNet]:
    """The guides for this UNet by name: those that the package at `start` holds, and the run's own in their place."""
    weights = {}
    for path in glob.glob(os.path.join(start or "", "controlnet", "*", "model.onnx")):
        weights[os.path.basename(os.path.dirname(path))] = read_weights(path, ControlNet(unet))
    for path in glob.glob(os.path.join(run, "controlnet-*.pt")):
        weights[os.path.basename(path).removeprefix("controlnet-").removesuffix(".pt")] = state.load(path)["net"]
    found = {name: ControlNet(unet) for name in sorted(weights)}
    for name, module in found.items():
        module.load_state_dict(weights[name])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--from", dest="start", help="where to take what the run lacks")
    parser.add_argument("--out", required=True, help="package folder; replaced as a whole")
    parser.add_argument("--parity", help="JSON of fixed inputs and expected outputs")
    args = parser.parse_args()
    has = lambda name: os.path.exists(os.path.join(args.run, name))
    words = tokenizer.project() if has("denoiser.pt") or not args.start else tokenizer.load(os.path.join(args.start, "tokenizer"))
    coded = state.autoencoder_of(args.run if has("autoencoder.pt") or not args.start else args.start)
    denoiser, images = state.denoiser_of(args.run if has("denoiser.pt") or not args.start else args.start, words)
    parts = {"words": words, "text_encoder": denoiser.text_encoder, "unet": denoiser.unet,
             "encoder": coded.model.encoder, "decoder": coded.model.decoder}
    guides = controlnets_of(args.run, args.start, denoiser.unet)
    write_package(args.out, **parts, scaling_factor=coded.scaling_factor, size=SIZE, scale_factor=SCALE_FACTOR, card=model_card(images),
                  zero_terminal_snr=True, training={"images": images, "vocabulary": len(words.vocab)}, controlnets=guides)
    check_weights(args.out, parts)
    if args.parity:
        write_parity(args.parity, **parts, size=SIZE, scale_factor=SCALE_FACTOR, controlnets=guides)


if __name__ == "__main__":
    main()
