import { describe, expect, it } from 'vitest';
import { averageCurve, columnChange, meanColour, meanLuminance, trendCorrelation } from './measures';

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

  it('averages curves', () => expect(averageCurve([[1, 2], [3, 6]])).toEqual([2, 4]));
});
