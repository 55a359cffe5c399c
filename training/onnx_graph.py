"""From a torch module to an ONNX file whose weights are stored as float16 behind Cast nodes; inputs, outputs and arithmetic stay float32."""

import io

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
STORE_HALF_FROM = 32  # elements; smaller initialisers stay as they are


def round_weights(module):
    """The module with its weights rounded to what the file will hold, so that torch and the file agree."""
    for tensor in [*module.parameters(), *module.buffers()]:
        if tensor.is_floating_point():
            tensor.data = tensor.data.half().float()
    return module.eval().requires_grad_(False)


def _lift_constants(graph):
    """Large float32 Constant nodes become initialisers like all other weights."""
    for node in [n for n in graph.node if n.op_type == "Constant"]:
        value = node.attribute[0].t
        if value.data_type == TensorProto.FLOAT and np.prod(value.dims or [1]) >= STORE_HALF_FROM:
            value.name = node.output[0]
            graph.initializer.append(value)
            graph.node.remove(node)


def _store_half(graph):
    casts = []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        if initializer.data_type != TensorProto.FLOAT or values.size < STORE_HALF_FROM:
            continue
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue  # not a rounded weight but a computed table, such as the timestep's frequencies, which needs its digits
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(half, name + ".half"))
        casts.append(helper.make_node("Cast", [name + ".half"], [name], name=name + ".cast", to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def _name_widths(graph, output, shape, axes):
    """The output's fixed dimensions as numbers, where tracing left them symbolic."""
    for i, dim in enumerate(graph.output[0].type.tensor_type.shape.dim):
        if i not in axes[output]:
            dim.dim_value = shape[i]


def export(module, inputs, axes, output, path):
    """Writes `module`, traced with `inputs` (name → tensor), to `path`.

    `axes` maps each input's and the output's name to {axis: symbolic name}.
    """
    buffer = io.BytesIO()
    torch.onnx.export(module, tuple(inputs.values()), buffer, opset_version=OPSET, do_constant_folding=True,
                      input_names=list(inputs), output_names=[output], dynamic_axes=axes)
    model = onnx.load_from_string(buffer.getvalue())
    _name_widths(model.graph, output, module(*inputs.values()).shape, axes)
    _lift_constants(model.graph)
    _store_half(model.graph)
    model.producer_name, model.producer_version = "sfumato-training", "1"
    for node in model.graph.node:
        node.doc_string = ""
    foreign = {n.domain for n in model.graph.node} - {"", "ai.onnx"}
    if foreign:
        raise ValueError(f"operators outside ONNX: {foreign}")
    onnx.checker.check_model(model)
    onnx.save(model, path)
