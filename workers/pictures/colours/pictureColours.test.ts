import { describe, expect, it } from 'vitest';
import { fromSrgb, toSrgb } from '../../maps/colours/convert';
import { curveTag, functionTag, matrixProfile, profilePrimaries, srgbNumbers } from '../fixtures/matrixProfile';
import { makeChunk } from '../png/chunks';
import { pictureColours } from './pictureColours';

const codes = (primaries: number, curve: number) => makeChunk('cICP', Uint8Array.of(primaries, curve, 0, 1));
const { displayP3, adobeRgb, srgb } = profilePrimaries;

function hundredThousandths(type: string, ...values: readonly number[]): Uint8Array {
  const data = new Uint8Array(values.length * 4);
  values.forEach((value, i) => new DataView(data.buffer).setUint32(i * 4, Math.round(value * 100_000)));
  return makeChunk(type, data);
}

type Source = readonly [icc: Uint8Array | null, notes: Uint8Array | null];

function seen([icc, notes]: Source, ...rgb: readonly number[]): number[] {
  const colours = pictureColours(icc, notes);
  if (!colours) throw new Error('They are taken for sRGB’s.');
  return [...toSrgb(Uint8Array.from(rgb), 3, colours)];
}

const p3: Source = [matrixProfile(displayP3), null];
const adobe: Source = [matrixProfile(adobeRgb, curveTag([563])), null];
const threeCurves: Source = [matrixProfile(displayP3, curveTag([461]), { gTRC: curveTag([563]), bTRC: functionTag(0, [2.6]) }), null];
const rec2020: Source = [null, codes(9, 1)];

/** What littleCMS 2.19 makes of profiles (relative colorimetric), and BT.2087's published matrix of Rec. 2020. */
const known: readonly (readonly [string, Source, readonly number[], readonly number[]])[] = [
  ['Display P3', p3, [100, 150, 200, 200, 180, 90, 140, 140, 120], [83, 152, 205, 204, 179, 72, 140, 140, 118]],
  ['Display P3 by code points', [null, codes(12, 13)], [100, 150, 200, 200, 180, 90], [83, 152, 205, 204, 179, 72]],
  ['Adobe RGB', adobe, [100, 150, 200, 200, 180, 90, 140, 140, 120], [66, 151, 203, 209, 181, 83, 141, 141, 120]],
  ['a curve for each channel', threeCurves, [100, 150, 200, 200, 180, 90, 140, 140, 120], [110, 153, 197, 216, 180, 43, 161, 141, 100]],
  ['Rec. 2020', rec2020, [120, 150, 160, 200, 180, 90, 140, 140, 120], [92, 153, 162, 216, 178, 68, 141, 140, 117]],
];

describe('pictureColours', () => {
  it.each(known)('converts %s as others do', (_, source, own, wanted) => {
    seen(source, ...own).forEach((value, i) => expect(Math.abs(value - (wanted[i] ?? 0))).toBeLessThanOrEqual(1));
  });

  it('leaves greys grey, black black and white white, in whichever space of sRGB’s curve', () => {
    const greys = [0, 60, 128, 200, 255].flatMap((grey) => [grey, grey, grey]);
    for (const source of [p3, rec2020, [null, codes(11, 13)], [null, codes(4, 13)], [null, codes(6, 13)]] as const)
      seen(source, ...greys).forEach((value, i) => expect(Math.abs(value - (greys[i] ?? 0))).toBeLessThanOrEqual(1));
  });

  const gamma = (g: number): Source => [null, hundredThousandths('gAMA', 1 / g)];
  it.each<readonly [string, Source]>([
    ['Display P3', p3],
    ['Adobe RGB', adobe],
    ['Rec. 2020', rec2020],
    ['a curve for each channel', threeCurves],
    ['PQ', [null, codes(9, 16)]],
    ['HLG', [null, codes(9, 18)]],
    ['gamma 1.8', gamma(1.8)],
    ['another gamma in a profile', [matrixProfile(srgb, functionTag(0, [1.8])), null]],
    ['samples', [matrixProfile(displayP3, curveTag(Array.from({ length: 1024 }, (_, i) => Math.round(65535 * (i / 1023) ** 2)))), null]],
    ['chromaticities', [null, hundredThousandths('cHRM', 0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)]],
  ])('brings what the model sees back into %s', (_, [icc, notes]) => {
    const colours = pictureColours(icc, notes);
    if (!colours) throw new Error('They are taken for sRGB’s.');
    // Colours within sRGB, for what lies outside cannot come back.
    const srgbBytes = Uint8Array.from(
      { length: 3 * 343 },
      (__, i) => [30, 60, 90, 120, 150, 180, 210][Math.floor(Math.floor(i / 3) / 7 ** (i % 3)) % 7] as number,
    );
    const own = fromSrgb(srgbBytes, 3, colours);
    const again = fromSrgb(toSrgb(own, 3, colours), 3, colours);
    expect(own).not.toEqual(srgbBytes);
    again.forEach((value, i) => expect(Math.abs(value - (own[i] as number))).toBeLessThanOrEqual(2));
  });

  it('brings high dynamic range into a screen’s, brighter as it was brighter', () => {
    for (const curve of [16, 18]) {
      const greys = seen([null, codes(9, curve)], ...Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)));
      greys.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(greys[i - 3] ?? 0));
      expect([greys[0], greys[767]]).toEqual([0, 255]);
    }
    // BT.2408: graphics white, 203 cd/m², is 58 % of PQ and 75 % of HLG.
    expect(seen([null, codes(9, 16)], 148, 148, 148)[0]).toBeGreaterThan(210);
    expect(seen([null, codes(9, 18)], 191, 191, 191)[0]).toBeGreaterThan(210);
  });

  it('takes what is sRGB’s or nearly so, and what is not understood, as it is', () => {
    const sources: readonly Source[] = [
      [null, null],
      [matrixProfile(srgb), null],
      [matrixProfile(srgb, functionTag(4, [...srgbNumbers, 0, 0])), null],
      [matrixProfile(displayP3), codes(1, 13)],
      [null, codes(77, 99)],
      [null, makeChunk('cICP', new Uint8Array(0))],
      [null, hundredThousandths('gAMA', 0.45455)],
      [null, hundredThousandths('cHRM', 0, 0, 0, 0, 0, 0, 0, 0)],
      [matrixProfile(displayP3, curveTag([9, 5, 1])), null],
      [matrixProfile(displayP3, curveTag([563]), { bTRC: curveTag([9, 5, 1]) }), null],
      [
        matrixProfile([
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ]),
        null,
      ],
      [matrixProfile(displayP3).subarray(0, 200), null],
    ];
    for (const [icc, notes] of sources) expect(pictureColours(icc, notes)).toBeNull();
  });

  it('goes by code points before a profile, and by that before gamma', () => {
    expect(pictureColours(matrixProfile(srgb), codes(12, 13))).toEqual(pictureColours(null, codes(12, 13)));
    expect(pictureColours(matrixProfile(srgb), hundredThousandths('gAMA', 1))).toBeNull();
  });

  it('never reads beyond a profile, whatever stands in it', () => {
    const whole = matrixProfile(displayP3, curveTag([563]));
    for (let at = 128; at < whole.length; at++)
      for (const value of [0, 1, 127, 255]) {
        const broken = whole.slice();
        broken[at] = value;
        expect(() => pictureColours(broken, null)).not.toThrow();
      }
  });
});
