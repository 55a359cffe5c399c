import { expect, it } from 'vitest';
import { greyPixels, tintedPixels } from './previewPixels';

it('shows values as opaque greys', () => {
  expect([...greyPixels(Uint8Array.of(0, 200))]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
});

it('tints what is covered and leaves the rest, and the picture itself, alone', () => {
  const picture = Uint8Array.of(10, 20, 30, 255, 10, 20, 30, 255);
  const tinted = tintedPixels(picture, Uint8Array.of(0, 255));
  expect([...tinted.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
  expect([...tinted.subarray(4)]).toEqual([149, 80, 36, 255]);
  expect([...picture.subarray(4)]).toEqual([10, 20, 30, 255]);
});
