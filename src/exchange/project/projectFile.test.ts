import { zipSync } from 'fflate';
import { beforeEach, expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { fillMap, openPicture, setSetting } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { addGuide, changeGuide } from '../../document/guideCommands';
import { clearHistory, historyContent, restoreHistory, undo } from '../../document/history';
import { snapshot } from '../../document/snapshot';
import { decodeProject, encodeProject } from './projectFile';

const text = (value: string) => new TextEncoder().encode(value);
const zipOf = (entries: Record<string, Uint8Array>) => new Blob([zipSync(entries) as Uint8Array<ArrayBuffer>]);

beforeEach(() => {
  documentStore.setState(emptyDocument, true);
  clearHistory();
  const rgba = Uint8Array.from({ length: 700 * 900 * 4 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
  openPicture({ width: 700, height: 900, rgba, icc: Uint8Array.of(1, 2, 3), name: 'p' });
  fillMap(40);
  setSetting('prompt', 'at night');
});

it('a project comes back as it was', async () => {
  const before = snapshot();
  const { content: after, history } = await decodeProject(await encodeProject(before, historyContent()));
  expect(history.done.map(({ label }) => label)).toEqual(historyContent().done.map(({ label }) => label));
  expect({ ...after, maps: [], picture: null }).toEqual({ ...before, maps: [], picture: null });
  expect(Buffer.compare(after.picture!.rgba, before.picture!.rgba)).toBe(0);
  expect(after.maps[0]!.map.read(699, 899)).toBe(40);
});

it('picked lines and painted segments come back with it, and a step back still takes a line in again', async () => {
  const segments = [
    { x1: 1, y1: 2, x2: 90, y2: 2, kept: true },
    { x1: 4.5, y1: 7, x2: 4.5, y2: 70, kept: true },
  ];
  const lines = { sigmaPx: 1.4, low: 0.1, high: 0.3, shortestPx: 20, gapPx: 3 };
  const common = { visible: true, role: 'wanted', controlNet: null, weight: 0.7, start: 0.1, end: 0.6 } as const;
  const id = addGuide({ ...common, name: 'Straight lines', kind: 'lines', content: { of: 'segments', segments, lines } });
  const things = ChangeMap.fromUint8Array(
    Uint8Array.from({ length: 700 * 900 }, (_, i) => (i % 700 < 9 ? 3 : 0)),
    { width: 700, height: 900 },
  );
  addGuide({ ...common, name: 'Segments', kind: 'segmentation', content: { of: 'drawing', map: things, edges: null, classes: true } });
  const picked = [segments[0]!, { ...segments[1]!, kept: false }];
  changeGuide(id, { content: { of: 'segments', segments: picked, lines } }, 'Leave out line');
  const { content, history } = await decodeProject(await encodeProject(snapshot(), historyContent()));
  expect(content.guides[0]).toEqual({
    ...common,
    id,
    name: 'Straight lines',
    kind: 'lines',
    content: { of: 'segments', segments: picked, lines },
  });
  const drawn = content.guides[1]?.content;
  expect(drawn?.of === 'drawing' && [drawn.classes, drawn.map.read(8, 500), drawn.map.read(9, 500)]).toEqual([true, 3, 0]);
  documentStore.setState(content);
  restoreHistory(history);
  undo();
  expect(documentStore.getState().guides[0]?.content).toMatchObject({ segments: [{ kept: true }, { kept: true }] });
});

it('whatever else is chosen is refused in words', async () => {
  const whole = await encodeProject(snapshot());
  const cases = [
    new Blob([]),
    new Blob(['no zip at all']),
    whole.slice(0, whole.size >> 1),
    zipOf({ 'other.txt': text('x') }),
    zipOf({ 'document.json': text('{}') }),
    zipOf({ 'document.json': text('{"toString": 1}') }),
    zipOf({ [`pieces/${'a'.repeat(64)}`]: new Uint8Array(3 * 2 ** 20) }),
  ];
  for (const file of cases) await expect(decodeProject(file)).rejects.toMatchObject({ code: 'import-refused' });
  await expect(decodeProject(zipOf({ 'document.json': text('{"version": 99}') }))).rejects.toMatchObject({ code: 'project-newer' });
});

it('one changed byte of a picture is noticed', async () => {
  const bytes = new Uint8Array(await (await encodeProject(snapshot())).arrayBuffer());
  const at = bytes.length >> 1;
  bytes[at] = bytes[at]! ^ 255;
  await expect(decodeProject(new Blob([bytes]))).rejects.toMatchObject({ code: 'import-refused' });
});
