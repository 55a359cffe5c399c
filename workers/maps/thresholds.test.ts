import { describe, expect, it } from 'vitest';
import { thresholdCurveSchema } from '../protocol/recipe';
import type { ThresholdCurve } from '../protocol/recipe';
import { keepsAt, readCurve, thresholds } from './thresholds';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('thresholds', () => {
  it('follow the formulas', () => {
    expect(thresholds('linear', 4)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(thresholds('quadratic', 4)).toEqual([0, 0.0625, 0.25, 0.5625]);
    expect(thresholds('cubic', 2)).toEqual([0, 0.125]);
    expect(thresholds('log', 4)[3]).toBeCloseTo(Math.log(4) / Math.log(5), 12);
    expect(thresholds('sigmoid', 10)[5]).toBeCloseTo(0.5, 12);
    expect(thresholds('sigmoid', 10)[0]).toBeCloseTo(0.0474258731, 9);
  });

  it.each(thresholdCurveSchema.options)('%s rises strictly and stays below 1', (curve) => {
    const values = thresholds(curve, 50);
    expect(values).toHaveLength(50);
    for (let i = 1; i < values.length; i++) expect(values[i]!).toBeGreaterThan(values[i - 1]!);
    expect(values[0]!).toBeGreaterThanOrEqual(0);
    expect(values[49]!).toBeLessThan(1);
  });

  it('order the areas under the curves as published, for 40 steps', () => {
    const area = (curve: ThresholdCurve) => mean(thresholds(curve, 40));
    expect(area('linear')).toBeCloseTo(0.4875, 4);
    expect(area('cubic')).toBeCloseTo(0.2377, 4);
    expect(area('quadratic')).toBeCloseTo(0.3209, 4);
    expect(area('log')).toBeCloseTo(0.7427, 4);
    expect(area('sigmoid')).toBeCloseTo(0.4887, 4);
  });

  it('are refused by name where the curve is unknown', () => {
    expect(() => readCurve('quartic')).toThrow(/“quartic” is not known/);
    expect(() => readCurve('toString')).toThrow(/not known/);
  });
});

describe('keepsAt', () => {
  it('compares strictly, as float32: a tie is free', () => {
    expect(keepsAt(0.5, 0.5)).toBe(false);
    expect(keepsAt(Math.fround(0.55), 55 / 100)).toBe(false);
    expect(keepsAt(0.5000001, 0.5)).toBe(true);
  });

  it('knows the four greys that tie with a hundredth', () => {
    const ties = [];
    for (let grey = 0; grey < 256; grey++) {
      for (let i = 0; i < 100; i++) if (Math.fround(grey / 255) === Math.fround(i / 100) && grey > 0) ties.push(grey);
    }
    expect(ties).toEqual([51, 102, 153, 204]);
    for (const grey of ties) expect(keepsAt(grey / 255, grey / 255)).toBe(false);
  });
});
