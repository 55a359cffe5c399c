import { describe, expect, it } from 'vitest';
import { thinLines } from './thinLines';

const size = { width: 200, height: 100 };
const level = (number: number, y: number, until = y) => ({ number, closed: false, points: [0, y, 100, y, 199, until] });
const thin = (lines: Parameters<typeof thinLines>[0], labelled: readonly number[] = []) =>
  thinLines(lines, { size, apartPx: 4, labelled: new Set(labelled) });
const heights = (runs: readonly number[][]) => runs.map((run) => run[1]);

describe('step lines that would blur into one', () => {
  it('leave one of them, a labelled one before others', () => {
    const crowd = [3, 6, 9, 12].map((number, i) => level(number, 50 + i));
    expect(heights(thin(crowd))).toEqual([53]);
    expect(heights(thin(crowd, [6]))).toEqual([51]);
  });

  it('are left out only where they are too near', () => {
    const [kept, parting] = thin([level(9, 20), level(3, 21, 60)]);
    expect(kept?.slice(-2)).toEqual([199, 20]);
    expect(parting![0]).toBeGreaterThan(100);
    expect(parting!.slice(-2)).toEqual([199, 60]);
  });

  it('stay whole in the open, closed ones too, beyond what is seen too', () => {
    const square = { number: 2, closed: true, points: [20, 20, 60, 20, 60, 60, 20, 60] };
    const [ring] = thin([square]);
    expect(ring?.slice(-2)).toEqual([20, 20]);
    expect(thin([level(1, 10), level(2, 30), level(3, 130)])).toHaveLength(3);
  });
});
