"""From a torch module to an ONNX file whose weights are stored as float16 behind Cast nodes; inputs, outputs and arithmetic stay float32."""

import inspect
import io

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from onnx_export.quantise import quantise_8bit
from onnx_export.read_weights import EIGHT, HALF, SAME_AS, SCALE, TRANSPOSED

OPSET = 17
# PyTorch 2.9 and later trace another way unless told; before 2.5 there was no choice.
TRACING = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
STORE_HALF_FROM = 32  # elements; smaller initialisers stay as they are
STORE_EIGHT_FROM = 4096
WIDE = ".wide"


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


def store_half(graph):
    """Float initialisers whose values fit become float16 behind a Cast."""
    casts = []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        if initializer.data_type != TensorProto.FLOAT or values.size < STORE_HALF_FROM:
            continue
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue  # not a rounded weight but a computed table, such as the timestep's frequencies, which needs its digits
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(half, name + HALF))
        casts.append(helper.make_node("Cast", [name + HALF], [name], name=name + ".cast", to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def _name_weights(model, module):
    """Gives weights that tracing turned or unfolded, and so renamed, their parameter's name back: `read_weights` finds them by it.

    Tracing keeps one of several equal weights; the others are noted in the model's metadata.
    """
    graph = model.graph
    initializers = {i.name: i for i in graph.initializer}
    strange = {name: numpy_helper.to_array(i) for name, i in initializers.items() if name.startswith("onnx::")}
    renamed = {}
    for parameter, value in module.named_parameters():
        if parameter in initializers:
            continue
        value = value.detach().numpy()
        for old, found in strange.items():
            if found.size != value.size:
                continue
            turned = found.shape == value.T.shape and np.array_equal(found, value.T)
            if turned or np.array_equal(found.ravel(), value.ravel()):
                del strange[old]
                renamed[old] = parameter + TRANSPOSED if turned and value.ndim > 1 else parameter
                break
        else:
            twin = next((n for n, other in module.named_parameters() if n in {*initializers, *renamed.values()} and n != parameter
                         and other.shape == value.shape and np.array_equal(other.detach().numpy(), value)), None)
            if twin:
                model.metadata_props.add(key=SAME_AS + parameter, value=twin)
    for old, name in renamed.items():
        initializers[old].name = name
    for node in graph.node:
        for i, read in enumerate(node.input):
            node.input[i] = renamed.get(read, read)


def store_eight(graph):
    """Kernels whose rows lie on a scale of 255 steps become int8, times a scale for each output channel, behind a Cast; see `round_eight`."""
    made = []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        if initializer.data_type != TensorProto.FLOAT or values.size < STORE_EIGHT_FROM or values.ndim != 4:
            continue
        codes, scales = quantise_8bit(values, 0)
        if not np.allclose(codes * scales.reshape(-1, 1, 1, 1), values, atol=1e-6):
            continue
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(codes, name + EIGHT))
        graph.initializer.append(numpy_helper.from_array(scales.reshape(-1, 1, 1, 1), name + SCALE))
        made += [helper.make_node("Cast", [name + EIGHT], [name + WIDE], name=name + ".cast", to=TensorProto.FLOAT),
                 helper.make_node("Mul", [name + WIDE, name + SCALE], [name], name=name + ".scaled")]
    for node in reversed(made):
        graph.node.insert(0, node)


def round_eight(module):
    """The module with its large kernels rounded to what `store_eight` keeps, and the rest as `round_weights` does."""
    round_weights(module)
    for tensor in module.parameters():
        if tensor.ndim == 4 and tensor.numel() >= STORE_EIGHT_FROM:
            codes, scales = quantise_8bit(tensor.numpy(), 0)
            tensor.data = torch.from_numpy(codes * scales.reshape(-1, 1, 1, 1))
    return module


def _declare(graph, inputs, axes):
    """Inputs that take no part, which tracing leaves out, among the others at their place."""
    known = {value.name: value for value in graph.input}
    for name, value in inputs.items():
        dims = [axes.get(name, {}).get(i, side) for i, side in enumerate(value.shape)]
        known.setdefault(name, helper.make_tensor_value_info(name, TensorProto.FLOAT, dims))
    del graph.input[:]
    graph.input.extend(known[name] for name in inputs)


def _name_widths(graph, made, axes):
    """The outputs' fixed dimensions as numbers, where tracing left them symbolic."""
    for output, value in zip(graph.output, made, strict=True):
        for i, dim in enumerate(output.type.tensor_type.shape.dim):
            if i not in axes[output.name]:
                dim.dim_value = value.shape[i]


def export(module, inputs, axes, outputs, path, eight=False):
    """Writes `module`, traced with `inputs` (name → tensor), to `path`.

    `axes` maps each input's and output's name to {axis: symbolic name}. With `eight` large kernels are stored as int8.
    """
    buffer = io.BytesIO()
    torch.onnx.export(module, tuple(inputs.values()), buffer, opset_version=OPSET, do_constant_folding=True, input_names=list(inputs),
                      output_names=outputs, dynamic_axes=axes, **TRACING)
    model = onnx.load_from_string(buffer.getvalue())
    _declare(model.graph, inputs, axes)
    made = module(*inputs.values())
    _name_widths(model.graph, made if isinstance(made, (list, tuple)) else [made], axes)
    _lift_constants(model.graph)
    _name_weights(model, module)
    if eight:
        store_eight(model.graph)
    store_half(model.graph)
    model.producer_name, model.producer_version = "sfumato-training", "1"
    for node in model.graph.node:
        node.doc_string = ""
    foreign = {n.domain for n in model.graph.node} - {"", "ai.onnx"}
    if foreign:
        raise ValueError(f"operators outside ONNX: {foreign}")
    onnx.checker.check_model(model)
    onnx.save(model, path)
