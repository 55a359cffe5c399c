import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewStore } from '../viewStore';
import { isSmooth, screenRect, screenView } from './screenView';

describe('smooth or crisp', () => {
  const large = { width: 1600, height: 200 };
  const sample = { width: 128, height: 128 };
  it('shows small pictures smooth and others crisp above 200 %', () => {
    expect([isSmooth('automatic', 2, large), isSmooth('automatic', 2.1, large)]).toEqual([true, false]);
    expect([isSmooth('automatic', 7, sample), isSmooth('automatic', 17, sample)]).toEqual([true, false]);
  });
  it('does as it is told', () => {
    expect([isSmooth('crisp', 0.5, sample), isSmooth('smooth', 60, large)]).toEqual([false, true]);
  });
});

describe('screenView', () => {
  it('counts in device pixels', () => {
    const state = { ...viewStore.getInitialState(), zoom: 3, pan: { x: 10, y: 20 }, viewport: { width: 101, height: 50, pixelRatio: 1.5 } };
    expect(screenView(state, { width: 900, height: 900 })).toEqual({
      width: 152,
      height: 75,
      zoom: 3,
      x: 15,
      y: 30,
      pixelRatio: 1.5,
      smooth: false,
    });
  });
});

it('neighbouring rectangles meet on the screen without a gap and without overlap', () => {
  const numbers = fc.double({ min: 0.03, max: 40, noNaN: true });
  fc.assert(
    fc.property(
      numbers,
      fc.double({ min: -900, max: 900, noNaN: true }),
      fc.nat(4000),
      fc.integer({ min: 1, max: 2048 }),
      (zoom, x, left, width) => {
        const view = { zoom, x, y: 0 };
        const first = screenRect({ x: left, y: 0, width, height: 1 }, view);
        const second = screenRect({ x: left + width, y: 0, width, height: 1 }, view);
        expect(first.x + first.width).toBe(second.x);
      },
    ),
    { seed: 3 },
  );
});
