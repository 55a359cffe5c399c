import copy
import os
import random
import tempfile
import unittest

import numpy as np
import torch

import train_controlnet
from distill_denoiser import Distillation, halved_target
from learning import state
from learning.dataset import Scenes, encode
from learning.denoiser import GUIDANCE_WIDTH, Denoiser
from learning.diffusion import alphas_cumprod, edit
from learning.guidance import MOST, alpha_at, ddim_step, draw_strengths, grid, guided, v_between
from learning.noise import noised
from models.blocks import ResBlock
from models.controlnet import ControlNet
from models.unet import UNet, guidance_features
from scenes import tokenizer
from scenes.classes import class_map
from scenes.spec import WIDE_FROM, random_spec

WORDS = tokenizer.build(scenes=100, limit=60)


def small() -> Denoiser:
    torch.manual_seed(1)
    model = Denoiser(len(WORDS.vocab), width=16, deep=24, heads=2, depth=1)
    torch.nn.init.normal_(model.unet.head.weight, std=0.05)
    return model


def knowing() -> Denoiser:
    model = small()
    torch.nn.init.normal_(model.unet.guidance.weight)
    for part in model.unet.modules():
        if isinstance(part, ResBlock):
            torch.nn.init.normal_(part.conv2.weight, std=0.1)
    return model


def shard(folder: str, first: int, count: int = 8) -> Scenes:
    os.makedirs(os.path.join(folder, "shards"), exist_ok=True)
    seeds = np.arange(first, first + count)
    np.savez(os.path.join(folder, "shards", f"{first}.npz"), seeds=seeds,
             latents=np.random.default_rng(1).standard_normal((count, 4, 32, 32)).astype(np.float16),
             classes=np.stack([(class_map(random_spec(int(s))) * 255).astype(np.uint8) for s in seeds]))
    return Scenes(folder, WORDS)


class Guides(unittest.TestCase):
    def test_an_untrained_guide_says_nothing(self):
        unet, sample = small().unet, torch.randn(2, 4, 32, 32)
        said = ControlNet(unet)(sample, torch.tensor([300.0]), None, torch.rand(2, 3, 256, 256))
        self.assertEqual([tuple(h.shape) for h in said], [(2, 16, 16, 16), (2, 24, 8, 8), (2, 24, 8, 8)])
        text = torch.randn(2, 5, 160)
        self.assertTrue(torch.equal(unet(sample, torch.tensor([300.0]), text), unet.run(sample, torch.tensor([300.0]), text, said)[0]))

    def test_what_it_says_reaches_the_denoiser_and_scales(self):
        unet, sample = small().unet, torch.randn(1, 4, 32, 32)
        net = ControlNet(unet)
        torch.nn.init.normal_(net.spoken_fine[0].weight)
        once, twice = (net(sample, torch.tensor([300.0]), None, torch.rand(1, 3, 256, 256, generator=torch.Generator().manual_seed(2)), scale)[0]
                       for scale in (1.0, 2.0))
        self.assertTrue(torch.allclose(2 * once, twice))
        text = torch.randn(1, 5, 160)
        said = [once, torch.zeros(1, 24, 8, 8), torch.zeros(1, 24, 8, 8)]
        self.assertFalse(torch.equal(unet(sample, torch.tensor([300.0]), text), unet.run(sample, torch.tensor([300.0]), text, said)[0]))

    def test_one_of_full_size_takes_less_than_three_megabytes(self):
        sizes = [p.numel() for p in ControlNet(UNet(coordinates=True)).parameters()]
        self.assertLess(sum(n if n > 10_000 else 2 * n for n in sizes), 3_000_000)

    def test_conditions_are_the_scenes_truth(self):
        specs = [random_spec(WIDE_FROM + i) for i in range(6)]
        for guide in train_controlnet.GUIDES:
            drawn = train_controlnet.conditions(specs, guide, random.Random(3))
            self.assertEqual(tuple(drawn.shape), (6, 3, 256, 256))
            self.assertTrue((drawn >= 0).all() and (drawn <= 1).all() and drawn.max() > 0.5, guide)

    def test_poses_need_people(self):
        with self.assertRaisesRegex(ValueError, "wide world"):
            train_controlnet.suited([random_spec(i) for i in range(5)], "pose")
        self.assertEqual(train_controlnet.suited([random_spec(i) for i in range(5)], "edges"), [0, 1, 2, 3, 4])

    def test_training_changes_the_guide_alone_learns_and_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            scenes = shard(folder, WIDE_FROM)
            training = train_controlnet.Training(small(), "scribble", 3e-3)
            before, among = copy.deepcopy(training.denoiser.state_dict()), train_controlnet.suited(scenes.specs, "scribble")
            for _ in range(3):
                training.step(scenes, among, 2, 0.2)
            state.save(os.path.join(folder, "c.pt"), training.state_dict())
            again = train_controlnet.Training(small(), "scribble", 3e-3)
            again.load_state_dict(state.load(os.path.join(folder, "c.pt")))
            self.assertEqual(training.step(scenes, among, 2, 0.3), again.step(scenes, among, 2, 0.3))
        self.assertTrue(all(torch.equal(value, before[name]) for name, value in training.denoiser.state_dict().items()))
        self.assertGreater(training.net.spoken_coarse[0].weight.abs().max().item(), 0)


class Quick(unittest.TestCase):
    def test_strength_one_is_the_plain_word_and_none_the_empty_one(self):
        model, sample, t = small(), torch.randn(2, 4, 32, 32), torch.tensor([400.0, 40.0])
        text, empty = (model.text_encoder(encode([w] * 2, WORDS)) for w in ("a red house", ""))
        self.assertTrue(torch.allclose(guided(model.unet, sample, t, text, empty, 1.0), model.unet(sample, t, text), atol=1e-5))
        self.assertTrue(torch.allclose(guided(model.unet, sample, t, text, empty, 0.0), model.unet(sample, t, empty), atol=1e-5))

    def test_a_denoiser_that_is_told_no_strength_answers_as_unguided(self):
        model, sample, t = knowing(), torch.randn(2, 4, 32, 32), torch.tensor([400.0, 40.0])
        ids = encode(["a red house"] * 2, WORDS)
        alone, one, five = (model(sample, t, ids, *strengths)[0] for strengths in ([], [torch.ones(2)], [torch.full((2,), 5.0)]))
        self.assertTrue(torch.allclose(alone, one, atol=1e-6))
        self.assertGreater((five - one).abs().max().item(), 1e-3)

    def test_one_evaluation_a_step_where_the_denoiser_knows_guidance(self):
        model, source = knowing().unet.eval(), torch.randn(1, 4, 32, 32)
        seen = []
        model.register_forward_pre_hook(lambda _, given: seen.append(given))
        text = torch.randn(1, 5, model.config["text_width"])
        edit(model, source, text, text, torch.randn_like(source), steps=4, guidance=3.0, alphas=alphas_cumprod(zero_terminal_snr=True))
        self.assertEqual([len(given[0]) for given in seen], [1] * 4)
        self.assertTrue(all(torch.equal(given[3], guidance_features(torch.tensor([3.0]), GUIDANCE_WIDTH)) for given in seen))

    def test_strengths_are_those_of_edits(self):
        drawn = draw_strengths(10_000, torch.Generator().manual_seed(4))
        self.assertTrue(((drawn >= 1) & (drawn <= MOST)).all())
        self.assertLess(drawn.median().item(), 6)

    def test_one_step_leads_where_two_did(self):
        alphas = alphas_cumprod(zero_terminal_snr=True)
        start, middle, end = (alpha_at(alphas, torch.tensor([t] * 3)) for t in (999, 749, 499))
        sample, first, second = (torch.randn(3, 4, 8, 8) for _ in range(3))
        later = ddim_step(ddim_step(sample, first, start, middle), second, middle, end)
        v = v_between(sample, later, start, end)
        self.assertTrue(torch.allclose(ddim_step(sample, v, start, end), later, atol=1e-5))

    def test_the_true_v_of_a_picture_is_kept(self):
        alphas, clean, noise = alphas_cumprod(zero_terminal_snr=True), torch.randn(2, 4, 8, 8), torch.randn(2, 4, 8, 8)
        start, end = (alpha_at(alphas, torch.tensor([t] * 2)) for t in (999, -1))
        noisy, v = noised(clean, noise, start)
        self.assertTrue(torch.allclose(v_between(noisy, clean, start, end), v, atol=1e-4))

    def test_grids_of_half_the_steps_lie_on_the_finer_ones(self):
        for steps in (2, 4, 8, 16):
            self.assertEqual(grid(steps), grid(2 * steps)[::2])
            self.assertEqual((grid(steps)[0], grid(steps)[-1]), (999, -1))

    def test_targets_come_from_the_teacher(self):
        model, alphas = knowing().eval(), alphas_cumprod(zero_terminal_snr=True)
        noisy, ids = torch.randn(2, 4, 32, 32), encode(["a red house"] * 2, WORDS)
        places, strengths = torch.tensor([0, 3]), torch.tensor([1.0, 4.0])
        v = halved_target(model, noisy, places, ids, strengths, alphas, 4)
        fine = torch.tensor(grid(8))
        at = lambda i: alpha_at(alphas, fine[2 * places + i])
        with torch.no_grad():
            middle = ddim_step(noisy, model(noisy, fine[2 * places].float(), ids, strengths)[0], at(0), at(1))
            later = ddim_step(middle, model(middle, fine[2 * places + 1].float(), ids, strengths)[0], at(1), at(2))
        self.assertTrue(torch.allclose(ddim_step(noisy, v, at(0), at(2)), later, atol=1e-4))

    def test_a_student_begins_with_its_teacher_learns_and_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            scenes = shard(folder, 0)
            run = Distillation(small(), 1e-3, 4, 5)
            errors = [run.learn(scenes, 4, 0.3) for _ in range(2)]
            self.assertTrue(np.isfinite(errors).all())
            state.save(os.path.join(folder, "d.pt"), run.state_dict())
            again = Distillation(small(), 1e-3, 4, 5)
            again.load_state_dict(state.load(os.path.join(folder, "d.pt")))
            self.assertEqual(again.images, 13)
            self.assertEqual(run.learn(scenes, 4, 0.3), again.learn(scenes, 4, 0.3))
            self.assertTrue(all(torch.equal(a, b) for a, b in zip(run.teacher.parameters(), small().parameters())))


if __name__ == "__main__":
    unittest.main()
