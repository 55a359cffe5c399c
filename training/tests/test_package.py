import hashlib
import json
import os
import tempfile
import unittest
import warnings

import numpy as np
import onnx
import torch
from onnx import TensorProto

import make_tiny
from models.controlnet import ControlNet
from models.unet import UNet
from onnx_export.read_weights import read_weights
from packaging.package import write_package
from packaging.parity import write_parity

warnings.filterwarnings("ignore")


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = os.path.join(cls.temporary.name, "tiny")
        cls.modules = parts = make_tiny.build()
        write_package(cls.folder, **parts, scaling_factor=2.0, size=64, card="card")
        write_parity(os.path.join(cls.folder, "parity.json"), **parts, size=64)
        cls.parts = {part: onnx.load(os.path.join(cls.folder, part, "model.onnx"))
                     for part in ("text_encoder", "unet", "vae_encoder", "vae_decoder")}

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def read(self, *names):
        with open(os.path.join(self.folder, *names), encoding="utf-8") as file:
            return json.load(file)

    def test_the_manifest_lists_every_file_with_its_hash(self):
        listed = {f["path"]: f for f in self.read("files.json")["files"]}
        for path, entry in listed.items():
            with open(os.path.join(self.folder, path), "rb") as file:
                content = file.read()
            self.assertEqual((entry["sizeBytes"], entry["sha256"]), (len(content), hashlib.sha256(content).hexdigest()), path)
        self.assertTrue({"model_index.json", "README.md", "unet/model.onnx", "tokenizer/merges.txt"} <= set(listed))

    def test_names_and_types_are_those_of_the_layout(self):
        def names(values):
            return {v.name: v.type.tensor_type.elem_type for v in values}
        real = TensorProto.FLOAT
        expected = {
            "text_encoder": ({"input_ids": TensorProto.INT32}, {"last_hidden_state": real}),
            "unet": ({"sample": real, "timestep": real, "encoder_hidden_states": real}, {"out_sample": real}),
            "vae_encoder": ({"sample": real}, {"latent_parameters": real}),
            "vae_decoder": ({"latent_sample": real}, {"sample": real}),
        }
        for part, model in self.parts.items():
            self.assertEqual((names(model.graph.input), names(model.graph.output)), expected[part], part)

    def test_batch_and_sides_are_free(self):
        dims = self.parts["unet"].graph.input[0].type.tensor_type.shape.dim
        self.assertEqual([d.dim_param or d.dim_value for d in dims], ["batch", 4, "height", "width"])

    def test_a_denoiser_that_knows_guidance_takes_its_embedding(self):
        torch.manual_seed(6)
        unet = UNet(width=16, deep=24, text_width=self.modules["unet"].config["text_width"], heads=2, depth=1, guidance_width=8)
        torch.nn.init.normal_(unet.guidance.weight)
        folder = os.path.join(self.temporary.name, "knowing")
        parts = {**self.modules, "unet": unet}
        write_package(folder, **parts, scaling_factor=2.0, size=64, card="card")
        write_parity(os.path.join(folder, "parity.json"), **parts, size=64)
        with open(os.path.join(folder, "unet", "config.json"), encoding="utf-8") as file:
            config = json.load(file)
        self.assertEqual((config["time_cond_proj_dim"], config["guidance_embeds"]), (8, True))
        graph = onnx.load(os.path.join(folder, "unet", "model.onnx")).graph
        taken = {i.name: [d.dim_param or d.dim_value for d in i.type.tensor_type.shape.dim] for i in graph.input}
        self.assertEqual(taken["timestep_cond"], ["batch", 8])
        with open(os.path.join(folder, "parity.json"), encoding="utf-8") as file:
            self.assertTrue(all("timestep_cond" in case["inputs"] for case in json.load(file)["cases"] if case["part"] == "unet"))
        back = read_weights(os.path.join(folder, "unet", "model.onnx"), unet)
        self.assertTrue(all(value.equal(unet.get_parameter(name)) for name, value in back.items()))
        with self.assertRaisesRegex(ValueError, "no weight time"):
            read_weights(os.path.join(self.folder, "vae_decoder", "model.onnx"), unet, lacking=("guidance.weight",))

    def test_guides_go_along_in_eight_bits_and_the_denoiser_takes_what_they_say(self):
        torch.manual_seed(4)
        net = ControlNet(self.modules["unet"])
        for layer in (net.hint.speak, *net.spoken_fine, *net.spoken_coarse):
            torch.nn.init.normal_(layer.weight, std=0.1)
        folder = os.path.join(self.temporary.name, "guided")
        write_package(folder, **self.modules, scaling_factor=2.0, size=128, scale_factor=8, card="card", controlnets={"edges": net})
        with open(os.path.join(folder, "unet", "config.json"), encoding="utf-8") as file:
            forms = json.load(file)["residual_forms"]
        unet, guide = (onnx.load(os.path.join(folder, part, "model.onnx")).graph for part in ("unet", "controlnet/edges"))
        taken, said = [i for i in unet.input if "residual" in i.name], list(guide.output)
        self.assertEqual([v.type.tensor_type.shape.dim[1].dim_value for v in taken], [channels for channels, _ in forms])
        self.assertEqual([v.type.tensor_type.shape.dim[1].dim_value for v in said], [channels for channels, _ in forms])
        self.assertIn("encoder_hidden_states", {i.name for i in guide.input})
        self.assertIn(TensorProto.INT8, {i.data_type for i in guide.initializer})
        back = read_weights(os.path.join(folder, "controlnet", "edges", "model.onnx"), net)
        self.assertTrue(all(value.equal(net.get_parameter(name)) for name, value in back.items()))

    def test_weights_are_stored_in_half_precision_behind_casts(self):
        for part, model in self.parts.items():
            casts = {n.input[0]: n for n in model.graph.node if n.op_type == "Cast"}
            for initializer in model.graph.initializer:
                if np.prod(initializer.dims or [1]) >= 32 and initializer.data_type != TensorProto.INT64:
                    self.assertEqual(initializer.data_type, TensorProto.FLOAT16, (part, initializer.name))
                    self.assertEqual(casts[initializer.name].attribute[0].i, TensorProto.FLOAT)

    def test_weights_are_read_back_as_the_networks_hold_them(self):
        for part, name in (("unet", "unet"), ("text_encoder", "text_encoder"), ("vae_encoder", "encoder")):
            module = self.modules[name]
            for key, value in read_weights(os.path.join(self.folder, part, "model.onnx"), module).items():
                self.assertTrue(value.equal(module.get_parameter(key)), (part, key))

    def test_a_foreign_graph_is_refused(self):
        with self.assertRaisesRegex(ValueError, "holds no weight"):
            read_weights(os.path.join(self.folder, "vae_decoder", "model.onnx"), self.modules["unet"])

    def test_a_rescaled_schedule_and_the_images_seen_are_told(self):
        self.assertFalse(self.read("scheduler", "scheduler_config.json")["rescale_betas_zero_snr"])
        self.assertFalse(os.path.exists(os.path.join(self.folder, "training.json")))

    def test_only_standard_operators(self):
        for model in self.parts.values():
            self.assertEqual([o.domain for o in model.opset_import if o.domain not in ("", "ai.onnx")], [])

    def test_configs_agree_with_each_other(self):
        unet, vae, text = (self.read(p, "config.json") for p in ("unet", "vae_decoder", "text_encoder"))
        self.assertEqual(unet["sample_size"] * 2 ** (len(vae["block_out_channels"]) - 1), vae["sample_size"])
        self.assertEqual(unet["cross_attention_dim"], text["hidden_size"])
        self.assertEqual(self.read("tokenizer", "tokenizer_config.json")["model_max_length"], text["max_position_embeddings"])
        self.assertEqual(self.read("scheduler", "scheduler_config.json")["prediction_type"], "v_prediction")

    def test_parity_values_are_finite_and_varied(self):
        for case in self.read("parity.json")["cases"]:
            for expected in case["expected"].values():
                self.assertTrue(np.isfinite(expected["values"]).all())
                self.assertGreater(expected["deviation"], 0.01, case["part"])


if __name__ == "__main__":
    unittest.main()
