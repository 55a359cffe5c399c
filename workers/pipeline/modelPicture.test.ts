import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromModelPicture, toModelPicture } from './modelPicture';

it('returns every byte to itself at scale 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6 * 4, maxLength: 6 * 4 }), (bytes) => {
      for (let i = 3; i < bytes.length; i += 4) bytes[i] = 255;
      const size = { width: 3, height: 2 };
      const rgb = fromModelPicture(toModelPicture(bytes, size, size), size);
      for (let i = 0; i < 6; i++) for (let c = 0; c < 3; c++) expect(rgb[i * 3 + c]).toBe(bytes[i * 4 + c]);
    }),
  );
});

it('maps 0…255 to −1…1, channel planes in order', () => {
  const picture = toModelPicture(Uint8Array.of(0, 255, 51, 255), { width: 1, height: 1 }, { width: 1, height: 1 });
  expect(picture.shape).toEqual([1, 3, 1, 1]);
  expect(picture.data[0]).toBe(-1);
  expect(picture.data[1]).toBe(1);
  expect(picture.data[2]).toBeCloseTo(-0.6, 6);
});

it('cuts off what a model paints beyond black and white', () => {
  expect([...fromModelPicture({ data: Float32Array.of(-1.7, 1.4, 0), shape: [1, 3, 1, 1] }, { width: 1, height: 1 })]).toEqual([
    0, 255, 128,
  ]);
});
