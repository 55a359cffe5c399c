import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeOver } from './composeOver';

it('covers with what is opaque, keeps what lies under nothing, and mixes between', () => {
  expect([...composeOver(Uint8Array.of(10, 20, 30, 255), Uint8Array.of(1, 2, 3, 255))]).toEqual([1, 2, 3, 255]);
  expect([...composeOver(Uint8Array.of(10, 20, 30, 77), Uint8Array.of(1, 2, 3, 0))]).toEqual([10, 20, 30, 77]);
  expect([...composeOver(Uint8Array.of(0, 0, 0, 255), Uint8Array.of(255, 255, 255, 51))]).toEqual([51, 51, 51, 255]);
  expect([...composeOver(Uint8Array.of(9, 9, 9, 0), Uint8Array.of(100, 0, 0, 128))]).toEqual([100, 0, 0, 128]);
});

it('never leaves the range of its two colours, and stays opaque over opaque pixels', () => {
  const pixel = fc.uint8Array({ minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(pixel, pixel, (below, above) => {
      below[3] = 255;
      const out = composeOver(below, above);
      expect(out[3]).toBe(255);
      for (const c of [0, 1, 2]) {
        expect(out[c]).toBeGreaterThanOrEqual(Math.min(below[c]!, above[c]!));
        expect(out[c]).toBeLessThanOrEqual(Math.max(below[c]!, above[c]!));
      }
    }),
  );
});
