import { describe, expect, it } from 'vitest';
import { holds, median, pairedRatio, type Measurement } from '../../e2e/perf/measurement';
import { benches } from './benches';
import { table } from './table';
import { unetFeeds } from '../../e2e/perf/unetFeeds';

const measured = (value: number, bar: Measurement['bar']): Measurement => ({ name: 'a figure', value, unit: 'MB', bar });

describe('measurements', () => {
  it('hold at their bar, not beyond, and never where they are no numbers', () => {
    expect(holds(measured(2, { most: 2 }))).toBe(true);
    expect(holds(measured(2.01, { most: 2 }))).toBe(false);
    expect(holds(measured(2, { least: 2 }))).toBe(true);
    expect(holds(measured(1.9, { least: 2 }))).toBe(false);
    expect(holds(measured(Number.NaN, { most: 2 }))).toBe(false);
    expect(holds(measured(Number.NaN, null))).toBe(true);
  });

  it('are medians, and ratios of pairs rather than of sums', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(
      pairedRatio([
        [1, 2],
        [100, 50],
        [3, 3],
      ]),
    ).toBe(1);
  });

  it('stand in a table with their bars', () => {
    const lines = table([
      measured(1.23456, { most: 2 }),
      { ...measured(70, { most: 64 }), name: 'another', detail: 'why' },
      { ...measured(3, null), unit: '' },
      measured(Number.NaN, null),
    ]);
    expect(lines).toEqual([
      '✓ a figure  1.235 MB  at most 2 MB',
      '✗ another      70 MB  at most 64 MB  why',
      '· a figure         3',
      '· a figure         —',
    ]);
  });
});

describe('benches', () => {
  it('have names of their own', () => expect(new Set(benches.map(({ name }) => name)).size).toBe(benches.length));
});

describe('unetFeeds', () => {
  const input = (name: string, type: 'float16' | 'float32' | 'int64', shape: (number | string)[]) => ({
    name,
    isTensor: true as const,
    type,
    shape,
  });

  it('fills what a UNet leaves open with a guidance pair', () => {
    const { tensors, words } = unetFeeds(
      [
        input('sample', 'float16', ['batch', 4, 'h', 'w']),
        input('timestep', 'int64', [1]),
        input('encoder_hidden_states', 'float32', ['b', 's', 768]),
      ],
      64,
    );
    expect(words).toBe('sample 2 × 4 × 64 × 64 float16');
    expect(tensors.timestep).toMatchObject({ type: 'int64', dims: [1] });
    expect(tensors.timestep?.data).toEqual(BigInt64Array.of(500n));
    expect(tensors.encoder_hidden_states?.dims).toEqual([2, 77, 768]);
    expect(tensors.sample?.dims).toEqual([2, 4, 64, 64]);
  });

  it('writes halves as halves', () => {
    const { tensors } = unetFeeds([input('timestep', 'float16', [1])], 64);
    // 500 = 1.953125 · 2⁸: exponent 8 + 15, fraction 0.953125 · 2¹⁰.
    const bits = tensors.timestep?.data as unknown as Uint16Array;
    expect(new Uint16Array(bits.buffer, bits.byteOffset, 1)[0]).toBe((23 << 10) | 976);
  });

  it('refuses inputs that it cannot make', () => {
    expect(() => unetFeeds([{ name: 'list', isTensor: false }], 64)).toThrow(/list/);
  });
});
