"""Runs the ONNX checker on graphs whose weights lie in files beside them, and compares every weight's length with its file and shape."""

import os
import sys

import onnx

BYTES = {onnx.TensorProto.FLOAT: 4, onnx.TensorProto.FLOAT16: 2, onnx.TensorProto.INT8: 1, onnx.TensorProto.UINT8: 1, onnx.TensorProto.INT64: 8}


def check(path: str) -> None:
    """Raises where a graph is not sound, or a weight's range is not that of its shape or not within its file."""
    onnx.checker.check_model(path)
    model = onnx.load(path, load_external_data=False)
    for weight in model.graph.initializer:
        if weight.data_location != onnx.TensorProto.EXTERNAL:
            continue
        place = {entry.key: entry.value for entry in weight.external_data}
        elements = 1
        for side in weight.dims:
            elements *= side
        offset, length = int(place["offset"]), int(place["length"])
        assert length == elements * BYTES[weight.data_type], f"{path}: {weight.name} has {length} bytes"
        assert offset + length <= os.path.getsize(place["location"]), f"{path}: {weight.name} reaches beyond its file"


for graph in sys.argv[1:]:
    check(graph)
