import { beforeEach, expect, it } from 'vitest';
import { fillMap, openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, historyStore, undo } from '../document/history';
import { editsWritten, writeEdit } from './largeEdit';
import { addMap } from '../document/mapCommands';
import type { MapEdit } from './mapEdit';

const value = (x: number) => documentStore.getState().changeMap?.read(x, 0);
const raise = (width: number, height: number): MapEdit => ({
  bounds: { x: 0, y: 0, width, height },
  apply: (values) => values.forEach((before, i) => (values[i] = Math.min(255, before + 40))),
});

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 1600, height: 1600, rgba: new Uint8Array(1600 * 1600 * 4), icc: null, name: 'large' });
  clearHistory();
});

it('writes a small edit at once', () => {
  let told = false;
  writeEdit(raise(10, 10), 'Small', () => (told = true));
  expect([value(5), value(20), told]).toEqual([40, 0, true]);
});

it('writes a large edit as one entry, over what was changed meanwhile', async () => {
  writeEdit(raise(1600, 1600), 'Large', () => undefined);
  expect(value(5)).toBe(0);
  fillMap(100);
  await editsWritten();
  expect([value(5), value(1599), historyStore.getState().labels]).toEqual([140, 140, ['Fill', 'Large']]);
  undo();
  expect(value(1599)).toBe(100);
});

it('goes to the map that was painted, also where another one is chosen at once', async () => {
  writeEdit(raise(1600, 1600), 'Large', () => undefined);
  const other = addMap('Other');
  await editsWritten();
  const { maps, target } = documentStore.getState();
  expect(target.id).toBe(other);
  expect(maps.map(({ map }) => map.read(5, 0))).toEqual([40, 0]);
  undo();
  expect(documentStore.getState().maps.map(({ map }) => map.read(5, 0))).toEqual([0, 0]);
});

it('one that throws is told, and those after it are written', async () => {
  const told: string[] = [];
  const broken: MapEdit = {
    bounds: { x: 0, y: 0, width: 1600, height: 1600 },
    apply: () => {
      throw new Error('broken');
    },
  };
  writeEdit(broken, 'Broken', () => told.push('broken'));
  writeEdit(raise(1600, 1600), 'Large', () => told.push('large'));
  await editsWritten();
  expect([value(5), told]).toEqual([40, ['broken', 'large']]);
});

it('is not written into another picture', async () => {
  writeEdit(raise(1600, 1600), 'Large', () => undefined);
  openPicture({ width: 1600, height: 1600, rgba: new Uint8Array(1600 * 1600 * 4), icc: null, name: 'other' });
  await editsWritten();
  expect([value(5), historyStore.getState().labels]).toEqual([0, ['Open picture']]);
});
