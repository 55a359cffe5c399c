import { describe, expect, it } from 'vitest';
import { fillTransparent } from './fillTransparent';

const rgba = (...pixels: [number, number, number, number][]): Uint8Array => Uint8Array.from(pixels.flat());

describe('fillTransparent', () => {
  it('returns the very bytes where every pixel shows, however faintly', () => {
    const data = rgba([1, 2, 3, 1], [4, 5, 6, 255]);
    expect(fillTransparent(data, { width: 2, height: 1 })).toBe(data);
  });

  it('gives a transparent pixel the colour of the nearest one that shows, and keeps its alpha', () => {
    const data = rgba([9, 9, 9, 255], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [7, 7, 7, 255]);
    const filled = fillTransparent(data, { width: 5, height: 1 });
    expect([filled[4], filled[12]]).toEqual([9, 7]);
    expect([filled[7], filled[15]]).toEqual([0, 0]);
    expect(data[4]).toBe(0);
  });

  it('does not reach around the end of a row', () => {
    const data = rgba([1, 1, 1, 255], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [8, 8, 8, 255]);
    const filled = fillTransparent(data, { width: 3, height: 2 });
    expect(filled[3 * 4]).toBe(1);
    expect(filled[2 * 4]).toBe(8);
  });

  it('turns a wholly transparent picture to mid-grey', () => {
    expect([...fillTransparent(rgba([0, 0, 0, 0]), { width: 1, height: 1 })]).toEqual([128, 128, 128, 0]);
  });
});
