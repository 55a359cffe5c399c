import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { cannyCandidates, hysteresis } from './canny';

const read = (path: string) => decode(readFileSync(new URL(`../../../e2e/fixtures/${path}.png`, import.meta.url)));

/** The bits or bytes of a black-and-white PNG as one byte a pixel. */
function isWhite({ width, height, depth, data }: ReturnType<typeof decode>): Uint8Array {
  if (depth !== 1) return Uint8Array.from(data, (value) => (value > 0 ? 1 : 0));
  const rowBytes = Math.ceil(width / 8);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return ((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  });
}

/** The share of `of`'s white pixels that have a white one of `within` no further than a pixel away. */
function found(of: Uint8Array, within: Uint8Array, width: number): number {
  const whites = [...of.keys()].filter((i) => of[i]);
  const near = (i: number) => [-1, 0, 1].some((dx) => [-width, 0, width].some((dy) => within[i + dx + dy]));
  return whites.filter(near).length / whites.length;
}

describe('Canny beside OpenCV’s', () => {
  // As `scripts/guides/opencv_guides.py` ran it, with the length of the gradient and the same σ.
  it.each([
    ['scene-01', { sigmaPx: 1.4, low: 0.1, high: 0.2 }],
    ['scene-08', { sigmaPx: 1, low: 0.04, high: 0.12 }],
    ['scene-12', { sigmaPx: 2, low: 0.03, high: 0.08 }],
  ])('finds in %s at least 97 % of its edges within a pixel, and at most 3 %% that it has not', (name, settings) => {
    const { width, height, channels, data } = read(`scenes/${name}`);
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (data[(i >> 2) * channels + (i % 4)] as number),
    );
    const whole = { x: 0, y: 0, width, height };
    const own = hysteresis(cannyCandidates({ width, height, rgba }, whole, settings), whole, false);
    const theirs = isWhite(read(`guides/${name}-canny`));
    expect(theirs.filter(Boolean).length).toBeGreaterThan(300);
    expect(found(theirs, own, width)).toBeGreaterThanOrEqual(0.97);
    expect(found(own, theirs, width)).toBeGreaterThanOrEqual(0.97);
  });
});
