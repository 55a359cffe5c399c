import { beforeEach, describe, expect, it } from 'vitest';
import { ChangeMap } from './changeMap/ChangeMap';
import { fillMap, openPicture } from './commands';
import { emptyDocument } from './documentState';
import { documentStore } from './documentStore';
import { addExemplar, changeExemplar, holdExemplar, removeExemplar, reorderExemplar, setTarget } from './exemplarCommands';
import { clearHistory, redo, undo } from './history';
import { addMap, changeMapLayer, removeMap, reorderMap } from './mapCommands';

const size = { width: 20, height: 10 };
const state = () => documentStore.getState();
const names = () => state().maps.map(({ name }) => name);
const exemplar = (name: string) => ({
  name,
  picture: { width: 2, height: 2, rgba: new Uint8Array(16), name },
  crop: { x: 0, y: 0, width: 2, height: 2 },
  placement: { x: 5, y: 5, scaleX: 1, scaleY: 1, rotation: 0 },
  bandPx: 4,
  map: ChangeMap.fromUint8Array(new Uint8Array(200).fill(60), size),
});

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ ...size, rgba: new Uint8Array(800), icc: null, name: 'scene' });
  clearHistory();
});

describe('several maps', () => {
  it('painting goes to the one that was chosen, and undo to the one it came from', () => {
    fillMap(10);
    const sky = addMap('Sky');
    fillMap(200);
    expect([state().changeMap?.read(0, 0), state().maps.map(({ map }) => map.read(0, 0))]).toEqual([200, [10, 200]]);
    setTarget({ of: 'scene', id: 'map' });
    expect(state().changeMap?.read(0, 0)).toBe(10);
    undo();
    expect(state().maps.map(({ map }) => map.read(0, 0))).toEqual([10, 0]);
    redo();
    expect(state().maps.map(({ map }) => map.read(0, 0))).toEqual([10, 200]);
    removeMap(sky);
    expect([names(), state().target.id]).toEqual([['Map'], 'map']);
    removeMap('map');
    expect(names()).toEqual(['Map']);
  });

  it('have name, eye, opacity, combination and order, each undoable', () => {
    const sky = addMap('Sky');
    changeMapLayer(sky, { opacity: 0.5, combination: 'subtract' }, 'Opacity');
    reorderMap(sky, -1);
    expect([names(), state().maps[0]?.opacity]).toEqual([['Sky', 'Map'], 0.5]);
    reorderMap(sky, -1);
    undo();
    undo();
    expect([names(), state().maps[1]?.opacity]).toEqual([['Map', 'Sky'], 1]);
    undo();
    expect([names(), state().target.id]).toEqual([['Map'], 'map']);
  });
});

describe('exemplars', () => {
  it('are added, changed, reordered and removed, each undoable', () => {
    const tree = addExemplar(exemplar('tree'));
    const house = addExemplar(exemplar('house'));
    reorderExemplar(tree, 1);
    changeExemplar(house, { opacity: 0.3 }, 'Opacity');
    removeExemplar(tree);
    expect(state().exemplars.map(({ name, opacity }) => [name, opacity])).toEqual([['house', 0.3]]);
    undo();
    undo();
    undo();
    expect(state().exemplars.map(({ name, opacity }) => [name, opacity])).toEqual([
      ['tree', 1],
      ['house', 1],
    ]);
  });

  it('have maps of their own to paint, which then no longer follow the silhouette', () => {
    const tree = addExemplar(exemplar('tree'));
    setTarget({ of: 'exemplar', id: tree });
    expect(state().changeMap?.read(3, 3)).toBe(60);
    fillMap(90);
    expect(state().exemplars[0]).toMatchObject({ mapPainted: true });
    expect([state().exemplars[0]?.map.read(3, 3), state().maps[0]?.map.isEmpty()]).toEqual([90, true]);
    undo();
    expect([state().exemplars[0]?.mapPainted, state().exemplars[0]?.map.read(3, 3)]).toEqual([false, 60]);
  });

  it('are held by a map of their own; letting go brings painting back to the scene', () => {
    const tree = addExemplar(exemplar('tree'));
    holdExemplar(tree, true);
    setTarget({ of: 'hold', id: tree });
    fillMap(77);
    expect(state().exemplars[0]?.hold?.read(1, 1)).toBe(77);
    holdExemplar(tree, false);
    expect([state().exemplars[0]?.hold, state().target]).toEqual([null, { of: 'scene', id: 'map' }]);
    undo();
    expect(state().exemplars[0]?.hold?.read(1, 1)).toBe(77);
  });
});
