import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { areaContains, chooseGenerationArea } from './generationArea';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const stable = { nativeSize: { width: 512, height: 512 }, sizeMultiple: 64 };
const starter = { nativeSize: { width: 128, height: 128 }, sizeMultiple: 16 };

describe('chooseGenerationArea', () => {
  it('sees the whole of a picture of the native size, at native scale', () => {
    const { area, scale } = chooseGenerationArea({ x: 30, y: 40, width: 20, height: 20 }, { width: 128, height: 128 }, starter);
    expect(area).toEqual({ x: 0, y: 0, width: 128, height: 128, modelWidth: 128, modelHeight: 128 });
    expect(scale).toBe(1);
  });

  it('sees a small edit in a 6000² picture at native scale, on the grid', () => {
    const { area, scale } = chooseGenerationArea({ x: 3000, y: 2500, width: 100, height: 80 }, { width: 6000, height: 6000 }, stable);
    expect(area).toMatchObject({ width: 512, height: 512, modelWidth: 512, modelHeight: 512 });
    expect([area.x % 64, area.y % 64, scale]).toEqual([0, 0, 1]);
  });

  it('scales a large edit down to the native pixels and says how far', () => {
    const { area, scale } = chooseGenerationArea({ x: 0, y: 0, width: 2000, height: 2000 }, { width: 2000, height: 2000 }, stable);
    expect(area).toMatchObject({ x: 0, y: 0, width: 2000, height: 2000, modelWidth: 512, modelHeight: 512 });
    expect(scale).toBeCloseTo(2000 / 512, 6);
  });

  it('keeps the aspect of a wide edit', () => {
    const { area } = chooseGenerationArea({ x: 100, y: 900, width: 3000, height: 700 }, { width: 4000, height: 3000 }, stable);
    expect(area.modelWidth).toBeGreaterThan(area.modelHeight);
    expect(Math.abs(area.width / area.height / (area.modelWidth / area.modelHeight) - 1)).toBeLessThan(0.01);
  });

  it('gives a wide edit more width at native scale rather than scaling it down', () => {
    const { area, scale } = chooseGenerationArea({ x: 1000, y: 1000, width: 600, height: 100 }, { width: 4000, height: 4000 }, stable);
    expect(scale).toBe(1);
    expect(area.width).toBeGreaterThan(600);
    expect(area.width * area.height).toBeLessThanOrEqual(512 * 512);
  });

  it('rounds a picture smaller than the model up to the multiple', () => {
    const { area, scale } = chooseGenerationArea({ x: 5, y: 5, width: 10, height: 10 }, { width: 100, height: 70 }, stable);
    expect(area).toEqual({ x: 0, y: 0, width: 128, height: 128, modelWidth: 128, modelHeight: 128 });
    expect(scale).toBe(1);
  });

  it('shifts inwards at the border of a picture that is no multiple', () => {
    const { area } = chooseGenerationArea({ x: 990, y: 0, width: 10, height: 10 }, { width: 1000, height: 1000 }, stable);
    expect(area.x + area.width).toBe(1000);
    expect(area.y).toBe(0);
  });

  it('uses the native size alone where the networks have no other', () => {
    const { area, scale } = chooseGenerationArea({ x: 0, y: 0, width: 900, height: 200 }, { width: 2000, height: 2000 }, { ...stable, onlyNativeSize: true });
    expect([area.modelWidth, area.modelHeight]).toEqual([512, 512]);
    expect(area.width).toBe(area.height);
    expect(scale).toBeGreaterThan(1);
  });

  const side = fc.integer({ min: 1, max: 4000 });
  const situation = fc.tuple(side, side, fc.constantFrom(stable, starter, { nativeSize: { width: 1024, height: 768 }, sizeMultiple: 8 })).chain(([width, height, model]) =>
    fc.tuple(fc.integer({ min: 0, max: width - 1 }), fc.integer({ min: 0, max: height - 1 })).chain(([x, y]) =>
      fc.tuple(fc.integer({ min: 1, max: width - x }), fc.integer({ min: 1, max: height - y })).map(([boxWidth, boxHeight]) => ({
        picture: { width, height },
        box: { x, y, width: boxWidth, height: boxHeight },
        model,
      })),
    ),
  );

  it('always holds the box, runs at multiples, within the native pixels, and within the picture where that fits', () => {
    fc.assert(
      fc.property(situation, ({ picture, box, model }) => {
        const { area, scale } = chooseGenerationArea(box, picture, model);
        expect(areaContains(area, box)).toBe(true);
        expect(area.modelWidth % model.sizeMultiple).toBe(0);
        expect(area.modelHeight % model.sizeMultiple).toBe(0);
        expect(area.modelWidth * area.modelHeight).toBeLessThanOrEqual(model.nativeSize.width * model.nativeSize.height);
        expect([area.x, area.y, area.width, area.height].every(Number.isInteger)).toBe(true);
        expect(area.x).toBeGreaterThanOrEqual(0);
        expect(area.y).toBeGreaterThanOrEqual(0);
        if (area.width <= picture.width) expect(area.x + area.width).toBeLessThanOrEqual(picture.width);
        if (area.height <= picture.height) expect(area.y + area.height).toBeLessThanOrEqual(picture.height);
        expect(scale).toBeGreaterThanOrEqual(0.999);
        // Both axes are scaled alike, up to a pixel.
        expect(Math.abs(area.width / area.modelWidth - area.height / area.modelHeight)).toBeLessThan(1 / Math.min(area.modelWidth, area.modelHeight) + 1e-9);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('is the same for boxes that differ little, so that touch-ups keep it', () => {
    const choose = (x: number) => chooseGenerationArea({ x, y: 1000, width: 40, height: 40 }, { width: 3000, height: 3000 }, stable).area;
    expect(choose(1010)).toEqual(choose(1005));
  });
});

describe('areaContains', () => {
  const area = { x: 10, y: 20, width: 30, height: 40 };
  it.each([
    [{ x: 10, y: 20, width: 30, height: 40 }, true],
    [{ x: 9, y: 20, width: 1, height: 1 }, false],
    [{ x: 39, y: 59, width: 1, height: 1 }, true],
    [{ x: 39, y: 59, width: 2, height: 1 }, false],
    [{ x: 15, y: 58, width: 1, height: 3 }, false],
  ])('%j → %s', (box, inside) => expect(areaContains(area, box)).toBe(inside));
});
