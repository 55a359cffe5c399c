import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placedBounds, toScene, fromScene, type Placement } from './placement';
import { renderPlaced, type PlacedPicture } from './renderPlaced';

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 89 + 31) & 255);
const opaque = (width: number, height: number) => bytes(width * height * 4).map((value, i) => (i % 4 === 3 ? 255 : value));
const placed = (width: number, height: number, placement: Partial<Placement>, more: Partial<PlacedPicture> = {}): PlacedPicture => ({
  picture: { width, height, rgba: opaque(width, height) },
  cutout: null,
  crop: { x: 0, y: 0, width, height },
  placement: { x: width / 2, y: height / 2, scaleX: 1, scaleY: 1, rotation: 0, ...placement },
  opacity: 1,
  ...more,
});
const pixel = (rgba: Uint8Array, width: number, x: number, y: number) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

describe('renderPlaced', () => {
  it('copies the bytes at its own size on whole pixels, wherever it lies', () => {
    const own = placed(5, 4, { x: 12.5, y: 7 });
    expect(renderPlaced(own, { x: 10, y: 5, width: 5, height: 4 })).toEqual(own.picture.rgba);
    expect([...renderPlaced(own, { x: 0, y: 0, width: 10, height: 5 })].every((value) => value === 0)).toBe(true);
  });

  it('keeps colours under partial alpha', () => {
    const rgba = Uint8Array.of(200, 100, 50, 10, 9, 8, 7, 255);
    expect([...renderPlaced(placed(2, 1, {}, { picture: { width: 2, height: 1, rgba } }), { x: 0, y: 0, width: 2, height: 1 })]).toEqual([
      ...rgba,
    ]);
  });

  it('flips, and turns by quarters, without loss', () => {
    const flipped = renderPlaced(placed(3, 2, { scaleX: -1 }), { x: 0, y: 0, width: 3, height: 2 });
    expect(pixel(flipped, 3, 0, 1)).toEqual(pixel(opaque(3, 2), 3, 2, 1));
    const turned = renderPlaced(placed(3, 2, { x: 1, y: 1.5, rotation: 90 }), { x: 0, y: 0, width: 2, height: 3 });
    // Clockwise: the top left corner comes to the top right.
    expect(pixel(turned, 2, 1, 0)).toEqual(pixel(opaque(3, 2), 3, 0, 0));
    expect(pixel(turned, 2, 0, 2)).toEqual(pixel(opaque(3, 2), 3, 2, 1));
  });

  it('is reduced by area', () => {
    const grey = Uint8Array.from([0, 60, 100, 200].flatMap((value) => [value, value, value, 255]));
    const half = renderPlaced(
      placed(2, 2, { x: 0.5, y: 0.5, scaleX: 0.5, scaleY: 0.5 }, { picture: { width: 2, height: 2, rgba: grey } }),
      { x: 0, y: 0, width: 1, height: 1 },
    );
    expect([...half]).toEqual([90, 90, 90, 255]);
  });

  it('is transparent where it was cut away, half so where it is half opaque, and shows its crop alone', () => {
    const cut = placed(2, 1, {}, { cutout: Uint8Array.of(0, 255), opacity: 0.5 });
    const shown = renderPlaced(cut, { x: 0, y: 0, width: 2, height: 1 });
    expect([shown[3], shown[7]]).toEqual([0, 128]);
    const cropped = placed(4, 4, { x: 1, y: 1 }, { crop: { x: 2, y: 1, width: 2, height: 2 } });
    expect(pixel(renderPlaced(cropped, { x: 0, y: 0, width: 2, height: 2 }), 2, 0, 0)).toEqual(pixel(opaque(4, 4), 4, 2, 1));
  });

  it('does not depend on how the scene is cut', () => {
    const turned = placed(9, 7, { x: 10.3, y: 8.7, scaleX: 1.3, scaleY: -0.8, rotation: 33 });
    const whole = renderPlaced(turned, { x: 0, y: 0, width: 20, height: 18 });
    const part = renderPlaced(turned, { x: 6, y: 4, width: 7, height: 8 });
    for (let y = 0; y < 8; y += 1) for (let x = 0; x < 7; x += 1) expect(pixel(part, 7, x, y)).toEqual(pixel(whole, 20, x + 6, y + 4));
  });
});

describe('placement', () => {
  const placement = fc.record({
    x: fc.integer({ min: -50, max: 50 }),
    y: fc.integer({ min: -50, max: 50 }),
    scaleX: fc.constantFrom(-2, -0.3, 0.7, 1, 3),
    scaleY: fc.constantFrom(-1, 0.2, 1, 5),
    rotation: fc.integer({ min: -720, max: 720 }),
  });
  it('goes there and back', () => {
    fc.assert(
      fc.property(placement, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20 }), (where, x, y) => {
        const crop = { width: 30, height: 20 };
        const back = fromScene(where, crop)(toScene(where, crop)({ x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
      { seed: 3 },
    );
  });

  it('tells the box within the scene, and null beside it', () => {
    const at = (x: number, rotation = 0) =>
      placedBounds({ x, y: 10, scaleX: 2, scaleY: 1, rotation }, { width: 10, height: 4 }, { width: 40, height: 40 });
    expect(at(12)).toEqual({ x: 2, y: 8, width: 20, height: 4 });
    expect(at(12, 90)).toEqual({ x: 10, y: 0, width: 4, height: 20 });
    expect(at(-11)).toBeNull();
  });
});
