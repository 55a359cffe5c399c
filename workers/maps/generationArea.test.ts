import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  areaContains,
  chooseGenerationArea,
  enlargedBy,
  growGenerationArea,
  handGenerationArea,
  mostModelPixels,
  scaleOf,
} from './generationArea';

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

  it.each([
    [
      { width: 128, height: 128 },
      { width: 128, height: 128, modelWidth: 512, modelHeight: 512 },
    ],
    [
      { width: 100, height: 70 },
      { width: 105, height: 70, modelWidth: 576, modelHeight: 384 },
    ],
    [
      { width: 1, height: 1 },
      { width: 1, height: 1, modelWidth: 512, modelHeight: 512 },
    ],
  ])('shows the model a picture of %j as large as it was made for', (picture, seen) => {
    const { area, scale } = chooseGenerationArea({ x: 0, y: 0, width: 1, height: 1 }, picture, stable);
    expect(area).toEqual({ x: 0, y: 0, ...seen });
    expect(1 / scale).toBe(enlargedBy(area, picture, stable.nativeSize));
  });

  it('shows a piece of a strip enlarged, and all that is needed of it', () => {
    const strip = { width: 4000, height: 64 };
    const piece = chooseGenerationArea({ x: 2000, y: 10, width: 20, height: 20 }, strip, stable).area;
    expect(piece).toMatchObject({ y: 0, width: 192, height: 64, modelWidth: 768, modelHeight: 256 });
    const wide = chooseGenerationArea({ x: 100, y: 10, width: 800, height: 20 }, strip, stable).area;
    expect(areaContains(wide, { x: 100, y: 10, width: 800, height: 20 })).toBe(true);
    expect(enlargedBy(wide, strip, stable.nativeSize)).toBeGreaterThan(1.2);
  });

  it('enlarges nothing that only rounding keeps from the native size, and nothing that was drawn larger by hand', () => {
    const almost = { width: 500, height: 490 };
    const { area } = chooseGenerationArea({ x: 5, y: 5, width: 10, height: 10 }, almost, stable);
    expect(area).toEqual({ x: 0, y: 0, width: 512, height: 512, modelWidth: 512, modelHeight: 512 });
    expect(enlargedBy(area, almost, stable.nativeSize)).toBeNull();
    const byHand = { x: 0, y: 0, width: 64, height: 64, modelWidth: 256, modelHeight: 256 };
    expect(enlargedBy(byHand, { width: 3000, height: 2000 }, stable.nativeSize)).toBeNull();
  });

  it('enlarges for networks of one size too, and keeps an area frozen as it was', () => {
    const picture = { width: 100, height: 80 };
    const only = { ...stable, onlyNativeSize: true };
    const { area } = chooseGenerationArea({ x: 0, y: 0, width: 100, height: 80 }, picture, only);
    expect(area).toEqual({ x: 0, y: 0, width: 100, height: 100, modelWidth: 512, modelHeight: 512 });
    const before = { x: 0, y: 0, width: 128, height: 128, modelWidth: 128, modelHeight: 128 };
    expect(growGenerationArea(before, { x: 0, y: 0, width: 100, height: 80 }, picture, stable).area).toBe(before);
  });

  it('shifts inwards at the border of a picture that is no multiple', () => {
    const { area } = chooseGenerationArea({ x: 990, y: 0, width: 10, height: 10 }, { width: 1000, height: 1000 }, stable);
    expect(area.x + area.width).toBe(1000);
    expect(area.y).toBe(0);
  });

  it('uses the native size alone where the networks have no other', () => {
    const { area, scale } = chooseGenerationArea(
      { x: 0, y: 0, width: 900, height: 200 },
      { width: 2000, height: 2000 },
      { ...stable, onlyNativeSize: true },
    );
    expect([area.modelWidth, area.modelHeight]).toEqual([512, 512]);
    expect(area.width).toBe(area.height);
    expect(scale).toBeGreaterThan(1);
  });

  const side = fc.integer({ min: 1, max: 4000 });
  const situation = fc
    .tuple(side, side, fc.constantFrom(stable, starter, { nativeSize: { width: 1024, height: 768 }, sizeMultiple: 8 }))
    .chain(([width, height, model]) =>
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
        expect(scale).toBeCloseTo(scaleOf(area), 9);
        const isLarge = picture.width >= model.nativeSize.width && picture.height >= model.nativeSize.height;
        if (isLarge) expect(scale).toBeGreaterThanOrEqual(0.999);
        else if (Math.max(picture.width / model.nativeSize.width, picture.height / model.nativeSize.height) < 0.7)
          expect(scale).toBeLessThan(1);
        // Both axes are scaled alike, up to a pixel.
        expect(Math.abs(area.width / area.modelWidth - area.height / area.modelHeight)).toBeLessThan(
          1 / Math.min(area.modelWidth, area.modelHeight) + 1e-9,
        );
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('is the same for boxes that differ little, so that touch-ups keep it', () => {
    const choose = (x: number) => chooseGenerationArea({ x, y: 1000, width: 40, height: 40 }, { width: 3000, height: 3000 }, stable).area;
    expect(choose(1010)).toEqual(choose(1005));
  });
});

describe('growGenerationArea', () => {
  const picture = { width: 3000, height: 2000 };

  it('keeps the frozen area while it holds the box, also one chosen by hand', () => {
    const byHand = { x: 640, y: 512, width: 256, height: 128, modelWidth: 512, modelHeight: 256 };
    expect(growGenerationArea(byHand, { x: 640, y: 512, width: 256, height: 128 }, picture, stable)).toEqual({ area: byHand, scale: 0.5 });
  });

  it('never shrinks: it holds the frozen area and the box, wherever more is painted', () => {
    const at = fc
      .tuple(
        fc.integer({ min: 0, max: 2800 }),
        fc.integer({ min: 0, max: 1800 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
      )
      .map(([x, y, width, height]) => ({ x, y, width, height }));
    fc.assert(
      fc.property(at, at, (first, then) => {
        const frozen = chooseGenerationArea(first, picture, stable).area;
        const { area } = growGenerationArea(frozen, then, picture, stable);
        expect(areaContains(area, then)).toBe(true);
        expect(areaContains(area, frozen)).toBe(true);
        if (areaContains(frozen, then)) expect(area).toEqual(frozen);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('shrinks where it is chosen anew', () => {
    const wide = chooseGenerationArea({ x: 0, y: 0, width: 2500, height: 1500 }, picture, stable).area;
    const small = { x: 100, y: 100, width: 50, height: 50 };
    expect(growGenerationArea(wide, small, picture, stable).area).toEqual(wide);
    expect(chooseGenerationArea(small, picture, stable).area.width).toBe(512);
  });
});

describe('an area by hand', () => {
  const picture = { width: 3000, height: 2000 };

  it('is snapped outwards to the grid and holds what was drawn', () => {
    const { area, scale } = handGenerationArea({ x: 130, y: 70, width: 500, height: 250 }, picture, stable, 1);
    expect(area).toEqual({ x: 128, y: 64, width: 512, height: 256, modelWidth: 512, modelHeight: 256 });
    expect(scale).toBe(1);
  });

  it('can be seen larger or smaller than the model was made for, at multiples', () => {
    const rect = { x: 0, y: 0, width: 512, height: 256 };
    expect(handGenerationArea(rect, picture, stable, 0.5).area).toMatchObject({
      width: 512,
      height: 256,
      modelWidth: 1024,
      modelHeight: 512,
    });
    expect(handGenerationArea(rect, picture, stable, 2).area).toMatchObject({ width: 512, height: 256, modelWidth: 256, modelHeight: 128 });
  });

  it('stays within what a model can run, whatever is drawn', () => {
    const rect = fc.tuple(
      fc.integer({ min: 0, max: 2999 }),
      fc.integer({ min: 0, max: 1999 }),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 2000 }),
    );
    fc.assert(
      fc.property(rect, fc.double({ min: 0.1, max: 8, noNaN: true }), ([x, y, w, h], scale) => {
        const drawn = { x, y, width: Math.min(w, picture.width - x), height: Math.min(h, picture.height - y) };
        const { area } = handGenerationArea(drawn, picture, stable, scale);
        expect(areaContains(area, drawn)).toBe(true);
        expect([area.modelWidth % 64, area.modelHeight % 64]).toEqual([0, 0]);
        expect(area.modelWidth * area.modelHeight).toBeLessThanOrEqual(mostModelPixels(stable));
        expect(Math.abs(area.width / area.modelWidth - area.height / area.modelHeight)).toBeLessThan(
          1 / Math.min(area.modelWidth, area.modelHeight) + 1e-9,
        );
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('has the size of a package that runs at no other, and the padding that is asked for', () => {
    expect(
      handGenerationArea({ x: 0, y: 0, width: 900, height: 100 }, picture, { ...stable, onlyNativeSize: true }, 0.5).area,
    ).toMatchObject({ modelWidth: 512, modelHeight: 512 });
    const box = { x: 1000, y: 1000, width: 400, height: 400 };
    expect(chooseGenerationArea(box, picture, stable, 500).area.width).toBeGreaterThanOrEqual(1400);
    expect(chooseGenerationArea(box, picture, stable, 0).area.width).toBe(512);
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
