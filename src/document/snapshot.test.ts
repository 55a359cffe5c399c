import { beforeEach, expect, it } from 'vitest';
import { ChangeMap } from './changeMap/ChangeMap';
import { addLayer, fillMap, openPicture, replaceMap, setArea, setSetting } from './commands';
import { emptyDocument, initialSettings, type Picture } from './documentState';
import { documentStore } from './documentStore';
import type { Exemplar } from './exemplar';
import { canUndo, clearHistory, undo } from './history';
import { restore, snapshot } from './snapshot';

const picture: Picture = { width: 300, height: 20, rgba: new Uint8Array(24000).fill(5), icc: Uint8Array.of(1, 2), name: 'wide' };

beforeEach(() => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
});

it('a document comes back whole, with a fresh history', () => {
  openPicture(picture);
  replaceMap(Uint8Array.from({ length: 6000 }, (_, i) => (i > 290 ? i % 256 : 0)), 'Import change map');
  addLayer({ name: 'night', rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), coverage: Uint8Array.of(255) });
  setSetting('prompt', 'at night');
  setArea({ x: 0, y: 0, width: 300, height: 20, modelWidth: 320, modelHeight: 64 });
  const map = ChangeMap.fromUint8Array(new Uint8Array(6000).fill(9), picture);
  const exemplar: Exemplar = {
    id: 'e', name: 'tree', visible: true, opacity: 1, picture: { width: 1, height: 1, rgba: new Uint8Array(4), name: 'tree' }, cutout: null,
    crop: { x: 0, y: 0, width: 1, height: 1 }, placement: { x: 4, y: 5, scaleX: 2, scaleY: 2, rotation: 0 }, bandPx: 8, map, mapPainted: false, hold: map,
  };
  documentStore.setState({ exemplars: [exemplar] });
  const saved = snapshot();
  const before = documentStore.getState();
  expect([...saved.maps[0]!.tiles.keys()]).toEqual(['0,0', '1,0']);
  documentStore.setState(emptyDocument, true);
  restore(saved);
  const after = documentStore.getState();
  expect(after.changeMap?.toUint8Array()).toEqual(before.changeMap?.toUint8Array());
  const rest = { changeMap: null, maps: [], exemplars: [], revision: 0 };
  expect({ ...after, ...rest }).toEqual({ ...before, ...rest });
  expect(after.exemplars[0]?.hold?.read(2, 3)).toBe(9);
  expect({ ...after.exemplars[0], map: null, hold: null }).toEqual({ ...exemplar, map: null, hold: null });
  expect(canUndo()).toBe(false);
});

it('painting on does not change a snapshot taken before', () => {
  openPicture(picture);
  fillMap(40);
  const saved = snapshot();
  fillMap(90);
  undo();
  undo();
  restore(saved);
  expect(documentStore.getState().changeMap?.read(299, 19)).toBe(40);
});

it('an empty document comes back empty', () => {
  restore(snapshot());
  expect(documentStore.getState()).toEqual({ ...emptyDocument, revision: 1 });
});

it('settings out of range, and tiles that do not fit, are left out one by one', () => {
  openPicture(picture);
  fillMap(1);
  const saved = snapshot();
  const tile = new Uint8Array(65536).fill(3);
  restore({
    ...saved,
    settings: { prompt: 'kept', steps: 9000, method: 'sorcery', seed: -1, seedLocked: 'yes', scheduler: null },
    maps: saved.maps.map((map) => ({ ...map, tiles: new Map([['0,0', tile], ['2,0', tile], ['0,1', tile], ['1,0', new Uint8Array(7)], ['nonsense', tile]]) })),
  });
  expect(documentStore.getState().settings).toEqual({ ...initialSettings, prompt: 'kept' });
  expect([...(documentStore.getState().changeMap?.tiles.keys() ?? [])]).toEqual([0]);
});
