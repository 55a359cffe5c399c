import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../random/torchGenerator';
import { dpmUpdate, solverLevel } from './dpmUpdate';
import type { SolverType } from './dpmUpdate';

const [s2, s1, s0, t] = [9, 6, 3.5, 1.2].map(solverLevel) as [ReturnType<typeof solverLevel>, ReturnType<typeof solverLevel>, ReturnType<typeof solverLevel>, ReturnType<typeof solverLevel>];
const generator = new TorchGenerator(8);
const [x, m0, m1, m2, z] = Array.from({ length: 5 }, () => generator.next([20]).data) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

/** The update as the papers write it, with the differences D₀, D₁, D₂. */
function published(order: number, type: SolverType, stochastic: boolean): number[] {
  const h = t.logRatio - s0.logRatio;
  const r0 = (s0.logRatio - s1.logRatio) / h;
  const r1 = (s1.logRatio - s2.logRatio) / h;
  const phi = Math.exp(-h) - 1;
  return [...x].map((sample, i) => {
    const d10 = (m0[i]! - m1[i]!) / r0;
    const d11 = (m1[i]! - m2[i]!) / r1;
    if (stochastic) {
      const decay = 1 - Math.exp(-2 * h);
      const first = (t.noise / s0.noise) * Math.exp(-h) * sample + t.signal * decay * m0[i]! + t.noise * Math.sqrt(decay) * z[i]!;
      if (order === 1) return first;
      return type === 'midpoint' ? first + 0.5 * t.signal * decay * d10 : first + t.signal * (decay / (-2 * h) + 1) * d10;
    }
    const first = (t.noise / s0.noise) * sample - t.signal * phi * m0[i]!;
    if (order === 1) return first;
    if (order === 2) return type === 'midpoint' ? first - 0.5 * t.signal * phi * d10 : first + t.signal * (phi / h + 1) * d10;
    const d1 = d10 + (r0 / (r0 + r1)) * (d10 - d11);
    const d2 = (d10 - d11) / (r0 + r1);
    return first + t.signal * (phi / h + 1) * d1 - t.signal * ((phi + h) / h ** 2 - 0.5) * d2;
  });
}

describe('dpmUpdate', () => {
  const cases = ([1, 2, 3] as const).flatMap((order) => (['midpoint', 'heun'] as const).flatMap((type) => [false, true].map((stochastic) => [order, type, stochastic] as const))).filter(([order, , stochastic]) => !(order === 3 && stochastic));

  it.each(cases)('order %i, %s, stochastic %s, is the published update', (order, type, stochastic) => {
    const past = { originals: [m0, m1, m2].slice(0, order), levels: [s0, s1, s2].slice(0, order) };
    const result = dpmUpdate(x, t, past, type, stochastic ? z : null);
    published(order, type, stochastic).forEach((value, i) => expect(result[i]).toBeCloseTo(value, 5));
  });

  it.each([1, 2, 3])('order %i carries one clean picture to the next level', (order) => {
    const noised = (level: typeof t) => m0.map((clean, i) => level.signal * clean + level.noise * z[i]!);
    const past = { originals: [m0, m0.slice(), m0.slice()].slice(0, order), levels: [s0, s1, s2].slice(0, order) };
    const result = dpmUpdate(noised(s0), t, past, 'midpoint', null);
    noised(t).forEach((value, i) => expect(result[i]).toBeCloseTo(value, 5));
  });

  it('ends at the clean prediction where no noise is left', () => {
    const result = dpmUpdate(x, solverLevel(0), { originals: [m0], levels: [s0] }, 'midpoint', null);
    expect(result).toEqual(m0);
    expect(dpmUpdate(x, solverLevel(0), { originals: [m0], levels: [s0] }, 'midpoint', z)).toEqual(m0);
  });

  it('needs at least one prediction', () => expect(() => dpmUpdate(x, t, { originals: [], levels: [] }, 'midpoint', null)).toThrow(RangeError));
});
