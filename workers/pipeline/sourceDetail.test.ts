import { describe, expect, it } from 'vitest';
import { resampleBilinear } from '../maps/toLatents';
import { BilinearRows } from '../maps/bilinearRows';
import { closeSeam } from './closeSeam';
import { fillSmoothly } from '../maps/fillSmoothly';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { cellLikeness, cellStrengths, detailWeights, restoreDetail } from './sourceDetail';
import { fakeModel } from './testing/fakeModel';
import { testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };
const area = { x: 0, y: 0, ...size };
const source = testPicture(size);
const frame = { area, rect: area, source, latentSize: { width: 8, height: 8 } };
const rgb = (of: (pixel: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => of(Math.floor(i / 3), i % 3));
const own = rgb((i, c) => source[i * 4 + c]!);
const square = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 >= 20 && i % 64 < 44 && i >= 20 * 64 && i < 44 * 64 ? 255 : 0));
const cells = (value: number) => new Float32Array(64).fill(value);

describe('the weight of the source’s detail', () => {
  const latents = (offset: number) => ({ data: new Float32Array(4 * 64).fill(offset), shape: [1, 4, 8, 8] });

  it('is 1 where nothing happened, falls with the distance of the latents, and is 0 at full strength', () => {
    const same = cellLikeness(latents(0), latents(0), cells(1));
    expect([...new Set(detailWeights(same, cells(0)))]).toEqual([1]);
    const moved = (distance: number, strength: number) => cellLikeness(latents(distance), latents(0), cells(strength))[20];
    expect(moved(0.4, 1)).toBeCloseTo(Math.exp(-1), 5);
    expect(moved(0.8, 0.5)).toBeCloseTo(Math.exp(-1), 5);
    expect(moved(0.8, 0.1)).toBeGreaterThan(0.95);
    expect(moved(0.8, 1)).toBeLessThan(0.02);
    expect([...new Set(detailWeights(same, cells(1)))]).toEqual([0]);
    expect(detailWeights(same, cells(0.5))[3]).toBeCloseTo(0.75, 6);
  });

  it('knows by the method how much of the schedule ran', async () => {
    const { recipe } = await testEdit(size, { strength: 0.4 });
    const strengths = (method: typeof recipe.method) => cellStrengths({ ...recipe, method }, frame, square)?.[27];
    expect(strengths({ name: 'differential', futureHinting: true })).toBeCloseTo(0.4, 6);
    expect(cellStrengths(recipe, frame, square)?.[0]).toBe(0);
    expect(cellStrengths({ ...recipe, method: { name: 'image-to-image' } }, frame, square)?.[0]).toBeCloseTo(0.4, 6);
    expect(strengths({ name: 'exemplar-blend', passes: 'single', exemplars: [] } as never)).toBeUndefined();
  });
});

describe('restoreDetail', () => {
  const lossy = rgb((i, c) => Math.max(0, source[i * 4 + c]! - 6 + (i % 2) * 12));

  it('gives the source back to the byte where the result is its own reconstruction and the weight is 1', () => {
    const given = restoreDetail({ frame, changeMap: square, decoded: lossy, reconstruction: lossy, weights: cells(1), amount: 1 });
    expect(Buffer.compare(given, own)).toBe(0);
  });

  it('gives nothing fine back where the weight is 0, but the tone of the surroundings', () => {
    const darker = rgb((i, c) => Math.max(0, source[i * 4 + c]! - 6));
    const given = restoreDetail({ frame, changeMap: square, decoded: darker, reconstruction: lossy, weights: cells(0), amount: 1 });
    const middle = 32 * 64 + 32;
    expect(given[middle * 3]).toBe(source[middle * 4]);
  });

  it('does half at one half, and nothing at none', () => {
    const at = (amount: number) =>
      restoreDetail({ frame, changeMap: square, decoded: lossy, reconstruction: lossy, weights: cells(1), amount });
    expect(Buffer.compare(at(0), lossy)).toBe(0);
    const distance = (one: Uint8Array) => one.reduce((sum, value, i) => sum + Math.abs(value - own[i]!), 0);
    expect(distance(at(0.5)) / distance(lossy)).toBeCloseTo(0.5, 1);
  });
});

describe('closeSeam', () => {
  const brighter = rgb((i, c) => Math.min(255, source[i * 4 + c]! + (square[i] ? 8 : 0)));
  const step = (edited: Uint8Array): number => {
    const rim = [...square.keys()].filter((i) => square[i] && i % 64 < 24);
    return rim.reduce((sum, i) => sum + edited[i * 3 + 1]! - own[i * 3 + 1]!, 0) / rim.length;
  };

  it('takes the step in tone back along the contour, and not a byte outside it', () => {
    const closed = closeSeam(brighter, frame, square, cells(1), 1);
    expect(step(brighter)).toBeGreaterThan(7);
    expect(Math.abs(step(closed))).toBeLessThan(0.5);
    square.forEach((value, i) => value === 0 && expect(closed[i * 3]).toBe(brighter[i * 3]));
  });

  it('leaves what is new up to the contour, and a picture without a contour', () => {
    expect(Buffer.compare(closeSeam(brighter, frame, square, cells(0), 1), brighter)).toBe(0);
    expect(
      closeSeam(
        brighter,
        frame,
        square.map(() => 255),
        cells(1),
        1,
      ),
    ).toBe(brighter);
  });
});

describe('fields over cells', () => {
  it('go on smoothly where nothing is known', () => {
    const known = Float32Array.from({ length: 64 }, (_, i) => (i % 8 < 3 ? 1 : 0));
    expect([...fillSmoothly(cells(5), known, { width: 8, height: 8 })].every((value) => Math.abs(value - 5) < 1e-5)).toBe(true);
    expect([...new Set(fillSmoothly(cells(5), cells(0), { width: 8, height: 8 }))]).toEqual([0]);
  });

  it('are read row by row as they are resampled whole', () => {
    const field = Float32Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const [from, to] = [
      { width: 5, height: 3 },
      { width: 23, height: 17 },
    ];
    const rows = new BilinearRows(field, from, to);
    const whole = resampleBilinear(field, from, to);
    for (let y = 0; y < 17; y++) rows.at(y).forEach((value, x) => expect(value).toBeCloseTo(whole[y * 23 + x]!, 5));
  });
});

describe('a run with the source’s detail', () => {
  it('decodes the source once for a picture, reuses every latent, and never touches what may not change', async () => {
    const memory = new RunMemory();
    const model = fakeModel();
    const run = async (sourceDetail: number, seed = 7) => {
      const edit = await testEdit(size, { sourceDetail, strength: 0.5, seed });
      return { ...(await runEdit(edit.recipe, edit.blobs, model, memory, { onEvent: () => undefined, isCancelled: () => false })), edit };
    };
    const plain = await run(0);
    expect(model.calls.decodings).toBe(1);
    const given = await run(1);
    expect(model.calls.decodings).toBe(3);
    expect(given.result.evaluations.done).toBe(0);
    await run(1, 8);
    expect(model.calls.decodings).toBe(4);
    expect(Buffer.compare(given.result.rgba, plain.result.rgba)).not.toBe(0);
    given.edit.changeMap.forEach((value, i) => {
      if (value !== 0) return;
      const at = (i - given.result.rect.y * 64 - given.result.rect.x) * 4;
      expect([...given.result.rgba.subarray(at, at + 4)]).toEqual([...given.edit.source.subarray(i * 4, i * 4 + 4)]);
    });
  });

  it('needs no second decoding where all is changed', async () => {
    const model = fakeModel();
    const edit = await testEdit(size, { sourceDetail: 1, strength: 1 }, { changeMap: new Uint8Array(64 * 64).fill(255) });
    await runEdit(edit.recipe, edit.blobs, model, new RunMemory(), { onEvent: () => undefined, isCancelled: () => false });
    expect(model.calls.decodings).toBe(1);
  });
});
