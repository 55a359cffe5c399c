"""Fills a sketch with weights, one parameter at a time, and writes it: within the graph's file, beside it, or over several files."""

import os

import numpy as np
import onnx
from onnx import TensorProto

from .quantise import arrays_of

ALIGNMENT = 64
TYPES = {np.dtype(np.float32): TensorProto.FLOAT, np.dtype(np.float16): TensorProto.FLOAT16, np.dtype(np.int8): TensorProto.INT8,
         np.dtype(np.uint8): TensorProto.UINT8}


class Beside:
    """Files of weights next to a graph: NAME, then NAME_1, NAME_2 … once a file would pass `limit` bytes."""

    def __init__(self, folder, name, limit):
        self.folder, self.name, self.limit = folder, name, limit
        self.paths, self.offset, self.file = [], 0, None

    def _next(self):
        self.close()
        name = self.name if not self.paths else f"{self.name}_{len(self.paths)}"
        self.paths.append(os.path.join(self.folder, name))
        self.file, self.offset = open(self.paths[-1], "wb"), 0

    def place(self, tensor, content):
        """Writes a weight's bytes and notes in the tensor where they are."""
        start = -(-self.offset // ALIGNMENT) * ALIGNMENT
        if self.file is None or start + len(content) > self.limit and self.offset > 0:
            self._next()
            start = 0
        self.file.write(b"\0" * (start - self.offset))
        self.file.write(content)
        self.offset = start + len(content)
        tensor.ClearField("raw_data")
        tensor.ClearField("external_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", os.path.basename(self.paths[-1])), ("offset", start), ("length", len(content))):
            tensor.external_data.add(key=key, value=str(value))

    def close(self):
        if self.file is not None:
            self.file.close()
            self.file = None


def write(drawn, weight, path, beside=None, limit=2_000_000_000, inline_below=1024):
    """`weight(parameter, shape)` gives float32 values; `beside` names the file for weights outside the graph.

    Arrays of fewer than `inline_below` bytes stay in the graph either way. Only one parameter is in memory at a time where
    `beside` is given.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)
    model = onnx.ModelProto()
    model.CopyFrom(drawn.model)
    files = Beside(os.path.dirname(path), beside, limit) if beside else None
    for slot in drawn.slots.values():
        for name, values in arrays_of(slot, weight(slot.parameter, slot.shape)):
            tensor = TensorProto(name=name, data_type=TYPES[values.dtype], dims=values.shape)
            content = values.tobytes()
            if files is None or len(content) < inline_below:
                tensor.raw_data = content
            else:
                files.place(tensor, content)
            model.graph.initializer.append(tensor)
    if files is not None:
        files.close()
    onnx.save(model, path)
    # The checker knows ONNX's own operators only, and reads weights outside the graph from beside its file.
    if all(o.domain in ("", "ai.onnx") for o in model.opset_import):
        onnx.checker.check_model(path)
