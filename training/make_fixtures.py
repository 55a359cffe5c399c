"""The fixture packages: every family and every exporter's conventions, tiny, with random weights. See e2e/fixtures/packages/README.md."""

import argparse
import os

from fixtures import bad_graphs, packages_control, packages_flat, packages_sd, packages_xl
from fixtures.folder import PackageFolder
from scenes import tokenizer

MERGES = 20
PACKAGES = {
    "sd15-legacy": packages_sd.legacy, "sd15-optimum": packages_sd.optimum, "sd21-v": packages_sd.sd21_v,
    "sd-turbo-webnn": packages_sd.turbo_webnn, "sd-turbo-ort": packages_sd.turbo_ort, "lcm": packages_sd.lcm,
    "sd15-webnn-fixed": packages_sd.webnn_fixed, "sd15-inpaint": packages_sd.inpaint,
    "sdxl-base": packages_xl.base, "sdxl-refiner": packages_xl.refiner, "sdxl-turbo": packages_xl.turbo, "sdxl-lightning": packages_xl.lightning,
    "sd15-flat": packages_flat.flat, "sd15-control": packages_control.control, "sdxl-control": packages_xl.control,
}
CARD = """# {name}

{about}

Random weights, tiny widths: it shows no learned picture. Made by `training/make_fixtures.py`; the licence is the project's.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, help="folder of packages; those made here are replaced")
    parser.add_argument("--only", nargs="*", default=list(PACKAGES), choices=list(PACKAGES))
    args = parser.parse_args()
    words = tokenizer.build(limit=MERGES)
    total = 0
    for name in args.only:
        package = PackageFolder(os.path.join(args.out, name))
        PACKAGES[name](package, words)
        about = " ".join(PACKAGES[name].__doc__.split())
        size = package.finish(CARD.format(name=name, about=about))
        total += size
        print(f"{name:20} {size:>9,} bytes, {len(package.cases)} cases")
    bad = os.path.join(args.out, "bad-graphs")
    os.makedirs(bad, exist_ok=True)
    for name, write in bad_graphs.GRAPHS.items():
        write(os.path.join(bad, name + ".onnx"))
    print(f"{'together':20} {total:>9,} bytes")


if __name__ == "__main__":
    main()
