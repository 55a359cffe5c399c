import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolines, type Isoline } from '../../maps/contours/isolines';
import { firstFreeStep } from '../../maps/firstStep';
import { toLatents } from '../../maps/toLatents';
import { thresholdCurveSchema } from '../../protocol/recipe';
import { keepMasks } from './keepMasks';

const cellPx = 8;
const cases = fc
  .record({
    width: fc.integer({ min: 2, max: 9 }),
    height: fc.integer({ min: 2, max: 9 }),
    stepsRun: fc.integer({ min: 1, max: 24 }),
    curve: fc.constantFrom(...thresholdCurveSchema.options),
    reduction: fc.constantFrom('maximum', 'mean', 'bilinear'),
  } as const)
  .chain((settings) =>
    fc
      .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 51, 102, 153, 204, 255)), {
        minLength: settings.width * settings.height,
        maxLength: settings.width * settings.height,
      })
      .map((cells) => ({ ...settings, cells })),
  );

/** Points of a step's lines in units of cells, cell centres at whole numbers. */
function pointsInCells(lines: readonly Isoline[], step: number) {
  return lines
    .filter(({ firstStep }) => firstStep === step)
    .flatMap(({ points }) =>
      Array.from(
        { length: points.length / 2 },
        (_, i) => [(points[2 * i]! - 16) / cellPx - 0.5, (points[2 * i + 1]! - 24) / cellPx - 0.5] as const,
      ),
    );
}

describe('isolines and the engine’s keep-masks', () => {
  it('cross between two neighbouring cells exactly where the mask of that step differs', () => {
    fc.assert(
      fc.property(cases, ({ width, height, stepsRun, curve, reduction, cells }) => {
        const size = { width: width * cellPx, height: height * cellPx };
        const change = Uint8Array.from(
          { length: size.width * size.height },
          (_, i) => cells[Math.floor(i / size.width / cellPx) * width + Math.floor((i % size.width) / cellPx)]!,
        );
        const preserve = toLatents(change, size, { width, height }, reduction);
        const lines = isolines(preserve, { area: { x: 16, y: 24, ...size }, latentSize: { width, height }, curve, stepsRun });
        const masks = keepMasks(preserve, curve, stepsRun);
        for (let step = 1; step < stepsRun; step++) {
          const points = pointsInCells(lines, step);
          // A value that ties with the threshold is crossed at its cell's very centre, which belongs to two connections: there
          // a crossing may be seen beside the connection whose masks differ, but never strictly inside one whose masks agree.
          const crosses = (along: 0 | 1, column: number, row: number, tieCounts: boolean) =>
            points.some((point) => {
              const offset = point[along] - (along === 0 ? column : row);
              const margin = tieCounts ? -1e-4 : 1e-4;
              return Math.abs(point[1 - along]! - (along === 0 ? row : column)) < 1e-4 && offset > margin && offset < 1 - margin;
            });
          for (let row = 0; row < height; row++) {
            for (let column = 0; column < width; column++) {
              const at = row * width + column;
              for (const along of [0, 1] as const) {
                if (along === 0 ? column + 1 === width : row + 1 === height) continue;
                const differs = masks[step]![at] !== masks[step]![at + (along === 0 ? 1 : width)];
                if (differs ? !crosses(along, column, row, true) : crosses(along, column, row, false))
                  throw new Error(`step ${step}, cell ${column}, ${row}, along ${along}`);
              }
            }
          }
        }
        // Before step 0 nothing is put back, and there is no line for it.
        expect(lines.every(({ firstStep }) => firstStep >= 1 && firstStep < stepsRun)).toBe(true);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('lie where interpolation between the cells reaches the threshold, and name the first step of the greys inside', () => {
    const size = { width: 160, height: 8 };
    const ramp = Uint8Array.from({ length: 160 * 8 }, (_, i) => Math.round(((i % 160) / 159) * 255));
    const latentSize = { width: 20, height: 1 };
    const preserve = toLatents(ramp, size, latentSize, 'mean');
    const lines = isolines(preserve, { area: { x: 0, y: 0, ...size }, latentSize, curve: 'linear', stepsRun: 10 });
    expect(lines.map(({ firstStep }) => firstStep)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(lines[7]!.label).toBe('starts at step 8 of 10');
    for (const { firstStep, strength, stepsRun, points } of lines) {
      for (let i = 0; i < points.length; i += 2) expect(1 - (points[i]! - 0.5) / 159).toBeCloseTo(firstStep / 10, 2);
      expect(firstFreeStep(Math.ceil(strength * 255 + 0.01), 'linear', stepsRun)).toBe(firstStep);
      expect(firstFreeStep(Math.floor(strength * 255 - 0.01), 'linear', stepsRun)).toBe(firstStep + 1);
    }
  });

  it('count one first step more outside than inside, whatever the curve', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.constantFrom(...thresholdCurveSchema.options), (stepsRun, curve) => {
        const preserve = Float32Array.of(0, 1);
        const lines = isolines(preserve, {
          area: { x: 0, y: 0, width: 2, height: 1 },
          latentSize: { width: 2, height: 1 },
          curve,
          stepsRun,
        });
        for (let grey = 0; grey < 256; grey++) {
          const inside = lines.filter(({ preserve: bound }) => Math.fround((255 - grey) / 255) > Math.fround(bound));
          // Every line that the grey lies outside of delays it by a step.
          expect(firstFreeStep(grey, curve, stepsRun)).toBe(1 + inside.length);
        }
      }),
      { seed: 6, numRuns: 25 },
    );
  });
});
