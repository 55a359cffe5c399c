import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centred,
  fitPlacement,
  keptInSight,
  largestZoom,
  smallestZoom,
  steppedZoom,
  toPicture,
  toViewport,
  zoomedAt,
} from './viewGeometry';

const viewport = { width: 1000, height: 700, pixelRatio: 2 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const placements = fc.record({ zoom: number(0.05, 30), pan: fc.record({ x: number(-500, 500), y: number(-500, 500) }) });
const points = fc.record({ x: number(0, 1000), y: number(0, 700) });

describe('the view', () => {
  it('turns positions there and back', () => {
    fc.assert(
      fc.property(placements, points, (placement, point) => {
        const back = toViewport(toPicture(point, placement, viewport), placement, viewport);
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
      { seed: 1 },
    );
  });

  it('shows a picture pixel as one screen pixel at 100 %', () => {
    expect(toViewport({ x: 10, y: 0 }, { zoom: 1, pan: { x: 0, y: 0 } }, viewport).x).toBe(5);
  });

  it('zooms with the pixel under the pointer staying where it is, between limits', () => {
    fc.assert(
      fc.property(placements, points, number(0.001, 200), (placement, anchor, zoom) => {
        const next = zoomedAt(placement, viewport, zoom, anchor);
        expect(next.zoom).toBe(Math.min(largestZoom, Math.max(smallestZoom, zoom)));
        const before = toPicture(anchor, placement, viewport);
        const after = toPicture(anchor, next, viewport);
        expect(after.x).toBeCloseTo(before.x, 5);
        expect(after.y).toBeCloseTo(before.y, 5);
      }),
      { seed: 2 },
    );
  });

  it('fits a picture whole into the middle, and enlarges small ones only so far', () => {
    const { zoom, pan } = fitPlacement({ width: 4000, height: 1000 }, viewport);
    expect(zoom).toBeCloseTo((965 / 4000) * 2);
    expect(pan.x).toBeCloseTo(17.5);
    expect(pan.y).toBeCloseTo((700 - 241.25) / 2);
    expect(fitPlacement({ width: 8, height: 8 }, viewport).zoom).toBe(16);
  });

  it('never lets the picture out of sight', () => {
    const picture = { width: 100, height: 100 };
    expect(keptInSight({ zoom: 2, pan: { x: 5000, y: -5000 } }, picture, viewport).pan).toEqual({ x: 952, y: -52 });
    const inside = centred(picture, viewport, 2);
    expect(keptInSight(inside, picture, viewport)).toEqual(inside);
  });
});

describe('zoom steps', () => {
  it('meet 50, 100 and 200 % from wherever they begin, and each step down undoes one up', () => {
    expect(steppedZoom(1, 1)).toBeCloseTo(Math.SQRT2);
    expect(steppedZoom(0.9, 1)).toBeCloseTo(1);
    expect(steppedZoom(1.1, -1)).toBeCloseTo(1);
    expect(steppedZoom(steppedZoom(1, 1), 1)).toBeCloseTo(2);
    expect(steppedZoom(steppedZoom(0.5, 1), -1)).toBeCloseTo(0.5);
  });
});
