import json
import random
import unittest

import numpy as np

from scenes import tokenizer
from scenes import truth
from scenes.caption import full_caption, random_caption
from scenes.draw import draw_scene, object_masks
from scenes.pose import KEYPOINTS, LIMBS, POSES, body, keypoints, random_pose
from scenes.spec import HELD_OUT, HELD_OUT_FROM, KINDS, WIDE_FROM, WIDE_KINDS, object_boxes, random_spec


def pairs(spec: dict) -> set[tuple[str, str]]:
    return {(thing["kind"], thing["colour"]) for thing in spec["objects"]}


def scene_with(kind: str, first: int = WIDE_FROM) -> dict:
    return next(spec for spec in map(random_spec, range(first, first + 500)) if spec["objects"][0]["kind"] == kind)


class World(unittest.TestCase):
    def test_the_first_world_holds_only_what_it_held(self):
        for seed in (*range(200), WIDE_FROM - 1):
            self.assertLessEqual({kind for kind, _ in pairs(random_spec(seed))}, set(KINDS))

    def test_the_wide_one_holds_everything_but_the_held_out_pairs(self):
        found = set().union(*(pairs(random_spec(WIDE_FROM + i)) for i in range(600)))
        self.assertEqual({kind for kind, _ in found}, set(WIDE_KINDS))
        self.assertFalse(found & HELD_OUT)

    def test_held_out_scenes_show_them(self):
        for i in range(100):
            self.assertTrue(pairs(random_spec(HELD_OUT_FROM + i)) & HELD_OUT)

    def test_specs_survive_json_and_new_things_are_drawn_within_their_boxes(self):
        for kind in ("person", "bus", "flower"):
            spec = json.loads(json.dumps(scene_with(kind)))
            np.testing.assert_array_equal(draw_scene(spec, 64), draw_scene(scene_with(kind), 64))
            mask, (left, top, right, bottom) = object_masks(spec, 128)[0], object_boxes(spec)[0]
            rows, columns = np.nonzero(mask > 0.5)
            self.assertGreater(len(rows), 300, kind)
            self.assertTrue(top * 128 - 2 <= rows.min() and rows.max() <= bottom * 128 + 4, kind)
            self.assertTrue(left * 128 - 2 <= columns.min() and columns.max() <= right * 128 + 2, kind)

    def test_captions_tell_pose_and_relation(self):
        person = scene_with("person")
        self.assertIn(f"a person in {person['objects'][0]['colour']} {person['objects'][0]['pose']['name']}", full_caption(person))
        two = next(s for s in map(random_spec, range(WIDE_FROM, WIDE_FROM + 200)) if len(s["objects"]) == 2)
        told = [random_caption(two, random.Random(i)) for i in range(60)]
        related = [caption for caption in told if " to the left of " in caption or " to the right of " in caption]
        self.assertGreater(len(related), 3)
        order = sorted(two["objects"], key=lambda thing: thing["x"])
        for caption in related:
            one = caption.index(order[0]["kind"]) < caption.index(order[1]["kind"])
            self.assertEqual(one, " to the left of " in caption, caption)


class Poses(unittest.TestCase):
    def test_there_are_eighteen_points_and_limbs_join_all_of_them(self):
        self.assertEqual(len(KEYPOINTS), 18)
        self.assertEqual({point for limb in LIMBS for point in limb}, set(range(18)))
        self.assertEqual(len(body(random_pose(random.Random(1)))), 18)

    def test_poses_are_what_their_words_say(self):
        still = {"mirrored": False, "bend": [0.0] * 8}
        at = {name: dict(zip(KEYPOINTS, body({"name": name, **still}))) for name in POSES}
        for side in ("right", "left"):
            self.assertLess(at["standing"][f"{side} wrist"][1], at["standing"][f"{side} elbow"][1])
            self.assertGreater(at["cheering"][f"{side} wrist"][1], at["cheering"]["nose"][1])
        self.assertGreater(at["waving"]["left wrist"][1], at["waving"]["nose"][1])
        self.assertLess(at["waving"]["right wrist"][1], at["waving"]["right shoulder"][1])
        stride = lambda name: at[name]["left ankle"][0] - at[name]["right ankle"][0]
        self.assertGreater(stride("walking"), 2 * stride("standing"))

    def test_mirrored_is_the_other_arm(self):
        plain, mirrored = (dict(zip(KEYPOINTS, body({"name": "waving", "mirrored": m, "bend": [0.0] * 8}))) for m in (False, True))
        self.assertAlmostEqual(plain["left wrist"][0], -mirrored["right wrist"][0])
        self.assertAlmostEqual(plain["left wrist"][1], mirrored["right wrist"][1])

    def test_every_keypoint_lies_on_the_figure(self):
        for seed in range(WIDE_FROM, WIDE_FROM + 200):
            spec = random_spec(seed)
            if [thing["kind"] for thing in spec["objects"]] != ["person"]:
                continue
            mask = object_masks(spec, 256)[0]
            for name, (x, y) in zip(KEYPOINTS, keypoints(spec["objects"][0])):
                if 0 <= x < 1 and 0 <= y < 1:
                    self.assertGreater(mask[int(y * 256), int(x * 256)], 0.5, (seed, name))


class Truth(unittest.TestCase):
    def test_regions_are_what_the_masks_say(self):
        spec = scene_with("bus")
        found = truth.regions(spec, 128)
        np.testing.assert_array_equal(found == 3, object_masks(spec, 128)[0] > 0.5)
        self.assertEqual((found[0, 0], found[-1, 0]), (0, 2))

    def test_depth_grows_towards_the_viewer_and_things_are_as_far_as_their_foot(self):
        spec = scene_with("bus")
        found, region = truth.depth(spec, 128), truth.regions(spec, 128)
        self.assertTrue((0 <= found).all() and (found <= 1).all())
        self.assertEqual(found[0, 0], 0)
        column = next(c for c in range(128) if not (region[:, c] >= 3).any())
        self.assertTrue((np.diff(found[region[:, column] == 2, column]) > 0).all())
        thing = found[region == 3]
        self.assertEqual(thing.min(), thing.max())
        self.assertGreater(thing[0], found[region == 1].max())

    def test_edges_do_not_depend_on_style_or_hour(self):
        spec = scene_with("flower")
        found = truth.edges(spec, 128)
        np.testing.assert_array_equal(found, truth.edges({**spec, "style": "pencil", "time": "night"}, 128))
        self.assertTrue(0.01 < (found == 255).mean() < 0.3)
        self.assertEqual(set(np.unique(found)), {0, 255})

    def test_scribbles_follow_the_outline(self):
        spec = scene_with("person")
        lines, region = truth.scribble(spec, 128) == 255, truth.regions(spec, 128)
        self.assertTrue(0.01 < lines.mean() < 0.2)
        self.assertTrue((lines & (region == 3)).any() and not lines[region == 3].all())

    def test_scribbles_may_lack_the_horizon_and_be_drawn_by_hand(self):
        spec = scene_with("flower")
        thing = truth.regions(spec, 128) >= 3
        rows = np.flatnonzero(thing.any(1))
        alone = truth.scribble(spec, 128, horizon=False)
        self.assertTrue((alone > 0).any() and not alone[:, 0].any(), "the horizon reaches the rim")
        self.assertTrue((np.flatnonzero(alone.any(1)) >= rows[0] - 2).all())
        wavering = truth.by_hand(alone, random.Random(1))
        self.assertEqual(set(np.unique(wavering)), {0, 255})
        self.assertFalse(np.array_equal(wavering, alone))
        self.assertAlmostEqual((wavering > 0).mean(), (alone > 0).mean(), delta=0.3 * (alone > 0).mean())

    def test_skeletons_are_drawn_at_the_keypoints_in_openposes_colours(self):
        spec = scene_with("person")
        skeletons = truth.people(spec)
        picture = truth.draw_skeletons(skeletons, 256)
        x, y = skeletons[0][KEYPOINTS.index("nose")]
        self.assertEqual(tuple(picture[int(y * 256), int(x * 256)]), truth.POSE_COLOURS[0])
        self.assertGreater((picture.max(-1) > 0).sum(), 200)
        self.assertEqual(truth.draw_skeletons([], 64).max(), 0)


class Words(unittest.TestCase):
    def test_new_words_come_behind_and_old_ids_stay(self):
        first, grown = tokenizer.build(), tokenizer.project()
        self.assertEqual({entry: grown.vocab[entry] for entry in first.vocab}, first.vocab)
        self.assertEqual((grown.start, grown.end), (first.start, first.end))
        for word in tokenizer.LATER_WORDS:
            self.assertEqual(len(grown.tokens(word)), 1)
            self.assertGreaterEqual(grown.tokens(word)[0], len(first.vocab))

    def test_old_captions_are_read_as_before(self):
        first, grown, rng = tokenizer.build(), tokenizer.project(), random.Random(9)
        for seed in range(300):
            caption = random_caption(random_spec(seed), rng)
            self.assertEqual(first.encode(caption), grown.encode(caption))

    def test_complete_captions_fit(self):
        words = tokenizer.project()
        for seed in range(WIDE_FROM, WIDE_FROM + 300):
            self.assertLessEqual(len(words.tokens(full_caption(random_spec(seed)))), tokenizer.MAX_LENGTH - 2)

    def test_what_is_saved_reads_back(self):
        import tempfile
        words = tokenizer.project()
        with tempfile.TemporaryDirectory() as folder:
            words.save(folder)
            again = tokenizer.load(folder)
        self.assertEqual(again.vocab, words.vocab)
        self.assertEqual(again.encode("a person in red waving beside a bus"), words.encode("a person in red waving beside a bus"))


if __name__ == "__main__":
    unittest.main()
