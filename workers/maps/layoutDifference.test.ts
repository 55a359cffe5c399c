import { describe, expect, it } from 'vitest';
import { layoutDifference } from './layoutDifference';

const pixels = (...values: readonly (readonly [number, number, number, number])[]) => Uint8Array.from(values.flat());

describe('where two layouts differ', () => {
  it('is where a channel of what each shows together differs by more than a tenth', () => {
    const black = [0, 0, 0, 255] as const;
    const present = [pixels([255, 255, 255, 255], [100, 0, 0, 255], black, [255, 255, 255, 0])];
    const wanted = [pixels(black, [120, 0, 0, 255], black, black), pixels(black, black, [0, 40, 0, 255], black)];
    expect([...layoutDifference(present, wanted, 4)]).toEqual([255, 0, 255, 0]);
    expect([...layoutDifference(wanted, present, 4)]).toEqual([255, 0, 255, 0]);
    expect([...layoutDifference(present, present, 4)]).toEqual([0, 0, 0, 0]);
    expect([...layoutDifference([], wanted, 4)]).toEqual([0, 255, 255, 0]);
  });
});
