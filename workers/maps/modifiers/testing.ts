import fc from 'fast-check';
import type { Rect, Size } from '../../protocol/geometry';
import type { MapModifier } from '../../protocol/mapModifiers';
import type { ReadRegion } from './applyModifiers';

export interface TestMap extends Size {
  readonly values: Uint8Array;
}

/** Small maps of random boxes, ramps and spots: what painted maps are made of. */
export const anyMap = (mostPx: number): fc.Arbitrary<TestMap> =>
  fc
    .record({
      width: fc.integer({ min: 1, max: mostPx }),
      height: fc.integer({ min: 1, max: mostPx }),
      boxes: fc.array(
        fc.record({
          x: fc.nat(mostPx),
          y: fc.nat(mostPx),
          width: fc.nat(mostPx),
          height: fc.nat(mostPx),
          value: fc.nat(255),
          slope: fc.integer({ min: 0, max: 7 }),
        }),
        { maxLength: 4 },
      ),
      spots: fc.array(fc.record({ x: fc.nat(mostPx), y: fc.nat(mostPx), value: fc.nat(255) }), { maxLength: 4 }),
    })
    .map(({ width, height, boxes, spots }) => {
      const values = new Uint8Array(width * height);
      for (const box of boxes) {
        for (let y = box.y; y < Math.min(height, box.y + box.height); y++)
          for (let x = box.x; x < Math.min(width, box.x + box.width); x++)
            values[y * width + x] = Math.min(255, box.value + box.slope * (x - box.x));
      }
      for (const { x, y, value } of spots) if (x < width && y < height) values[y * width + x] = value;
      return { width, height, values };
    });

/** Reads rectangles of a map, and refuses those that leave it. */
export const reader =
  ({ values, width, height }: TestMap): ReadRegion =>
  (rect) => {
    if (rect.x < 0 || rect.y < 0 || rect.x + rect.width > width || rect.y + rect.height > height) throw new RangeError('beyond the map');
    return Uint8Array.from(
      { length: rect.width * rect.height },
      (_, i) => values[(rect.y + Math.floor(i / rect.width)) * width + rect.x + (i % rect.width)] ?? 0,
    );
  };

export const whole = ({ width, height }: Size): Rect => ({ x: 0, y: 0, width, height });

const strength = fc.double({ min: 0, max: 1, noNaN: true });

export const anyModifier: fc.Arbitrary<MapModifier> = fc.oneof(
  fc.record({
    kind: fc.constant('feather' as const),
    sigmaPx: fc.double({ min: 0, max: 4, noNaN: true }),
    direction: fc.constantFrom('both' as const, 'outwards' as const, 'inwards' as const),
  }),
  fc.record({ kind: fc.constantFrom('grow' as const, 'shrink' as const), radiusPx: fc.double({ min: 0, max: 9, noNaN: true }) }),
  fc.record({
    kind: fc.constant('levels' as const),
    black: strength,
    white: strength,
    gamma: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('curve' as const),
    points: fc
      .uniqueArray(fc.record({ x: strength, y: strength }), { minLength: 2, maxLength: 6, selector: ({ x }) => x })
      .map((points) => points.sort((a, b) => a.x - b.x)),
  }),
  fc.record({ kind: fc.constant('posterise' as const), levels: fc.integer({ min: 2, max: 9 }) }),
  fc.constant({ kind: 'invert' as const }),
  fc.record({
    kind: fc.constant('range' as const),
    low: strength,
    high: strength,
    how: fc.constantFrom('cut' as const, 'clamp' as const, 'scale' as const),
    softness: strength,
  }),
  fc.record({ kind: fc.constant('noise' as const), seed: fc.nat(), sizePx: fc.double({ min: 1, max: 20, noNaN: true }), amount: strength }),
  fc.record({ kind: fc.constant('maximum' as const), strength }),
  fc.record({ kind: fc.constant('floor' as const), strength, paintedOnly: fc.boolean() }),
);
