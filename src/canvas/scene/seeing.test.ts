import { describe, expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { newMapLayer } from '../../document/mapLayer';
import { placeLabels } from './isolineLabels';
import { palettes } from './palettes';
import { shownMap } from './shownMap';

describe('labels of isolines', () => {
  const bounds = { x: 0, y: 0, width: 400, height: 200 };
  const measure = (text: string) => ({ width: text.length * 6, height: 10 });
  const level = (y: number) => Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 5 * i : y));

  it('lie on their lines, within bounds, clear of one another', () => {
    const lines = [40, 46, 52, 150].map((y, i) => ({ points: level(y), text: `step ${i}` }));
    const placed = placeLabels(lines, bounds, measure);
    expect(placed.map(({ text }) => text).sort()).toEqual(['step 0', 'step 1', 'step 2', 'step 3']);
    for (const label of placed) {
      expect(lines.find(({ text }) => text === label.text)?.points[1]).toBe(label.y);
      expect(label.box.x).toBeGreaterThanOrEqual(0);
      expect(label.box.x + label.box.width).toBeLessThanOrEqual(400);
      for (const other of placed) {
        const apart = other === label || other.box.x >= label.box.x + label.box.width || label.box.x >= other.box.x + other.box.width || other.box.y >= label.box.y + label.box.height || label.box.y >= other.box.y + other.box.height;
        expect(apart).toBe(true);
      }
    }
  });

  it('leave short lines and lines out of sight alone', () => {
    expect(placeLabels([{ points: [10, 10, 30, 10], text: 'step 3 of 20' }], bounds, measure)).toEqual([]);
    expect(placeLabels([{ points: level(-40), text: 'step 3' }], bounds, measure)).toEqual([]);
  });

  it('prefer where the line runs level', () => {
    const corner = [...Array.from({ length: 20 }, (_, i) => [100, 180 - 8 * i]), ...Array.from({ length: 20 }, (_, i) => [100 + 8 * i, 28])].flat();
    expect(placeLabels([{ points: corner, text: 'step 3' }], bounds, measure)[0]?.y).toBe(28);
  });
});

/** Linear sRGB as people without one kind of cone see it (Viénot 1999 for red and green; Brettel's plane for blue, simplified). */
const blindness = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
  deutan: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
  tritan: [[1, 0.14461, -0.14461], [0, 0.85924, 0.14076], [0, 0.85924, 0.14076]],
} as const;

function oklab(hex: string, matrix: readonly (readonly number[])[]): number[] {
  const linear = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, weight, i) => sum + weight * linear[i]!, 0)))) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s];
}

it.each(Object.entries(palettes))('the colours of %s are told apart with every kind of colour blindness', (_, { scene, exemplar, hold }) => {
  for (const [kind, matrix] of Object.entries(blindness)) {
    for (const [a, b] of [[scene, exemplar], [scene, hold], [exemplar, hold]] as const) {
      const [p, q] = [oklab(a, matrix), oklab(b, matrix)];
      // Black to white is 1; neighbours of a tenth are told apart at a glance.
      expect(Math.hypot(...p.map((value, i) => value - q[i]!)), `${a} ${b} ${kind}`).toBeGreaterThan(0.1);
    }
  }
});

describe('the map on screen', () => {
  const size = { width: 4, height: 4 };
  const map = new ChangeMap(size);
  const maps = [{ ...newMapLayer('map', 'Map'), map }];
  const target = { of: 'scene', id: 'map' } as const;

  it('is the painted one itself while it is plain', () => {
    expect(shownMap({ maps, target, changeMap: map }, null)).toEqual({ map, of: 'scene', compose: null });
  });

  it('is what all give together where that is more than one, and edits meet it by composition', () => {
    const both = new ChangeMap(size);
    const shown = shownMap({ maps: [...maps, { ...newMapLayer('b', 'B'), map, opacity: 0.5 }], target, changeMap: map }, both);
    expect([shown.map === both, shown.compose === null]).toEqual([true, false]);
  });

  it('is an exemplar’s own while that is painted', () => {
    const own = new ChangeMap(size);
    expect(shownMap({ maps, target: { of: 'hold', id: 'x' }, changeMap: own }, null)).toEqual({ map: own, of: 'hold', compose: null });
  });
});
