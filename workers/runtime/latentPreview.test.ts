import { describe, expect, it } from 'vitest';
import { gatherPreviewFit, latentsToRgba, solvePreviewFit } from './latentPreview';

/** Latents of 3 channels, and a picture that is a known linear map of them. */
function pair(cells: number, seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state * 16807) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  };
  const latents = { data: Float32Array.from({ length: 3 * cells }, next), shape: [1, 3, 1, cells] };
  const value = (channel: number, cell: number): number => latents.data[channel * cells + cell] ?? 0;
  const picture = new Float32Array(3 * cells);
  for (let cell = 0; cell < cells; cell++) {
    picture[cell] = 0.3 * value(0, cell) - 0.2 * value(2, cell) + 0.1;
    picture[cells + cell] = 0.4 * value(1, cell);
    picture[2 * cells + cell] = -0.1 * value(0, cell) + 0.2 * value(1, cell) + 0.3 * value(2, cell) - 0.2;
  }
  return { latents, picture: { data: picture, shape: [1, 3, 1, cells] } };
}

describe('latent preview', () => {
  it('recovers a linear map, gathered from two pictures', () => {
    const [a, b] = [pair(40, 7), pair(40, 99)];
    const coefficients = solvePreviewFit(gatherPreviewFit(b.latents, b.picture, gatherPreviewFit(a.latents, a.picture)));
    const test = pair(16, 3);
    const rgba = latentsToRgba(test.latents, coefficients);
    for (let cell = 0; cell < 16; cell++) {
      for (let c = 0; c < 3; c++) expect(rgba[cell * 4 + c]).toBeCloseTo(((test.picture.data[c * 16 + cell] ?? 0) + 1) * 127.5, -0.5);
      expect(rgba[cell * 4 + 3]).toBe(255);
    }
  });

  it('stays finite on a flat picture', () => {
    const latents = { data: new Float32Array(12).fill(0.5), shape: [1, 3, 2, 2] };
    const picture = { data: new Float32Array(12).fill(1), shape: [1, 3, 2, 2] };
    const coefficients = solvePreviewFit(gatherPreviewFit(latents, picture));
    expect([...coefficients].every(Number.isFinite)).toBe(true);
    expect(latentsToRgba(latents, coefficients)[0]).toBeGreaterThan(250);
  });
});
