import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipRect, cropPicture } from './cropPicture';

describe('cropPicture', () => {
  it('takes the nearest pixel of the picture for every pixel asked for, inside and beyond', () => {
    const side = fc.integer({ min: 1, max: 9 });
    const start = fc.integer({ min: -6, max: 12 });
    fc.assert(
      fc.property(side, side, start, start, side, side, fc.constantFrom(1, 4), (w, h, x, y, cw, ch, channels) => {
        const data = Uint8Array.from({ length: w * h * channels }, (_, i) => (i * 37) % 251);
        const out = cropPicture(data, { width: w, height: h }, channels, { x, y, width: cw, height: ch });
        const clamp = (value: number, top: number): number => Math.min(Math.max(value, 0), top);
        const expected = Array.from({ length: cw * ch * channels }, (_, i) => {
          const pixel = Math.floor(i / channels);
          const from = clamp(y + Math.floor(pixel / cw), h - 1) * w + clamp(x + (pixel % cw), w - 1);
          return data[from * channels + (i % channels)];
        });
        expect([...out]).toEqual(expected);
      }),
    );
  });
});

describe('clipRect', () => {
  it.each([
    [
      { x: 0, y: 0, width: 8, height: 8 },
      { x: 0, y: 0, width: 5, height: 4 },
    ],
    [
      { x: 3, y: 2, width: 8, height: 1 },
      { x: 3, y: 2, width: 2, height: 1 },
    ],
    [{ x: 5, y: 0, width: 3, height: 3 }, null],
  ])('%j on 5 × 4 is %j', (rect, clipped) => expect(clipRect(rect, { width: 5, height: 4 })).toEqual(clipped));
});
