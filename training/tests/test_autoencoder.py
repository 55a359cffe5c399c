import argparse
import os
import tempfile
import unittest

import numpy as np
import torch

import train_autoencoder
from learning import state
from learning.coding_loss import coding_loss, divergence, edge_error, psnr
from models.autoencoder import Autoencoder


def stripes() -> torch.Tensor:
    picture = torch.zeros(1, 3, 16, 16)
    picture[..., ::2] = 1
    return picture


class Loss(unittest.TestCase):
    def test_blur_costs_by_its_edges(self):
        sharp = stripes()
        grey = torch.full_like(sharp, 0.5)
        self.assertEqual(edge_error(sharp, sharp).item(), 0)
        self.assertAlmostEqual(edge_error(grey, sharp).item(), 1.0)
        self.assertEqual(edge_error(sharp + 0.2, sharp).item() < 1e-6, True)

    def test_standard_latents_cost_nothing(self):
        self.assertEqual(divergence(torch.zeros(4), torch.zeros(4)).item(), 0)
        self.assertAlmostEqual(divergence(torch.ones(4), torch.zeros(4)).item(), 0.5)

    def test_a_perfect_picture_costs_only_its_latents(self):
        self.assertAlmostEqual(coding_loss(stripes(), stripes(), torch.ones(4), torch.zeros(4)).item(), 0.5e-3)

    def test_decibels(self):
        real = torch.zeros(2, 3, 8, 8)
        np.testing.assert_allclose(psnr(real + 0.2, real).numpy(), [20, 20], atol=1e-4)


class Training(unittest.TestCase):
    def data(self) -> np.ndarray:
        return np.random.default_rng(1).integers(0, 256, (3, 256, 256, 3), np.uint8)

    def test_crops_are_pieces_of_the_pictures(self):
        found = train_autoencoder.crops(self.data(), 5, np.random.default_rng(2))
        self.assertEqual(tuple(found.shape), (5, 3, 128, 128))
        self.assertTrue((found.abs() <= 1).all() and found.std() > 0.3)

    def test_with_the_decoder_only_latents_stay(self):
        torch.manual_seed(1)
        training = train_autoencoder.Training(Autoencoder(), 1e-3, decoder_only=True)
        real = train_autoencoder.crops(self.data(), 1, np.random.default_rng(2))
        before, decoder = training.model.encoder(real).detach().clone(), training.model.decoder.head.weight.detach().clone()
        training.step(real, 0.1)
        self.assertTrue(torch.equal(before, training.model.encoder(real)))
        self.assertFalse(torch.equal(decoder, training.model.decoder.head.weight))

    def test_a_run_goes_on_and_keeps_its_scaling_factor_with_its_encoder(self):
        training = train_autoencoder.Training(Autoencoder(), 1e-3, decoder_only=False)
        training.step(train_autoencoder.crops(self.data(), 1, np.random.default_rng(2)), 0.1)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "autoencoder.pt")
            state.save(path, {**training.state_dict(), "scaling_factor": 0.7})
            again, fixed = train_autoencoder.begin(argparse.Namespace(start=None, rate=1e-3, decoder_only=False), path)
            self.assertEqual((again.steps, fixed), (1, None))
            self.assertEqual(len(again.adam.state), len(training.adam.state))
            decoding, fixed = train_autoencoder.begin(argparse.Namespace(start=None, rate=1e-3, decoder_only=True), path)
            self.assertEqual((decoding.steps, fixed), (1, 0.7))
            self.assertEqual(state.autoencoder_of(folder).scaling_factor, 0.7)


if __name__ == "__main__":
    unittest.main()
