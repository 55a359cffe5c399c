import { describe, expect, it } from 'vitest';
import { mapModifierSchema } from '../../workers/protocol/mapModifiers';
import { mapSourceSchema } from '../../workers/protocol/mapSources';
import { addPoint, movePoint, removePoint } from './curvePoints';
import { histogramBars } from './histogramBars';
import { modifierKinds, newModifier } from './newModifier';
import { reducedScene } from './reducedScene';
import { firstDraft, sourceKinds, sourceOf, toggleColour } from './sourceDraft';

describe('a draft of a map source', () => {
  const full = { ...firstDraft, colours: [[1, 2, 3]] as const, points: [{ x: 10, y: 20 }] };

  it('is a valid source of every kind that the map worker makes', () => {
    for (const kind of sourceKinds) {
      const source = sourceOf({ ...full, kind });
      if (kind === 'silhouette') expect(source).toBeNull();
      else expect(mapSourceSchema.safeParse(source).success, kind).toBe(true);
    }
  });

  it('is not complete without a colour or a line', () => {
    expect(sourceOf({ ...firstDraft, kind: 'colour-range' })).toBeNull();
    expect(sourceOf({ ...firstDraft, kind: 'line' })).toBeNull();
  });

  it('shrinks its lengths with the picture of a preview', () => {
    expect(sourceOf({ ...full, kind: 'line', reachPx: 40 }, 0.5)).toMatchObject({ points: [{ x: 5, y: 10 }], reachPx: 20 });
    expect(sourceOf({ ...full, kind: 'canny', sigmaPx: 2 }, 0.5)).toMatchObject({ sigmaPx: 1 });
  });

  it('takes a colour in and out again', () => {
    const one = toggleColour(firstDraft, [9, 8, 7]);
    expect(toggleColour(one, [1, 1, 1]).colours).toEqual([
      [9, 8, 7],
      [1, 1, 1],
    ]);
    expect(toggleColour(one, [9, 8, 7]).colours).toEqual([]);
  });
});

it('every modifier begins as a valid one', () => {
  for (const kind of modifierKinds) expect(mapModifierSchema.safeParse(newModifier(kind)).success, kind).toBe(true);
});

describe('the points of a curve', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0.5 },
    { x: 1, y: 1 },
  ];
  const valid = (next: unknown) => mapModifierSchema.safeParse({ kind: 'curve', points: next }).success;

  it('stay between their neighbours and within 0…1', () => {
    expect(movePoint(points, 1, { x: 0.7, y: 0.2 })[1]).toEqual({ x: 0.7, y: 0.2 });
    for (const index of [0, 1, 2]) for (const x of [-4, 0.5, 9]) expect(valid(movePoint(points, index, { x, y: 3 }))).toBe(true);
  });

  it('are added in their place and taken away down to two', () => {
    expect(addPoint(points, { x: 0.25, y: 2 })).toEqual({ points: [points[0], { x: 0.25, y: 1 }, points[1], points[2]], index: 1 });
    expect(addPoint(points, { x: 0.5, y: 0.9 })).toBeNull();
    expect(removePoint(points, 1)).toEqual([points[0], points[2]]);
    expect(removePoint(points.slice(0, 2), 0)).toHaveLength(2);
  });
});

it('a histogram leaves black out of its scale', () => {
  const counts = new Float64Array(256);
  counts[0] = 1e6;
  counts[128] = 50;
  counts[200] = 100;
  const heights = [...histogramBars(counts, 40, false).matchAll(/L[\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]));
  expect([heights[0], heights[2 * 128], heights[2 * 200], heights[2 * 60]]).toEqual([0, 20, 0, 40]);
  expect(histogramBars(counts, 40, true)).not.toBe(histogramBars(counts, 40, false));
  // Four values a bar: what they hold together, black counted but not measured by.
  const tops = [...histogramBars(counts, 40, false, 64).matchAll(/L[\d.]+ ([\d.]+)L[\d.]+ \1/g)].map((match) => Number(match[1]));
  expect(tops.filter((top) => top < 40)).toEqual([0, 20, 0]);
});

it('a reduced scene keeps flat colours and names every one anew', () => {
  const rgba = Uint8Array.from({ length: 40 * 20 * 4 }, (_, i) => [10, 20, 30, 255][i % 4]!);
  const document = { picture: { width: 40, height: 20, rgba, icc: null, name: 'x' }, layers: [] };
  const small = reducedScene(document, 10)!;
  expect([small.width, small.height, small.scale, [...small.rgba.subarray(0, 4)]]).toEqual([10, 5, 0.25, [10, 20, 30, 255]]);
  expect(reducedScene(document, 100)!.width).toBe(40);
  expect(reducedScene(document, 10)!.key).not.toBe(small.key);
});
