import os
import tempfile
import unittest

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper
from torch import nn

from onnx_export.half import store_half, to_half
from onnx_export.quantise import as_stored, blocks_of, dequantise_4bit, quantise_4bit, to_4bit, to_8bit
from onnx_export.sketch import Slot, sketch
from onnx_export.write import write


class Small(nn.Module):
    """A convolution, a norm, a linear layer with 64 inputs; timestep as in the UNet."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.linear, self.time = nn.Conv2d(4, 64, 3, padding=1), nn.GroupNorm(4, 64), nn.Linear(64, 5), nn.Linear(2, 64)

    def forward(self, sample, timestep):
        angles = timestep.reshape(-1).float().unsqueeze(-1)
        time = self.time(torch.cat([angles.cos(), angles.sin()], -1))
        x = nn.functional.silu(self.norm(self.conv(sample))) + time.unsqueeze(-1).unsqueeze(-1)
        return self.linear(x.permute(0, 2, 3, 1))


def draw_small(outputs=("out_sample",), timestep=torch.tensor(1.0)):
    return sketch(Small(), {"sample": torch.zeros(1, 4, 8, 8), "timestep": timestep}, list(outputs),
                  {"sample": {0: "batch", 2: "height", 3: "width"}, outputs[0]: {0: "batch", 1: "height", 2: "width"}})


def numbers(parameter, shape):
    return np.random.default_rng(len(parameter)).standard_normal(shape).astype(np.float32)


def unpack(packed):
    """Bytes to codes, the lower half first."""
    return np.stack([packed & 15, packed >> 4], -1).reshape(*packed.shape[:-1], -1)


class Sketches(unittest.TestCase):
    def test_every_parameter_has_a_slot_in_the_layout_of_the_graph(self):
        slots = {slot.parameter: slot for slot in draw_small().slots.values()}
        self.assertEqual(set(slots), {f"{layer}.{kind}" for layer in ("conv", "norm", "linear", "time") for kind in ("weight", "bias")})
        self.assertTrue(slots["linear.weight"].transposed)
        self.assertFalse(slots["conv.weight"].transposed)
        self.assertEqual(slots["norm.weight"].stored_shape, (64, 1, 1))
        self.assertEqual(slots["linear.weight"].laid_out(numbers("a", (5, 64))).shape, (64, 5))

    def test_dimensions_have_the_names_given(self):
        graph = draw_small().graph
        dims = lambda value: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        self.assertEqual([dims(v) for v in (*graph.input, *graph.output)], [["batch", 4, "height", "width"], [], ["batch", "height", "width", 5]])

    def test_outputs_may_be_bare_numbers(self):
        self.assertEqual([v.name for v in draw_small(("5021",)).graph.output], ["5021"])


class Quantising(unittest.TestCase):
    def test_four_bit_codes_are_within_half_a_step(self):
        for zero_points in (False, True):
            weight = numbers("w", (6, 70))
            codes, scales, zeros = quantise_4bit(weight, False, zero_points)
            self.assertEqual((codes.shape, scales.shape), ((6, 3, 32), (6, 3)))
            off = np.abs(dequantise_4bit(codes, scales, zeros, 70) - weight)
            steps = np.repeat(np.abs(scales), 32, 1)[:, :70]
            # Symmetric blocks have one step less on the side away from their furthest value.
            self.assertLessEqual(float((off / steps).max()), 0.51 if zero_points else 1.01)

    def test_the_furthest_value_of_a_symmetric_block_is_exact(self):
        weight = np.zeros((1, 32), np.float32)
        weight[0, 7] = -0.3
        self.assertAlmostEqual(float(dequantise_4bit(*quantise_4bit(weight, False), 32)[0, 7]), -0.3, places=6)

    def test_the_file_holds_bytes_with_the_even_element_in_the_lower_half(self):
        drawn = to_4bit(draw_small(), zero_points=True)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.onnx")
            write(drawn, numbers, path)
            model = onnx.load(path)
        node = next(n for n in model.graph.node if n.op_type == "MatMulNBits")
        held = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
        attributes = {a.name: a.i for a in node.attribute}
        self.assertEqual(attributes, {"K": 64, "N": 5, "bits": 4, "block_size": 32})
        packed, scales, zeros = (held[name] for name in node.input[1:])
        self.assertEqual((packed.shape, scales.shape, zeros.shape), ((5, 2, 16), (10,), (5,)))
        read = (unpack(packed).astype(np.float32) - unpack(zeros.reshape(5, 1))[..., None]) * scales.reshape(5, 2, 1)
        expected = numbers("linear.weight", (5, 64))
        self.assertLess(float((np.abs(read - expected.reshape(5, 2, 32)) / scales.reshape(5, 2, 1)).max()), 0.51)
        slot = next(s for s in drawn.slots.values() if s.parameter == "linear.weight")
        np.testing.assert_allclose(as_stored(slot, expected), read.reshape(5, 64), atol=1e-6)

    def test_layers_without_whole_blocks_stay(self):
        drawn = to_4bit(draw_small())
        self.assertEqual(sum(n.op_type == "MatMulNBits" for n in drawn.graph.node), 1)
        self.assertEqual(blocks_of(numbers("w", (2, 33))).shape, (2, 2, 32))

    def test_eight_bits_have_a_scale_for_each_output_channel(self):
        drawn = to_8bit(draw_small())
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.onnx")
            write(drawn, numbers, path)
            model = onnx.load(path)
        held = {i.name: i for i in model.graph.initializer}
        for node in (n for n in model.graph.node if n.op_type == "DequantizeLinear"):
            codes, scales = held[node.input[0]], held[node.input[1]]
            axis = node.attribute[0].i
            self.assertEqual((codes.data_type, scales.data_type, list(scales.dims)), (TensorProto.INT8, TensorProto.FLOAT, [codes.dims[axis]]))
        slot = next(s for s in drawn.slots.values() if s.parameter == "conv.weight")
        values = numbers("conv.weight", slot.shape)
        self.assertLess(float(np.abs(as_stored(slot, values) - values).max()), np.abs(values).max() / 200)


class Halving(unittest.TestCase):
    def elements(self, drawn):
        return {v.name: v.type.tensor_type.elem_type for v in (*drawn.graph.input, *drawn.graph.output)}

    def test_everything_is_half_but_the_sinusoids(self):
        drawn = to_half(draw_small())
        self.assertEqual(set(self.elements(drawn).values()), {TensorProto.FLOAT16})
        self.assertTrue(all(slot.half for slot in drawn.slots.values()))
        made = {name: node for node in drawn.graph.node for name in node.output}
        cosine = next(n for n in drawn.graph.node if n.op_type == "Cos")
        source = made[cosine.input[0]]
        while source.op_type in ("Unsqueeze", "Reshape"):
            source = made[source.input[0]]
        self.assertEqual((source.op_type, source.attribute[0].i), ("Cast", TensorProto.FLOAT))

    def test_outside_may_stay_single(self):
        self.assertEqual(set(self.elements(to_half(draw_small(), keep_io=True)).values()), {TensorProto.FLOAT})
        kept = self.elements(to_half(draw_small(), keep_io=("sample",)))
        self.assertEqual((kept["sample"], kept["out_sample"]), (TensorProto.FLOAT, TensorProto.FLOAT16))

    def test_integer_timesteps_stay_integers(self):
        self.assertEqual(self.elements(to_half(draw_small(timestep=torch.tensor([3]))))["timestep"], TensorProto.INT64)

    def test_only_storage_may_be_halved(self):
        drawn = store_half(draw_small())
        self.assertEqual(set(self.elements(drawn).values()), {TensorProto.FLOAT})
        self.assertEqual({slot.parameter for slot in drawn.slots.values() if slot.half}, {"conv.weight", "linear.weight", "time.weight"})

    def test_the_original_is_left_alone(self):
        drawn = draw_small()
        before = drawn.model.SerializeToString()
        to_half(drawn), store_half(drawn), to_4bit(drawn), to_8bit(drawn)
        self.assertEqual(drawn.model.SerializeToString(), before)
        self.assertFalse(any(slot.half or slot.encoding != "plain" for slot in drawn.slots.values()))


class Files(unittest.TestCase):
    def test_weights_beside_the_graph_go_over_several_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "unet", "model.onnx")
            write(draw_small(), numbers, path, beside="model.onnx_data", limit=4000, inline_below=100)
            names = sorted(os.listdir(os.path.dirname(path)))
            self.assertEqual(names[:3], ["model.onnx", "model.onnx_data", "model.onnx_data_1"])
            headers = onnx.load(path, load_external_data=False)
            self.assertTrue(any(i.data_location == TensorProto.EXTERNAL for i in headers.graph.initializer))
            held = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
        np.testing.assert_array_equal(held["conv.weight"], numbers("conv.weight", (64, 4, 3, 3)))

    def test_a_slot_without_layout_is_written_as_it_is(self):
        values = numbers("x", (3, 2))
        self.assertIs(Slot("x", "x", (3, 2)).laid_out(values), values)


if __name__ == "__main__":
    unittest.main()
