import { expect, it } from 'vitest';
import { sliceCount } from './sliceCount';

const largest = { batch: 2, latentHeight: 64, latentWidth: 64 };
const mebibyte = 2 ** 20;

it('cuts the 4096 × 4096 scores of eight heads so that none is larger than the limit', () => {
  const sliced = { kind: 'sliced', maximumScoreBytes: 128 * mebibyte, largest } as const;
  expect(sliceCount(sliced, { heads: 8, reduction: 1 })).toBe(8);
  expect(sliceCount(sliced, { heads: 8, reduction: 2 })).toBe(1);
  expect(sliceCount(sliced, { heads: 8, reduction: 1, keys: 77 })).toBe(1);
  expect(sliceCount({ ...sliced, maximumScoreBytes: 1 }, { heads: 8, reduction: 8 })).toBe(64);
});

it('cuts nothing where the form does not ask for it, nor texts, which are short', () => {
  expect(sliceCount({ kind: 'plain' }, { heads: 8, reduction: 1 })).toBe(1);
  expect(sliceCount({ kind: 'fused' }, { heads: 8, reduction: 1 })).toBe(1);
  expect(sliceCount({ kind: 'sliced', maximumScoreBytes: 1, largest }, { heads: 8 })).toBe(1);
});
