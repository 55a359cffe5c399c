import { expect, it, vi } from 'vitest';
import type { LocalFileHandle } from '../../workers/protocol/localFile';
import { testFolder } from '../../e2e/fixtures/testFolder';
import { fakeStore } from './fakeStore';
import { allowReading, copied, droppedHandles, stayingIn } from './localFiles';

const file = new File(['abc'], 'a.safetensors');
const handle = (changes: Partial<LocalFileHandle> = {}): LocalFileHandle => ({
  kind: 'file',
  name: 'a.safetensors',
  getFile: () => Promise.resolve(file),
  ...changes,
});
const folder = testFolder('model', {});
const asking = (...given: LocalFileHandle[]) => allowReading(fakeStore({ handles: () => Promise.resolve(given) }), 'x', 'X');

it('asks for permission only where the browser wants that, and says where it was not given', async () => {
  const ask = vi.fn(() => Promise.resolve('granted' as const));
  await asking(handle(), handle({ queryPermission: () => Promise.resolve('granted'), requestPermission: ask }));
  expect(ask).not.toHaveBeenCalled();
  const forgotten = { queryPermission: () => Promise.resolve('prompt' as const) };
  await asking(handle({ ...forgotten, requestPermission: ask }));
  expect(ask).toHaveBeenCalledWith({ mode: 'read' });
  for (const answer of [() => Promise.resolve('denied' as const), () => Promise.reject(new DOMException('no click', 'SecurityError'))])
    await expect(asking(handle({ ...forgotten, requestPermission: answer }))).rejects.toMatchObject({ code: 'file-permission' });
});

it('copies an import that is not to stay, and knows which can stay', () => {
  const request = { id: 'a', title: 'A', family: null, licence: null, name: 'a' };
  const placed = { ...request, source: { kind: 'files', files: [{ path: 'a', file, handle: handle() }] } } as const;
  expect(stayingIn(placed)).toBe('file');
  expect(stayingIn(copied(placed))).toBeNull();
  const inFolder = { ...request, source: { kind: 'files', files: [{ path: 'a', file }], inFolder: folder } } as const;
  expect(stayingIn(inFolder)).toBe('folder');
  expect(stayingIn(copied(inFolder))).toBeNull();
  const zip = { ...request, source: { kind: 'zip', file } } as const;
  expect([stayingIn(zip), copied(zip)]).toEqual([null, zip]);
});

it('finds the handle of each dropped file and folder; text and browsers without have none', async () => {
  const item = (kind: string, get?: () => Promise<unknown>) => ({ kind, ...(get && { getAsFileSystemHandle: get }) }) as DataTransferItem;
  const own = handle();
  const items = [
    item('string'),
    item('file', () => Promise.resolve(own)),
    item('file', () => Promise.resolve(folder)),
    item('file', () => Promise.reject(new Error('gone'))),
    item('file'),
  ];
  const found = droppedHandles({ items: items as unknown as DataTransferItemList });
  expect(await Promise.all(found)).toEqual([own, folder, null, null]);
});
