import unittest

import torch

from learning.diffusion import add_noise, alphas_cumprod, edit, trailing_timesteps
from models.autoencoder import Autoencoder
from models.text_encoder import TextEncoder
from models.unet import UNet, coordinate_features


class Models(unittest.TestCase):
    def test_latents_are_an_eighth_of_the_picture(self):
        model = Autoencoder()
        for height, width in ((64, 64), (48, 80)):
            drawn, mean, _ = model(torch.zeros(1, 3, height, width))
            self.assertEqual(tuple(drawn.shape), (1, 3, height, width))
            self.assertEqual(tuple(mean.shape), (1, 4, height // 8, width // 8))

    def test_the_unet_takes_any_multiple_of_eight(self):
        unet, text = UNet(width=16, deep=24, text_width=12, heads=2, depth=1), torch.randn(2, 5, 12)
        for height, width in ((8, 8), (16, 24), (32, 8)):
            sample = torch.randn(2, 4, height, width)
            self.assertEqual(unet(sample, torch.tensor([500.0]), text).shape, sample.shape)

    def test_one_timestep_serves_the_whole_batch(self):
        unet = UNet(width=16, deep=24, text_width=12, heads=2, depth=1)
        torch.nn.init.normal_(unet.head.weight)
        sample, text = torch.randn(2, 4, 8, 8), torch.randn(2, 5, 12)
        once, each = unet(sample, torch.tensor([40.0]), text), unet(sample, torch.tensor([40.0, 40.0]), text)
        self.assertTrue(torch.allclose(once, each, atol=1e-5))

    def test_with_coordinates_the_same_patch_differs_from_left_to_right(self):
        x = torch.zeros(2, 16, 4, 6)
        features = coordinate_features(x)
        self.assertEqual(tuple(features.shape), (2, 8, 4, 6))
        self.assertTrue(torch.allclose(features[:, 2, 0], torch.sin(torch.linspace(-1, 1, 6) * torch.pi / 2).expand(2, -1), atol=1e-6))
        self.assertTrue(torch.allclose(features[:, 0, :, 0], torch.sin(torch.linspace(-1, 1, 4) * torch.pi / 2).expand(2, -1), atol=1e-6))
        self.assertEqual(len({tuple(f.tolist()) for f in features[0].flatten(1).T}), 4 * 6)

    def test_text_keeps_its_length(self):
        encoder = TextEncoder(50, width=16, layers=1, heads=2, max_length=8)
        self.assertEqual(tuple(encoder(torch.zeros(3, 8, dtype=torch.int32)).shape), (3, 8, 16))


class Diffusion(unittest.TestCase):
    def test_schedule_is_stable_diffusions(self):
        alphas = alphas_cumprod()
        self.assertAlmostEqual(alphas[0].item(), 0.99915, places=5)
        self.assertAlmostEqual(alphas[999].item(), 0.0046602, places=6)
        self.assertEqual(trailing_timesteps(4), [999, 749, 499, 249])

    def test_a_perfect_predictor_returns_its_picture_and_keeps_black_areas(self):
        alphas, goal, source = alphas_cumprod(), torch.full((1, 4, 8, 8), 0.7), torch.zeros(1, 4, 8, 8)

        def unet(x, t, _):
            a = alphas[int(t)]
            eps = (x - a.sqrt() * goal) / (1 - a).sqrt()
            return a.sqrt() * eps - (1 - a).sqrt() * goal

        text, noise = torch.zeros(1, 2, 4), torch.randn(1, 4, 8, 8)
        self.assertTrue(torch.allclose(edit(unet, source, text, text, noise, steps=10), goal, atol=1e-3))

    def test_without_terminal_signal_the_last_step_is_pure_noise(self):
        plain, zero = alphas_cumprod(), alphas_cumprod(zero_terminal_snr=True)
        self.assertEqual(zero[-1].item(), 0)
        self.assertAlmostEqual(zero[0].item(), plain[0].item(), places=6)
        self.assertTrue((zero.diff() < 0).all())
        self.assertTrue((zero[1:] < plain[1:]).all())

    def test_noise_is_added_by_the_share_of_signal(self):
        alphas, clean, noise = alphas_cumprod(), torch.randn(2, 4, 4, 4), torch.randn(2, 4, 4, 4)
        timesteps = torch.tensor([10, 700])
        for i, t in enumerate(timesteps):
            self.assertTrue(torch.equal(add_noise(clean, noise, timesteps, alphas)[i], add_noise(clean[i:i + 1], noise[i:i + 1], t, alphas)[0]))


if __name__ == "__main__":
    unittest.main()
