import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../protocol/tensor';
import { Fault } from '../../protocol/faults';
import type { Conditioning, Denoiser, MethodRun } from '../contracts';
import { gaussianBlur } from '../latents/gaussianBlur';
import { TorchGenerator } from '../random/torchGenerator';
import { createScheduler } from '../schedulers/createScheduler';
import { makeRun, stableConfig } from '../testing/testRuns';
import { binaryMask, softContrast } from '../../maps/contrast/softContrast';
import { diffEditMask } from './diffEdit';
import { layoutDifferences, maskOfLayouts } from './layoutMask';

const plane = 16;
const shape = [1, 2, 4, 4];
const region = (i: number) => i % 4 < 2;

/** Predicts the condition's number inside the region, the same for everybody outside. */
class Regional implements Denoiser<number> {
  calls = 0;
  predict({ data }: Tensor, _: number, { conditional }: Conditioning<number>): Promise<Tensor> {
    this.calls += 1;
    return Promise.resolve({ data: data.map((value, i) => 0.5 * value + (region(i % plane) ? conditional : 0)), shape });
  }
}

const plain = (conditional: number): Conditioning<number> => ({ conditional, unconditional: null, guidanceScale: 1, guidanceRescale: 0 });
const noises = [1, 2, 3].map((seed) => new TorchGenerator(seed).next(shape));
const maskSettings = () => ({
  denoiser: new Regional(),
  scheduler: createScheduler({ _class_name: 'DDIMScheduler', ...stableConfig }),
  steps: 20,
  noiseStrength: 0.5,
  query: plain(1),
  reference: plain(0),
  source: new TorchGenerator(9).next(shape),
  noises,
  clampRatio: 3,
  threshold: 0.5,
  onEvaluation: () => Promise.resolve(),
});

describe('diffEditMask', () => {
  it('finds where two texts differ, from two evaluations a noise at the middle timestep', async () => {
    const settings = maskSettings();
    const { mask, contrast, timestep, evaluations } = await diffEditMask(settings);
    expect([...mask]).toEqual(Array.from({ length: plane }, (_, i) => (region(i) ? 1 : 0)));
    expect(Math.max(...contrast)).toBeLessThanOrEqual(1);
    expect(timestep).toBe(451);
    expect([evaluations, settings.denoiser.calls]).toEqual([6, 6]);
  });

  it('is empty where the texts agree', async () => {
    const { contrast, mask } = await diffEditMask({ ...maskSettings(), query: plain(0) });
    expect([...contrast, ...mask].every((value) => value === 0)).toBe(true);
  });

  it('tells of each evaluation and can be cancelled there', async () => {
    const seen: [number, number][] = [];
    const settings = maskSettings();
    const onEvaluation = (done: number, count: number) => {
      seen.push([done, count]);
      return done === 2 ? Promise.reject(new Fault('cancelled', 'Cancelled.')) : Promise.resolve();
    };
    await expect(diffEditMask({ ...settings, onEvaluation })).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual([
      [1, 6],
      [2, 6],
    ]);
    expect(settings.denoiser.calls).toBe(2);
  });

  it('refuses no noise at all, and a noise strength of nothing', async () => {
    await expect(diffEditMask({ ...maskSettings(), noises: [] })).rejects.toMatchObject({ code: 'bad-recipe' });
    await expect(diffEditMask({ ...maskSettings(), noiseStrength: 0.01 })).rejects.toMatchObject({ code: 'no-step-left' });
  });
});

describe('contrast', () => {
  it('clamps outliers at the ratio of the mean and divides by it', () => {
    const contrast = softContrast(Float64Array.of(0, 1, 1, 10), 2);
    expect([...contrast].map((value) => Number(value.toFixed(6)))).toEqual([0, 0.166667, 0.166667, 1]);
  });

  it('does not depend on the scale of the differences, as guidance cannot change the mask', () => {
    const values = Float64Array.from({ length: 9 }, (_, i) => i * i);
    const once = softContrast(values, 3);
    softContrast(
      values.map((value) => value * 7.5),
      3,
    ).forEach((value, i) => expect(value).toBeCloseTo(once[i]!, 6));
  });

  it('is strict at the threshold', () => expect([...binaryMask(Float32Array.of(0.5, 0.5000001, 0.1), 0.5)]).toEqual([0, 1, 0]));
});

describe('the mask between layouts', () => {
  const settings = (changes: Partial<MethodRun<number>> = {}) => ({
    ...makeRun(createScheduler({ _class_name: 'DDIMScheduler', ...stableConfig }), { conditioning: plain(0), ...changes }),
    denoiser: new Regional(),
  });

  it('compares the last predictions of whole runs under both layouts', async () => {
    const run = settings({ steps: 10, strength: 0.5 });
    const { differences, evaluations } = await layoutDifferences(run, { denoiser: run.denoiser, conditioning: plain(1) }, noises);
    const { mask } = maskOfLayouts(differences, run.source, { clampRatio: 3, threshold: 0.1, smoothingCells: 0 });
    expect([...mask]).toEqual(Array.from({ length: plane }, (_, i) => (region(i) ? 1 : 0)));
    expect(evaluations).toBe(run.denoiser.calls);
    expect(evaluations).toBe(3 * 2 * 5);
    expect(run.reports).toHaveLength(evaluations);
  });

  it('asks each layout’s own denoiser', async () => {
    const run = settings({ steps: 4 });
    const wanted = new Regional();
    await layoutDifferences(run, { denoiser: wanted, conditioning: plain(1) }, noises.slice(0, 1));
    expect([run.denoiser.calls, wanted.calls]).toEqual([4, 4]);
  });

  it('grows softly with smoothing', async () => {
    const run = settings({ steps: 4 });
    const { differences } = await layoutDifferences(run, { denoiser: new Regional(), conditioning: plain(1) }, noises.slice(0, 1));
    const area = (smoothingCells: number) =>
      maskOfLayouts(differences, run.source, { clampRatio: 3, threshold: 0.1, smoothingCells }).mask.reduce((sum, value) => sum + value, 0);
    expect(area(1)).toBeGreaterThan(area(0));
  });

  it('refuses no noise at all', async () => {
    await expect(layoutDifferences(settings(), { denoiser: new Regional(), conditioning: plain(1) }, [])).rejects.toMatchObject({
      code: 'bad-recipe',
    });
  });
});

describe('gaussianBlur', () => {
  it('keeps an even plane even and a spot’s sum', () => {
    const size = { width: 9, height: 7 };
    gaussianBlur(new Float32Array(63).fill(0.4), size, 1.3).forEach((value) => expect(value).toBeCloseTo(0.4, 6));
    const spot = new Float32Array(63);
    spot[3 * 9 + 4] = 1;
    const blurred = gaussianBlur(spot, size, 1);
    expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 2);
    expect(blurred[3 * 9 + 4]!).toBeCloseTo(1 / (2 * Math.PI), 1);
    expect(blurred[3 * 9 + 3]).toBeCloseTo(blurred[2 * 9 + 4]!, 6);
  });
});
