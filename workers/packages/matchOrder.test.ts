import { describe, expect, it } from 'vitest';
import { matchOrder, type Named } from './matchOrder';

/** Stable Diffusion's residuals at 64², 12 + 1. */
const channels = [320, 320, 320, 320, 640, 640, 640, 1280, 1280, 1280, 1280, 1280, 1280];
const sides = [64, 64, 64, 32, 32, 32, 16, 16, 16, 8, 8, 8, 8];
const targets = channels.map((count, i) => [1, count, sides[i] as number, sides[i] as number]);
const named = (name: (i: number) => string): Named[] => targets.map((shape, i) => ({ name: i === 12 ? 'mid' : name(i), shape }));
const straight = targets.map((_, i) => i);

describe('matchOrder', () => {
  it('takes the order of the file where the shapes agree, whatever the names', () => {
    expect(
      matchOrder(
        named((i) => `down_${i}`),
        targets,
        false,
      ),
    ).toEqual(straight);
    // The first two got the names that were meant for the two lists, so the second is called the middle.
    const shifted = targets.map((shape, i): Named => ({
      name: ['down_block_res_samples', 'mid_block_res_sample'][i] ?? String(900 - i),
      shape,
    }));
    expect(matchOrder(shifted, targets, false)).toEqual(straight);
  });

  it('sorts by number where a file was listed by alphabet', () => {
    const listed = named((i) => `down_block_${i}`).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const order = matchOrder(listed, targets, false);
    expect(order?.map((index) => listed[index]?.name)).toEqual([...Array.from({ length: 12 }, (_, i) => `down_block_${i}`), 'mid']);
  });

  it('puts the middle last for inputs, even where shapes say nothing', () => {
    const listed = [
      { name: 'mid_block_additional_residual', shape: ['b', 'c', 'h', 'w'] },
      ...Array.from({ length: 12 }, (_, i) => ({ name: `down_block_additional_residual_${11 - i}`, shape: ['b', 'c', 'h', 'w'] })),
    ];
    expect(matchOrder(listed, targets, true)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('fits unknown dimensions to any, but no other number', () => {
    const open = targets.map(([, count = 0], i) => ({ name: String(i), shape: ['batch', count, 'h', 'w'] }));
    expect(matchOrder(open, targets, false)).toEqual(straight);
    expect(
      matchOrder(
        open.map((one, i) => (i === 4 ? { ...one, shape: ['batch', 320, 'h', 'w'] } : one)),
        targets,
        false,
      ),
    ).toBeNull();
  });

  it('refuses another number of residuals', () => {
    expect(matchOrder(named(String).slice(1), targets, false)).toBeNull();
    expect(matchOrder([], [], true)).toEqual([]);
  });
});
