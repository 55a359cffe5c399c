import { describe, expect, it } from 'vitest';
import { averageCurve, bestOverlap, columnChange, meanColour, meanLuminance, rootMeanSquare, trendCorrelation } from './measures';

describe('measures', () => {
  it('weighs luminance as eyes do', () => {
    expect(meanLuminance(Uint8Array.of(255, 255, 255, 0, 0, 0))).toBeCloseTo(0.5, 6);
    expect(meanLuminance(Uint8Array.of(0, 255, 0))).toBeCloseTo(0.7152, 6);
  });

  it('takes the colour of the masked part', () => {
    expect(meanColour(Uint8Array.of(255, 0, 0, 0, 0, 255), Uint8Array.of(0, 255))).toEqual([0, 0, 1]);
    expect(meanColour(Uint8Array.of(255, 0, 0, 0, 0, 255), Uint8Array.of(128, 128))).toEqual([0.5, 0, 0.5]);
  });

  it('sums changes over columns, not rows', () => {
    const source = new Uint8Array(2 * 2 * 3);
    const edited = source.slice();
    edited[3] = 255;
    edited[9] = 255;
    expect(columnChange(edited, source, { width: 2, height: 2 })).toEqual([0, Math.SQRT2 / 2]);
  });

  it('correlates a curve with its index', () => {
    expect(trendCorrelation([1, 2, 3, 4])).toBeCloseTo(1, 10);
    expect(trendCorrelation([5, 4, 3])).toBeCloseTo(-1, 10);
    expect(trendCorrelation([1, 0, 1])).toBeCloseTo(0, 10);
  });

  it('averages curves', () =>
    expect(
      averageCurve([
        [1, 2],
        [3, 6],
      ]),
    ).toEqual([2, 4]));

  it('takes the distance where it is asked for', () => {
    const one = Uint8Array.of(0, 0, 0, 255, 255, 255);
    const other = Uint8Array.of(255, 255, 255, 255, 255, 0);
    expect(rootMeanSquare(one, other, (pixel) => pixel === 0)).toBe(1);
    expect(rootMeanSquare(one, other, (pixel) => pixel === 1)).toBeCloseTo(Math.sqrt(1 / 3), 10);
    expect(rootMeanSquare(one, other, () => false)).toBeNaN();
  });

  it('finds the threshold at which a soft map meets a region best', () => {
    // Cells of 2 × 2 pixels over a picture of 4 × 2; the region is the left half and one pixel of the right.
    const region = Uint8Array.of(255, 255, 0, 200, 255, 255, 0, 0);
    const soft = (left: number, right: number) => ({ width: 2, height: 1, data: Uint8Array.of(left, right) });
    expect(bestOverlap(soft(255, 51), region, { width: 4, height: 2 })).toEqual({ overlap: 4 / 5, threshold: 1 });
    expect(bestOverlap(soft(51, 255), region, { width: 4, height: 2 })).toEqual({ overlap: 5 / 8, threshold: 0.2 });
    expect(bestOverlap(soft(0, 0), region, { width: 4, height: 2 })).toEqual({ overlap: 0, threshold: 1 });
  });
});
