import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatedContent } from '../../e2e/faultServer/content';
import { FaultServer } from '../../e2e/faultServer/faultServer';
import { blobSource } from './blobSource';
import { FakeOpfs } from './testing/fakeOpfs';
import { ignore, listening, servedPackage, valueOf } from '../../e2e/faultServer/servedPackage';
import { everyTimeLater, testStore } from './testing/testStore';

const blockBytes = 16 * 1024;

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.start();
});
afterEach(() => server.stop());

/** A tab that dies takes the worker along in the middle of anything; what is left is a copy of the disk at that moment. */
async function dieAt(
  opfs: FakeOpfs,
  request: Parameters<ReturnType<typeof testStore>['begin']>[0],
  bytes: number,
): Promise<{ left: FakeOpfs; doneBytes: number }> {
  let left: FakeOpfs | null = null;
  let written = 0;
  const store = testStore({ opfs, blockBytes, network: { now: everyTimeLater() } });
  const { listen } = listening(({ stage, doneBytes }) => {
    if (stage !== 'download' || left !== null || doneBytes < bytes) return;
    written = doneBytes;
    left = opfs.copy();
    void store.pause(request.id);
  });
  await store.begin(request, listen);
  return { left: left ?? opfs.copy(), doneBytes: written };
}

describe('a download whose tab dies', { timeout: 300_000 }, () => {
  it('fetches at most one block of each file again, at whatever byte it died', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 * blockBytes }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 3 }),
        async (sizes, deaths) => {
          const id = `run-${server.seen.length}`;
          const request = servedPackage(
            server,
            Object.fromEntries(sizes.map((sizeBytes, index) => [`part-${index}.bin`, { sizeBytes }])),
            id,
          );
          const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
          let disk = new FakeOpfs();
          for (const death of deaths) disk = (await dieAt(disk, request, death * total)).left;
          const { left, doneBytes } = await dieAt(disk, request, (deaths[0] ?? 0) * total);
          const before = server.sentBytes();
          const store = testStore({ opfs: left, blockBytes });
          const done = valueOf(await store.begin(request, ignore));
          expect(done.state).toBe('ready');
          // What the person saw as fetched before the tab died, less a block a file, is not fetched again.
          expect(server.sentBytes() - before).toBeLessThanOrEqual(total - doneBytes + sizes.length * (blockBytes + 1));
          const source = blobSource(valueOf(await store.open(id)));
          for (const [index, sizeBytes] of sizes.entries())
            expect(await source.read(`part-${index}.bin`)).toEqual(generatedContent(index + 1, sizeBytes).read(0, sizeBytes));
          expect([...left.files().keys()].filter((name) => name.endsWith('.part'))).toEqual([]);
        },
      ),
      { numRuns: 15, seed: 20261121 },
    );
  });

  it('has nothing under a final name but whole files, at whatever moment one looks', async () => {
    const request = servedPackage(server, {
      'a.bin': { sizeBytes: 5 * blockBytes + 1 },
      'b.bin': { sizeBytes: 3 * blockBytes },
      'c.json': { sizeBytes: 77 },
    });
    const opfs = new FakeOpfs();
    const whole = new Map(
      request.files.map(({ sizeBytes }, index) => [`${index}`, generatedContent(index + 1, sizeBytes!).read(0, sizeBytes!)]),
    );
    let looked = 0;
    const { listen } = listening(() => {
      for (const [name, bytes] of opfs.files()) {
        const number = /\/000(\d)-(?!.*\.part$)/.exec(name)?.[1];
        if (number === undefined) continue;
        looked += 1;
        expect(Buffer.from(bytes).equals(Buffer.from(whole.get(number)!))).toBe(true);
      }
    });
    valueOf(await testStore({ opfs, blockBytes, network: { now: everyTimeLater() } }).begin(request, listen));
    expect(looked).toBeGreaterThan(3);
  });

  it('does not believe a block that was altered while nobody looked, and fetches it alone again', async () => {
    const request = servedPackage(server, { 'a.bin': { sizeBytes: 8 * blockBytes } });
    const { left } = await dieAt(new FakeOpfs(), request, 5 * blockBytes);
    const [folder] = [...left.files().keys()][0]!.split('/');
    const handle = await (await (await left.root.getDirectoryHandle(folder!)).getFileHandle('0000-a.bin.part')).createSyncAccessHandle!();
    handle.write(Uint8Array.of(1, 2, 3, 4), { at: 100 });
    handle.close();
    const store = testStore({ opfs: left, blockBytes });
    const { listen, heard } = listening();
    expect(valueOf(await store.begin(request, listen)).state).toBe('ready');
    expect(heard.some(({ stage }) => stage === 'check')).toBe(true);
    expect(server.seen.filter(({ range }) => range?.startsWith('bytes=0-') && range !== 'bytes=0-0').length).toBe(2);
    expect(await blobSource(valueOf(await store.open('test'))).read('a.bin')).toEqual(
      generatedContent(1, 8 * blockBytes).read(0, 8 * blockBytes),
    );
  });

  it('survives a death between the renaming of a file and its record', async () => {
    const request = servedPackage(server, { 'a.bin': { sizeBytes: 3 * blockBytes } });
    const { left } = await dieAt(new FakeOpfs(), request, 3 * blockBytes);
    const folder = await left.root.getDirectoryHandle([...left.files().keys()][0]!.split('/')[0]!);
    await (
      await folder.getFileHandle('0000-a.bin.part')
    ).move!('0000-a.bin');
    const before = server.sentBytes();
    const done = valueOf(await testStore({ opfs: left, blockBytes }).begin(request, ignore));
    expect(done.state).toBe('ready');
    expect(server.sentBytes() - before).toBeLessThanOrEqual(blockBytes);
  });
});
