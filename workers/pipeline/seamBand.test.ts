import { describe, expect, it } from 'vitest';
import { contourBand, ringsInwards } from './seamBand';

/** 1 for #, 0 for ·. */
const drawn = (...rows: string[]): Uint8Array => Uint8Array.from([...rows.join('')], (sign) => (sign === '#' ? 1 : 0));

describe('ringsInwards', () => {
  it('counts cells inwards from those that are kept in part, across corners, up to the last ring asked for', () => {
    const painted = Int32Array.from([0, 3, 3, 3, 3, 3]);
    const kept = Uint8Array.from([1, 1, 0, 0, 0, 0]);
    expect([...ringsInwards(painted, kept, 6, 4)]).toEqual([0, 1, 1, 2, 3, 4]);
    expect([...ringsInwards(painted, kept, 6, 2)]).toEqual([0, 1, 1, 2, 0, 0]);
    expect([...ringsInwards(Int32Array.from([0, 1, 1, 1]), Uint8Array.from([1, 0, 0, 0]), 2, 4)]).toEqual([0, 1, 1, 1]);
  });

  it('finds none where all is painted, or nothing', () => {
    expect([...ringsInwards(new Int32Array(4).fill(5), new Uint8Array(4), 2, 4)]).toEqual([0, 0, 0, 0]);
    expect([...ringsInwards(new Int32Array(4), new Uint8Array(4).fill(1), 2, 4)]).toEqual([0, 0, 0, 0]);
  });
});

describe('contourBand', () => {
  const size = { width: 7, height: 5 };
  const map = drawn('·······', '·#####·', '·#####·', '·#####·', '·······').map((one) => one * 255);

  it('holds the changed pixels that have a kept one in reach along row or column', () => {
    expect([...contourBand((i) => map[i] === 0, size, 1)]).toEqual([...drawn('·······', '·#####·', '·#···#·', '·#####·', '·······')]);
    expect([...contourBand((i) => map[i] === 0, size, 2)]).toEqual([...drawn('·······', '·#####·', '·#####·', '·#####·', '·······')]);
  });

  it('is empty without a contour: the area’s own border is none', () => {
    expect(contourBand(() => false, size, 3).some((one) => one > 0)).toBe(false);
    expect(contourBand(() => true, size, 3).some((one) => one > 0)).toBe(false);
  });
});
