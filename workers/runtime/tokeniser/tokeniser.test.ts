import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { TokeniserFiles } from '../../packages/modelPackage';
import { clipDefinition } from './clipDefinition';
import { createTokeniser } from './index';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const read = (name: string) => readFileSync(new URL(`../../../e2e/fixtures/clip/${name}`, import.meta.url), 'utf8');
const vocabulary = JSON.parse(read('vocab.json')) as Record<string, number>;
const merges = read('merges.txt');
const none: TokeniserFiles = { tokenizerJson: null, tokenizerConfig: null, specialTokens: null, vocabulary: null, merges: null };
const clip = createTokeniser({ ...none, vocabulary, merges }, 77);
const [start, end] = [49406, 49407];
const ids = (text: string) => clip.encode(text).slice(1, -1);

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

  it('does not mind case, white space, form, or character references', () => {
    expect(ids('  A   Red\tHouse\n')).toEqual(ids('a red house'));
    expect(ids('cafe\u0301')).toEqual(ids('caf\u00e9'));
    expect(ids('salt &amp; pepper &#233; &#xE9;')).toEqual(ids('salt & pepper é é'));
    expect(ids('&amp;lt;')).toEqual(ids('<'));
    expect(ids('it’s “red”')).toEqual(ids('it\'s "red"'));
    expect(ids('ＡＢＣ ﬁn')).toEqual(ids('abc fin'));
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
    expect(createTokeniser({ ...files, specialTokens: { pad_token: '!' } }, 77, 'end').encodePadded('house').slice(3)).toEqual(new Array(74).fill(end));
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
  const definition = () => clipDefinition(vocabulary, merges, '<|endoftext|>', ['<|startoftext|>', '<|endoftext|>']) as Record<string, unknown>;

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

  it.each<[string, TokeniserFiles, number, RegExp]>([
    ['nothing', none, 77, /neither a usable tokenizer.json nor vocab.json/],
    ['only a vocabulary', { ...none, vocabulary }, 77, /neither/],
    ['a vocabulary without the end token', { ...none, vocabulary: { a: 0, '<|startoftext|>': 1 }, merges }, 77, /no token “<\|endoftext\|>”/],
    ['merges of another vocabulary', { ...none, vocabulary: { '<|startoftext|>': 0, '<|endoftext|>': 1 }, merges: 'x y' }, 77, /rule “x y”/],
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
