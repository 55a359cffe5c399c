"""Half precision: the whole graph, or only its stored weights."""

import copy

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from .sketch import element_types

STORE_HALF_FROM = 128  # elements; below, the Cast node takes more room than it saves
MULTIPLYING = ("Gemm", "MatMul", "Conv")
COUNTING = (TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL)


def _scalar_side(nodes, inputs, types):
    """Indices of the nodes that only turn timestep and sizes into sinusoids, or constants into constants: those need single precision.

    Integers from elsewhere, such as the batch to which a timestep is repeated, do not count.
    """
    from_scalars, found, steady = set(inputs), set(), set()
    counts = lambda name: name and name not in steady and (name in from_scalars or types.get(name) not in COUNTING)
    for i, node in enumerate(nodes):
        sources = [name for name in node.input if counts(name)]
        if not sources:
            steady.update(node.output)
            found.add(i)
        elif node.op_type not in MULTIPLYING and from_scalars.issuperset(sources):
            from_scalars.update(node.output)
            found.add(i)
    return found


class _Casting:
    """Rewrites nodes so that each gets its floats in the precision it wants; casts are made once for each value."""

    def __init__(self, types, constants):
        self.types, self.constants, self.made, self.nodes = types, constants, {}, []

    def wanted(self, name, precision):
        kind = self.types.get(name)
        if kind not in (TensorProto.FLOAT, TensorProto.FLOAT16) or kind == precision:
            return name
        if (name, precision) not in self.made:
            cast = f"{name}.{'half' if precision == TensorProto.FLOAT16 else 'single'}"
            self.made[name, precision] = cast
            if name in self.constants:
                kind = np.float16 if precision == TensorProto.FLOAT16 else np.float32
                value = numpy_helper.from_array(self.constants[name].astype(kind))
                self.nodes.append(helper.make_node("Constant", [], [cast], value=value))
            else:
                self.nodes.append(helper.make_node("Cast", [name], [cast], to=precision))
        return self.made[name, precision]


def _retype(value, kind):
    value.type.tensor_type.elem_type = kind


def to_half(drawn, keep_io=(), single=lambda node: False):
    """All arithmetic in float16, but for the timestep's sinusoids and nodes for which `single` holds.

    Inputs and outputs named in `keep_io` stay float32; with True all do.
    """
    drawn = copy.deepcopy(drawn)
    types = element_types(drawn)
    nodes = list(drawn.graph.node)
    keeps = lambda name: keep_io is True or name in keep_io
    constants = {n.output[0]: numpy_helper.to_array(n.attribute[0].t) for n in nodes if n.op_type == "Constant"}
    scalars = _scalar_side(nodes, {"timestep", "time_ids"}, types)
    for value in drawn.graph.input:
        if types[value.name] == TensorProto.FLOAT and not keeps(value.name):
            types[value.name] = TensorProto.FLOAT16
            _retype(value, TensorProto.FLOAT16)
    for slot in drawn.slots.values():
        slot.half, types[slot.name] = True, TensorProto.FLOAT16
    casting = _Casting(types, constants)
    for i, node in enumerate(nodes):
        if node.op_type == "Constant":
            casting.nodes.append(node)
            continue
        precision = TensorProto.FLOAT if i in scalars or single(node) else TensorProto.FLOAT16
        for k, name in enumerate(node.input):
            if name and not (node.op_type == "Resize" and k > 0):
                node.input[k] = casting.wanted(name, precision)
        for attribute in node.attribute:
            if attribute.name in ("to", "dtype") and attribute.i == TensorProto.FLOAT:
                attribute.i = precision
        for name in node.output:
            if types.get(name) == TensorProto.FLOAT:
                types[name] = precision
        casting.nodes.append(node)
    drawn.replace_nodes(casting.nodes)
    drawn.drop_unused()
    for value in drawn.graph.output:
        _finish(drawn, value, types, keeps(value.name))
    return drawn


def _finish(drawn, value, types, keep):
    """The output in the precision that callers expect."""
    goal = TensorProto.FLOAT if keep else TensorProto.FLOAT16
    if types[value.name] in (TensorProto.FLOAT, TensorProto.FLOAT16):
        if types[value.name] != goal:
            inner = value.name + ".inner"
            for node in drawn.graph.node:
                node.input[:] = [inner if n == value.name else n for n in node.input]
                node.output[:] = [inner if n == value.name else n for n in node.output]
            drawn.graph.node.append(helper.make_node("Cast", [inner], [value.name], to=goal))
        _retype(value, goal)


def store_half(drawn):
    """Weights are stored as float16 behind Cast nodes; inputs, outputs and arithmetic stay float32."""
    drawn = copy.deepcopy(drawn)
    casts, names = [], {}
    for slot in drawn.slots.values():
        if np.prod(slot.shape) >= STORE_HALF_FROM:
            slot.half, names[slot.name] = True, f"single_{len(names)}"
            casts.append(helper.make_node("Cast", [slot.name], [names[slot.name]], to=TensorProto.FLOAT))
    for node in drawn.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    drawn.replace_nodes([*casts, *drawn.graph.node])
    return drawn
