import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rect } from '../protocol/geometry';
import { latentCell } from './latentCell';
import { toLatents } from './toLatents';

it('gives every cell the value that the whole latent map has there, whatever the sizes and the reduction', () => {
  const side = fc.integer({ min: 1, max: 23 });
  const latentSide = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(
      side,
      side,
      latentSide,
      latentSide,
      fc.constantFrom('maximum' as const, 'mean' as const, 'bilinear' as const),
      fc.integer(),
      (width, height, columns, rows, reduction, seed) => {
        const change = Uint8Array.from({ length: width * height }, (_, i) => (Math.imul(i + 1, seed | 1) >>> 11) & 255);
        const read = (rect: Rect) =>
          Uint8Array.from(
            { length: rect.width * rect.height },
            (_, i) => change[(rect.y + Math.floor(i / rect.width)) * width + rect.x + (i % rect.width)]!,
          );
        const latentSize = { width: columns, height: rows };
        const whole = toLatents(change, { width, height }, latentSize, reduction);
        whole.forEach((value, i) => {
          expect(latentCell(read, { width, height }, latentSize, reduction, { x: i % columns, y: Math.floor(i / columns) })).toBeCloseTo(
            value,
            5,
          );
        });
      },
    ),
    { numRuns: 150 },
  );
});
