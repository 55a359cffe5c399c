"""Cuts an ONNX graph's weights into files below 2 GB, which browsers can hold.

    python3 split_weights.py --model FOLDER/model.onnx --out ANOTHER_FOLDER [--limit 2000000000]

One weight is read at a time. Small ones go into the graph's file.
"""

import argparse
import os

import onnx
from onnx import TensorProto

from onnx_export.write import Beside

INLINE_BELOW = 1024  # bytes


def content_of(tensor, folder):
    """A weight's bytes, from the graph or from the file beside it; None where the graph holds it in a typed field."""
    if tensor.data_location != TensorProto.EXTERNAL:
        return tensor.raw_data if tensor.HasField("raw_data") else None
    where = {entry.key: entry.value for entry in tensor.external_data}
    with open(os.path.join(folder, where["location"]), "rb") as file:
        file.seek(int(where.get("offset", 0)))
        return file.read(int(where["length"])) if "length" in where else file.read()


def split(model_path, out, limit):
    """Writes out/model.onnx and its files of weights; returns their paths."""
    if os.path.abspath(out) == os.path.dirname(os.path.abspath(model_path)):
        raise ValueError("The new files need a folder of their own.")
    os.makedirs(out, exist_ok=True)
    model = onnx.load(model_path, load_external_data=False)
    files = Beside(out, "model.onnx_data", limit)
    for tensor in model.graph.initializer:
        content = content_of(tensor, os.path.dirname(model_path))
        if content is None:
            continue
        if len(content) < INLINE_BELOW:
            tensor.ClearField("external_data")
            tensor.ClearField("data_location")
            tensor.raw_data = content
        else:
            files.place(tensor, content)
    files.close()
    onnx.save(model, os.path.join(out, "model.onnx"))
    return files.paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--limit", type=int, default=2_000_000_000)
    args = parser.parse_args()
    for path in split(args.model, args.out, args.limit):
        print(path, f"{os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
