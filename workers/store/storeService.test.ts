import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf, generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { blobSource } from './blobSource';
import { MemoryDisk } from './disk/memoryDisk';
import { FakeOpfs } from './testing/fakeOpfs';
import { faultOf, fileStates, ignore, listening, servedPackage, valueOf } from '../../e2e/faultServer/servedPackage';
import { sharedLocks, testBlockBytes, testStore } from './testing/testStore';

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

const files = {
  'model_index.json': { sizeBytes: 300 },
  'unet/model.onnx': { sizeBytes: 7 * testBlockBytes + 123 },
  'unet/config.json': { sizeBytes: 40 },
  'empty.txt': { sizeBytes: 0 },
};

describe.each([
  ['synchronous handles', () => ({ opfs: new FakeOpfs() })],
  ['streams instead of handles', () => ({ opfs: new FakeOpfs({ sync: false }) })],
  ['no renaming', () => ({ opfs: new FakeOpfs({ move: false }) })],
  ['memory only', () => ({ disk: new MemoryDisk('private window') })],
])('a download into a store with %s', (_name, options) => {
  it('is complete, verified and readable, each byte fetched once', async () => {
    const store = testStore(options());
    const request = servedPackage(server, files);
    const { heard, listen } = listening();
    const done = valueOf(await store.begin(request, listen));
    expect(done.state).toBe('ready');
    expect(fileStates(done)).toEqual({
      'model_index.json': 'complete',
      'unet/model.onnx': 'complete',
      'unet/config.json': 'complete',
      'empty.txt': 'complete',
    });
    expect(done.doneBytes).toBe(done.totalBytes);
    // One byte of every file tells its length; then each byte comes once.
    expect(server.sentBytes('/test/unet/model.onnx')).toBe(files['unet/model.onnx'].sizeBytes + 1);
    expect(heard.at(-1)).toMatchObject({ stage: 'done', doneBytes: done.totalBytes });
    expect([...new Set(heard.map(({ stage }) => stage))]).toEqual(['ask', 'download', 'done']);

    const opened = valueOf(await store.open('test'));
    const source = blobSource(opened);
    expect(await source.list()).toEqual(Object.keys(files));
    expect(await source.read('unet/model.onnx')).toEqual(
      generatedContent(2, files['unet/model.onnx'].sizeBytes).read(0, files['unet/model.onnx'].sizeBytes),
    );
    expect((await source.open!('unet/model.onnx')).size).toBe(files['unet/model.onnx'].sizeBytes);
    expect(opened.files.find(({ path }) => path === 'unet/model.onnx')?.sha256).toBe(
      digestOf(generatedContent(2, files['unet/model.onnx'].sizeBytes)),
    );
    await expect(source.read('vae/model.onnx')).rejects.toMatchObject({ code: 'package-missing-file' });
  });
});

describe('a kept package', () => {
  it('is there for the next worker, without the network', async () => {
    const opfs = new FakeOpfs();
    const request = servedPackage(server, files);
    valueOf(await testStore({ opfs }).begin(request, ignore));
    const asked = server.seen.length;
    const next = testStore({ opfs });
    expect(valueOf(await next.list())).toMatchObject([{ id: 'test', state: 'ready', licence: 'mit', refetchable: true, fault: null }]);
    valueOf(await next.open('test'));
    expect(valueOf(await next.begin(request, ignore)).state).toBe('ready');
    expect(server.seen.length).toBe(asked);
  });

  it('has only final names on disk, and other names for other ids', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    valueOf(await store.begin(servedPackage(server, files, 'Owner/Name'), ignore));
    valueOf(await store.begin(servedPackage(server, files, 'owner/name'), ignore));
    const names = [...opfs.files().keys()];
    expect(new Set(names.map((name) => name.split('/')[0])).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^owner-name-[0-9a-f]{12}\/(?:manifest-[ab]\.json|\d{4}-[a-z0-9.-]+)$/);
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is refused under an id that another source has', async () => {
    const store = testStore();
    valueOf(await store.begin(servedPackage(server, { a: { sizeBytes: 10 } }), ignore));
    expect(faultOf(await store.begin(servedPackage(server, { b: { sizeBytes: 10 } }), ignore)).code).toBe('package-exists');
  });

  it('can be removed, and its room is free again', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    valueOf(await store.begin(servedPackage(server, files), ignore));
    const usage = valueOf(await store.usage());
    expect(usage).toMatchObject({ kind: 'disk', reason: null, persisted: false, packages: [{ id: 'test', title: 'Package test' }] });
    expect(usage.packagesBytes).toBeGreaterThan(files['unet/model.onnx'].sizeBytes);
    valueOf(await store.remove('test'));
    expect(opfs.usedBytes).toBe(0);
    expect(valueOf(await store.list())).toEqual([]);
    expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
  });

  it('is noticed to be damaged where the browser has taken or cut a file, and fetched again in that part only', async () => {
    const opfs = new FakeOpfs();
    valueOf(await testStore({ opfs }).begin(servedPackage(server, files), ignore));
    const inside = await opfs.root.getDirectoryHandle([...opfs.files().keys()][0]!.split('/')[0]!);
    await inside.removeEntry('0000-model_index.json'.replace('_', '-'));
    const big = await (await inside.getFileHandle('0001-model.onnx')).createSyncAccessHandle!();
    big.truncate(3 * testBlockBytes);
    big.close();

    const store = testStore({ opfs });
    const listed = valueOf(await store.list())[0]!;
    expect(listed.state).toBe('damaged');
    expect(fileStates(listed)).toMatchObject({ 'model_index.json': 'lost', 'unet/model.onnx': 'lost', 'unet/config.json': 'complete' });
    expect(faultOf(await store.open('test')).message).toContain('not complete');
    const before = server.sentBytes();
    expect(valueOf(await store.resume('test', ignore)).state).toBe('ready');
    expect(server.sentBytes() - before).toBe(300 + 4 * testBlockBytes + 123);
    valueOf(await store.open('test'));
  });

  it('with a record that cannot be read is listed as damaged, hurts no other, and can be removed', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    valueOf(await store.begin(servedPackage(server, files, 'good'), ignore));
    const folder = await opfs.root.getDirectoryHandle('strange', { create: true });
    const handle = await (await folder.getFileHandle('manifest-a.json', { create: true })).createSyncAccessHandle!();
    handle.write(new TextEncoder().encode('{"generation":1,"checksum":"00","body":"{}"}'), { at: 0 });
    handle.close();
    expect(valueOf(await store.list()).map(({ id, state }) => [id, state])).toEqual([
      ['good', 'ready'],
      ['strange', 'damaged'],
    ]);
    valueOf(await store.remove('strange'));
    expect(valueOf(await store.list()).map(({ id }) => id)).toEqual(['good']);
  });
});

describe('jobs', () => {
  const slow = { 'a.bin': { sizeBytes: 6 * testBlockBytes, faults: { bytesPerSecond: 40_000 } } };

  it('pause keeps what is there, resume goes on, and the state says what is under way', async () => {
    const store = testStore();
    const { listen, heard } = listening();
    const running = store.begin(servedPackage(server, slow), listen);
    await expect.poll(() => heard.at(-1)?.doneBytes ?? 0).toBeGreaterThan(testBlockBytes);
    expect(valueOf(await store.list())[0]?.state).toBe('downloading');
    expect(faultOf(await store.resume('test', ignore)).code).toBe('store-busy');
    await store.pause('test');
    const paused = valueOf(await running);
    expect(paused).toMatchObject({ state: 'paused', fault: null });
    expect(paused.doneBytes).toBeGreaterThan(testBlockBytes);
    servedPackage(server, { 'a.bin': { sizeBytes: 6 * testBlockBytes } });
    const before = server.seen.length;
    expect(valueOf(await store.resume('test', ignore)).state).toBe('ready');
    const resumedBytes = server.seen.slice(before).reduce((sum, { sentBytes }) => sum + sentBytes, 0);
    expect(resumedBytes).toBe(6 * testBlockBytes - paused.doneBytes);
  });

  it('cancel removes what was fetched; of a complete package it removes nothing', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const { listen, heard } = listening();
    const running = store.begin(servedPackage(server, slow), listen);
    await expect.poll(() => heard.at(-1)?.doneBytes ?? 0).toBeGreaterThan(1000);
    valueOf(await store.cancel('test'));
    await running;
    expect(opfs.usedBytes).toBe(0);
    valueOf(await store.begin(servedPackage(server, { b: { sizeBytes: 100 } }, 'whole'), ignore));
    valueOf(await store.cancel('whole'));
    expect(valueOf(await store.list())).toMatchObject([{ id: 'whole', state: 'ready' }]);
  });

  it('another tab cannot work on the same package meanwhile, and can on another', async () => {
    const [opfs, tryLock] = [new FakeOpfs(), sharedLocks()];
    const [one, other] = [testStore({ opfs, tryLock }), testStore({ opfs, tryLock })];
    const { listen, heard } = listening();
    const running = one.begin(servedPackage(server, slow), listen);
    await expect.poll(() => heard.length).toBeGreaterThan(2);
    expect(faultOf(await other.resume('test', ignore)).message).toMatch(/“Package test”.*another tab/);
    expect(faultOf(await other.remove('test')).code).toBe('store-busy');
    expect(valueOf(await other.begin(servedPackage(server, { b: { sizeBytes: 100 } }, 'second'), ignore)).state).toBe('ready');
    await one.pause('test');
    await running;
  });

  it('what was promised differs from what is asked for again: an unknown package, no files, paths that lead out', async () => {
    const store = testStore();
    expect(faultOf(await store.resume('nobody', ignore)).message).toContain('nobody');
    const request = servedPackage(server, { a: { sizeBytes: 5 } });
    expect(faultOf(await store.begin({ ...request, files: [] }, ignore)).code).toBe('import-refused');
    expect(faultOf(await store.begin({ ...request, files: [{ ...request.files[0]!, path: '../a' }] }, ignore)).code).toBe('import-refused');
    expect(faultOf(await store.begin({ ...request, files: [{ ...request.files[0]!, url: 'file:///a' }] }, ignore)).code).toBe(
      'download-refused',
    );
    expect(valueOf(await store.list())).toEqual([]);
  });
});
