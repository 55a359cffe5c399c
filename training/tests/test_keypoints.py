import random
import unittest

import numpy as np
import torch

from learning.roughen import roughened
from models.keypoint_judge import CELLS, KeypointJudge, places
from scenes import truth
from train_keypoints import heat, loss_of, people_specs, share_near


class Keypoints(unittest.TestCase):
    def test_a_heat_map_says_where_its_keypoint_is(self):
        points = torch.tensor([[[0.25, 0.75]] * 18])
        scores = heat(points).log().view(1, 18, CELLS, CELLS)
        self.assertAlmostEqual(heat(points).sum().item(), 18, places=3)
        np.testing.assert_allclose(places(scores).numpy(), points.numpy(), atol=0.005)

    def test_scenes_show_one_person(self):
        specs = people_specs()
        for _ in range(5):
            self.assertEqual(len(truth.people(next(specs))), 1)

    def test_it_learns_and_is_judged_by_distance(self):
        torch.manual_seed(0)
        model = KeypointJudge()
        pictures, points = torch.rand(2, 3, 256, 256) * 2 - 1, torch.rand(2, 18, 2)
        loss = loss_of(model, roughened(pictures, random.Random(0)), points)
        loss.backward()
        self.assertTrue(all(parameter.grad is not None for parameter in model.parameters()))
        with torch.no_grad():
            told = places(model(pictures)).numpy()
        bytes_of = ((pictures.permute(0, 2, 3, 1).numpy() + 1) * 127.5 + 0.5).astype(np.uint8)
        self.assertGreater(share_near(model, bytes_of, told, np.full(2, 1.0)), 0.9)
        self.assertLess(share_near(model, bytes_of, told + 0.2, np.full(2, 1.0)), 0.1)


if __name__ == "__main__":
    unittest.main()
