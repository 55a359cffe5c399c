import { beforeEach, describe, expect, it, vi } from 'vitest';
import { composeRegion } from '../../workers/maps/tiles/composeRegion';
import type { MapCombination } from '../../workers/protocol/mapModifiers';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { fillMap, openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, historyStore, undo } from '../document/history';
import { addMap, changeMapLayer } from '../document/mapCommands';
import { combineAll, combinedMapStore, followMaps } from './combinedMap';
import { visibleStack } from './mapStack';
import { duplicateMap, mergeDown, mergeRefusal, mergeVisible } from './mergeMaps';
import { addModifier, applyModifiersOf, removeModifier, reorderModifier, setModifier, toggleModifier } from './modifierCommands';

vi.mock('./mapWorker', async () => {
  const { inProcessMaps } = await import('./testing/inProcessMaps');
  const client = inProcessMaps();
  return { mapWorker: () => client };
});

const size = { width: 300, height: 60 };
const whole = { x: 0, y: 0, ...size };
const state = () => documentStore.getState();
const painted = (from: number, to: number, value: number) =>
  ChangeMap.fromUint8Array(
    Uint8Array.from({ length: size.width * size.height }, (_, i) => (i % 300 >= from && i % 300 < to ? value : 0)),
    size,
  );
const together = () => composeRegion(visibleStack(state().maps), size, whole);
const kinds = () => state().maps[0]!.modifiers.map(({ modifier }) => modifier.kind);

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...size, rgba: new Uint8Array(size.width * size.height * 4), icc: null, name: 'scene' });
  changeMapLayer('map', { map: painted(40, 120, 200) }, 'Paint');
  clearHistory();
});

describe('modifiers', () => {
  it('are added, ordered, switched and removed, each undone by itself; moves of a slider are undone together', () => {
    const invert = addModifier('map', 'invert')!;
    const cap = addModifier('map', 'maximum')!;
    expect(kinds()).toEqual(['invert', 'maximum']);
    reorderModifier('map', cap, -1);
    expect(kinds()).toEqual(['maximum', 'invert']);
    reorderModifier('map', cap, -1);
    expect(historyStore.getState().labels).toHaveLength(3);
    for (const strength of [0.5, 0.4, 0.3]) setModifier('map', cap, { kind: 'maximum', strength });
    expect(historyStore.getState().labels).toHaveLength(4);
    toggleModifier('map', invert);
    expect(together()[50]).toBe(Math.round(255 * 0.3));
    removeModifier('map', cap);
    expect(kinds()).toEqual(['invert']);
    undo();
    undo();
    undo();
    expect(state().maps[0]!.modifiers.find(({ id }) => id === cap)?.modifier).toEqual({ kind: 'maximum', strength: 0.6 });
  });

  it('applied up to one, they are written into the map and the others stay: the same picture, one entry', async () => {
    addModifier('map', 'feather');
    const cap = addModifier('map', 'maximum')!;
    const invert = addModifier('map', 'invert')!;
    const before = together();
    const map = state().maps[0]!.map;
    clearHistory();
    await applyModifiersOf('map', cap);
    expect(kinds()).toEqual(['invert']);
    expect(state().maps[0]!.map).not.toBe(map);
    together().forEach((value, i) => expect(Math.abs(value - before[i]!)).toBeLessThanOrEqual(1));
    expect(historyStore.getState().labels).toEqual(['Apply modifiers']);
    toggleModifier('map', invert);
    undo();
    undo();
    expect([kinds().length, state().maps[0]!.map]).toEqual([3, map]);
  });

  it('what is painted while they are applied is not lost', async () => {
    addModifier('map', 'maximum');
    const applied = applyModifiersOf('map');
    fillMap(255);
    await applied;
    expect([kinds().length, together()[0], together()[299]]).toEqual([0, 153, 153]);
  });
});

describe('merging', () => {
  const pairs: readonly [MapCombination, MapCombination][] = [
    ['maximum', 'maximum'],
    ['multiply', 'multiply'],
    ['subtract', 'subtract'],
  ];

  it.each(pairs)('%s on %s above another map gives the same together', async (lower, upper) => {
    addModifier('map', 'invert');
    const second = addMap('Second', painted(80, 200, 90));
    const third = addMap('Third', painted(100, 260, 130));
    changeMapLayer(second, { combination: lower, opacity: 0.8 }, 'x');
    changeMapLayer(third, { combination: upper, opacity: 0.6 }, 'x');
    addModifier(third, 'feather');
    const before = together();
    clearHistory();
    await mergeDown(third);
    expect(state().maps.map(({ id }) => id)).toEqual(['map', second]);
    expect(state().maps[1]).toMatchObject({ combination: upper, opacity: 1, modifiers: [] });
    together().forEach((value, i) => expect(Math.abs(value - before[i]!)).toBeLessThanOrEqual(1));
    expect([before.some((value) => value > 0), historyStore.getState().labels]).toEqual([true, ['Merge down']]);
    undo();
    expect(together()).toEqual(before);
  });

  it('refuses where no single map could do what the two do, but the lowest take in any', async () => {
    const second = addMap('Second', painted(80, 200, 90));
    const third = addMap('Third', painted(0, 300, 90));
    changeMapLayer(third, { combination: 'multiply' }, 'x');
    expect(mergeRefusal(state().maps, third)).toContain('different ways');
    expect(mergeRefusal(state().maps, 'map')).toContain('no map below');
    await expect(mergeDown(third)).rejects.toMatchObject({ code: 'bad-map' });
    changeMapLayer(second, { combination: 'subtract' }, 'x');
    const before = together();
    expect(mergeRefusal(state().maps, second)).toBeNull();
    await mergeDown(second);
    expect(together()).toEqual(before);
    await mergeVisible();
    expect([state().maps.length, together()]).toEqual([1, before]);
  });

  it('leaves hidden maps alone, and copies with everything', async () => {
    const hidden = addMap('Hidden', painted(0, 300, 255));
    changeMapLayer(hidden, { visible: false }, 'x');
    addModifier('map', 'posterise');
    duplicateMap('map');
    expect(state().maps.map(({ name }) => name)).toEqual(['Map', 'Map copy', 'Hidden']);
    expect([state().target.id, state().maps[1]!.modifiers]).toEqual([state().maps[1]!.id, state().maps[0]!.modifiers]);
    expect(mergeRefusal(state().maps, hidden)).toContain('hidden');
    await mergeVisible();
    expect(state().maps.map(({ name }) => name)).toEqual(['Map', 'Hidden']);
  });
});

describe('the combination on screen', () => {
  const settled = () => vi.waitFor(() => expect(combinedMapStore.getState().settled).toBe(true));

  it('is none for a plain map, follows every change, and ends as the whole computed at once', async () => {
    const stop = followMaps(() => null);
    expect(combinedMapStore.getState()).toEqual({ map: null, settled: true });
    const cap = addModifier('map', 'maximum')!;
    expect(combinedMapStore.getState().settled).toBe(false);
    addModifier('map', 'feather');
    setModifier('map', cap, { kind: 'maximum', strength: 0.25 });
    await settled();
    expect(combinedMapStore.getState().map?.toUint8Array()).toEqual(together());
    fillMap(255);
    await settled();
    expect(combinedMapStore.getState().map?.toUint8Array()).toEqual(together());
    const known = combinedMapStore.getState().map;
    expect(await combineAll(state().maps)).toBe(known);
    stop();
  });

  it('what was known comes back at once with Undo, also while something else is being computed', async () => {
    const stop = followMaps(() => null);
    addModifier('map', 'invert');
    await settled();
    const inverted = combinedMapStore.getState().map!.toUint8Array();
    addModifier('map', 'posterise');
    undo();
    expect(combinedMapStore.getState().map?.toUint8Array()).toEqual(inverted);
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(combinedMapStore.getState().map?.toUint8Array()).toEqual(inverted);
    undo();
    expect(combinedMapStore.getState().map).toBeNull();
    stop();
  });
});
