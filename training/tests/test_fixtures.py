import hashlib
import json
import os
import tempfile
import unittest

import numpy as np
import onnx
from onnx import TensorProto

from fixtures import bad_graphs, packages_control, packages_flat, packages_sd, packages_xl
from fixtures.folder import PackageFolder
from scenes import tokenizer

FLOAT, HALF, DOUBLE, INT32, INT64 = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.INT32, TensorProto.INT64
MADE = {"legacy": packages_sd.legacy, "optimum": packages_sd.optimum, "lcm": packages_sd.lcm, "turbo": packages_sd.turbo_webnn,
        "fixed": packages_sd.webnn_fixed, "lightning": packages_xl.lightning, "control": packages_control.control, "flat": packages_flat.flat}


def described(values):
    """name → (element type, dimensions)."""
    return {v.name: (v.type.tensor_type.elem_type, [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim]) for v in values}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        words = tokenizer.build(scenes=200, limit=20)
        for name, make in MADE.items():
            package = PackageFolder(os.path.join(cls.temporary.name, name))
            make(package, words)
            package.finish("card")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def path(self, *names):
        return os.path.join(self.temporary.name, *names)

    def json(self, *names):
        with open(self.path(*names), encoding="utf-8") as file:
            return json.load(file)

    def network(self, package, file):
        graph = onnx.load(self.path(package, *file.split("/")), load_external_data=False).graph
        return described(graph.input), described(graph.output), graph

    def test_manifests_list_every_file(self):
        for name in MADE:
            listed = {f["path"]: f for f in self.json(name, "files.json")["files"]}
            there = {os.path.relpath(os.path.join(base, n), self.path(name)) for base, _, names in os.walk(self.path(name)) for n in names}
            self.assertEqual(set(listed), there - {"files.json"})
            for path, entry in listed.items():
                with open(self.path(name, path), "rb") as file:
                    content = file.read()
                self.assertEqual((entry["sizeBytes"], entry["sha256"]), (len(content), hashlib.sha256(content).hexdigest()), path)

    def test_weights_outside_are_files_beside_the_graph(self):
        for name, count in (("legacy", 1), ("optimum", 2), ("lcm", 1), ("lightning", 1)):
            _, _, graph = self.network(name, "unet/model.onnx")
            locations = {e.value for i in graph.initializer for e in i.external_data if e.key == "location"}
            self.assertGreaterEqual(len(locations), count)
            self.assertTrue(all(os.path.isfile(self.path(name, "unet", location)) for location in locations), name)

    def test_timesteps_differ_by_exporter(self):
        for name, file, expected in (
            ("legacy", "unet/model.onnx", (INT64, ["batch"])), ("optimum", "unet/model.onnx", (FLOAT, [])), ("lcm", "unet/model.onnx", (INT64, [1])),
            ("turbo", "unet/model_layernorm.onnx", (HALF, [1])), ("lightning", "unet/model.onnx", (HALF, [])),
            ("fixed", "sd-unet-v1.5-model-b2c4h8w8s77-float16-compute-and-inputs-layernorm.onnx", (INT64, [2])),
        ):
            self.assertEqual(self.network(name, file)[0]["timestep"], expected, name)

    def test_legacy_names_all_axes_and_draws_in_the_encoder(self):
        inputs, _, _ = self.network("legacy", "unet/model.onnx")
        self.assertEqual(inputs["sample"], (FLOAT, ["batch", "channels", "height", "width"]))
        _, outputs, graph = self.network("legacy", "vae_encoder/model.onnx")
        self.assertEqual(list(outputs), ["latent_sample"])
        self.assertIn("RandomNormalLike", {n.op_type for n in graph.node})
        self.assertEqual(self.network("legacy", "text_encoder/model.onnx")[0]["input_ids"], (INT32, ["batch", "sequence"]))

    def test_sdxl_has_hidden_states_and_pooled_text(self):
        _, first, _ = self.network("lightning", "text_encoder/model.onnx")
        _, second, _ = self.network("lightning", "text_encoder_2/model.onnx")
        self.assertTrue({"hidden_states.0", "hidden_states.1", "hidden_states.2"} <= set(first))
        self.assertEqual(list(second)[:2], ["text_embeds", "last_hidden_state"])
        inputs, _, graph = self.network("lightning", "unet/model.onnx")
        self.assertTrue({"text_embeds", "time_ids"} <= set(inputs))
        self.assertIn("MatMulNBits", {n.op_type for n in graph.node})

    def test_controlnets_meet_the_unets_residuals_by_order_and_shape(self):
        inputs, _, _ = self.network("control", "unet/model.onnx")
        wanted = [(name, shape[1]) for name, (_, shape) in inputs.items() if "residual" in name]
        self.assertEqual(len(wanted), 13)
        for name in ("canny", "depth"):
            _, outputs, _ = self.network("control", f"controlnet/{name}/model.onnx")
            self.assertEqual([shape[1] for _, shape in outputs.values()], [channels for _, channels in wanted])
        depth_in, depth_out, _ = self.network("control", "controlnet/depth/model.onnx")
        self.assertEqual(depth_in["conditioning_scale"], (DOUBLE, []))
        self.assertEqual(list(depth_out)[:2], ["down_block_res_samples", "mid_block_res_sample"])
        self.assertTrue(all(name.isdigit() for name in list(depth_out)[2:]))

    def test_flat_files_hold_what_their_suffix_says(self):
        kinds = {}
        for suffix in ("", "_fp16", "_q4", "_q4f16", "_int8"):
            inputs, _, graph = self.network("flat", f"onnx/unet_model{suffix}.onnx")
            kinds[suffix] = (inputs["sample"][0], "MatMulNBits" in {n.op_type for n in graph.node}, any(i.data_type == TensorProto.INT8 for i in graph.initializer))
        self.assertEqual(kinds, {"": (FLOAT, False, False), "_fp16": (HALF, False, False), "_q4": (FLOAT, True, False), "_q4f16": (HALF, True, False),
                                 "_int8": (FLOAT, False, True)})

    def test_parity_values_are_finite_and_varied(self):
        for name in MADE:
            for case in self.json(name, "parity.json")["cases"]:
                self.assertTrue(os.path.isfile(self.path(name, case["file"])))
                for output, expected in case["expected"].items():
                    self.assertTrue(np.isfinite(expected["values"]).all())
                    self.assertGreater(expected["deviation"], 0.01, (name, case["part"], output))

    def test_bad_graphs_hold_the_operator_they_are_refused_for(self):
        for name, operator in (("dynamic-int8", "DynamicQuantizeLinear"), ("nhwc-conv", "NhwcConv"), ("group-norm", "GroupNorm"), ("float64-pow", "Pow")):
            path = self.path(name + ".onnx")
            bad_graphs.GRAPHS[name](path)
            self.assertIn(operator, {n.op_type for n in onnx.load(path).graph.node})


if __name__ == "__main__":
    unittest.main()
