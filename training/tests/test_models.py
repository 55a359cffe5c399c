import unittest

import torch

from diffusion import add_noise, alphas_cumprod, edit, trailing_timesteps
from models.autoencoder import Autoencoder
from models.text_encoder import TextEncoder
from models.unet import UNet
from train_denoiser import learning_rate, training_loss


class Models(unittest.TestCase):
    def test_latents_are_a_quarter_of_the_picture(self):
        model = Autoencoder()
        for height, width in ((64, 64), (48, 80)):
            drawn, mean, _ = model(torch.zeros(1, 3, height, width))
            self.assertEqual(tuple(drawn.shape), (1, 3, height, width))
            self.assertEqual(tuple(mean.shape), (1, 4, height // 4, width // 4))

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

    def test_without_foreign_residue_the_target_is_v(self):
        alphas = alphas_cumprod()
        clean, noise = torch.randn(2, 4, 4, 4), torch.randn(2, 4, 4, 4)
        t = torch.tensor([10, 700])
        noisy, a = add_noise(clean, noise, t, alphas), alphas[t][:, None, None, None]
        v = a.sqrt() * noise - (1 - a).sqrt() * clean
        self.assertTrue(torch.allclose(a.sqrt() * noisy - (1 - a).sqrt() * v, clean, atol=1e-5))

    def test_the_loss_of_a_silent_model_is_about_one(self):
        torch.manual_seed(0)
        loss = training_loss(lambda x, t, ids: torch.zeros_like(x), torch.randn(256, 4, 8, 8), None, torch.ones(256, 1, 8, 8), alphas_cumprod())
        self.assertAlmostEqual(loss.item(), 1.0, delta=0.05)

    def test_the_rate_warms_up_stays_and_falls(self):
        self.assertLess(learning_rate(1, 0, 0), 0.02)
        self.assertEqual(learning_rate(1, 500, 0.5), 1)
        self.assertLess(learning_rate(1, 9000, 1.0), 0.03)


if __name__ == "__main__":
    unittest.main()
