import { describe, expect, it } from 'vitest';
import { matchColours } from './colourMatch';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };
const area = { x: 0, y: 0, ...size };
const source = testPicture(size);
const frame = { area, rect: area, source, latentSize: { width: 16, height: 16 } };
const changeMap = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 >= 24 && i % 64 < 44 && i > 20 * 64 && i < 44 * 64 ? 255 : 0));

/** The source as a picture decoded with other colours: contrast and level of each channel shifted. */
const shifted = (gain: readonly number[], level: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) =>
    Math.min(255, Math.max(0, Math.round((source[Math.floor(i / 3) * 4 + (i % 3)]! - 128) * gain[i % 3]! + 128 + level[i % 3]!))),
  );

/** Mean absolute difference to the source where the map lets things change, in bytes. */
function distance(rgb: Uint8Array): number {
  let [total, count] = [0, 0];
  changeMap.forEach((value, i) => {
    if (value === 0) return;
    for (let c = 0; c < 3; c++) total += Math.abs(rgb[i * 3 + c]! - source[i * 4 + c]!);
    count += 3;
  });
  return total / count;
}

describe('matchColours', () => {
  it('takes back the shift that an autoencoder gives to all colours', () => {
    const decoded = shifted([0.85, 0.9, 0.8], [12, -8, 5]);
    expect(distance(decoded)).toBeGreaterThan(6);
    expect(distance(matchColours(decoded, frame, changeMap, 1)!)).toBeLessThan(1);
  });

  it('goes half way at one half, and nowhere at none', () => {
    const decoded = shifted([1, 1, 1], [16, 0, -12]);
    const half = matchColours(decoded, frame, changeMap, 0.5)!;
    expect(distance(half)).toBeGreaterThan(0.35 * distance(decoded));
    expect(distance(half)).toBeLessThan(0.65 * distance(decoded));
    expect(matchColours(decoded, frame, changeMap, 0)).toBeNull();
  });

  it('leaves a faithful picture as it is, and what was painted into it', () => {
    const decoded = shifted([1, 1, 1], [0, 0, 0]);
    changeMap.forEach((value, i) => {
      if (value) decoded.set([250, 20, 20], i * 3);
    });
    const matched = matchColours(decoded, frame, changeMap, 1)!;
    expect(Math.max(...matched.map((value, i) => Math.abs(value - decoded[i]!)))).toBeLessThanOrEqual(1);
  });

  it('does not take lost sharpness for lost contrast', () => {
    const fine = source.map((value, i) =>
      i % 4 === 3 ? 255 : Math.floor(i / 4) % 2 ? Math.min(255, value + 40) : Math.max(0, value - 40),
    );
    const smooth = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => {
      const pair = Math.floor(i / 3) & ~1;
      return Math.round((fine[pair * 4 + (i % 3)]! + fine[(pair + 1) * 4 + (i % 3)]!) / 2);
    });
    const matched = matchColours(smooth, { ...frame, source: fine }, changeMap, 1)!;
    expect(Math.max(...matched.map((value, i) => Math.abs(value - smooth[i]!)))).toBeLessThanOrEqual(3);
  });

  it('has nothing to go by where everything may change, is transparent or lies beyond the picture', () => {
    const decoded = shifted([1, 1, 1], [9, 9, 9]);
    expect(
      matchColours(
        decoded,
        frame,
        changeMap.map(() => 1),
        1,
      ),
    ).toBeNull();
    expect(matchColours(decoded, { ...frame, source: source.map((value, i) => (i % 4 === 3 ? 0 : value)) }, changeMap, 1)).toBeNull();
    expect(matchColours(decoded, { ...frame, rect: { x: 24, y: 21, width: 20, height: 20 } }, changeMap, 1)).toBeNull();
  });
});

describe('an edit with colour match', () => {
  const quiet = { onEvent: () => undefined, isCancelled: () => false };
  const run = async (colourMatch: number, map = changeMap) => {
    const edit = await testEdit(size, { colourMatch, steps: 6 }, { changeMap: map });
    return runEdit(edit.recipe, edit.blobs, fakeModel({ shift: 0.2 }), new RunMemory(), quiet);
  };

  it('touches not a byte where nothing may change, and is reused with another amount', async () => {
    const [plain, matched] = [await run(0), await run(1)];
    expect(matched.result.notes).toEqual([]);
    let changed = 0;
    changeMap.forEach((value, i) => {
      const own = [...matched.result.rgba.subarray(i * 4, i * 4 + 4)];
      if (value === 0) expect(own).toEqual([...source.subarray(i * 4, i * 4 + 4)]);
      else if (own.some((byte, c) => byte !== plain.result.rgba[i * 4 + c])) changed += 1;
    });
    expect(changed).toBeGreaterThan(100);
  });

  it('says where it had nothing to go by', async () => {
    const { result } = await run(1, new Uint8Array(64 * 64).fill(255));
    expect(result.notes?.join()).toMatch(/colours could not be matched/);
  });
});
