import { describe, expect, it } from 'vitest';
import { thingsOf, wholeOf } from './verdict';

const labels = { kinds: ['house', 'car'], colours: ['red', 'blue'], firstThing: 1, whole: {} };

/** Scores of a map of 6 × 2 cells in which `named` cells are of a class and the rest is background. */
function scoresWith(named: Readonly<Record<number, number>>, strength = 20): Float32Array {
  const scores = new Float32Array(5 * 12);
  for (let cell = 0; cell < 12; cell++) scores[(named[cell] ?? 0) * 12 + cell] = strength;
  return scores;
}

describe('a verdict', () => {
  it('counts the cells of a kind, names the commonest colour and where they lie', () => {
    // Classes 1 and 2: the red and the blue house; 4: the blue car.
    const { things, certainty } = thingsOf(scoresWith({ 0: 1, 1: 2, 6: 2, 7: 2, 4: 4, 5: 4, 11: 4 }), { width: 6, height: 2 }, labels);
    expect(things).toEqual([
      { kind: 'house', colour: 'blue', place: 'left', area: 4 },
      { kind: 'car', colour: 'blue', place: 'right', area: 3 },
    ]);
    expect(certainty).toBeCloseTo(1, 6);
  });

  it('overlooks specks, and is unsure where every class scores alike', () => {
    expect(thingsOf(scoresWith({ 2: 1, 3: 1 }), { width: 6, height: 2 }, labels).things).toEqual([]);
    expect(thingsOf(scoresWith({}, 0), { width: 6, height: 2 }, labels).certainty).toBeCloseTo(1 / 5, 6);
  });

  it('reads the lists of words one after the other', () => {
    expect(wholeOf(Float32Array.of(1, 3, 2, 9, 0), { time: ['day', 'night', 'sunset'], style: ['flat', 'pencil'] })).toEqual({
      time: 'night',
      style: 'flat',
    });
  });
});
