import json
import random
import unittest

import numpy as np

from scenes.caption import full_caption, random_caption
from scenes.draw import draw_scene, object_masks
from scenes.spec import COLOURS, STYLES, TIMES, random_spec, with_change


def mean_luminance(spec):
    return float((draw_scene(spec, 64) @ np.array([0.2126, 0.7152, 0.0722])).mean())


class Scenes(unittest.TestCase):
    def test_same_seed_gives_the_same_scene(self):
        for seed in range(5):
            self.assertEqual(random_spec(seed), random_spec(seed))
            np.testing.assert_array_equal(draw_scene(random_spec(seed), 64), draw_scene(random_spec(seed), 64))

    def test_a_spec_survives_json(self):
        spec = random_spec(3)
        np.testing.assert_array_equal(draw_scene(json.loads(json.dumps(spec)), 64), draw_scene(spec, 64))

    def test_any_size_is_drawn(self):
        for size in (32, 96, 128, 256):
            picture = draw_scene(random_spec(1), size)
            self.assertEqual((picture.shape, picture.dtype), ((size, size, 3), np.uint8))

    def test_night_is_darker_than_half_the_day_in_every_style(self):
        for style in STYLES:
            specs = [with_change(random_spec(seed), style=style) for seed in range(8)]
            day, night = (np.mean([mean_luminance(with_change(s, time=time)) for s in specs]) for time in ("day", "night"))
            self.assertLess(night, day / 2, style)

    def test_every_object_can_be_seen(self):
        for seed in range(40):
            for mask in object_masks(random_spec(seed), 64):
                self.assertGreater(mask.sum(), 40, seed)
                self.assertTrue(0 <= mask.min() and mask.max() <= 1)

    def test_changing_the_colour_changes_only_the_object(self):
        for seed in range(10):
            spec = with_change(random_spec(seed), style="flat", time="day", colour="red")
            changed = np.abs(draw_scene(spec, 96).astype(int) - draw_scene(with_change(spec, colour="blue"), 96)).max(-1) > 0
            outside = object_masks(spec, 96)[0] == 0
            self.assertTrue(changed.any())
            self.assertFalse((changed & outside).any(), seed)

    def test_unknown_attributes_are_refused(self):
        with self.assertRaises(KeyError):
            with_change(random_spec(0), weather="rain")


class Captions(unittest.TestCase):
    def test_captions_only_say_what_is_there(self):
        rng = random.Random(4)
        for seed in range(300):
            spec = random_spec(seed)
            caption = random_caption(spec, rng)
            self.assertTrue(caption)
            shown = {thing["colour"] for thing in spec["objects"]}
            for colour in COLOURS:
                if f"a {colour} " in caption:
                    self.assertIn(colour, shown)

    def test_the_full_caption_names_everything(self):
        for seed in range(20):
            spec = random_spec(seed)
            caption = full_caption(spec)
            for word in (spec["time"], spec["ground"], spec["background"], *(t["kind"] for t in spec["objects"])):
                self.assertIn(word, caption)

    def test_all_times_appear(self):
        self.assertEqual({random_spec(seed)["time"] for seed in range(60)}, set(TIMES))


if __name__ == "__main__":
    unittest.main()
