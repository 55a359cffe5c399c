import tempfile
import unittest

from scenes import tokenizer

PROMPTS = ("a red house on the left, green hills, grass, day, flat style", "", "AT  NIGHT\n", "l'été à Zürich", "漢字 and emoji 🎈", "x" * 300, "12 3_4 don't!!")


class Vocabulary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = tokenizer.build()

    def test_specials_are_the_last_two_of_at_most_2000(self):
        size = len(self.words.vocab)
        self.assertLessEqual(size, 2000)
        self.assertEqual((self.words.start, self.words.end), (size - 2, size - 1))
        self.assertEqual(sorted(self.words.vocab.values()), list(range(size)))

    def test_any_text_has_the_fixed_length(self):
        for prompt in PROMPTS:
            ids = self.words.encode(prompt)
            self.assertEqual((len(ids), ids[0], ids[-1]), (tokenizer.MAX_LENGTH, self.words.start, self.words.end))

    def test_caption_words_are_single_tokens(self):
        for word in ("red", "blue", "house", "balloon", "night", "sunset", "watercolor", "mountains"):
            self.assertEqual(len(self.words.tokens(word)), 1, word)

    def test_case_and_white_space_do_not_matter(self):
        self.assertEqual(self.words.tokens("A  Red\tHOUSE "), self.words.tokens("a red house"))

    def test_what_is_saved_reads_back(self):
        with tempfile.TemporaryDirectory() as folder:
            self.words.save(folder)
            again = tokenizer.load(folder)
        for prompt in PROMPTS:
            self.assertEqual(again.encode(prompt), self.words.encode(prompt))


if __name__ == "__main__":
    unittest.main()
