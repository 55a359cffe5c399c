import { describe, expect, it } from 'vitest';
import { pictureColours } from '../colours/pictureColours';
import { buildIcc } from '../fixtures/buildIcc';
import { curveTag, matrixProfile, profilePrimaries } from '../fixtures/matrixProfile';
import { makeChunk } from '../png/chunks';
import { colourNotice } from './colourNotice';

const srgb = matrixProfile(profilePrimaries.srgb);
const displayP3 = matrixProfile(profilePrimaries.displayP3);
const codes = (primaries: number, curve: number) => makeChunk('cICP', Uint8Array.of(primaries, curve, 0, 1));
const say = (icc: Uint8Array | null, notes: Uint8Array | null) => colourNotice(pictureColours(icc, notes), icc, notes);

describe('colourNotice', () => {
  it('is silent of sRGB and of what nobody knows', () => {
    for (const [icc, notes] of [
      [null, null],
      [srgb, null],
      [buildIcc('RGB '), null],
      [null, codes(1, 13)],
      [null, codes(1, 1)],
      [displayP3, codes(1, 13)],
    ] as const)
      expect(say(icc, notes)).toBeNull();
  });

  it('tells other colours, high dynamic range and other curves apart', () => {
    expect(say(displayP3, null)).toContain('other colours than sRGB’s: the model sees it converted');
    expect(say(null, codes(12, 13))).toContain('other colours');
    expect(say(null, codes(9, 16))).toContain('high dynamic range');
    expect(say(srgb, codes(9, 18))).toContain('high dynamic range');
    expect(say(null, codes(1, 8))).toContain('another curve');
    expect(say(matrixProfile(profilePrimaries.srgb, undefined, { bTRC: curveTag([256]) }), null)).toContain('another curve');
  });

  it('says where a profile is only handed on', () => {
    const tables = matrixProfile(profilePrimaries.displayP3, curveTag([3, 2, 1]), { A2B0: new Uint8Array(8) });
    expect(say(tables, null)).toContain('made of tables, which Sfumato only hands on');
    const falling = matrixProfile(profilePrimaries.displayP3, curveTag([563]), { gTRC: curveTag([3, 2, 1]) });
    expect(say(falling, null)).toContain('curves that Sfumato cannot make sense of and only hands on');
  });
});
