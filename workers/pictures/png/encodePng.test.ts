import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { buildIcc } from '../fixtures/buildIcc';
import { decodePng } from './decodePng';
import { encodeGreyPng, encodePng } from './encodePng';

describe('encodePng', () => {
  it('comes back byte for byte, also under alpha 0, in our decoder and in another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.integer(),
        async (width, height, smooth, seed) => {
          const rgba = new Uint8Array(width * height * 4).map(
            (_, i) => (smooth ? i * 3 + (i & 3) * 60 : Math.imul(i + 1, seed | 1) >> 7) & 255,
          );
          const png = await encodePng({ width, height, rgba, icc: null });
          const own = await decodePng(png);
          expect([own.width, own.height]).toEqual([width, height]);
          expect(Buffer.compare(own.rgba, rgba)).toBe(0);
          const other = decode(png, { checkCrc: true });
          if (other.channels === 4) expect(Buffer.compare(other.data as Uint8Array, rgba)).toBe(0);
        },
      ),
      { numRuns: 120, seed: 3 },
    );
  });

  it('stores an opaque picture without alpha, and gives it back', async () => {
    const rgba = new Uint8Array(30 * 20 * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 29) & 255));
    const png = await encodePng({ width: 30, height: 20, rgba, icc: null });
    expect(decode(png, { checkCrc: true }).channels).toBe(3);
    expect(Buffer.compare((await decodePng(png)).rgba, rgba)).toBe(0);
  });

  it('keeps the only transparent pixel', async () => {
    const rgba = new Uint8Array(9 * 9 * 4).fill(255);
    rgba.set([12, 34, 56, 0], 40 * 4);
    expect([...(await decodePng(await encodePng({ width: 9, height: 9, rgba, icc: null }))).rgba.slice(160, 164)]).toEqual([12, 34, 56, 0]);
  });

  it('embeds the colour profile so that another reader finds it', async () => {
    const icc = buildIcc('RGB ', 3000);
    const png = await encodePng({ width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 4), icc });
    expect([...(await decodePng(png)).icc!]).toEqual([...icc]);
    expect([...decode(png).iccEmbeddedProfile!.profile]).toEqual([...icc]);
  });

  it('writes plain texts where every reader finds them', async () => {
    const png = await encodePng({
      width: 1,
      height: 1,
      rgba: Uint8Array.of(1, 2, 3, 4),
      icc: null,
      text: [{ keyword: 'parameters', text: 'a house\nSteps: 20' }],
    });
    expect(decode(png, { checkCrc: true }).text['parameters']).toBe('a house\nSteps: 20');
  });

  it('compresses what is smooth', async () => {
    const rgba = new Uint8Array(256 * 256 * 4).map((_, i) => (i % 4 === 3 ? 255 : ((i >> 2) % 256) & 255));
    expect((await encodePng({ width: 256, height: 256, rgba, icc: null })).length).toBeLessThan(4000);
  });
});

describe('encodeGreyPng', () => {
  it('is an 8-bit grey PNG of these values', async () => {
    const grey = new Uint8Array(37 * 21).map((_, i) => (i * 13) & 255);
    const png = await encodeGreyPng(37, 21, grey);
    const other = decode(png, { checkCrc: true });
    expect([other.channels, other.depth]).toEqual([1, 8]);
    expect(Buffer.compare(other.data as Uint8Array, grey)).toBe(0);
    expect([...(await decodePng(png)).rgba].filter((_, i) => i % 4 === 0)).toEqual([...grey]);
  });
});
