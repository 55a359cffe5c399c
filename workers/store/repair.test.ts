import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { blobSource } from './blobSource';
import { FakeOpfs } from './testing/fakeOpfs';
import { faultOf, fileStates, ignore, listening, servedPackage, valueOf } from '../../e2e/faultServer/servedPackage';
import { testBlockBytes, testStore } from './testing/testStore';

const sizeBytes = 6 * testBlockBytes + 11;
const wanted = generatedContent(1, sizeBytes).read(0, sizeBytes);

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

/** Alters bytes of a file on disk behind the store's back. */
async function alter(opfs: FakeOpfs, name: string, at: number): Promise<void> {
  const folder = [...opfs.files().keys()].find((path) => path.endsWith(`/${name}`))!.split('/')[0]!;
  const handle = await (await (await opfs.root.getDirectoryHandle(folder)).getFileHandle(name)).createSyncAccessHandle!();
  handle.write(Uint8Array.of(0xde, 0xad), { at });
  handle.close();
}

describe('verify and repair', () => {
  it('finds the altered block and fetches that one only', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    valueOf(await store.begin(servedPackage(server, { 'a.bin': { sizeBytes }, 'b.json': { sizeBytes: 100 } }), ignore));
    expect(valueOf(await store.verify('test', ignore)).bad).toEqual([]);
    await alter(opfs, '0000-a.bin', 3 * testBlockBytes + 5);
    const { listen, heard } = listening();
    const report = valueOf(await store.verify('test', listen));
    expect(report).toMatchObject({
      bad: [{ path: 'a.bin', blocks: [3], lost: false }],
      blockBytes: testBlockBytes,
      readBytes: sizeBytes + 100,
    });
    expect(heard.at(-1)).toMatchObject({ stage: 'verify', doneBytes: sizeBytes + 100, totalBytes: sizeBytes + 100 });
    const before = server.sentBytes();
    const repaired = valueOf(await store.repair('test', ignore));
    expect(repaired.state).toBe('ready');
    expect(server.sentBytes() - before).toBe(testBlockBytes);
    expect(server.seen.at(-1)?.range).toBe(`bytes=${3 * testBlockBytes}-${4 * testBlockBytes - 1}`);
    expect(await blobSource(valueOf(await store.open('test'))).read('a.bin')).toEqual(wanted);
    expect(valueOf(await store.verify('test', ignore)).bad).toEqual([]);
  });

  it('fetches nothing where nothing is wrong', async () => {
    const store = testStore();
    valueOf(await store.begin(servedPackage(server, { 'a.bin': { sizeBytes } }), ignore));
    const before = server.seen.length;
    expect(valueOf(await store.repair('test', ignore)).state).toBe('ready');
    expect(server.seen.length).toBe(before);
  });

  it('a wrong byte on the way is never used; repair finds its block by a second opinion', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const request = servedPackage(server, { 'a.bin': { sizeBytes, faults: { wrongByte: { at: 2 * testBlockBytes + 7, times: 1 } } } });
    const fault = faultOf(await store.begin(request, ignore));
    expect(fault).toMatchObject({ code: 'digest-mismatch', hint: expect.stringContaining('Repair') });
    expect(fileStates(valueOf(await store.list())[0]!)).toEqual({ 'a.bin': 'mismatched' });
    expect(valueOf(await store.list())[0]?.state).toBe('damaged');
    expect([...opfs.files().keys()].some((name) => name.endsWith('0000-a.bin'))).toBe(false);
    expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
    const before = server.sentBytes();
    expect(valueOf(await store.repair('test', ignore)).state).toBe('ready');
    // Blocks 0 and 1 were right, block 2 was not: nothing after it is asked for.
    expect(server.sentBytes() - before).toBe(3 * testBlockBytes);
    expect(await blobSource(valueOf(await store.open('test'))).read('a.bin')).toEqual(wanted);
  });

  it('a source that keeps giving other content than it promises is refused for good', async () => {
    const store = testStore();
    const request = servedPackage(server, { 'a.bin': { sizeBytes, faults: { wrongByte: { at: 20 } } } });
    expect(faultOf(await store.begin(request, ignore)).code).toBe('digest-mismatch');
    expect(faultOf(await store.repair('test', ignore))).toMatchObject({
      code: 'digest-mismatch',
      message: expect.stringContaining('twice'),
    });
    expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
  });

  it('without ranges, the whole file is fetched again', async () => {
    const store = testStore();
    const request = servedPackage(server, { 'a.bin': { sizeBytes, faults: { noRanges: true, wrongByte: { at: 20, times: 2 } } } });
    // The first wrong byte goes into the question for the length, the second into the file.
    expect(faultOf(await store.begin(request, ignore)).code).toBe('digest-mismatch');
    expect(valueOf(await store.repair('test', ignore)).state).toBe('ready');
    expect(await blobSource(valueOf(await store.open('test'))).read('a.bin')).toEqual(wanted);
  });

  it('without a promised digest, a repaired file has to become what it was', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    valueOf(await store.begin(servedPackage(server, { 'a.bin': { sizeBytes, told: 'size' } }), ignore));
    await alter(opfs, '0000-a.bin', 5);
    servedPackage(server, { 'a.bin': { sizeBytes, told: 'size', seed: 7 } });
    expect(faultOf(await store.repair('test', ignore)).code).toBe('digest-mismatch');
    expect(faultOf(await store.open('test')).code).toBe('package-missing-file');
    servedPackage(server, { 'a.bin': { sizeBytes, told: 'size' } });
    expect(valueOf(await store.repair('test', ignore)).state).toBe('ready');
  });
});
