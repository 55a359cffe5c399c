import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { cannyCandidates, hysteresis } from './canny';
import type { Segment } from '../../protocol/mapSources';
import { drawSegments, straightLines } from './straightLines';

const fixture = (path: string) => readFileSync(new URL(`../../../e2e/fixtures/${path}`, import.meta.url));
const unhurried = () => Promise.resolve();
const size = { width: 64, height: 48 };
/** Where the ends of a segment lie, from left to right. */
const sorted = ({ x1, y1, x2, y2 }: Segment) => (x1 <= x2 ? [x1, y1, x2, y2] : [x2, y2, x1, y1]);
const drawn = (...segments: (readonly [number, number, number, number])[]) =>
  drawSegments(
    segments.map(([x1, y1, x2, y2]) => ({ x1, y1, x2, y2 })),
    size,
  );

describe('straightLines', () => {
  it.each([[[5, 7, 55, 7]], [[9, 4, 9, 40]], [[8, 8, 40, 40]], [[4, 40, 60, 12]]] as const)(
    'finds the line %j alone, to the pixel',
    async (line) => {
      const found = await straightLines(drawn(line), size, { shortestPx: 20, gapPx: 2 }, unhurried);
      expect(found).toHaveLength(1);
      sorted(found[0]!).forEach((value, i) =>
        expect(Math.abs(value - sorted({ x1: line[0], y1: line[1], x2: line[2], y2: line[3] })[i]!)).toBeLessThanOrEqual(1),
      );
    },
  );

  it('leaves out what is shorter, and joins across gaps no wider than said', async () => {
    const pieces = () => drawn([4, 20, 24, 20], [28, 20, 50, 20]);
    const lines = (shortestPx: number, gapPx: number) => straightLines(pieces(), size, { shortestPx, gapPx }, unhurried);
    expect((await lines(40, 3)).map(sorted)).toEqual([[4, 20, 50, 20]]);
    expect(await lines(40, 2)).toEqual([]);
    expect(await lines(15, 2)).toHaveLength(2);
  });

  it('finds nothing in nothing, and can be ended', async () => {
    expect(await straightLines(new Uint8Array(64 * 48), size, { shortestPx: 5, gapPx: 1 }, unhurried)).toEqual([]);
    const ended = straightLines(drawn([5, 7, 55, 7]), size, { shortestPx: 20, gapPx: 2 }, () => Promise.reject(new Error('ended')));
    await expect(ended).rejects.toThrow('ended');
  });
});

describe('drawSegments', () => {
  it('draws both ends, a pixel wide up to 512 pixels of side and wider beyond', () => {
    expect(drawn([5, 7, 9, 7]).reduce((sum, value) => sum + value / 255, 0)).toBe(5);
    const large = { width: 1536, height: 8 };
    const wide = drawSegments([{ x1: 10, y1: 4, x2: 20, y2: 4 }], large);
    expect([2, 3, 4, 5, 6].map((y) => wide[y * 1536 + 15])).toEqual([0, 255, 255, 255, 0]);
  });
});

interface TheirLines {
  readonly scene: string;
  readonly sigmaPx: number;
  readonly low: number;
  readonly high: number;
  readonly shortestPx: number;
  readonly gapPx: number;
  readonly segments: readonly (readonly [number, number, number, number])[];
}

describe('straight lines beside OpenCV’s HoughLinesP', () => {
  // As `scripts/guides/opencv_guides.py` ran it; both vote in a random order of their own, so lines are compared by where
  // they lie. OpenCV’s misses many: what it begins to follow in a wrong direction is lost to it.
  const theirs = JSON.parse(fixture('guides/lines.json').toString()) as readonly TheirLines[];

  it.each(theirs)('in $scene cover at least 95 % of its lines within two pixels, and lie on edges themselves', async (their) => {
    const { width, height, channels, data } = decode(fixture(`scenes/${their.scene}.png`));
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (data[(i >> 2) * channels + (i % 4)] as number),
    );
    const whole = { x: 0, y: 0, width, height };
    const edges = hysteresis(cannyCandidates({ width, height, rgba }, whole, their), whole, false);
    const own = drawSegments(await straightLines(edges.slice(), whole, their, unhurried), whole);
    const other = drawSegments(
      their.segments.map(([x1, y1, x2, y2]) => ({ x1, y1, x2, y2 })),
      whole,
    );
    expect(covered(other, own, width, 2)).toBeGreaterThanOrEqual(0.95);
    expect(covered(own, edges, width, 1)).toBeGreaterThanOrEqual(0.95);
  });
});

/** The share of `of`'s white pixels that have a white one of `within` no further than so many pixels away. */
function covered(of: Uint8Array, within: Uint8Array, width: number, pixels: number): number {
  const whites = [...of.keys()].filter((i) => of[i]);
  const reach = Array.from({ length: 2 * pixels + 1 }, (_, i) => i - pixels);
  return whites.filter((i) => reach.some((dx) => reach.some((dy) => within[i + dx + dy * width]))).length / whites.length;
}
