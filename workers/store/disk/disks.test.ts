import { describe, expect, it } from 'vitest';
import { FakeOpfs } from '../testing/fakeOpfs';
import { MemoryDisk } from './memoryDisk';
import { openDisk } from './openDisk';
import { OpfsDisk } from './opfsDisk';
import { folderName, partName, plainName, storedName } from './storedName';

const opfsDisk = (opfs: FakeOpfs) => new OpfsDisk(opfs.root, () => opfs.estimate());
const MiB = 1024 * 1024;

describe.each([
  ['synchronous handles', () => opfsDisk(new FakeOpfs())],
  ['streams', () => opfsDisk(new FakeOpfs({ sync: false }))],
  ['copies in place of renaming', () => opfsDisk(new FakeOpfs({ move: false }))],
  ['memory', () => new MemoryDisk('because')],
])('a disk of %s', (name, makeDisk) => {
  it('writes anywhere, fills gaps with zeros, reads past the end short, and cuts', async () => {
    const disk = makeDisk();
    const file = await disk.edit('one', 'a');
    await file.write(3, Uint8Array.of(1, 2, 3));
    await file.write(0, Uint8Array.of(9));
    expect(Array.from(await file.read(0, 100))).toEqual([9, 0, 0, 1, 2, 3]);
    expect(Array.from(await file.read(4, 1))).toEqual([2]);
    expect((await file.read(50, 4)).length).toBe(0);
    await file.truncate(4);
    await file.write(5, Uint8Array.of(7));
    // What was cut off does not come back.
    expect(Array.from(await file.read(0, 100))).toEqual([9, 0, 0, 1, 0, 7]);
    expect(await file.sizeBytes()).toBe(6);
    await file.flush();
    await file.close();
    expect(await disk.files('one')).toEqual(new Map([['a', 6]]));
    expect(new Uint8Array(await (await disk.open('one', 'a'))!.arrayBuffer())).toEqual(Uint8Array.of(9, 0, 0, 1, 0, 7));
  });

  it('spans pieces of a megabyte', async () => {
    const disk = makeDisk();
    const bytes = Uint8Array.from({ length: 2 * MiB + 5 }, (_, index) => index % 251);
    const file = await disk.edit('one', 'big');
    await file.write(MiB - 3, bytes);
    expect(Buffer.from(await file.read(MiB - 3, bytes.length)).equals(Buffer.from(bytes))).toBe(true);
    await file.close();
    const blob = (await disk.open('one', 'big'))!;
    expect(Buffer.from(await blob.slice(MiB - 3).arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  it('renames over what is there, removes, and is quiet about what is not there', async () => {
    const disk = makeDisk();
    for (const [file, byte] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      const handle = await disk.edit('one', file);
      await handle.write(0, Uint8Array.of(byte));
      await handle.close();
    }
    await disk.rename('one', 'a', 'b');
    expect(await disk.files('one')).toEqual(new Map([['b', 1]]));
    expect(new Uint8Array(await (await disk.open('one', 'b'))!.arrayBuffer())[0]).toBe(1);
    await disk.remove('one', 'b');
    await disk.remove('one', 'b');
    await disk.remove('two', 'b');
    expect(await disk.open('one', 'b')).toBeNull();
    expect(await disk.open('two', 'b')).toBeNull();
    expect(await disk.files('two')).toEqual(new Map());
    expect(await disk.folders()).toEqual(['one']);
    await disk.removeFolder('one');
    await disk.removeFolder('one');
    expect(await disk.folders()).toEqual([]);
  });

  it.skipIf(name === 'streams')('opens a file for one writer at a time', async () => {
    const disk = makeDisk();
    const file = await disk.edit('one', 'a');
    await expect(disk.edit('one', 'a')).rejects.toMatchObject({ name: 'NoModificationAllowedError' });
    await file.close();
    await (await disk.edit('one', 'a')).close();
  });
});

describe('memory', () => {
  it('is bounded, and room comes back', async () => {
    const disk = new MemoryDisk('because', 2 * MiB);
    const file = await disk.edit('one', 'a');
    await file.write(0, new Uint8Array(2 * MiB));
    await expect(file.write(2 * MiB, Uint8Array.of(1))).rejects.toMatchObject({ name: 'QuotaExceededError' });
    await file.close();
    expect(await disk.roomLeft()).toEqual({ usedBytes: 2 * MiB, quotaBytes: 2 * MiB });
    await disk.removeFolder('one');
    expect(await disk.roomLeft()).toEqual({ usedBytes: 0, quotaBytes: 2 * MiB });
  });
});

describe('openDisk', () => {
  const storageOf = (opfs: FakeOpfs) => ({
    getDirectory: () => Promise.resolve(opfs.root),
    estimate: () => Promise.resolve({ usage: 5, quota: 100 }),
  });

  it('takes the disk where it can be written, and leaves nothing of its trial', async () => {
    const opfs = new FakeOpfs();
    const disk = await openDisk(storageOf(opfs));
    expect(disk).toMatchObject({ kind: 'disk', reason: null });
    expect(await disk.roomLeft()).toEqual({ usedBytes: 5, quotaBytes: 100 });
    expect(opfs.files().size).toBe(0);
    expect(await disk.folders()).toEqual([]);
  });

  it('takes a full disk all the same: what is on it can be used and removed', async () => {
    expect((await openDisk(storageOf(new FakeOpfs({ quotaBytes: 0 })))).kind).toBe('disk');
  });

  it.each([
    ['no storage at all', undefined],
    ['no private file system', {}],
    ['a refusal', { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
    ['a file system that cannot be written', storageOf(new FakeOpfs({ sync: false, writable: false }))],
  ])('falls back to memory with %s, and says why', async (_name, storage) => {
    const disk = await openDisk(storage);
    expect(disk.kind).toBe('memory');
    expect(disk.reason).toMatch(/kept in memory and are gone with this tab/);
  });
});

describe('names on disk', () => {
  it('are plain, short and of one case', () => {
    expect(plainName('Model.ONNX_data')).toBe('model.onnx-data');
    expect(plainName('…')).toBe('file');
    expect(plainName('../..')).toBe('file');
    expect(plainName('x'.repeat(500)).length).toBe(48);
    expect(storedName(7, 'unet/model.onnx')).toBe('0007-model.onnx');
    expect(partName('0007-model.onnx')).toBe('0007-model.onnx.part');
  });

  it('of folders tell ids apart that look alike', async () => {
    const names = await Promise.all(['a/b', 'a-b', 'A/b', 'a/b '].map(folderName));
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^a-b-[0-9a-f]{12}$/);
  });
});
