import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { TokeniserFiles } from '../modelPackage';
import { clipDefinition } from './clipDefinition';
import { createTokeniser } from './index';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const read = (name: string) => readFileSync(new URL(`../clip/${name}`, import.meta.url), 'utf8');
const vocabulary = JSON.parse(read('vocab.json')) as Record<string, number>;
const merges = read('merges.txt');
const none: TokeniserFiles = { tokenizerJson: null, tokenizerConfig: null, specialTokens: null, vocabulary: null, merges: null };
const clip = createTokeniser({ ...none, vocabulary, merges }, 77);
const [start, end] = [49406, 49407];
const ids = (text: string) => clip.encode(text).slice(1, -1);

/** Texts that older front ends cleaned first. */
const uncleaned: Readonly<Record<string, readonly number[]>> = {
  '\u201cquoted\u201d \u2018it\u2019s\u2019': [49406, 728, 506, 27706, 728, 507, 728, 502, 585, 728, 503, 338, 728, 503, 49407],
  'salt &amp; pepper &#233;': [49406, 6611, 261, 6259, 282, 8253, 5, 258, 273, 274, 274, 282, 49407],
  '\ufb01ne \ufb02at': [49406, 171, 105, 223, 1422, 171, 105, 224, 536, 49407],
  '\uff26\uff35\uff2c\uff2c\u3000\uff57\uff49\uff44\uff54\uff48': [
    49406, 171, 121, 228, 171, 121, 243, 171, 121, 234, 171, 121, 490, 171, 121, 245, 171, 121, 231, 171, 121, 226, 171, 121, 242, 171, 121,
    486, 49407,
  ],
  'a\tb\n c\u00a0d': [49406, 320, 321, 322, 323, 49407],
  'tab\u0007bell': [49406, 14724, 451, 3718, 49407],
  'I\u2019ll we\u2019ve': [49406, 328, 728, 503, 865, 649, 728, 503, 563, 49407],
  'e\u0301tude': [49406, 3459, 764, 654, 49407],
  'na\u00efve caf\u00e9 \u2014 100%': [49406, 1097, 35689, 563, 15304, 2005, 272, 271, 271, 260, 49407],
  '\u0132ssel \ud83d\ude00 emoji': [49406, 128, 111, 19373, 7334, 16327, 49407],
  under_score1234: [49406, 1798, 318, 4431, 272, 273, 274, 275, 49407],
  '\ufeffbom': [49406, 171, 119, 379, 19469, 49407],
};

describe('encode', () => {
  it('frames the text and cuts at the maximum, the end kept', () => {
    expect(clip.encode('')).toEqual([start, end]);
    expect(clip.encode('a bunch of mushrooms on a pizza').slice(0, 5)).toEqual([start, 320, 7796, 539, 14730]);
    const long = clip.encode('word '.repeat(200));
    expect(long).toHaveLength(77);
    expect([long[0], long[76]]).toEqual([start, end]);
    const small = createTokeniser({ ...none, vocabulary, merges }, 5);
    expect(small.encode('one two three four')).toEqual([start, ...ids('one two three'), end]);
  });

  it('does not mind case, white space or composition', () => {
    expect(ids('  A   Red\tHouse\n')).toEqual(ids('a red house'));
    expect(ids('cafe\u0301')).toEqual(ids('caf\u00e9'));
  });

  // Made with transformers 5.24 (CLIPTokenizer) from the same vocabulary.
  it.each(Object.entries(uncleaned))('leaves “%s” as it was typed', (text, expected) => {
    expect(clip.encode(text)).toEqual(expected);
  });

  it('leaves ampersands that are no references', () => {
    expect(ids('cats & dogs')).toContain(vocabulary['&</w>']);
    expect(ids('q&a')).toEqual([vocabulary['q</w>'], vocabulary['&</w>'], vocabulary['a</w>']]);
  });
});

describe('padding and windows', () => {
  it('pads with the end token, or with what the package says', () => {
    const padded = clip.encodePadded('house');
    expect(padded).toHaveLength(77);
    expect(padded.slice(2)).toEqual(new Array(75).fill(end));
    const second = createTokeniser({ ...none, vocabulary, merges, specialTokens: { pad_token: '!' } }, 77);
    expect(second.encodePadded('house').slice(3)).toEqual(new Array(74).fill(vocabulary['!']));
    const third = createTokeniser({ ...none, vocabulary, merges, tokenizerConfig: { pad_token: { content: '!', lstrip: false } } }, 77);
    expect(third.encodePadded('house')[76]).toBe(vocabulary['!']);
  });

  it('pads as the model’s family does where that is said, whatever the package says', () => {
    const files = { ...none, vocabulary, merges, specialTokens: { pad_token: '<|endoftext|>' } };
    expect(createTokeniser(files, 77, 'zero').encodePadded('house').slice(3)).toEqual(new Array(74).fill(0));
    expect(
      createTokeniser({ ...files, specialTokens: { pad_token: '!' } }, 77, 'end')
        .encodePadded('house')
        .slice(3),
    ).toEqual(new Array(74).fill(end));
  });

  it('gives one full window for an empty prompt', () => {
    const [window, ...others] = clip.windows('');
    expect(others).toEqual([]);
    expect(window!.ids).toEqual(clip.encodePadded(''));
    expect(window!.weights).toEqual(new Array(77).fill(1));
  });

  it('splits a long prompt into windows of 75 tokens, none lost', () => {
    const words = Array.from({ length: 160 }, (_, i) => ['red', 'blue', 'green', 'tree'][i % 4]!);
    const windows = clip.windows(words.join(' '));
    expect(windows).toHaveLength(3);
    const text = windows.flatMap(({ ids: own }) => {
      expect(own).toHaveLength(77);
      expect(own[0]).toBe(start);
      const stop = own.indexOf(end);
      return own.slice(1, stop);
    });
    expect(text).toEqual(words.map((word) => vocabulary[`${word}</w>`]));
  });

  it('weighs exactly the tokens in brackets', () => {
    const [window] = clip.windows('a (red:1.3) house');
    expect(window!.ids.slice(0, 5)).toEqual([start, ...ids('a red house'), end]);
    expect(window!.weights.slice(0, 6)).toEqual([1, 1, 1.3, 1, 1, 1]);
    expect(window!.weights).toHaveLength(77);
  });

  it('carries weights into later windows', () => {
    const windows = clip.windows(`${'red '.repeat(75)}(blue:1.5)`);
    expect(windows).toHaveLength(2);
    expect(windows[1]!.weights.slice(0, 3)).toEqual([1, 1.5, 1]);
    expect(windows[0]!.weights.every((weight) => weight === 1)).toBe(true);
  });
});

describe('what a package brings', () => {
  const definition = () =>
    clipDefinition(vocabulary, merges, '<|endoftext|>', ['<|startoftext|>', '<|endoftext|>']) as Record<string, unknown>;

  it('is the same from tokenizer.json', () => {
    const own = createTokeniser({ ...none, tokenizerJson: definition() }, 77);
    for (const text of ['', 'Swiss cheese', "don't", '日本の風景', '🔥 fire']) expect(own.encode(text)).toEqual(clip.encode(text));
  });

  it('is rebuilt from vocab and merges where tokenizer.json lacks its special tokens', () => {
    const stripped = definition();
    stripped['added_tokens'] = [];
    const model = stripped['model'] as { vocab: Record<string, number> };
    const plain = Object.entries(model.vocab).filter(([token]) => !token.startsWith('<|'));
    stripped['model'] = { ...model, vocab: Object.fromEntries(plain) };
    expect(() => createTokeniser({ ...none, tokenizerJson: stripped }, 77)).toThrow(/no token “<\|startoftext\|>”/);
    expect(createTokeniser({ ...none, tokenizerJson: stripped, vocabulary, merges }, 77).encode('house')).toEqual(clip.encode('house'));
  });

  it('never runs a pattern that a package brings: one like this would take hours', () => {
    const slow = definition();
    slow['pre_tokenizer'] = { type: 'Split', pattern: { Regex: '(?:(?:a|a)+)+$' }, behavior: 'Removed', invert: true };
    const before = process.cpuUsage();
    expect(() => createTokeniser({ ...none, tokenizerJson: slow }, 77)).toThrow(/pattern of its own/);
    const rebuilt = createTokeniser({ ...none, tokenizerJson: slow, vocabulary, merges }, 77);
    expect(rebuilt.encode(`${'a'.repeat(60)}!`)).toEqual(clip.encode(`${'a'.repeat(60)}!`));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(20_000);
  });

  it.each<[string, TokeniserFiles, number, RegExp]>([
    [
      'a special token that only every object has',
      { ...none, vocabulary: { a: 0 }, merges, specialTokens: { bos_token: 'constructor' } },
      77,
      /no token “constructor”/,
    ],
    ['nothing', none, 77, /neither a usable tokenizer.json nor vocab.json/],
    ['only a vocabulary', { ...none, vocabulary }, 77, /neither/],
    [
      'a vocabulary without the end token',
      { ...none, vocabulary: { a: 0, '<|startoftext|>': 1 }, merges },
      77,
      /no token “<\|endoftext\|>”/,
    ],
    [
      'merges of another vocabulary',
      { ...none, vocabulary: { '<|startoftext|>': 0, '<|endoftext|>': 1 }, merges: 'x y' },
      77,
      /rule “x y”/,
    ],
    ['a tokenizer.json that is none', { ...none, tokenizerJson: { model: 3 } }, 77, /cannot be read/],
    ['a text encoder without room', { ...none, vocabulary, merges }, 2, /2 positions/],
  ])('is refused: %s', (_, files, maximum, message) => {
    try {
      createTokeniser(files, maximum);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: 'Fault', code: 'package-invalid', message: expect.stringMatching(message) as string });
    }
  });
});
