import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pasteBack } from './pasteBack';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

it('returns the source byte for byte where the map is 0, its alpha everywhere, and a mixture elsewhere', () => {
  fc.assert(
    fc.property(bytes(20 * 4), bytes(20 * 3), bytes(20), fc.constantFrom(0, 1, 3), (source, edited, map, softness) => {
      const changeMap = map.map((value) => (value < 128 ? 0 : value));
      // An area of 5 × 4 at −1, 0, of which 4 × 3 lie on the picture.
      const frame = { area: { x: -1, y: 0, width: 5, height: 4 }, rect: { x: 0, y: 0, width: 4, height: 3 }, source };
      const { rgba, coverage } = pasteBack(frame, changeMap, edited, softness);
      for (let y = 0; y < 3; y++) {
        for (let x = 0; x < 4; x++) {
          const at = y * 4 + x;
          const inArea = y * 5 + x + 1;
          const changes = changeMap[inArea] !== 0;
          expect(coverage[at]).toBe(changes ? 255 : 0);
          expect(rgba[at * 4 + 3]).toBe(source[inArea * 4 + 3]);
          for (let c = 0; c < 3; c++) {
            const [from, to, got] = [source[inArea * 4 + c]!, edited[inArea * 3 + c]!, rgba[at * 4 + c]!];
            if (changes) {
              expect(got).toBeGreaterThanOrEqual(Math.min(from, to));
              expect(got).toBeLessThanOrEqual(Math.max(from, to));
              if (softness === 0) expect(got).toBe(to);
            } else expect(got).toBe(from);
          }
        }
      }
    }),
  );
});

it('fades the faintest change in, and takes everything from 5 % of change up whole', () => {
  const frame = {
    area: { x: 0, y: 0, width: 3, height: 1 },
    rect: { x: 0, y: 0, width: 3, height: 1 },
    source: Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9),
  };
  const { rgba } = pasteBack(frame, Uint8Array.of(1, 6, 13), new Uint8Array(9).fill(255), 0);
  expect(rgba[0]).toBe(Math.round(255 / 12.75));
  expect(rgba[4]).toBe(Math.round((6 * 255) / 12.75));
  expect(rgba[8]).toBe(255);
});
