import { describe, expect, it } from 'vitest';
import { guide, isGuided } from './guidance';

const tensor = (...values: number[]) => ({ data: Float32Array.from(values), shape: [2, 1, 1, values.length / 2] });
const deviation = (values: ArrayLike<number>) => {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1));
};

describe('guidance', () => {
  const conditional = tensor(1, 2, 4, 0, 0, 3);
  const unconditional = tensor(0, 2, 2, 1, 1, 1);

  it('is u + g·(c − u)', () => {
    expect([...guide(conditional, unconditional, 3, 0).data]).toEqual([3, 2, 8, -2, -2, 7]);
    expect(guide(conditional, unconditional, 1, 0).data).toEqual(conditional.data);
  });

  it('rescaled fully has the conditional prediction’s deviation, sample by sample', () => {
    const { data } = guide(conditional, unconditional, 3, 1);
    for (const begin of [0, 3])
      expect(deviation(data.subarray(begin, begin + 3))).toBeCloseTo(deviation(conditional.data.subarray(begin, begin + 3)), 5);
  });

  it('rescaled by half lies half way', () => {
    const [none, half, full] = [0, 0.5, 1].map((amount) => guide(conditional, unconditional, 3, amount).data);
    half!.forEach((value, i) => expect(value).toBeCloseTo((none![i]! + full![i]!) / 2, 5));
  });

  it('of a constant prediction stays as it is', () => {
    const flat = tensor(1, 1, 1, 1, 1, 1);
    expect([...guide(flat, flat, 5, 0.7).data]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is on only with a second prompt and a scale above 1', () => {
    const base = { conditional: 1, guidanceRescale: 0 };
    expect(isGuided({ ...base, unconditional: 0, guidanceScale: 7.5 })).toBe(true);
    expect(isGuided({ ...base, unconditional: 0, guidanceScale: 1 })).toBe(false);
    expect(isGuided({ ...base, unconditional: null, guidanceScale: 7.5 })).toBe(false);
  });
});
