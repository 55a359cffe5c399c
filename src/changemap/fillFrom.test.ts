import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { clearHistory, historyStore } from '../document/history';
import { addMap } from '../document/mapCommands';
import { fillFrom } from './fillFrom';
import { editsWritten, writeEdit } from './largeEdit';
import { mapWorker } from './mapWorker';

vi.mock('./mapWorker', async () => {
  const { inProcessMaps } = await import('./testing/inProcessMaps');
  const client = inProcessMaps();
  return { mapWorker: () => client };
});

const fill = { at: { x: 2, y: 2 }, by: 'map', tolerance: 0, contiguous: true, target: 120, mode: 'set' } as const;
const open = (side: number) =>
  openPicture({ width: side, height: side, rgba: new Uint8Array(side * side * 4), icc: null, name: 'p' }, crypto.randomUUID());
const values = () => documentStore.getState().maps.map(({ map }) => map.read(2, 2));

beforeEach(() => {
  vi.restoreAllMocks();
  documentStore.setState(emptyDocument, true);
  open(64);
  clearHistory();
});

it('is waited for by whoever reads the map next, and goes to the map that was painted at the click', async () => {
  void fillFrom(fill);
  addMap('Other');
  expect(values()).toEqual([0, 0]);
  await editsWritten();
  expect(values()).toEqual([120, 0]);
  expect(historyStore.getState().labels).toEqual(['Add map', 'Fill']);
});

it('follows a large edit that was begun before it, of which it reads what was written', async () => {
  open(1600);
  const bounds = { x: 0, y: 0, width: 1600, height: 1000 };
  writeEdit({ bounds, apply: (all) => all.fill(80) }, 'Large', () => undefined);
  await fillFrom(fill);
  const { map } = documentStore.getState().maps[0]!;
  expect([map.read(2, 2), map.read(1599, 999), map.read(2, 1200)]).toEqual([120, 120, 0]);
});

it('is not written into another picture, and one that fails stops none after it', async () => {
  void fillFrom(fill);
  open(64);
  await editsWritten();
  expect(values()).toEqual([0]);
  vi.spyOn(mapWorker(), 'fillMap').mockRejectedValueOnce(new Fault('bad-map', 'No.', 'Again.'));
  void fillFrom(fill);
  void fillFrom({ ...fill, target: 60 });
  await editsWritten();
  expect(values()).toEqual([60]);
});
