import { describe, expect, it } from 'vitest';
import { joinIccSegments } from './iccSegments';

const segment = (number: number, count: number, ...data: number[]) => ({ number, count, data: Uint8Array.from(data) });

describe('joinIccSegments', () => {
  it('joins in order of their numbers', () =>
    expect(joinIccSegments([segment(2, 2, 3, 4), segment(1, 2, 1, 2)])).toEqual(Uint8Array.of(1, 2, 3, 4)));
  it('tells no profile from a broken one', () => {
    expect(joinIccSegments([])).toBeNull();
    for (const broken of [
      [segment(1, 2, 1)],
      [segment(1, 2, 1), segment(1, 2, 1)],
      [segment(1, 1, 1), segment(1, 1, 2)],
      [segment(0, 0, 1)],
    ])
      expect(joinIccSegments(broken)).toHaveLength(0);
  });
});
