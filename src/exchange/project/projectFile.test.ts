import { zipSync } from 'fflate';
import { beforeEach, expect, it } from 'vitest';
import { fillMap, openPicture, setSetting } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { clearHistory, historyContent } from '../../document/history';
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
