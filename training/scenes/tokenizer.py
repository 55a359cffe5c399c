"""A small byte-pair vocabulary in CLIP's file format: byte symbols, `</w>` at word ends, lower case, two special tokens at the end.

Every text can be encoded: all 256 byte symbols are in the vocabulary with and without `</w>`.
"""

import collections
import json
import os
import random
import re
import unicodedata

from . import caption, spec

START, END = "<|startoftext|>", "<|endoftext|>"
MAX_LENGTH = 32
# CLIP's split pattern, with \p{L} and \p{N} spelled in what `re` knows.
PIECES = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)

# Words that people type beside those of the captions; they become few tokens instead of many letters.
COMMON_WORDS = """the an of with and in on at by to from under over beside near one two small big large old new little tall bright dark
light warm cold soft clear beautiful pretty picture image photo painting drawing sketch art scene landscape view world sun moon stars sky
clouds rain winter summer spring autumn morning evening noon dusk dawn sunny cloudy foggy water river lake sea beach field meadow garden
road path street town village building tower castle church barn cottage bird dog cat horse people person man woman girl boy blurry noise
bad quality ugly dull black brown orange purple pink grey gray gold silver window door roof wall fence flower flowers trees houses cars
balloons leaves leaf fall wood woods hill mountain desert snowy grassy sandy icy green blue red white yellow colour color style no not
very same but as it is this that make turn change into more less without behind front left right middle centre center""".split()


# Words that the world gained after its first weights were trained. New ones are only ever added at the end.
LATER_WORDS = ("bus", "standing", "walking", "waving", "cheering")


def byte_symbols():
    """CLIP's map from byte values 0…255 to printable characters, in vocabulary order."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [b for b in range(256) if b not in plain]
    return dict(zip(plain + others, [chr(b) for b in plain] + [chr(256 + i) for i in range(len(others))]))


def split_words(text):
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().lower()
    return PIECES.findall(text)


def merge_pair(symbols, pair):
    merged, i = [], 0
    while i < len(symbols):
        if i + 1 < len(symbols) and (symbols[i], symbols[i + 1]) == pair:
            merged.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            merged.append(symbols[i])
            i += 1
    return tuple(merged)


def learn_merges(counts, limit):
    """Plain byte-pair learning over {word: count}; ties go to the pair that sorts first, so that the result is reproducible."""
    table = byte_symbols()
    words = {}
    for word, count in counts.items():
        symbols = [table[b] for b in word.encode()]
        symbols[-1] += "</w>"
        words[tuple(symbols)] = words.get(tuple(symbols), 0) + count
    merges = []
    while len(merges) < limit:
        pairs = collections.Counter()
        for symbols, count in words.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        words = {merge_pair(symbols, best): count for symbols, count in words.items()}
    return merges


class Tokenizer:
    """Entries keep their ids for good: merges learned `later` come behind the special tokens, so that trained embeddings stay valid."""

    def __init__(self, merges, later=()):
        symbols = list(byte_symbols().values())
        entries = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges] + [START, END]
        entries += ["".join(m) for m in later]
        merges = [*merges, *later]
        self.merges = merges
        self.vocab = {entry: i for i, entry in enumerate(dict.fromkeys(entries))}
        self.ranks = {pair: i for i, pair in enumerate(merges)}
        self.table = byte_symbols()
        self.start, self.end = self.vocab[START], self.vocab[END]
        self.cache = {}

    def _word(self, word):
        if word in (START, END):
            return [self.vocab[word]]
        if word not in self.cache:
            self.cache[word] = [self.vocab[s] for s in self.symbols(word)]
        return self.cache[word]

    def symbols(self, word, more=()):
        """The word in pieces, as far as the merges and `more` of them bring it together."""
        ranks = self.ranks | {pair: len(self.ranks) + i for i, pair in enumerate(more)}
        symbols = [self.table[b] for b in word.encode()]
        symbols[-1] += "</w>"
        symbols = tuple(symbols)
        while len(symbols) > 1:
            best = min(zip(symbols, symbols[1:]), key=lambda pair: ranks.get(pair, 1 << 30))
            if best not in ranks:
                break
            symbols = merge_pair(symbols, best)
        return symbols

    def tokens(self, text):
        return [i for word in split_words(text) for i in self._word(word)]

    def encode(self, text, length=MAX_LENGTH, pad=END):
        """Start token, text, end token, padding up to `length`; what does not fit is cut off before the end token."""
        ids = [self.start, *self.tokens(text)[:length - 2], self.end]
        return ids + [self.vocab[pad]] * (length - len(ids))

    def save(self, folder, length=MAX_LENGTH, pad=END):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
            file.write("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in self.merges))
        special = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": pad}
        files = {
            "vocab.json": self.vocab,
            "special_tokens_map.json": special,
            "tokenizer_config.json": {"tokenizer_class": "CLIPTokenizer", "do_lower_case": True, "add_prefix_space": False,
                                      "model_max_length": length, **special},
        }
        for name, content in files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, separators=(",", ":"))


def tokenizer_json(words):
    """The same vocabulary as one file of the tokenizers library."""
    special = lambda content: {"id": words.vocab[content], "content": content, "single_word": False, "lstrip": False, "rstrip": False,
                               "normalized": False, "special": True}
    split = "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [special(START), special(END)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": split}, "behavior": "Removed", "invert": True}, byte_level]},
        "post_processor": {"type": "RobertaProcessing", "sep": [END, words.end], "cls": [START, words.start], "trim_offsets": False,
                           "add_prefix_space": False},
        "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": END, "continuing_subword_prefix": "", "end_of_word_suffix": "</w>",
                  "fuse_unk": False, "vocab": words.vocab, "merges": [f"{a} {b}" for a, b in words.merges]},
    }


def load(folder):
    with open(os.path.join(folder, "merges.txt"), encoding="utf-8") as file:
        merges = [tuple(line.split()) for line in file.read().split("\n")[1:] if line]
    with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as file:
        vocab = json.load(file)
    first_later = next((i for i, merge in enumerate(merges) if vocab["".join(merge)] > vocab[END]), len(merges))
    return Tokenizer(merges[:first_later], merges[first_later:])


def build(scenes=3000, limit=1300):
    """The project's vocabulary, from captions and common words."""
    counts = collections.Counter()
    rng = random.Random(5)
    for seed in range(scenes):
        counts.update(split_words(caption.random_caption(spec.random_spec(seed), rng)))
    for word in COMMON_WORDS:
        counts[word] += 3
    return Tokenizer(learn_merges(counts, limit))


def project():
    """The vocabulary with every word that the world has gained since: old ids stay, new ones lie behind them."""
    first = build()
    later = []
    for word in LATER_WORDS:
        symbols = first.symbols(word, later)
        while len(symbols) > 1:
            later.append(symbols[:2])
            symbols = merge_pair(symbols, symbols[:2])
    return Tokenizer(first.merges, later)
