import { beforeEach, expect, it } from 'vitest';
import { ChangeMap } from './changeMap/ChangeMap';
import { addLayer, fillMap, openPicture, replaceMap, setArea, setSetting } from './commands';
import { emptyDocument, type Picture } from './documentState';
import { documentStore } from './documentStore';
import type { Exemplar } from './exemplar';
import { canUndo, clearHistory, undo } from './history';
import { accessStore, setReadOnly } from './access';
import { restore, snapshot, takeIn } from './snapshot';

const picture: Picture = { width: 300, height: 20, rgba: new Uint8Array(24000).fill(5), icc: Uint8Array.of(1, 2), name: 'wide' };

beforeEach(() => {
  clearHistory();
  documentStore.setState(emptyDocument, true);
});

it('a document comes back whole, with a fresh history', () => {
  openPicture(picture);
  replaceMap(
    Uint8Array.from({ length: 6000 }, (_, i) => (i > 290 ? i % 256 : 0)),
    'Import change map',
  );
  addLayer({ name: 'night', rect: { x: 0, y: 0, width: 1, height: 1 }, rgba: new Uint8Array(4), coverage: Uint8Array.of(255) });
  setSetting('prompt', 'at night');
  setArea({ x: 0, y: 0, width: 300, height: 20, modelWidth: 320, modelHeight: 64 });
  const map = ChangeMap.fromUint8Array(new Uint8Array(6000).fill(9), picture);
  const exemplar: Exemplar = {
    id: 'e',
    name: 'tree',
    visible: true,
    opacity: 1,
    picture: { width: 1, height: 1, rgba: new Uint8Array(4), name: 'tree' },
    cutout: null,
    crop: { x: 0, y: 0, width: 1, height: 1 },
    placement: { x: 4, y: 5, scaleX: 2, scaleY: 2, rotation: 0 },
    bandPx: 8,
    map,
    mapPainted: false,
    hold: map,
  };
  documentStore.setState({ exemplars: [exemplar] });
  const saved = snapshot();
  const before = documentStore.getState();
  expect([...saved.maps[0]!.map.tiles.keys()]).toEqual([0, 1]);
  documentStore.setState(emptyDocument, true);
  restore(saved);
  const after = documentStore.getState();
  expect(after.changeMap?.toUint8Array()).toEqual(before.changeMap?.toUint8Array());
  const rest = { documentId: '', changeMap: null, maps: [], exemplars: [], revision: 0 };
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

it('what was kept and comes late goes below what was done before it came, as one entry', () => {
  openPicture(picture, 'kept');
  setSetting('prompt', 'kept prompt');
  const kept = snapshot();
  documentStore.setState(emptyDocument, true);
  clearHistory();
  setSetting('prompt', 'typed');
  takeIn(kept);
  expect([documentStore.getState().documentId, documentStore.getState().settings.prompt]).toEqual(['kept', 'typed']);
  undo();
  expect(documentStore.getState().settings.prompt).toBe('kept prompt');
  documentStore.setState(emptyDocument, true);
  openPicture({ ...picture, name: 'new' }, 'new');
  fillMap(7);
  takeIn(kept);
  expect([documentStore.getState().picture?.name, documentStore.getState().changeMap?.read(0, 0)]).toEqual(['new', 7]);
  undo();
  expect(documentStore.getState().documentId).toBe('kept');
  expect(canUndo()).toBe(false);
});

it('what is only shown cannot be changed, and says that it was tried', () => {
  openPicture(picture, 'shown');
  fillMap(3);
  setReadOnly(true);
  const before = documentStore.getState();
  fillMap(9);
  setSetting('prompt', 'x');
  openPicture(picture);
  setArea({ x: 0, y: 0, width: 1, height: 1, modelWidth: 8, modelHeight: 8 });
  undo();
  expect(documentStore.getState()).toBe(before);
  expect(accessStore.getState().refusals).toBeGreaterThan(3);
  restore(snapshot());
  setReadOnly(false);
  fillMap(9);
  expect(documentStore.getState().changeMap?.read(0, 0)).toBe(9);
});
