import math
import unittest

import torch

from fixtures import tiny
from networks import configs
from networks.attention import GEGLU
from networks.autoencoder_kl import VaeDecoder, VaeEncoder
from networks.clip import CLIPTextModel, CLIPTextModelWithProjection
from networks.controlnet import ControlNetModel
from networks.embeddings import guidance_embedding, sinusoids
from networks.random_weights import draw, weights_of
from networks.unet import UNet2DConditionModel, residual_shapes
from networks.weightless import count_parameters, weightless

SD_CONTROL, XL_CONTROL = {**configs.SD15_UNET, **configs.CONTROLNET}, {**configs.SDXL_UNET, **configs.CONTROLNET}


def tiny_unet(config):
    module = UNet2DConditionModel(config).eval().requires_grad_(False)
    module.load_state_dict({name: torch.from_numpy(values) for name, values in weights_of(module, 3).items()})
    return module


class Counts(unittest.TestCase):
    def test_every_network_has_the_published_number_of_parameters(self):
        for expected, network, config in (
            (859_520_964, UNet2DConditionModel, configs.SD15_UNET),
            (865_910_724, UNet2DConditionModel, configs.SD21_UNET),
            (2_567_463_684, UNet2DConditionModel, configs.SDXL_UNET),
            (859_535_364, UNet2DConditionModel, configs.SD15_INPAINT_UNET),
            (859_602_884, UNet2DConditionModel, configs.LCM_UNET),
            (361_279_120, ControlNetModel, SD_CONTROL),
            (123_060_480, CLIPTextModel, configs.CLIP_L),
            (340_387_840, CLIPTextModel, configs.CLIP_H),
            (694_659_840, CLIPTextModelWithProjection, configs.CLIP_BIG_G),
        ):
            with self.subTest(expected=expected):
                self.assertEqual(count_parameters(weightless(network, config)), expected)

    def test_the_autoencoders_halves_make_the_published_whole(self):
        halves = count_parameters(weightless(VaeEncoder, configs.VAE)) + count_parameters(weightless(VaeDecoder, configs.VAE))
        self.assertEqual(halves, 83_653_863)


class Names(unittest.TestCase):
    def assert_holds(self, module, names):
        shapes = {name: tuple(p.shape) for name, p in module.named_parameters()}
        for name, shape in names.items():
            self.assertEqual(shapes.get(name), shape, name)

    def test_stable_diffusions_unet(self):
        unet = weightless(UNet2DConditionModel, configs.SD15_UNET)
        self.assertEqual(len(list(unet.named_parameters())), 686)
        self.assert_holds(unet, {
            "conv_in.weight": (320, 4, 3, 3), "time_embedding.linear_1.weight": (1280, 320), "time_embedding.linear_2.bias": (1280,),
            "down_blocks.0.resnets.1.time_emb_proj.weight": (320, 1280), "down_blocks.1.resnets.0.conv_shortcut.weight": (640, 320, 1, 1),
            "down_blocks.2.downsamplers.0.conv.weight": (1280, 1280, 3, 3), "down_blocks.0.attentions.0.proj_in.weight": (320, 320, 1, 1),
            "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight": (320, 768),
            "down_blocks.0.attentions.0.transformer_blocks.0.ff.net.0.proj.weight": (2560, 320),
            "down_blocks.0.attentions.0.transformer_blocks.0.ff.net.2.weight": (320, 1280),
            "mid_block.attentions.0.transformer_blocks.0.attn1.to_out.0.bias": (1280,), "mid_block.resnets.1.norm2.weight": (1280,),
            "up_blocks.0.resnets.2.conv1.weight": (1280, 2560, 3, 3), "up_blocks.1.resnets.2.conv1.weight": (1280, 1920, 3, 3),
            "up_blocks.3.resnets.0.conv1.weight": (320, 960, 3, 3), "up_blocks.3.attentions.2.norm.bias": (320,),
            "up_blocks.2.upsamplers.0.conv.bias": (640,), "conv_norm_out.weight": (320,), "conv_out.weight": (4, 320, 3, 3)})
        self.assertFalse(any(name.startswith(("down_blocks.3.attentions", "up_blocks.0.attentions", "down_blocks.3.downsamplers", "up_blocks.3.upsamplers"))
                             for name, _ in unet.named_parameters()))

    def test_sdxls_unet(self):
        unet = weightless(UNet2DConditionModel, configs.SDXL_UNET)
        self.assert_holds(unet, {
            "add_embedding.linear_1.weight": (1280, 2816), "down_blocks.1.attentions.0.proj_in.weight": (640, 640),
            "down_blocks.2.attentions.1.transformer_blocks.9.attn2.to_v.weight": (1280, 2048),
            "mid_block.attentions.0.transformer_blocks.9.norm3.weight": (1280,), "up_blocks.1.attentions.2.transformer_blocks.1.attn1.to_q.weight": (640, 640),
            "up_blocks.2.resnets.0.conv_shortcut.weight": (320, 960, 1, 1)})
        self.assertFalse(any("down_blocks.0.attentions" in name or "up_blocks.2.attentions" in name for name, _ in unet.named_parameters()))

    def test_controlnet_and_autoencoder_and_text(self):
        self.assert_holds(weightless(ControlNetModel, SD_CONTROL), {
            "controlnet_cond_embedding.conv_in.weight": (16, 3, 3, 3), "controlnet_cond_embedding.blocks.5.weight": (256, 96, 3, 3),
            "controlnet_cond_embedding.conv_out.weight": (320, 256, 3, 3), "controlnet_down_blocks.11.weight": (1280, 1280, 1, 1),
            "controlnet_mid_block.bias": (1280,)})
        self.assert_holds(weightless(VaeEncoder, configs.VAE), {
            "encoder.down_blocks.1.resnets.0.conv_shortcut.weight": (256, 128, 1, 1), "encoder.mid_block.attentions.0.to_q.weight": (512, 512),
            "encoder.mid_block.attentions.0.group_norm.bias": (512,), "encoder.conv_out.weight": (8, 512, 3, 3), "quant_conv.weight": (8, 8, 1, 1)})
        self.assert_holds(weightless(VaeDecoder, configs.VAE), {
            "post_quant_conv.bias": (4,), "decoder.up_blocks.0.upsamplers.0.conv.weight": (512, 512, 3, 3), "decoder.up_blocks.3.resnets.2.norm1.weight": (128,)})
        self.assert_holds(weightless(CLIPTextModelWithProjection, configs.CLIP_BIG_G), {
            "text_model.embeddings.token_embedding.weight": (49408, 1280), "text_model.embeddings.position_embedding.weight": (77, 1280),
            "text_model.encoder.layers.31.self_attn.out_proj.bias": (1280,), "text_model.encoder.layers.0.mlp.fc1.weight": (5120, 1280),
            "text_model.final_layer_norm.weight": (1280,), "text_projection.weight": (1280, 1280)})


class Residuals(unittest.TestCase):
    def test_stable_diffusion_keeps_twelve_and_sdxl_nine(self):
        for config, widths, halvings in (
            (configs.SD15_UNET, [320] * 4 + [640] * 3 + [1280] * 5, [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3),
            (configs.SDXL_UNET, [320] * 4 + [640] * 3 + [1280] * 2, [0] * 3 + [1] * 3 + [2] * 3),
        ):
            down, middle = residual_shapes(config, 2, 64, 64)
            self.assertEqual([shape[1:] for shape in down], [(w, 64 >> n, 64 >> n) for w, n in zip(widths, halvings)])
            self.assertEqual(middle, down[-1])
            self.assertEqual(weightless(UNet2DConditionModel, config).residual_widths, widths)
            self.assertEqual(len(weightless(ControlNetModel, {**config, **configs.CONTROLNET}).controlnet_down_blocks), len(widths))

    def test_a_controlnet_answers_in_the_unets_order_of_shapes(self):
        for config in (tiny.SD15, tiny.SDXL):
            side = config["sample_size"]
            more = {"text_embeds": torch.zeros(1, tiny.BIG_TEXT_WIDTH), "time_ids": torch.zeros(1, 6)} if config is tiny.SDXL else {}
            made = ControlNetModel({**config, **tiny.CONTROL})(
                torch.zeros(1, 4, side, side), torch.tensor(1.0), torch.zeros(1, 77, config["cross_attention_dim"]), torch.zeros(1, 3, 8 * side, 8 * side),
                torch.tensor(1.0), **more)
            down, middle = residual_shapes(config, 1, side, side)
            self.assertEqual([tuple(one.shape) for one in made], [*down, middle])

    def test_each_residual_is_added_to_the_map_of_its_place(self):
        config = tiny.SD15
        unet, seen = tiny_unet(config), []
        for block in unet.up_blocks:
            for resnet in block.resnets:
                resnet.register_forward_pre_hook(lambda module, given: seen.append(given[0]))
        inputs = (torch.randn(1, 4, 16, 16), torch.tensor(5.0), torch.randn(1, 77, tiny.TEXT_WIDTH))
        down, middle = residual_shapes(config, 1, 16, 16)
        zeros = [torch.zeros(shape) for shape in down]
        unet(*inputs, down_residuals=zeros, mid_residual=torch.zeros(middle))
        plain, widths = list(seen), unet.residual_widths[::-1]
        # The way up reads the maps from last to first; up to the first resnet that reads it, a changed map changes nothing else.
        for place in range(12):
            seen.clear()
            changed = [one + (1.0 if i == place else 0.0) for i, one in enumerate(zeros)]
            unet(*inputs, down_residuals=changed, mid_residual=torch.zeros(middle))
            reader = 11 - place
            difference = (seen[reader] - plain[reader])[:, -widths[reader]:]
            self.assertTrue(torch.allclose(difference, torch.ones_like(difference), atol=1e-5), place)
            for earlier in range(reader):
                self.assertTrue(torch.equal(seen[earlier], plain[earlier]), (place, earlier))

    def test_the_kept_maps_begin_with_the_stem(self):
        unet, maps = tiny_unet(tiny.SD15), {}
        unet.conv_in.register_forward_hook(lambda module, given, made: maps.update(stem=made))
        unet.up_blocks[-1].resnets[-1].register_forward_pre_hook(lambda module, given: maps.update(last=given[0]))
        unet(torch.randn(1, 4, 16, 16), torch.tensor(5.0), torch.randn(1, 77, tiny.TEXT_WIDTH))
        self.assertTrue(torch.equal(maps["last"][:, -8:], maps["stem"]))

    def test_no_residuals_and_zeros_are_the_same(self):
        unet = tiny_unet(tiny.SDXL)
        inputs = (torch.randn(2, 4, 16, 16), torch.tensor(5.0), torch.randn(2, 77, 32))
        more = {"text_embeds": torch.randn(2, tiny.BIG_TEXT_WIDTH), "time_ids": torch.full((2, 6), 128.0)}
        down, middle = residual_shapes(tiny.SDXL, 2, 16, 16)
        zeros = unet(*inputs, **more, down_residuals=[torch.zeros(shape) for shape in down], mid_residual=torch.zeros(middle))
        self.assertTrue(torch.allclose(unet(*inputs, **more), zeros))


class Conventions(unittest.TestCase):
    def test_geglu_is_the_first_half_times_gelu_of_the_second(self):
        layer = GEGLU(2, 3)
        layer.proj.weight.data.zero_()
        layer.proj.bias.data = torch.tensor([1.0, 2.0, 3.0, 0.5, -1.0, 0.0])
        gelu = lambda x: 0.5 * x * (1 + math.erf(x / 2 ** 0.5))
        expected = torch.tensor([1 * gelu(0.5), 2 * gelu(-1.0), 3 * gelu(0.0)])
        self.assertTrue(torch.allclose(layer(torch.zeros(1, 2))[0], expected, atol=1e-6))

    def test_cosines_come_first_when_flipped(self):
        flipped, plain = sinusoids(torch.tensor([2.0]), 4), sinusoids(torch.tensor([2.0]), 4, flip_sin_to_cos=False)
        self.assertTrue(torch.allclose(flipped[0], torch.tensor([math.cos(2), math.cos(0.02), math.sin(2), math.sin(0.02)]), atol=1e-6))
        self.assertTrue(torch.equal(plain[0], flipped[0][[2, 3, 0, 1]]))

    def test_the_frequency_shift_moves_the_last_frequency(self):
        last = lambda shift: math.asin(float(sinusoids(torch.tensor([1.0]), 320, freq_shift=shift)[0, -1]))
        self.assertAlmostEqual(last(1.0) * 1e4, 1.0, places=3)
        self.assertAlmostEqual(last(0.0) * 1e4, 10000 ** (1 / 160), places=3)

    def test_guidance_is_embedded_sines_first_times_a_thousand(self):
        embedded = guidance_embedding(torch.tensor([7.5]), 256)
        self.assertAlmostEqual(float(embedded[0, 0]), math.sin(7500.0), places=3)
        self.assertAlmostEqual(float(embedded[0, 255]), math.cos(0.75), places=3)

    def test_timesteps_of_any_rank_and_type_are_alike(self):
        unet = tiny_unet(tiny.SD15_SHORT)
        sample, text = torch.randn(2, 4, 8, 8), torch.randn(2, 77, tiny.TEXT_WIDTH)
        first = unet(sample, torch.tensor(7.0), text)
        for timestep in (torch.tensor(7), torch.tensor([7]), torch.tensor([7.0, 7.0]), torch.tensor([7, 7]), torch.tensor([7.0]).half()):
            self.assertTrue(torch.allclose(unet(sample, timestep, text), first, atol=1e-5))

    def test_text_is_causal_and_pooled_at_the_first_end_token(self):
        words = {"vocab_size": 20, "hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
                 "max_position_embeddings": 6, "hidden_act": "quick_gelu", "projection_dim": 8}
        model = CLIPTextModel(words).eval().requires_grad_(False)
        one, other = torch.tensor([[18, 4, 5, 19, 19, 19]]), torch.tensor([[18, 4, 5, 19, 0, 0]])
        (last, pooled, *states), (last_0, pooled_0, *_) = model(one), model(other)
        self.assertTrue(torch.allclose(last[:, :4], last_0[:, :4], atol=1e-6))
        self.assertFalse(torch.allclose(last[:, 4:], last_0[:, 4:], atol=1e-3))
        self.assertTrue(torch.allclose(pooled, last[:, 3], atol=1e-6) and torch.allclose(pooled_0, last_0[:, 3], atol=1e-6))
        self.assertEqual(len(states), 3)
        self.assertTrue(torch.allclose(model.text_model.final_layer_norm(states[-1]), last, atol=1e-6))

    def test_random_weights_depend_on_name_and_seed_only(self):
        self.assertTrue((draw("a.weight", (3, 4), 1) == draw("a.weight", (3, 4), 1)).all())
        self.assertFalse((draw("a.weight", (3, 4), 1) == draw("b.weight", (3, 4), 1)).all())
        self.assertFalse((draw("a.weight", (3, 4), 1) == draw("a.weight", (3, 4), 2)).all())


if __name__ == "__main__":
    unittest.main()
