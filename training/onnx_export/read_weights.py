"""A package's weights back into torch: initialisers that `onnx_graph.export` named after the module's parameters."""

from collections.abc import Sequence

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

TRANSPOSED = ".transposed"
HALF = ".half"
EIGHT, SCALE = ".eight", ".scale"
SAME_AS = "same-as/"


def read_weights(path: str, module: nn.Module, partly: Sequence[str] = (), lacking: Sequence[str] = ()) -> dict[str, Tensor]:
    """The state dict of `module` from the ONNX file at `path`, float32.

    Parameters named in `partly` may have another length there, those in `lacking` may be missing. Throws ValueError where a weight is missing or of another shape.
    """
    model = onnx.load(path)
    stored = {i.name.removesuffix(HALF): numpy_helper.to_array(i) for i in model.graph.initializer}
    for name in [name for name in stored if name.endswith(EIGHT)]:
        own = name.removesuffix(EIGHT)
        stored[own] = stored[name] * stored[own + SCALE]
    twins = {note.key.removeprefix(SAME_AS): note.value for note in model.metadata_props if note.key.startswith(SAME_AS)}
    found = {}
    for name, parameter in module.named_parameters():
        kept = twins.get(name, name)
        values = stored[kept] if kept in stored else stored[kept + TRANSPOSED].T if kept + TRANSPOSED in stored else None
        if values is None and name in lacking:
            continue
        if values is None:
            raise ValueError(f"{path} holds no weight {name}; was it exported by this project?")
        if values.size == parameter.numel():
            values = values.reshape(parameter.shape)  # a scale of a norm is stored unfolded
        if tuple(values.shape) != tuple(parameter.shape) and name not in partly:
            raise ValueError(f"{path}: {name} is {values.shape} where the network wants {tuple(parameter.shape)}.")
        found[name] = torch.from_numpy(np.array(values, np.float32))
    return found
