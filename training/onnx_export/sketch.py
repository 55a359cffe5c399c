"""A traced network whose weights are not there yet: an ONNX graph, and slots that say which parameter goes where in which layout."""

import inspect
import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn


@dataclass
class Slot:
    """An initialiser to be: `name` in the graph, made from `parameter` of `shape`."""

    name: str
    parameter: str
    shape: tuple
    transposed: bool = False
    stored_shape: tuple = None  # where it differs from shape otherwise than by transposing
    half: bool = False
    encoding: str = "plain"  # or "q4", "q4-zero-points", "int8"

    def laid_out(self, values):
        """The parameter's values in the layout that the graph reads."""
        if self.transposed:
            return np.ascontiguousarray(values.T)
        return values.reshape(self.stored_shape) if self.stored_shape else values


@dataclass
class Sketch:
    model: onnx.ModelProto
    slots: dict = field(default_factory=dict)  # by name

    @property
    def graph(self):
        return self.model.graph

    def replace_nodes(self, nodes):
        del self.graph.node[:]
        self.graph.node.extend(nodes)

    def drop_unused(self):
        """Takes out nodes and slots whose results nobody reads, such as hidden states that are not among the outputs."""
        wanted, kept = {v.name for v in self.graph.output}, []
        for node in reversed(self.graph.node):
            if wanted.intersection(node.output):
                wanted.update(node.input)
                kept.append(node)
        self.replace_nodes(kept[::-1])
        self.slots = {name: slot for name, slot in self.slots.items() if name in wanted}

    def use_domain(self, domain, version):
        if all(o.domain != domain for o in self.model.opset_import):
            self.model.opset_import.append(helper.make_opsetid(domain, version))


class _Caller(nn.Module):
    def __init__(self, network, call, names):
        super().__init__()
        self.network, self.call, self.names = network, call, names

    def forward(self, *values):
        return self.call(self.network, **dict(zip(self.names, values)))


@contextmanager
def _undisturbed():
    """torch's tracer copies all weights, for a use that exporting does not have, and merges those that are alike, as weights that are not
    there yet all are. Neither happens within.
    """
    passes = torch.onnx.utils._C
    merging = passes._jit_pass_onnx_deduplicate_initializers
    passes._jit_pass_onnx_deduplicate_initializers = lambda graph, parameters, training: parameters
    torch.Tensor.clone = lambda tensor, **options: tensor
    try:
        yield
    finally:
        del torch.Tensor.clone
        passes._jit_pass_onnx_deduplicate_initializers = merging


def _export(caller, values, names, outputs, axes, opset):
    buffer = io.BytesIO()
    # Newer releases of torch have a second exporter, which this is not made for.
    tracing = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    with warnings.catch_warnings(), torch.no_grad(), _undisturbed():
        warnings.simplefilter("ignore")
        torch.onnx.export(caller, values, buffer, opset_version=opset, export_params=False, do_constant_folding=False,
                          input_names=names, output_names=outputs, dynamic_axes=axes, **tracing)
    return onnx.load_from_string(buffer.getvalue())


def _take_parameters(model, count):
    """Graph inputs after the first `count` are parameters: they become slots."""
    slots = {}
    for value in list(model.graph.input)[count:]:
        shape = tuple(d.dim_value for d in value.type.tensor_type.shape.dim)
        slots[value.name] = Slot(value.name, value.name.removeprefix("network."), shape)
        model.graph.input.remove(value)
    return slots


def _share_constants(graph):
    """Equal Constant nodes become one, in front."""
    renamed, kept, others = {}, {}, []
    for node in graph.node:
        if node.op_type == "Constant":
            key = node.attribute[0].SerializeToString()
            first = kept.setdefault(key, node)
            renamed[node.output[0]] = first.output[0]
        else:
            others.append(node)
    for node in others:
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
    constants = {node.output[0]: numpy_helper.to_array(node.attribute[0].t) for node in kept.values()}
    return [*kept.values(), *others], constants


def _fold_layouts(nodes, slots, constants):
    """Transpose and Unsqueeze of a parameter are done when the file is written, not at each run."""
    remaining = []
    for node in nodes:
        slot = slots.get(node.input[0]) if node.input else None
        if slot is None or node.op_type not in ("Transpose", "Unsqueeze"):
            remaining.append(node)
            continue
        del slots[node.input[0]]
        slot.name = node.output[0]
        if node.op_type == "Transpose":
            slot.transposed = True
        else:
            slot.stored_shape = tuple(np.expand_dims(np.empty(slot.shape, bool), tuple(int(a) for a in constants[node.input[1]])).shape)
        slots[slot.name] = slot
    return remaining


def _shorten(nodes, graph, slots):
    """Inner values get short names, which are most of a small file's bytes. Parameters keep theirs, but for those whose layout changed:
    exporters give these numbers, as a matrix of a product has here.
    """
    fixed = {v.name for v in [*graph.input, *graph.output]}
    names = {}
    for i, (name, slot) in enumerate(slots.items()):
        slot.name = f"onnx::MatMul_{i}" if slot.transposed else f"onnx::Mul_{i}" if slot.stored_shape else slot.parameter
        names[name] = slot.name
    for node in nodes:
        node.name = node.doc_string = ""
        for i, name in enumerate(node.input):
            node.input[i] = names.get(name, name)
        for i, name in enumerate(node.output):
            if name not in fixed:
                names[name] = f"v{len(names)}"
                node.output[i] = names[name]


def _rename_outputs(graph, nodes, names):
    """The tracer takes no bare numbers as names; they are given afterwards."""
    renamed = dict(zip([v.name for v in graph.output], names))
    for value in graph.output:
        value.name = renamed[value.name]
    for node in nodes:
        node.input[:] = [renamed.get(name, name) for name in node.input]
        node.output[:] = [renamed.get(name, name) for name in node.output]


def _name_dimensions(values, tensors, axes):
    for value, tensor in zip(values, tensors):
        shape = [axes.get(value.name, {}).get(i, n) for i, n in enumerate(tensor.shape)]
        value.CopyFrom(helper.make_tensor_value_info(value.name, value.type.tensor_type.elem_type, shape))


def sketch(network, inputs, outputs, axes, opset=17, call=lambda network, **inputs: network(*inputs.values())):
    """Traces `call(network, **inputs)`; `inputs` is name → example tensor, `axes` name → {axis: symbolic name} for inputs and outputs."""
    caller = _Caller(network, call, list(inputs)).eval()
    values = tuple(inputs.values())
    traced = {name: f"number_{name}" if name.isdigit() else name for name in outputs}
    model = _export(caller, values, list(inputs), list(traced.values()), {traced.get(name, name): named for name, named in axes.items()}, opset)
    slots = _take_parameters(model, len(inputs))
    nodes, constants = _share_constants(model.graph)
    nodes = _fold_layouts(nodes, slots, constants)
    _shorten(nodes, model.graph, slots)
    _rename_outputs(model.graph, nodes, outputs)
    with torch.no_grad():
        made = caller(*values)
    _name_dimensions(model.graph.input, values, axes)
    _name_dimensions(model.graph.output, made if isinstance(made, (tuple, list)) else [made], axes)
    model.producer_name, model.producer_version = "sfumato-training", "1"
    result = Sketch(model, {slot.name: slot for slot in slots.values()})
    result.replace_nodes(nodes)
    result.drop_unused()
    del model.graph.value_info[:]
    return result


def element_types(drawn):
    """Name → ONNX element type of every value of the graph, slots included."""
    model = onnx.ModelProto()
    model.CopyFrom(drawn.model)
    for slot in drawn.slots.values():
        shape = slot.stored_shape or (slot.shape[::-1] if slot.transposed else slot.shape)
        model.graph.input.append(helper.make_tensor_value_info(slot.name, TensorProto.FLOAT, shape))
    inferred = onnx.shape_inference.infer_shapes(model).graph
    values = [*inferred.input, *inferred.output, *inferred.value_info]
    types = {v.name: v.type.tensor_type.elem_type for v in values}
    for node in inferred.node:
        if node.op_type == "Constant":
            types[node.output[0]] = node.attribute[0].t.data_type
    return types
