import os
import random
import tempfile
import unittest

import numpy as np
import torch

from learning import state
from learning.dataset import Batch, Scenes, encode, whole
from learning.denoiser import Denoiser, follow
from learning.diffusion import alphas_cumprod
from learning.loss import Guidance, cell_weights, denoising_loss, guided_target
from learning.muon import Muon, orthogonalised
from learning.noise import LEVELS, draw_timesteps, noised, timesteps_of_levels
from learning.validation import HeldOut
from scenes import tokenizer
from scenes.classes import CLASSES, GROUND, SKY, class_map, class_of
from scenes.spec import COLOURS, WIDE_KINDS, random_spec
from train_denoiser import Training, learning_rate

WORDS = tokenizer.build(scenes=100, limit=60)


def small() -> Denoiser:
    torch.manual_seed(1)
    return Denoiser(len(WORDS.vocab), width=16, deep=24, heads=2, depth=1)


def batch(count: int = 4) -> Batch:
    generator = torch.Generator().manual_seed(2)
    classes = torch.zeros(count, CLASSES, 16, 16)
    classes[:, GROUND] = 1
    return Batch(torch.randn(count, 4, 32, 32, generator=generator), encode(["a red house"] * count, WORDS), classes)


class Orthogonal(unittest.TestCase):
    def test_singular_values_come_near_one_whatever_the_shape(self):
        for shape in ((12, 40), (40, 12), (20, 20)):
            matrix = torch.randn(shape, generator=torch.Generator().manual_seed(3))
            values = torch.linalg.svdvals(orthogonalised(matrix, steps=5))
            self.assertTrue(((values > 0.6) & (values < 1.3)).all(), shape)

    def test_directions_stay(self):
        matrix = torch.randn(8, 16, generator=torch.Generator().manual_seed(4))
        turned = orthogonalised(matrix, steps=5)
        left, _, right = torch.linalg.svd(matrix, full_matrices=False)
        self.assertGreater((turned * (left @ right)).sum() / (turned.norm() * (left @ right).norm()), 0.97)

    def test_an_update_has_the_size_of_adams_and_drops_the_gradient(self):
        kernel = torch.nn.Parameter(torch.zeros(16, 8, 3, 3))
        kernel.grad = torch.randn(kernel.shape, generator=torch.Generator().manual_seed(5))
        muon = Muon([kernel], decay=0.0)
        muon.step(1e-2)
        self.assertIsNone(kernel.grad)
        self.assertAlmostEqual(kernel.square().mean().sqrt().item(), 1e-2 * 0.2, delta=1e-3)

    def test_what_was_saved_goes_on(self):
        def run(muon: Muon, kernel: torch.nn.Parameter) -> None:
            kernel.grad = torch.ones_like(kernel) + kernel.detach()
            muon.step(0.1)
        once, again = (torch.nn.Parameter(torch.eye(4)) for _ in range(2))
        one, two = Muon([once]), Muon([again])
        run(one, once)
        two.load_state_dict({"velocities": [v.clone() for v in one.state_dict()["velocities"]]})
        again.data.copy_(once.data)
        run(one, once)
        run(two, again)
        self.assertTrue(torch.equal(once, again))


class Noise(unittest.TestCase):
    def test_timesteps_cover_all_and_favour_the_middle(self):
        drawn = draw_timesteps(20000, torch.Generator().manual_seed(6))
        self.assertTrue((0 <= drawn).all() and (drawn < 1000).all())
        shares = torch.histc(drawn.float(), 5, 0, 1000) / len(drawn)
        self.assertTrue((shares > 0.1).all())
        self.assertGreater(shares[3], 1.3 * shares[0])

    def test_v_and_the_noisy_latents_give_the_picture_back(self):
        clean, noise, alpha = torch.randn(3, 4, 2, 2), torch.randn(3, 4, 2, 2), torch.tensor([0.9, 0.2, 0.0])
        noisy, v = noised(clean, noise, alpha)
        signal, spread = alpha.sqrt()[:, None, None, None], (1 - alpha).sqrt()[:, None, None, None]
        self.assertTrue(torch.allclose(signal * noisy - spread * v, clean, atol=1e-5))
        self.assertTrue(torch.equal(noisy[2], noise[2]))

    def test_levels_are_met(self):
        alphas = alphas_cumprod(zero_terminal_snr=True)
        for level, timestep in zip(LEVELS, timesteps_of_levels(alphas)):
            self.assertAlmostEqual(alphas[timestep].item(), level, delta=0.004)


class ClassMaps(unittest.TestCase):
    def test_every_cell_is_shared_out_in_full(self):
        for seed in range(10):
            np.testing.assert_allclose(class_map(random_spec(seed)).sum(0), 1, atol=1e-5)

    def test_sky_above_ground_below_and_things_where_they_stand(self):
        spec = random_spec(3)
        shares = class_map(spec)
        self.assertGreater(shares[SKY, 0].mean(), 0.5)
        self.assertGreater(shares[GROUND, -1].mean(), 0.5)
        for thing in spec["objects"]:
            self.assertGreater(shares[class_of(thing["kind"], thing["colour"])].sum(), 3)

    def test_classes_are_told_apart(self):
        self.assertEqual(len({class_of(kind, colour) for kind in WIDE_KINDS for colour in COLOURS}), CLASSES - 3)


class Losses(unittest.TestCase):
    def test_the_loss_of_a_silent_model_is_about_one(self):
        silent = lambda x, t, ids: (torch.zeros_like(x), torch.zeros(len(x), CLASSES, 16, 16))
        v_error, class_error = denoising_loss(silent, batch(64), alphas_cumprod(zero_terminal_snr=True), torch.Generator().manual_seed(7))
        self.assertAlmostEqual(v_error.item(), 1.0, delta=0.05)
        self.assertAlmostEqual(class_error.item(), float(np.log(CLASSES)), places=4)

    def test_what_is_taught_is_what_the_teacher_says_guided(self):
        teacher, asked = small(), []
        torch.nn.init.normal_(teacher.unet.head.weight, std=0.05)

        def student(x: torch.Tensor, t: torch.Tensor, ids: torch.Tensor, strengths: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            """Answers the taught rows as the teacher does, by two evaluations, and the others with nothing."""
            asked.append(strengths)
            taught = guided_target(guidance, x[:2], t[:2].long(), ids[:2], strengths[:2])
            return torch.cat([taught, torch.zeros_like(x[2:])]), torch.zeros(len(x), CLASSES, 16, 16)

        alphas = alphas_cumprod(zero_terminal_snr=True)
        guidance = Guidance(teacher, encode([""], WORDS), 0.5)
        error, _ = denoising_loss(student, batch(4), alphas, torch.Generator().manual_seed(9), guidance=guidance)
        self.assertTrue((asked[0][:2] > 1).all() and (asked[0][2:] == 1).all())
        silent = lambda x, t, ids, _: (torch.zeros_like(x), torch.zeros(len(x), CLASSES, 16, 16))
        nothing, _ = denoising_loss(silent, batch(4), alphas, torch.Generator().manual_seed(9), guidance=guidance)
        self.assertLess(error.item(), nothing.item())

    def test_contrast_rewards_distance_from_other_scenes(self):
        silent = lambda x, t, ids: (torch.zeros_like(x), torch.zeros(len(x), CLASSES, 16, 16))
        losses = [denoising_loss(silent, batch(16), alphas_cumprod(), torch.Generator().manual_seed(8), contrast=c)[0] for c in (0.0, 0.05)]
        self.assertAlmostEqual(losses[1].item(), 0.95 * losses[0].item(), places=4)

    def test_cells_with_things_count_four_times(self):
        classes = batch(1).classes
        classes[0, 3, 2, 5] = 0.5
        weights = cell_weights(classes)
        self.assertEqual((weights[0, 0, 2, 5].item(), weights.sum().item()), (4, 16 * 16 + 3))


class Going(unittest.TestCase):
    def shards(self, folder: str) -> None:
        os.makedirs(os.path.join(folder, "shards"))
        rng = np.random.default_rng(1)
        for first in (0, 6):
            seeds = np.arange(first, first + 6)
            np.savez(os.path.join(folder, "shards", f"{first}.npz"), seeds=seeds,
                     latents=rng.standard_normal((6, 4, 32, 32)).astype(np.float16),
                     classes=np.stack([(class_map(random_spec(int(s))) * 255).astype(np.uint8) for s in seeds]))

    def test_the_rate_warms_up_stays_and_falls(self):
        self.assertLess(learning_rate(1, 0, 0), 0.02)
        self.assertEqual(learning_rate(1, 500, 0.5), 1)
        self.assertAlmostEqual(learning_rate(1, 9000, 0.825), 0.5)
        self.assertEqual(learning_rate(1, 9000, 1.0), 0.02)

    def test_every_parameter_has_one_optimiser(self):
        model = small()
        chosen = [id(p) for p in [*model.matrices(), *model.others()]]
        self.assertEqual(len(chosen), len(set(chosen)))
        self.assertEqual(set(chosen), {id(p) for p in model.parameters()})

    def test_an_average_follows(self):
        model, average = small(), small()
        with torch.no_grad():
            model.unet.stem.bias.fill_(1)
            average.unet.stem.bias.fill_(0)
        follow(average, model, 0.75)
        self.assertTrue(torch.allclose(average.unet.stem.bias, torch.tensor(0.25)))

    def test_an_interrupted_run_goes_on_as_if_it_had_not_been(self):
        with tempfile.TemporaryDirectory() as folder:
            self.shards(folder)
            scenes, path = Scenes(folder, WORDS), os.path.join(folder, "denoiser.pt")
            taught = (0, Guidance(small(), encode([""], WORDS), 0.5))
            whole_run, first = (Training(small(), 1e-3, False, 0.0, *taught) for _ in range(2))
            for _ in range(3):
                whole_run.step(scenes, 4, 0.5)
            first.step(scenes, 4, 0.5)
            state.save(path, first.state_dict())
            second = Training(small(), 1e-3, False, 0.0, *taught)
            second.load_state_dict(state.load(path))
            for _ in range(2):
                second.step(scenes, 4, 0.5)
        self.assertEqual((second.steps, second.images), (3, 12))
        for one, two in zip(whole_run.average.parameters(), second.average.parameters()):
            self.assertTrue(torch.allclose(one, two, atol=1e-6))

    def test_training_learns(self):
        with tempfile.TemporaryDirectory() as folder:
            self.shards(folder)
            training, scenes = Training(small(), 2e-3, False, 0.0), Scenes(folder, WORDS)
            training.steps = 500  # beyond the warm-up
            losses = [training.step(scenes, 4, 0.5)[1] for _ in range(20)]
        self.assertLess(np.mean(losses[-4:]), 0.7 * losses[0])

    def test_a_folder_without_scenes_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "shards"))
            with self.assertRaisesRegex(FileNotFoundError, "encode_scenes"):
                Scenes(folder, WORDS)

    def test_captions_of_a_batch_are_of_three_kinds(self):
        with tempfile.TemporaryDirectory() as folder:
            self.shards(folder)
            scenes, rng = Scenes(folder, WORDS), random.Random(2)
            captions = [scenes.caption(0, rng) for _ in range(400)]
        self.assertAlmostEqual(captions.count("") / 400, 0.1, delta=0.05)
        self.assertGreater(len(set(captions)), 50)

    def test_weights_of_a_smaller_world_keep_their_places(self):
        small_world, wide = torch.nn.Linear(3, 4), torch.nn.Linear(3, 6)
        fitted = state.grown(small_world.state_dict(), wide)
        self.assertTrue(torch.equal(fitted["weight"][:4], small_world.weight) and torch.equal(fitted["weight"][4:], wide.weight[4:]))
        self.assertEqual(len(fitted["bias"]), 6)

    def test_old_class_maps_gain_empty_classes(self):
        self.assertEqual(whole(np.ones((2, CLASSES - 5, 4, 4), np.uint8)).shape, (2, CLASSES, 4, 4))

    def test_held_out_errors_of_a_silent_model_are_the_mean_square_of_v(self):
        with tempfile.TemporaryDirectory() as folder:
            np.save(os.path.join(folder, "held-out.npy"), np.random.default_rng(3).standard_normal((3, 4, 32, 32)).astype(np.float16))
            errors = HeldOut(folder, 3).errors(lambda x, t, c: torch.zeros_like(x), alphas_cumprod(zero_terminal_snr=True))
        self.assertEqual(len(errors), len(LEVELS))
        for error in errors:
            self.assertAlmostEqual(error, 1.0, delta=0.1)


if __name__ == "__main__":
    unittest.main()
