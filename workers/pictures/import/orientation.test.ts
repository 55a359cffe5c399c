import { describe, expect, it } from 'vitest';
import { turnUpright, uprightSize } from './orientation';

/** 3 × 2 pixels, numbered as they are to be seen. */
const seen = [
  [1, 2, 3],
  [4, 5, 6],
];
/** How a camera stores them under each orientation, from the table of the EXIF specification: where row 0 and column 0 lie. */
const stored: Record<number, number[][]> = {
  1: seen,
  2: seen.map((row) => row.toReversed()),
  3: seen.toReversed().map((row) => row.toReversed()),
  4: seen.toReversed(),
  5: [0, 1, 2].map((x) => [0, 1].map((y) => seen[y]![x]!)),
  6: [2, 1, 0].map((x) => [0, 1].map((y) => seen[y]![x]!)),
  7: [2, 1, 0].map((x) => [1, 0].map((y) => seen[y]![x]!)),
  8: [0, 1, 2].map((x) => [1, 0].map((y) => seen[y]![x]!)),
};

describe('turnUpright', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('undoes orientation %i', (orientation) => {
    const rows = stored[orientation]!;
    const size = { width: rows[0]!.length, height: rows.length };
    const rgba = new Uint8Array(rows.flat().flatMap((value) => [value, value, value, 255]));
    expect(uprightSize(size, orientation)).toEqual({ width: 3, height: 2 });
    expect([...turnUpright(rgba, size, orientation)].filter((_, i) => i % 4 === 0)).toEqual(seen.flat());
  });

  it('leaves what makes no sense alone', () => {
    const rgba = Uint8Array.of(1, 2, 3, 4);
    for (const orientation of [0, 9, 99]) expect(turnUpright(rgba, { width: 1, height: 1 }, orientation)).toBe(rgba);
  });
});
