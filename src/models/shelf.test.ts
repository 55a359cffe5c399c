import { beforeEach, expect, it } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import type { DownloadRequest, StoreProgress } from '../../workers/protocol/store';
import { emptyUsage, fakeStore, storedPackage } from './fakeStore';
import { download, pause, refreshShelf, removePackage, repair, shelfStore, verify } from './shelf';

const request: DownloadRequest = {
  id: 'a',
  title: 'A',
  family: null,
  licence: null,
  origin: { kind: 'url', baseUrl: 'https://own/' },
  files: [],
};
const progress: StoreProgress = {
  packageId: 'a',
  stage: 'download',
  doneBytes: 5,
  totalBytes: 10,
  bytesPerSecond: null,
  secondsLeft: null,
};
beforeEach(() => shelfStore.setState({ packages: null, usage: null, jobs: {}, said: {}, faults: {}, fault: null }));

it('shows what is kept and the room there is, and why where the store does not answer', async () => {
  await refreshShelf(fakeStore({ list: () => Promise.resolve([storedPackage()]) }));
  expect(shelfStore.getState()).toMatchObject({ packages: [{ id: 'a' }], usage: emptyUsage, fault: null });
  await refreshShelf(fakeStore({ usage: () => Promise.reject(new Fault('storage-unavailable', 'No disk.')) }));
  expect(shelfStore.getState()).toMatchObject({ packages: [{ id: 'a' }], fault: { message: 'No disk.' } });
});

it('shows a job with its progress while it lasts, and the package with its first news', async () => {
  let listed = 0;
  const seen: unknown[] = [];
  const store = fakeStore({
    list: () => {
      listed += 1;
      return Promise.resolve([storedPackage({ state: 'downloading' })]);
    },
    begin: async (_, onProgress) => {
      seen.push(shelfStore.getState().jobs.a?.stage);
      onProgress(progress);
      seen.push(shelfStore.getState().jobs.a);
      await Promise.resolve();
      expect(listed).toBe(1);
      setTimeout(() => onProgress(progress), 5);
      return storedPackage();
    },
  });
  expect(await download(request, store)).toBe(true);
  expect(seen).toEqual(['ask', progress]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  // News that comes after the end brings no job back.
  expect(shelfStore.getState().jobs).toEqual({});
  expect(listed).toBe(2);
});

it('keeps the fault of a job beside its package until the next one; a stopped job is none', async () => {
  const failing = (fault: Fault) => fakeStore({ begin: () => Promise.reject(fault) });
  expect(await download(request, failing(new Fault('network', 'Cut off.', 'Resume it.')))).toBe(false);
  expect(shelfStore.getState().faults.a).toEqual({ code: 'network', message: 'Cut off.', hint: 'Resume it.' });
  expect(await download(request, failing(new Fault('cancelled', 'Stopped.')))).toBe(false);
  expect(shelfStore.getState().faults).toEqual({});
});

it('says what verification and repair found', async () => {
  const report = { packageId: 'a', blockBytes: 8, readBytes: 2e6, bad: [] };
  await verify('a', fakeStore({ verify: () => Promise.resolve(report) }));
  expect(shelfStore.getState().said.a).toBe('All 2.0 MB are as they were stored.');
  await verify(
    'a',
    fakeStore({ verify: () => Promise.resolve({ ...report, bad: [{ path: 'unet/model.onnx', blocks: [3], lost: false }] }) }),
  );
  expect(shelfStore.getState().said.a).toContain('unet/model.onnx');
  await repair('a', fakeStore({ repair: () => Promise.resolve(storedPackage()) }));
  expect(shelfStore.getState().said.a).toContain('Every block');
});

it('asks again after a pause, and forgets all of a package that is removed', async () => {
  await pause('a', fakeStore({ pause: () => Promise.resolve(), list: () => Promise.resolve([storedPackage({ state: 'paused' })]) }));
  expect(shelfStore.getState().packages?.[0]?.state).toBe('paused');
  shelfStore.setState({ said: { a: 'x', b: 'y' } });
  await removePackage('a', fakeStore({ remove: () => Promise.resolve(null) }));
  expect(shelfStore.getState()).toMatchObject({ said: { b: 'y' }, packages: [] });
});
