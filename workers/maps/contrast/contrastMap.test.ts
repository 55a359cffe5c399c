import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from './components';
import { contrastMap, type ContrastMapKnobs } from './contrastMap';
import { binaryMask, softContrast } from './softContrast';

const knobs: ContrastMapKnobs = { clampRatio: 3, threshold: 0.5, leastShare: 0, featherShare: 0, soft: false, point: null };

/** A field that is nowhere 0, with blocks that stand out. */
const field = fc
  .record({
    width: fc.integer({ min: 1, max: 24 }),
    height: fc.integer({ min: 1, max: 24 }),
    noise: fc.nat(1000),
    blocks: fc.array(
      fc.record({
        x: fc.nat(23),
        y: fc.nat(23),
        side: fc.integer({ min: 1, max: 8 }),
        value: fc.double({ min: 0.2, max: 3, noNaN: true }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ width, height, noise, blocks }) => ({
    width,
    height,
    differences: Float32Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const block = blocks.findLast((b) => x >= b.x && x < b.x + b.side && y >= b.y && y < b.y + b.side);
      return (block?.value ?? 0) + ((Math.imul(i + noise, 2654435761) >>> 24) / 255) * 0.1;
    }),
  }));

const anyKnobs = fc.record({
  clampRatio: fc.double({ min: 0.5, max: 8, noNaN: true }),
  threshold: fc.double({ min: 0, max: 1, noNaN: true }),
  leastShare: fc.double({ min: 0, max: 0.1, noNaN: true }),
  featherShare: fc.double({ min: 0, max: 0.2, noNaN: true }),
  soft: fc.boolean(),
  point: fc.option(fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) })),
});

/** A square of differences amid a flat floor. */
const square = (side: number, left: number, top: number, size = 4): Float32Array =>
  Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return x >= left && x < left + size && y >= top && y < top + size ? 1 : 0.05;
  });

describe('the change map of a contrast', () => {
  it('changes what was found, and is exactly 0 beyond the feather', () => {
    fc.assert(
      fc.property(field, anyKnobs, ({ differences, ...size }, given) => {
        const { width, height, values, found, share } = contrastMap(differences, size, given);
        expect([values.length, found.length]).toEqual([width * height, width * height]);
        expect(share).toBeCloseTo(found.filter((kept) => kept === 1).length / found.length, 12);
        const reach = given.featherShare * Math.max(width, height);
        const at = [...found.keys()].filter((i) => found[i] === 1);
        const near = (i: number) =>
          at.some((j) => Math.hypot((i % width) - (j % width), Math.floor(i / width) - Math.floor(j / width)) <= reach);
        const wrong = [...values.keys()].filter((i) =>
          found[i] === 1 ? values[i]! < (given.soft ? 1 : 255) : values[i] !== 0 && !near(i),
        );
        expect(wrong).toEqual([]);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('never finds less at a lower threshold', () => {
    fc.assert(
      fc.property(field, anyKnobs, fc.double({ min: 0, max: 1, noNaN: true }), ({ differences, ...size }, given, part) => {
        const one = contrastMap(differences, size, { ...given, point: null });
        const lower = contrastMap(differences, size, { ...given, point: null, threshold: given.threshold * part });
        expect(one.found.every((kept, i) => lower.found[i]! >= kept)).toBe(true);
        // A rounded Gaussian may fall short of itself by a level.
        expect(one.values.every((value, i) => lower.values[i]! + 1 >= value)).toBe(true);
      }),
      { seed: 2, numRuns: 80 },
    );
  });

  it('keeps no part smaller than was asked for, every other one whole, and drops nothing more a second time', () => {
    fc.assert(
      fc.property(field, anyKnobs, ({ differences, ...size }, given) => {
        const all = contrastMap(differences, size, { ...given, leastShare: 0, point: null });
        const clean = contrastMap(differences, size, { ...given, point: null });
        const least = given.leastShare * all.found.length;
        const { labels, areas } = connectedComponents(all.found, all);
        expect(clean.found).toEqual(Uint8Array.from(labels, (label) => (label >= 0 && areas[label]! >= least ? 1 : 0)));
        expect(connectedComponents(clean.found, clean).areas.every((area) => area >= least)).toBe(true);
      }),
      { seed: 3, numRuns: 80 },
    );
  });

  it('moves with the thing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }), fc.boolean(), (left, top, soft) => {
        const given = { ...knobs, soft, featherShare: 0.03 };
        const here = contrastMap(square(16, 2, 2), { width: 16, height: 16 }, given);
        const there = contrastMap(square(16, left, top), { width: 16, height: 16 }, given);
        const [dx, dy] = [(left - 2) * 4, (top - 2) * 4];
        const part = ({ values }: { values: Uint8Array }, fromX: number, fromY: number) =>
          Array.from({ length: 36 }, (_, y) => [...values.subarray((y + fromY) * 64 + fromX, (y + fromY) * 64 + fromX + 36)]);
        expect(part(there, dx, dy)).toEqual(part(here, 0, 0));
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('agrees with the reference at the cells', () => {
    fc.assert(
      fc.property(field, fc.double({ min: 0.05, max: 0.95, noNaN: true }), ({ differences, ...size }, threshold) => {
        const { width, found } = contrastMap(differences, size, { ...knobs, threshold });
        const mask = binaryMask(softContrast(differences, 3), threshold);
        const times = width / size.width;
        mask.forEach((value, cell) => {
          const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
          const around = [-1, 0, 1].flatMap((dy) =>
            [-1, 0, 1].map((dx) => {
              const [nx, ny] = [Math.min(size.width - 1, Math.max(0, x + dx)), Math.min(size.height - 1, Math.max(0, y + dy))];
              return mask[ny * size.width + nx];
            }),
          );
          // Where a cell and all around it agree, the finer map does.
          if (around.some((other) => other !== value)) return;
          const fine = Array.from(
            { length: times ** 2 },
            (_, i) => found[(y * times + Math.floor(i / times)) * width + x * times + (i % times)],
          );
          expect(fine.every((kept) => kept === value)).toBe(true);
        });
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('finds nothing where nothing differs', () => {
    const nothing = contrastMap(new Float32Array(64), { width: 8, height: 8 }, { ...knobs, threshold: 0, featherShare: 0.1 });
    expect([nothing.share, nothing.values.some((value) => value > 0)]).toEqual([0, false]);
  });

  it('soft, it is as strong as the contrast', () => {
    const differences = square(16, 4, 4);
    for (let y = 4; y < 8; y++) for (let x = 8; x < 12; x++) differences[y * 16 + x] = 0.18;
    const { values, width } = contrastMap(differences, { width: 16, height: 16 }, { ...knobs, threshold: 0.2, soft: true });
    const contrast = softContrast(differences, 3);
    expect(values[24 * width + 24]).toBe(255);
    expect(values[24 * width + 40]).toBeCloseTo(255 * contrast[6 * 16 + 10]!, -1);
  });

  it('with a point keeps what lies there, or else what is nearest', () => {
    const both = square(16, 1, 1).map((value, i) => Math.max(value, square(16, 10, 10)[i]!));
    const at = (x: number, y: number) => contrastMap(both, { width: 16, height: 16 }, { ...knobs, point: { x, y } });
    const [upper, lower] = [12 * 64 + 12, 48 * 64 + 48];
    for (const [x, y] of [
      [0.2, 0.2],
      [0.4, 0.35],
      [0, 0],
    ] as const)
      expect([at(x, y).found[upper], at(x, y).found[lower]]).toEqual([1, 0]);
    expect([at(0.75, 0.75).found[upper], at(0.75, 0.75).found[lower]]).toEqual([0, 1]);
    // A point cannot bring back what is too small.
    expect(contrastMap(both, { width: 16, height: 16 }, { ...knobs, leastShare: 0.5, point: { x: 0.2, y: 0.2 } }).share).toBe(0);
  });
});

describe('connected components', () => {
  it('are joined over corners, and numbered in reading order', () => {
    const set = Uint8Array.of(1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1);
    expect(connectedComponents(set, { width: 4, height: 3 })).toEqual({
      labels: Int32Array.of(0, -1, -1, 1, -1, 0, -1, -1, -1, -1, -1, 2),
      areas: [2, 1, 1],
    });
  });
});
