import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, generatedContent, bytesContent } from '../../../e2e/faultServer/content';
import { poseGraph } from '../../mapModels/testing/poseGraphs';
import type { ImportRequest } from '../../protocol/store';
import { blobSource } from '../blobSource';
import { FakeOpfs } from '../testing/fakeOpfs';
import { faultOf, ignore, listening, valueOf } from '../../../e2e/faultServer/servedPackage';
import { everyTimeLater, testBlockBytes, testStore } from '../testing/testStore';
import { zipSource } from './zipSource';

const weights = generatedContent(3, 3 * testBlockBytes + 50).read(0, 3 * testBlockBytes + 50);
const config = strToU8('{"in_channels":4}');
const digests = (changes: Record<string, string> = {}) =>
  strToU8(
    JSON.stringify({
      files: [
        ['unet/model.onnx', weights],
        ['unet/config.json', config],
      ].map(([path, bytes]) => ({
        path,
        sizeBytes: bytes!.length,
        sha256: changes[path as string] ?? digestOf(bytesContent(bytes as Uint8Array)),
      })),
    }),
  );

const request = (source: ImportRequest['source'], only?: readonly string[]): ImportRequest => ({
  id: 'mine',
  title: 'Mine',
  family: null,
  licence: null,
  name: 'mine',
  source,
  ...(only && { only }),
});
const blob = (bytes: Uint8Array): Blob => new Blob([bytes.slice()]);
const folder = (files: Record<string, Uint8Array>, only?: readonly string[]) =>
  request({ kind: 'files', files: Object.entries(files).map(([path, bytes]) => ({ path, file: blob(bytes) })) }, only);
const zip = (files: Record<string, Uint8Array>, level: 0 | 6 = 6) => request({ kind: 'zip', file: blob(zipSync(files, { level })) });

describe('import of a folder', () => {
  it('keeps the files verified, says that they cannot be fetched again, and leaves clutter out', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const { listen, heard } = listening();
    const kept = valueOf(
      await store.importPackage(
        folder({
          'unet/model.onnx': weights,
          'unet/config.json': config,
          'files.json': digests(),
          '.DS_Store': config,
          '__MACOSX/x': config,
        }),
        listen,
      ),
    );
    expect(kept).toMatchObject({ state: 'ready', refetchable: false, notes: [], origin: { kind: 'import', name: 'mine' } });
    expect(heard.at(-1)).toMatchObject({ stage: 'done', doneBytes: weights.length + config.length + digests().length });
    const source = blobSource(valueOf(await store.open('mine')));
    expect(await source.list()).toEqual(['unet/model.onnx', 'unet/config.json', 'files.json']);
    expect(await source.read('unet/model.onnx')).toEqual(weights);
    expect(faultOf(await store.importPackage(folder({ a: config }), ignore)).code).toBe('package-exists');
  });

  it('looks into what is to be a pose model, and keeps nothing of what finds no joints', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const taken = (graph: Uint8Array) => store.importPackage({ ...folder({ 'poses.onnx': graph }), family: 'pose model' }, ignore);
    expect(faultOf(await taken(poseGraph('heatmaps', 21))).message).toContain('“heatmaps” of batch × 21 × 64 × 48');
    expect(faultOf(await taken(weights)).code).toBe('package-invalid');
    expect(valueOf(await store.list())).toEqual([]);
    expect(valueOf(await taken(poseGraph('simcc', 133)))).toMatchObject({ state: 'ready', family: 'pose model' });
  });

  it('holds to the list of digests that comes along, and says so where there is none', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs });
    const fault = faultOf(
      await store.importPackage(
        folder({ 'unet/model.onnx': weights, 'files.json': digests({ 'unet/model.onnx': '0'.repeat(64) }) }),
        ignore,
      ),
    );
    expect(fault).toMatchObject({ code: 'import-refused', message: expect.stringContaining('unet/model.onnx') });
    expect(opfs.usedBytes).toBe(0);
    expect(valueOf(await store.importPackage(folder({ 'unet/model.onnx': weights }), ignore)).notes.join()).toContain('no list of digests');
  });

  it('refuses pointers that Git puts in place of large files', async () => {
    const pointer = strToU8(`version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1234567\n`);
    expect(faultOf(await testStore().importPackage(folder({ 'unet/model.onnx': pointer }), ignore))).toMatchObject({
      code: 'import-refused',
      hint: expect.stringContaining('git lfs pull'),
    });
  });

  it('takes only what was chosen, and asks for room before', async () => {
    const store = testStore();
    valueOf(await store.importPackage(folder({ 'a.json': config, 'b.json': config }, ['b.json']), ignore));
    expect(valueOf(await store.open('mine')).files.map(({ path }) => path)).toEqual(['b.json']);
    expect(faultOf(await testStore({ opfs: new FakeOpfs({ quotaBytes: 1000 }) }).importPackage(folder({ w: weights }), ignore)).code).toBe(
      'storage-full',
    );
  });

  it('leaves nothing behind when it is stopped', async () => {
    const opfs = new FakeOpfs();
    const store = testStore({ opfs, network: { now: everyTimeLater() } });
    const { listen } = listening(({ doneBytes }) => void (doneBytes > 0 && store.pause('mine')));
    expect(faultOf(await store.importPackage(folder({ a: config, b: weights, c: weights }), listen)).code).toBe('cancelled');
    expect(opfs.usedBytes).toBe(0);
  });

  it('that died in the middle is damaged, and is not gone on with', async () => {
    const opfs = new FakeOpfs();
    let left = opfs;
    const { listen } = listening(
      ({ stage, doneBytes }) => void (stage === 'import' && doneBytes === config.length && (left = opfs.copy())),
    );
    await testStore({ opfs, network: { now: everyTimeLater() } }).importPackage(folder({ a: config, b: weights }), listen);
    const store = testStore({ opfs: left });
    expect(valueOf(await store.list())[0]).toMatchObject({ state: 'damaged', refetchable: false });
    expect(faultOf(await store.open('mine')).message).toContain('not complete');
    valueOf(await store.remove('mine'));
    expect(left.usedBytes).toBe(0);
  });

  it.each(['../evil', '/etc/passwd', 'C:\\windows\\x', 'a/../../b', 'a//b', 'a\\..\\..\\b', 'a/\u0000b', 'a/\ud800b', 'x'.repeat(400)])(
    'refuses the path %j',
    async (path) => {
      const opfs = new FakeOpfs();
      expect(faultOf(await testStore({ opfs }).importPackage(folder({ [path]: config }), ignore)).code).toBe('import-refused');
      expect(opfs.usedBytes).toBe(0);
    },
  );

  it('refuses doubles, which some disks cannot tell apart, and absurd counts', async () => {
    expect(faultOf(await testStore().importPackage(folder({ 'UNet/a': config, 'unet/A': config }), ignore)).message).toContain('twice');
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`f${index}`, new Uint8Array(1)]));
    expect(faultOf(await testStore().importPackage(folder(many), ignore)).message).toContain('2001 files');
    expect(faultOf(await testStore().importPackage(folder({}), ignore)).code).toBe('import-refused');
  });
});

describe('import of a zip', () => {
  it.each([0, 6] as const)('unpacks it without the folder around it (level %d)', async (level) => {
    const store = testStore();
    valueOf(
      await store.importPackage(
        zip(
          {
            'my-model/unet/model.onnx': weights,
            'my-model/unet/config.json': config,
            'my-model/files.json': digests(),
            '__MACOSX/my-model/._x': config,
          },
          level,
        ),
        ignore,
      ),
    );
    const source = blobSource(valueOf(await store.open('mine')));
    expect(await source.read('unet/model.onnx')).toEqual(weights);
    expect(await source.read('unet/config.json')).toEqual(config);
  });

  it('keeps a folder that has a meaning', async () => {
    const source = await zipSource(blob(zipSync({ 'onnx/a.json': config, 'onnx/b.json': config })), 'z');
    expect(await source.list()).toEqual(['onnx/a.json', 'onnx/b.json']);
    expect(await source.read('onnx/a.json')).toEqual(config);
    await expect(source.read('c')).rejects.toMatchObject({ code: 'package-missing-file' });
  });

  it('refuses bombs by what their directory says, before anything is unpacked', async () => {
    const bomb = zipSync({ 'unet/model.onnx': new Uint8Array(40 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    const opfs = new FakeOpfs();
    expect(faultOf(await testStore({ opfs }).importPackage(request({ kind: 'zip', file: blob(bomb) }), ignore)).message).toContain('trap');
    expect(opfs.usedBytes).toBe(0);
  });

  it('refuses many small entries that together grow beyond reason, though none alone would', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`unet/weights-${i}.bin`, new Uint8Array(2 * 1024 * 1024)]));
    const fault = faultOf(await testStore().importPackage(zip(files), ignore));
    expect(fault).toMatchObject({ code: 'import-refused', message: expect.stringMatching(/would grow to 83886080/) as string });
  });

  it('refuses bombs whose directory lies about the length, after no more than it says', async () => {
    const packed = zipSync({ 'unet/model.onnx': new Uint8Array(8 * 1024 * 1024) });
    const lying = packed.slice();
    const directory = directoryOf(lying);
    new DataView(lying.buffer).setUint32(directory + 24, 1000, true);
    const opfs = new FakeOpfs();
    expect(faultOf(await testStore({ opfs }).importPackage(request({ kind: 'zip', file: blob(lying) }), ignore)).message).toContain(
      'longer than the archive says',
    );
    expect(opfs.usedBytes).toBe(0);
  });

  it.each<[string, (bytes: Uint8Array) => void, RegExp]>([
    ['encrypted', (bytes) => void (bytes[directoryOf(bytes) + 8]! |= 1), /encrypted/],
    ['packed by an unknown method', (bytes) => void (bytes[directoryOf(bytes) + 10] = 93), /cannot unpack/],
    ['with overlapping files', (bytes) => new DataView(bytes.buffer).setUint32(directoryOf(bytes, 1) + 42, 0, true), /same bytes/],
    ['with a wrong checksum', (bytes) => new DataView(bytes.buffer).setUint32(directoryOf(bytes) + 16, 7, true), /checksum/],
    ['whose content is damaged', (bytes) => bytes.fill(0xff, 45, 400), /damaged|whole zip/],
    ['with a path that leads out', (bytes) => replaceAscii(bytes, 'unet/model.onnx', '../../model.onx'), /leads out/],
  ])('refuses an archive %s', async (_name, harm, sentence) => {
    const bytes = zipSync({ 'unet/model.onnx': weights, 'unet/config.json': config });
    harm(bytes);
    const opfs = new FakeOpfs();
    const fault = faultOf(await testStore({ opfs }).importPackage(request({ kind: 'zip', file: blob(bytes) }), ignore));
    expect(fault.code).toBe('import-refused');
    expect(fault.message).toMatch(sentence);
    expect(opfs.usedBytes).toBe(0);
  });

  it('refuses every cut and survives any flipped byte of an archive: whole files or a fault, nothing between', async () => {
    const bytes = zipSync({ 'a.json': config, 'unet/model.onnx': weights.slice(0, 500) });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, cut) => {
        const harmed = cut ? bytes.slice(0, at) : bytes.map((byte, index) => (index === at ? byte ^ flip : byte));
        const opfs = new FakeOpfs();
        const store = testStore({ opfs });
        const outcome = await store.importPackage(request({ kind: 'zip', file: blob(harmed) }), ignore);
        if (!outcome.ok) {
          expect(outcome.fault.code).toBe('import-refused');
          expect(opfs.usedBytes).toBe(0);
          return;
        }
        for (const { blob: file } of valueOf(await store.open('mine')).files) expect([config.length, 500]).toContain(file.size);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('reads the directory of archives over 4 GB', async () => {
    // A sparse stand-in: the directory of a stored entry whose length needs eight bytes, read through a Blob that only pretends to be long.
    const { readZipDirectory } = await import('./zipDirectory');
    const sizeBytes = 5_000_000_000;
    const name = strToU8('big.bin');
    const directory = new Uint8Array(46 + name.length + 28);
    const view = new DataView(directory.buffer);
    view.setUint32(0, 0x02014b50, true);
    for (const at of [20, 24, 42]) view.setUint32(at, 0xffffffff, true);
    view.setUint16(28, name.length, true);
    view.setUint16(30, 28, true);
    directory.set(name, 46);
    view.setUint16(46 + name.length, 1, true);
    view.setUint16(48 + name.length, 24, true);
    [sizeBytes, sizeBytes, 4].forEach((value, index) => view.setBigUint64(50 + name.length + 8 * index, BigInt(value), true));
    const start = sizeBytes + 100;
    const end = new Uint8Array(56 + 20 + 22);
    const endView = new DataView(end.buffer);
    endView.setUint32(0, 0x06064b50, true);
    [1, 1, directory.length, start].forEach((value, index) => endView.setBigUint64(24 + 8 * index, BigInt(value), true));
    endView.setUint32(56, 0x07064b50, true);
    endView.setBigUint64(64, BigInt(start + directory.length), true);
    endView.setUint32(76, 0x06054b50, true);
    endView.setUint32(76 + 16, 0xffffffff, true);
    const tail = new Uint8Array([...directory, ...end]);
    const sparse = {
      size: start + tail.length,
      slice: (from = 0, to = start + tail.length) => new Blob([tail.slice(Math.max(0, from - start), Math.max(0, to - start))]),
    } as Blob;
    expect(await readZipDirectory(sparse)).toEqual([
      { name: 'big.bin', method: 0, isEncrypted: false, crc32: 0, packedBytes: sizeBytes, sizeBytes, offset: 4 },
    ]);
  });
});

/** Where the n-th entry of the central directory stands. */
function directoryOf(bytes: Uint8Array, nth = 0): number {
  const view = new DataView(bytes.buffer);
  let at = bytes.length - 22;
  at = view.getUint32(at + 16, true);
  for (let index = 0; index < nth; index += 1)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  return at;
}

function replaceAscii(bytes: Uint8Array, from: string, to: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) text.write(to, at);
}
