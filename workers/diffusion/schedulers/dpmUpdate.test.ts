import { describe, expect, it } from 'vitest';
import { multistepWeights, singlestepWeights, solverLevel, solverWeights } from './dpmUpdate';
import type { SolverAlgorithm, SolverLevel, SolverType } from './dpmUpdate';

const [s2, s1, s0, t] = [9, 6, 3.5, 1.2].map(solverLevel) as [SolverLevel, SolverLevel, SolverLevel, SolverLevel];
const [m0, m1, m2] = [0.7, -1.3, 0.4] as const;

/** D₁ and D₂ of a multi-step update, as the paper writes them. */
function differences(h: number): readonly [number, number, number] {
  const [r0, r1] = [(s0.logRatio - s1.logRatio) / h, (s1.logRatio - s2.logRatio) / h];
  const [d10, d11] = [(m0 - m1) / r0, (m1 - m2) / r1];
  return [d10, d10 + (r0 / (r0 + r1)) * (d10 - d11), (d10 - d11) / (r0 + r1)];
}

/** What the predictions add, as the papers write it. */
function published(algorithm: SolverAlgorithm, order: number, type: SolverType): number {
  const h = t.logRatio - s0.logRatio;
  const [slope, d1, d2] = differences(h);
  const midpoint = order === 2 && type === 'midpoint';
  switch (algorithm) {
    case 'dpmsolver++': {
      const phi = Math.exp(-h) - 1;
      const first = -t.signal * phi * m0;
      if (order === 1) return first;
      if (midpoint) return first - 0.5 * t.signal * phi * slope;
      if (order === 2) return first + t.signal * (phi / h + 1) * slope;
      return first + t.signal * (phi / h + 1) * d1 - t.signal * ((phi + h) / h ** 2 - 0.5) * d2;
    }
    case 'sde-dpmsolver++': {
      const decay = 1 - Math.exp(-2 * h);
      const first = t.signal * decay * m0;
      if (order === 1) return first;
      if (midpoint) return first + 0.5 * t.signal * decay * slope;
      if (order === 2) return first + t.signal * (decay / (-2 * h) + 1) * slope;
      return first + t.signal * (decay / (-2 * h) + 1) * d1 + t.signal * ((decay - 2 * h) / (2 * h) ** 2 - 0.5) * d2;
    }
    case 'dpmsolver': {
      const phi = Math.exp(h) - 1;
      const first = -t.noise * phi * m0;
      if (order === 1) return first;
      if (midpoint) return first - 0.5 * t.noise * phi * slope;
      if (order === 2) return first - t.noise * (phi / h - 1) * slope;
      return first - t.noise * (phi / h - 1) * d1 - t.noise * ((phi - h) / h ** 2 - 0.5) * d2;
    }
    case 'sde-dpmsolver': {
      const phi = Math.exp(h) - 1;
      const first = -2 * t.noise * phi * m0;
      if (order === 1) return first;
      return midpoint ? first - t.noise * phi * slope : first - 2 * t.noise * (phi / h - 1) * slope;
    }
  }
}

const algorithms: readonly SolverAlgorithm[] = ['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++'];
const cases = algorithms
  .flatMap((algorithm) => [1, 2, 3].flatMap((order) => (['midpoint', 'heun'] as const).map((type) => [algorithm, order, type] as const)))
  .filter(([algorithm, order]) => !(algorithm === 'sde-dpmsolver' && order === 3));

describe('the DPM-Solver update', () => {
  it.each(cases)('%s of order %i, %s, is the published one', (algorithm, order, type) => {
    const h = t.logRatio - s0.logRatio;
    const ratios = [(s0.logRatio - s1.logRatio) / h, (s1.logRatio - s2.logRatio) / h].slice(0, order - 1);
    const each = multistepWeights(solverWeights(algorithm, s0, t), type, ratios);
    expect(each).toHaveLength(order);
    const sum = each.reduce((total, weight, i) => total + weight * [m0, m1, m2][i]!, 0);
    expect(sum).toBeCloseTo(published(algorithm, order, type), 6);
  });

  it.each([1, 2, 3])('carries one clean picture to the next level, order %i, multi-step or single-step', (order) => {
    const noised = (level: SolverLevel) => level.signal * 0.8 + level.noise * -0.3;
    const h = t.logRatio - s0.logRatio;
    const multi = multistepWeights(solverWeights('dpmsolver++', s0, t), 'midpoint', [0.7, 0.9].slice(0, order - 1));
    const weights = solverWeights('dpmsolver++', s0, t);
    expect(weights.sample * noised(s0) + multi.reduce((total, weight) => total + weight * 0.8, 0)).toBeCloseTo(noised(t), 5);
    const start = [s0, s1, s2][order - 1]!;
    const whole = solverWeights('dpmsolver++', start, t);
    for (const type of ['midpoint', 'heun'] as const) {
      const single = singlestepWeights(whole, type, [0.7, 0.4].slice(0, order - 1));
      expect(whole.sample * noised(start) + single.reduce((total, weight) => total + weight * 0.8, 0)).toBeCloseTo(noised(t), 5);
    }
    expect(h).toBeGreaterThan(0);
  });

  it('ends at the clean prediction where no noise is left', () => {
    for (const algorithm of ['dpmsolver++', 'sde-dpmsolver++'] as const) {
      const { sample, noise, ...rest } = solverWeights(algorithm, s0, solverLevel(0));
      expect([sample, noise]).toEqual([0, 0]);
      expect(multistepWeights({ sample, noise, ...rest }, 'midpoint', [])).toEqual([1]);
    }
  });
});
