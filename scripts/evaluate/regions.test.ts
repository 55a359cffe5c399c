import { describe, expect, it } from 'vitest';
import { around, fadingAround, houseOf, risingMap } from './regions';
import type { Scene, SceneObject } from './scenes';

const dot: SceneObject = { kind: 'house', colour: 'red', mask: Uint8Array.from({ length: 49 }, (_, i) => (i === 24 ? 255 : 0)) };

describe('regions of a scene', () => {
  it('finds the house of the caption', () => {
    const scene: Scene = {
      id: '',
      caption: 'a red house on the left',
      width: 7,
      height: 7,
      rgba: new Uint8Array(),
      objects: [{ ...dot, colour: 'blue' }, dot],
    };
    expect(houseOf(scene)).toBe(dot);
    expect(houseOf({ ...scene, caption: 'a red tree' })).toBeNull();
  });

  it('grows an object by its margin, within the picture', () => {
    expect(around(dot, 7, 1).filter((value) => value === 255)).toHaveLength(9);
    expect(around(dot, 7, 9).every((value) => value === 255)).toBe(true);
  });

  it('fades evenly with the distance', () => {
    const map = fadingAround(dot, { width: 7, height: 7 }, 4);
    expect([map[24], map[25], map[26], map[27]]).toEqual([255, 191, 128, 64]);
    expect(map[0]).toBe(0);
    expect(map[32]).toBe(Math.round(255 * (1 - Math.SQRT2 / 4)));
  });

  it('rises from left to right', () => expect([...risingMap({ width: 3, height: 2 })]).toEqual([0, 128, 255, 0, 128, 255]));
});
