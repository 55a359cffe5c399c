import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines } from './marchingSquares';
import { stepLabel, stepThresholds } from './stepThresholds';

const fields = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values: Float32Array.from(values, (value) => value / 4) })),
  );

describe('contourLines', () => {
  it('are one point on every connection of neighbours on different sides, in unit steps, closed within the field', () => {
    fc.assert(
      fc.property(fields, ({ values, ...size }) => {
        const level = 0.4;
        const lines = contourLines(values, size, level);
        let crossings = 0;
        for (let y = 0; y < size.height; y++) {
          for (let x = 0; x < size.width; x++) {
            const above = values[y * size.width + x]! > level;
            if (x + 1 < size.width && above !== values[y * size.width + x + 1]! > level) crossings += 1;
            if (y + 1 < size.height && above !== values[(y + 1) * size.width + x]! > level) crossings += 1;
          }
        }
        expect(lines.reduce((sum, { points }) => sum + points.length / 2, 0)).toBe(crossings);
        for (const { points, closed } of lines) {
          const ends = [
            [points[0]!, points[1]!],
            [points.at(-2)!, points.at(-1)!],
          ] as const;
          const onRim = ([x, y]: readonly [number, number]) => x === 0 || y === 0 || x === size.width - 1 || y === size.height - 1;
          if (!closed) expect(ends.every(onRim)).toBe(true);
          for (let i = 2; i < points.length; i += 2) {
            // Neighbouring points lie in one square.
            expect(Math.abs(points[i]! - points[i - 2]!)).toBeLessThanOrEqual(1);
            expect(Math.abs(points[i + 1]! - points[i - 1]!)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('run where a plane reaches the level, as one open line', () => {
    const width = 12;
    const values = Float32Array.from({ length: width * 10 }, (_, i) => (i % width) * 0.1 + Math.floor(i / width) * 0.03);
    const [line, ...others] = contourLines(values, { width, height: 10 }, 0.55);
    expect(others).toEqual([]);
    expect(line!.closed).toBe(false);
    for (let i = 0; i < line!.points.length; i += 2) expect(line!.points[i]! * 0.1 + line!.points[i + 1]! * 0.03).toBeCloseTo(0.55, 5);
  });

  it('close round a hill, near the circle that it is', () => {
    const side = 41;
    const values = Float32Array.from({ length: side * side }, (_, i) => Math.hypot((i % side) - 20, Math.floor(i / side) - 20));
    const [ring, ...others] = contourLines(values, { width: side, height: side }, 13.3);
    expect(others).toEqual([]);
    expect(ring!.closed).toBe(true);
    for (let i = 0; i < ring!.points.length; i += 2)
      expect(Math.hypot(ring!.points[i]! - 20, ring!.points[i + 1]! - 20)).toBeCloseTo(13.3, 1);
  });

  it('join a saddle on the side of its mean', () => {
    const size = { width: 2, height: 2 };
    expect(contourLines(Float32Array.of(1, 0, 0, 1), size, 0.3).map(({ points }) => points.length)).toEqual([4, 4]);
    const cutsCorner = (line: { points: readonly number[] }) => line.points[0]! + line.points[1]! + line.points[2]! + line.points[3]!;
    // Mean 0.5 above 0.3: the high corners hang together, each low corner is cut off by itself.
    const high = contourLines(Float32Array.of(1, 0, 0, 1), size, 0.3).map(cutsCorner);
    const low = contourLines(Float32Array.of(1, 0, 0, 1), size, 0.7).map(cutsCorner);
    expect(high.every((sum) => Math.abs(sum - 2) < 1e-6)).toBe(true);
    expect(low.some((sum) => sum < 1.5) && low.some((sum) => sum > 2.5)).toBe(true);
  });
});

describe('stepThresholds', () => {
  it('are the curve’s own values from the second step on, with words', () => {
    const list = stepThresholds('linear', 20);
    expect(list).toHaveLength(19);
    expect(list[7]).toEqual({ firstStep: 8, stepsRun: 20, preserve: 0.4, strength: 0.6 });
    expect(stepLabel(list[7]!)).toBe('starts at step 8 of 20');
    expect(stepThresholds('sigmoid', 1)).toEqual([]);
  });
});
