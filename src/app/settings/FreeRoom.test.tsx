// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { storeHere } from '../../../e2e/fixtures/inProcess/store';
import type { Keeper } from '../../document/storage/keepProject';
import { speakTo } from '../../document/storage/keeperInUse';
import { refreshShelf } from '../../models/shelf';
import { draw, freshStudio } from '../testing/freshStudio';
import { FreeRoom } from './FreeRoom';

const { store, disk } = storeHere();
vi.mock('../../models/studioStore', () => ({ studioStore: () => store }));

/** The browser’s caches with one file of 1.5 MB. */
const cached = new Set(['studio']);
const caches = {
  keys: () => Promise.resolve([...cached]),
  open: () =>
    Promise.resolve({
      keys: () => Promise.resolve(['/']),
      match: () => Promise.resolve(new Response('', { headers: { 'content-length': '1500000' } })),
    }),
  delete: (name: string) => Promise.resolve(cached.delete(name)),
};
const settle = vi.fn(() => Promise.resolve());

const modelBytes = 3_000_000;
const take = (id: string, title: string, sizeBytes: number) => {
  const files = [{ path: 'unet/model.onnx', file: new Blob([new Uint8Array(sizeBytes)]) }];
  return store.importPackage({ id, title, family: null, licence: null, name: id, source: { kind: 'files', files } }, () => undefined);
};

beforeEach(async () => {
  vi.stubGlobal('caches', caches);
  freshStudio();
  speakTo({ settle, aside: () => Promise.resolve({ count: 0, sizeBytes: 0 }) } as unknown as Keeper);
  await take('castles', 'Castles', modelBytes);
  await take('clouds', 'Clouds', 1000);
  await refreshShelf(store);
});
afterEach(() => vi.unstubAllGlobals());

it('says what each thing takes, and gives back that very room when it is given up', async () => {
  draw(<FreeRoom />);
  const user = userEvent.setup();
  const row = (name: string) => screen.findByRole('listitem', { name });
  const castles = await row('Castles');
  expect(castles.textContent).toContain('3.0 MB · came from this computer');
  expect((await row('Clouds')).textContent).toContain('1 kB');

  const before = disk.usedBytes;
  await user.click(within(castles).getByRole('button', { name: 'Delete…' }));
  await user.click(within(castles).getByRole('button', { name: 'Keep' }));
  expect(disk.usedBytes).toBe(before);
  await user.click(within(castles).getByRole('button', { name: 'Delete…' }));
  await user.click(within(castles).getByRole('button', { name: 'Delete 3.0 MB' }));
  await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Castles' })).toBeNull());
  expect(before - disk.usedBytes).toBeGreaterThanOrEqual(modelBytes);
  expect([...disk.files().values()].every(({ length }) => length < modelBytes)).toBe(true);
  expect(await row('Clouds')).toBeTruthy();
  await waitFor(() => expect(settle).toHaveBeenCalledOnce());

  const offline = await row('Sfumato’s own files');
  expect(offline.textContent).toContain('1.5 MB');
  await user.click(within(offline).getByRole('button', { name: 'Remove…' }));
  await user.click(within(offline).getByRole('button', { name: 'Remove 1.5 MB' }));
  await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Sfumato’s own files' })).toBeNull());
  expect(cached.size).toBe(0);
  await waitFor(() => expect(settle).toHaveBeenCalledTimes(2));
});
