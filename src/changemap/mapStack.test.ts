import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeRegion } from '../../workers/maps/tiles/composeRegion';
import type { MapModifier } from '../../workers/protocol/mapModifiers';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import type { MapLayer } from '../document/mapLayer';
import { composedEdit } from './composedEdit';
import { knownCombination, mayBePainted, plainMap, rememberCombination, visibleStack } from './mapStack';
import { modifierKinds, newModifier } from './newModifier';
import { regionEdit } from './regionEdit';
import { staleRect } from './staleRect';

const size = { width: 600, height: 40 };
const whole = { x: 0, y: 0, ...size };
const black = new ChangeMap(size);

const layer = (change: Partial<MapLayer> = {}): MapLayer => ({
  id: 'map',
  name: 'Map',
  visible: true,
  opacity: 1,
  combination: 'maximum',
  modifiers: [],
  map: black,
  ...change,
});
const stacked = (modifier: MapModifier, enabled = true) => [{ id: modifier.kind, enabled, modifier }];
const painted = (seed: number) =>
  ChangeMap.fromUint8Array(
    Uint8Array.from({ length: size.width * size.height }, (_, i) => (i % 600 > 40 + (seed % 100) && i % 600 < 200 ? (i * seed) & 255 : 0)),
    size,
  );

/** Maps of all kinds: any modifier as it begins, any combination. */
const layers = fc.array(
  fc.record({
    seed: fc.integer({ min: 1, max: 999 }),
    kind: fc.constantFrom(null, ...modifierKinds),
    combination: fc.constantFrom('maximum' as const, 'multiply' as const, 'subtract' as const),
    opacity: fc.constantFrom(0, 0.4, 1),
    visible: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);
type Drawn = {
  seed: number;
  kind: (typeof modifierKinds)[number] | null;
  combination: MapLayer['combination'];
  opacity: number;
  visible: boolean;
};
const made = (drawn: readonly Drawn[]): MapLayer[] =>
  drawn.map(({ seed, kind, ...rest }, i) =>
    layer({ ...rest, id: `map ${i}`, map: painted(seed), modifiers: kind ? stacked(newModifier(kind)) : [] }),
  );

it('a single map is plain only while nothing is done to it', () => {
  const map = painted(3);
  expect(plainMap([layer({ map })])).toBe(map);
  expect(plainMap([layer({ map, modifiers: stacked({ kind: 'invert' }, false) })])).toBe(map);
  expect(plainMap([layer({ map, modifiers: stacked({ kind: 'invert' }) })])).toBeNull();
  expect(plainMap([layer({ map, opacity: 0.5 })])).toBeNull();
  expect(plainMap([layer({ map }), layer({ id: 'other' })])).toBeNull();
  expect(plainMap([layer({ map }), layer({ id: 'other', visible: false })])).toBe(map);
});

it('remembers a combination for the very list of maps it was made of', () => {
  const maps = [layer({ opacity: 0.5 })];
  expect(knownCombination(maps)).toBeNull();
  rememberCombination(maps, black);
  expect(knownCombination(maps)).toBe(black);
  expect(knownCombination([...maps])).toBeNull();
});

it('knows modifiers that raise black itself', () => {
  expect(mayBePainted([layer({ modifiers: stacked({ kind: 'invert' }) })])).toBe(true);
  expect(mayBePainted([layer({ modifiers: stacked({ kind: 'floor', strength: 0.2, paintedOnly: false }) })])).toBe(true);
  expect(mayBePainted([layer({ modifiers: stacked({ kind: 'floor', strength: 0.2, paintedOnly: true }) })])).toBe(false);
  expect(mayBePainted([layer({ modifiers: stacked({ kind: 'feather', sigmaPx: 9, direction: 'both' }) })])).toBe(false);
  expect(mayBePainted([layer({ map: painted(3), opacity: 0 }), layer({ id: 'b', map: painted(3), combination: 'subtract' })])).toBe(false);
});

it('never calls maps black that together are not', () => {
  fc.assert(
    fc.property(layers, (drawn) => {
      const maps = made(drawn);
      if (composeRegion(visibleStack(maps), size, whole).some((value) => value > 0)) expect(mayBePainted(maps)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

it('outside of what is told stale, a changed map gives what it gave before', () => {
  fc.assert(
    fc.property(layers, fc.nat({ max: 2 }), (drawn, which) => {
      const before = made(drawn);
      const at = which % before.length;
      const after = before.map((entry, i) =>
        i === at ? { ...entry, map: new ChangeMap(size, new Map([...entry.map.tiles, [2, new Uint8Array(65_536).fill(99)]])) } : entry,
      );
      const stale = staleRect(before, after, size);
      const [was, is] = [before, after].map((maps) => composeRegion(visibleStack(maps), size, whole));
      is!.forEach((value, i) => {
        if (value === was![i]) return;
        const [x, y] = [i % size.width, Math.floor(i / size.width)];
        expect(stale && x >= stale.x && y >= stale.y && x < stale.x + stale.width && y < stale.y + stale.height).toBe(true);
      });
    }),
    { numRuns: 25 },
  );
});

it('all is stale when modifiers, order or eyes change, and nothing when only names do', () => {
  const maps = [layer({ map: painted(1), opacity: 0.5 }), layer({ id: 'b', map: painted(2) })];
  expect(staleRect(maps, [...maps].reverse(), size)).toEqual(whole);
  expect(staleRect(maps, maps.slice(0, 1), size)).toEqual(whole);
  expect(
    staleRect(
      maps,
      maps.map((entry) => ({ ...entry, name: 'New' })),
      size,
    ),
  ).toBeNull();
});

it('an edit under way is shown as the maps will be once it is kept, where no modifier looks far', () => {
  const near = modifierKinds.filter((kind) => kind !== 'feather').map(newModifier);
  const rect = { x: 30, y: 4, width: 90, height: 20 };
  const edit = regionEdit({ rect: { x: 50, y: 8, width: 40, height: 10 }, coverage: new Uint8Array(400).fill(255) }, 180, 'set');
  for (const modifier of near) {
    const maps = [
      layer({ map: painted(5), opacity: 0.7 }),
      layer({ id: 'top', map: painted(9), modifiers: stacked(modifier), combination: 'maximum' }),
    ];
    const values = maps[1]!.map.toUint8Array();
    edit.apply(values, whole);
    const kept = [maps[0]!, { ...maps[1]!, map: ChangeMap.fromUint8Array(values, size) }];
    expect(composedEdit(maps, 'top', edit, rect), modifier.kind).toEqual(composeRegion(visibleStack(kept), size, rect));
  }
});
