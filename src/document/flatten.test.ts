import { beforeEach, describe, expect, it } from 'vitest';
import { addLayer, openPicture, toggleLayer } from './commands';
import { emptyDocument, type Picture } from './documentState';
import { documentStore } from './documentStore';
import { flattenDocument, flattenRect, pastePatch } from './flatten';
import { clearHistory } from './history';

const picture: Picture = { width: 5, height: 4, rgba: Uint8Array.from({ length: 80 }, (_, i) => i), icc: null, name: 'p' };
/** A layer of one colour over part of the picture, rim and outside included; coverage is a chessboard of odd values and 0. */
const patch = (tone: number, x: number, y: number) => ({
  rect: { x, y, width: 3, height: 3 },
  rgba: new Uint8Array(36).fill(tone),
  coverage: Uint8Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? 1 + i : 0)),
});

beforeEach(() => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
});

describe('flattenDocument', () => {
  it('gives the picture byte for byte without layers', () => {
    openPicture(picture);
    expect(flattenDocument()).toEqual(picture.rgba);
    expect(flattenDocument()).not.toBe(picture.rgba);
  });

  it('copies visible layers where coverage is not 0, from bottom to top', () => {
    openPicture(picture);
    addLayer({ name: 'low', ...patch(200, 0, 0) });
    const high = addLayer({ name: 'high', ...patch(222, 2, 2) });
    const expected = (withHigh: boolean) => {
      const bytes = picture.rgba.slice();
      const set = (x: number, y: number, tone: number) => bytes.fill(tone, (y * 5 + x) * 4, (y * 5 + x) * 4 + 4);
      for (const [x, y] of [
        [0, 0],
        [2, 0],
        [1, 1],
        [0, 2],
        [2, 2],
      ] as const)
        set(x, y, 200);
      if (withHigh)
        for (const [x, y] of [
          [2, 2],
          [4, 2],
          [3, 3],
        ] as const)
          set(x, y, 222);
      return bytes;
    };
    expect(flattenDocument()).toEqual(expected(true));
    toggleLayer(high);
    expect(flattenDocument()).toEqual(expected(false));
  });

  it('says so where there is nothing to flatten', () => {
    expect(() => flattenDocument()).toThrow('There is no picture');
  });
});

it('flattens any part as it flattens the whole', () => {
  const layers = [{ id: 'a', name: 'a', visible: true, ...patch(9, 3, -1) }];
  const whole = flattenRect(picture, layers, { x: 0, y: 0, width: 5, height: 4 });
  const part = flattenRect(picture, layers, { x: 2, y: 1, width: 3, height: 2 });
  for (let y = 0; y < 2; y += 1)
    expect(part.subarray(y * 12, y * 12 + 12)).toEqual(whole.subarray(((y + 1) * 5 + 2) * 4, ((y + 1) * 5 + 5) * 4));
});

it('a patch beside the area changes nothing', () => {
  const target = new Uint8Array(4).fill(3);
  pastePatch(target, { x: 0, y: 0, width: 1, height: 1 }, patch(99, 1, 0));
  expect([...target]).toEqual([3, 3, 3, 3]);
});
