import os
import tempfile
import unittest

import onnx
import torch
from onnx import TensorProto
from torch import nn

import export_controlnet
import full_size
import split_weights
from fixtures import tiny
from networks.controlnet import ControlNetModel
from networks.unet import UNet2DConditionModel


class DiffusersUnet(nn.Module):
    """Our UNet behind the signature of diffusers', and its way of repeating the timestep for the batch."""

    def __init__(self, config):
        super().__init__()
        self.inner = UNet2DConditionModel(config)

    def forward(self, sample, timestep, encoder_hidden_states, timestep_cond=None, added_cond_kwargs=None, down_block_additional_residuals=None,
                mid_block_additional_residual=None, return_dict=True):
        time = timestep.reshape(1).expand(sample.shape[0])
        return (self.inner(sample, time, encoder_hidden_states, timestep_cond, **(added_cond_kwargs or {}),
                           down_residuals=down_block_additional_residuals, mid_residual=mid_block_additional_residual),)


class DiffusersControlNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.inner = ControlNetModel(config)

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale=1.0, added_cond_kwargs=None, return_dict=True):
        *down, middle = self.inner(sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale, **(added_cond_kwargs or {}))
        return down, middle


def described(values):
    return {v.name: (v.type.tensor_type.elem_type, [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim]) for v in values}


class ControlNetExport(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)

    def graph(self, *names):
        return onnx.load(os.path.join(self.temporary.name, *names, "model.onnx"), load_external_data=False).graph

    def test_both_files_of_sdxl_agree_on_the_residuals(self):
        config = {**tiny.SDXL_SHORT, **tiny.CONTROL}
        export_controlnet.export_unet(DiffusersUnet(config), config, os.path.join(self.temporary.name, "unet"), "fp32")
        export_controlnet.export_controlnet(DiffusersControlNet(config), config, os.path.join(self.temporary.name, "net"), "fp32")
        unet, net = described(self.graph("unet").input), described(self.graph("net").output)
        wanted = [dims[1] for name, (_, dims) in unet.items() if "additional_residual" in name]
        self.assertEqual([dims[1] for _, dims in net.values()], wanted)
        self.assertEqual(list(net)[-1], "mid_block_res_sample")
        self.assertEqual(described(self.graph("net").input)["conditioning_scale"], (TensorProto.FLOAT, []))
        self.assertEqual(unet["timestep"], (TensorProto.FLOAT, []))

    def test_the_sinusoids_stay_single_where_the_timestep_is_repeated(self):
        config = tiny.SD15_SHORT
        export_controlnet.export_unet(DiffusersUnet(config), config, os.path.join(self.temporary.name, "unet"), "fp16")
        graph = self.graph("unet")
        made = {name: node for node in graph.node for name in node.output}
        cosine = next(n for n in graph.node if n.op_type == "Cos")
        seen, waiting = [], [cosine.input[0]]
        while waiting:
            node = made.get(waiting.pop())
            if node is not None:
                seen += [a.i for a in node.attribute if node.op_type == "Cast" and a.name == "to"]
                waiting += node.input
        self.assertIn(TensorProto.FLOAT, seen)
        self.assertNotIn(TensorProto.FLOAT16, seen)

    def test_weights_are_the_networks_own(self):
        config = tiny.SD15_SHORT
        network = DiffusersUnet(config)
        export_controlnet.export_unet(network, config, os.path.join(self.temporary.name, "unet"), "fp32", shard_bytes=50_000)
        model = onnx.load(os.path.join(self.temporary.name, "unet", "model.onnx"))
        held = {i.name: onnx.numpy_helper.to_array(i) for i in model.graph.initializer}
        torch.testing.assert_close(torch.from_numpy(held["inner.conv_in.weight"].copy()), network.inner.conv_in.weight.detach())
        self.assertIn("model.onnx_data_1", os.listdir(os.path.join(self.temporary.name, "unet")))


class Splitting(unittest.TestCase):
    def test_weights_are_the_same_in_smaller_files(self):
        with tempfile.TemporaryDirectory() as folder:
            config = tiny.SD15_SHORT
            whole, parts = os.path.join(folder, "whole"), os.path.join(folder, "parts")
            export_controlnet.export_unet(DiffusersUnet(config), config, whole, "fp32")
            paths = split_weights.split(os.path.join(whole, "model.onnx"), parts, 20_000)
            self.assertGreater(len(paths), 2)
            self.assertTrue(all(os.path.getsize(path) <= 20_000 for path in paths))
            held = [{i.name: onnx.numpy_helper.to_array(i).tobytes() for i in onnx.load(os.path.join(at, "model.onnx")).graph.initializer} for at in (whole, parts)]
            self.assertEqual(*held)
            with self.assertRaises(ValueError):
                split_weights.split(os.path.join(whole, "model.onnx"), whole, 40_000)


class FullSize(unittest.TestCase):
    def test_a_tenth_of_stable_diffusion_is_written_in_shards(self):
        with tempfile.TemporaryDirectory() as folder:
            count, (made,) = full_size.make(folder, "sd15", ["q4f16"], 0.1, shard_bytes=4_000_000)
            graph = onnx.load(os.path.join(made, "unet", "model.onnx"), load_external_data=False).graph
            sizes = {name: os.path.getsize(os.path.join(made, "unet", name)) for name in os.listdir(os.path.join(made, "unet")) if "data" in name}
        self.assertGreater(count, 5_000_000)
        self.assertGreater(len(sizes), 1)
        self.assertTrue(all(size <= 4_000_000 for size in sizes.values()), sizes)
        self.assertIn("MatMulNBits", {n.op_type for n in graph.node})
        self.assertEqual({v.type.tensor_type.elem_type for v in graph.input}, {TensorProto.FLOAT16})

    def test_full_scale_is_the_published_configuration(self):
        for name, config in full_size.FAMILIES.items():
            self.assertIs(full_size.scaled(config, 1.0), config, name)

    def test_smaller_scales_divide_by_groups_and_heads(self):
        for config in full_size.FAMILIES.values():
            for scale in (0.05, 0.1, 0.3, 0.5):
                smaller = full_size.scaled(config, scale)
                heads = smaller["attention_head_dim"]
                for i, width in enumerate(smaller["block_out_channels"]):
                    self.assertEqual((width % 32, width % (heads[i] if isinstance(heads, list) else heads)), (0, 0))


if __name__ == "__main__":
    unittest.main()
