import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strippedTokeniser } from './checkClipTokeniser';
import type { TokeniserFiles } from './modelPackage';

const file = (name: string) => readFileSync(new URL(`./clip/${name}`, import.meta.url), 'utf8');
const vocab = JSON.parse(file('vocab.json')) as Record<string, number>;
const merges = file('merges.txt')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '');
const special = { bos: '<|startoftext|>', eos: '<|endoftext|>' };
const added = [
  { id: 49406, content: special.bos },
  { id: 49407, content: special.eos },
];
const check = (tokenizerJson: unknown, size: number | null = null) => strippedTokeniser({ tokenizerJson } as TokeniserFiles, size);

describe('strippedTokeniser', () => {
  it('has nothing against CLIP’s own: 49,408 entries and 48,894 rules', () => {
    expect([Object.keys(vocab).length, merges.length]).toEqual([49408, 48894]);
    expect(check({ added_tokens: added, model: { type: 'BPE', vocab, merges } })).toBeNull();
    expect(check({ model: { vocab, merges } }, 49408)).toBeNull();
    expect(check(null)).toBeNull();
  });

  it.each([
    ['without its rules', { model: { vocab, merges: merges.slice(0, 100) } }, '100 rules'],
    [
      'without its special tokens',
      { model: { vocab: Object.fromEntries(Object.entries(vocab).filter(([token]) => !token.startsWith('<|'))), merges } },
      'start and end',
    ],
    ['of another model', { model: { vocab: { a: 0 }, merges: [] } }, 'start and end'],
    ['without a model', { version: '1.0' }, 'no vocabulary'],
    ['that is a list', [1], 'no vocabulary'],
  ])('finds one %s', (_, json, words) => {
    expect(check(json)).toContain(words);
  });

  it('compares with the size that the encoder names', () => {
    expect(check({ model: { vocab, merges } }, 49410)).toContain('49,410');
  });
});
