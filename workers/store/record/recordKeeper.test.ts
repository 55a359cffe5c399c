import { describe, expect, it } from 'vitest';
import { OpfsDisk } from '../disk/opfsDisk';
import { FakeOpfs } from '../testing/fakeOpfs';
import { isManifest, readManifest } from './manifestSlots';
import { newRecord, type PackageRecord } from './packageRecord';
import { RecordKeeper } from './recordKeeper';

const fresh = (): PackageRecord =>
  newRecord(
    {
      id: 'x',
      title: 'X',
      family: null,
      licence: null,
      origin: { kind: 'url', baseUrl: 'https://a/' },
      files: [{ path: 'a', url: 'https://a/a', sizeBytes: 5, sha256: null, gitSha1: null }],
    },
    1024,
  );
const diskOf = (opfs: FakeOpfs) => new OpfsDisk(opfs.root, () => opfs.estimate());

async function overwrite(opfs: FakeOpfs, name: string, harm: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const handle = await (await (await opfs.root.getDirectoryHandle('f')).getFileHandle(name)).createSyncAccessHandle!();
  const bytes = new Uint8Array(handle.getSize());
  handle.read(bytes, { at: 0 });
  const harmed = harm(bytes);
  handle.truncate(0);
  handle.write(harmed, { at: 0 });
  handle.close();
}

describe('a package’s record', () => {
  it('comes back as it was saved last', async () => {
    const opfs = new FakeOpfs();
    const keeper = await RecordKeeper.create(diskOf(opfs), 'f', fresh());
    for (const title of ['one', 'two', 'three']) {
      keeper.record.title = title;
      await keeper.save();
    }
    expect((await RecordKeeper.open(diskOf(opfs), 'f'))?.record).toEqual({ ...fresh(), title: 'three' });
    expect([...opfs.files().keys()].every((path) => isManifest(path.split('/')[1]!))).toBe(true);
  });

  it('shares writes: many calls at once end with the last state on disk', async () => {
    const opfs = new FakeOpfs();
    const keeper = await RecordKeeper.create(diskOf(opfs), 'f', fresh());
    const before = (await readManifest(diskOf(opfs), 'f'))!.generation;
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        keeper.record.title = `state ${index}`;
        return keeper.save();
      }),
    );
    const found = (await readManifest(diskOf(opfs), 'f'))!;
    expect(found.record.title).toBe('state 49');
    expect(found.generation - before).toBeLessThanOrEqual(2);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['cut', (bytes) => bytes.slice(0, bytes.length / 2)],
    ['emptied', () => new Uint8Array(0)],
    ['altered by one bit', (bytes) => bytes.map((byte, index) => (index === 120 ? byte ^ 1 : byte))],
  ])('whose newest slot was %s is read from the one before', async (_name, harm) => {
    const opfs = new FakeOpfs();
    const keeper = await RecordKeeper.create(diskOf(opfs), 'f', fresh());
    keeper.record.title = 'older';
    await keeper.save();
    keeper.record.title = 'newer';
    await keeper.save();
    const { generation } = (await readManifest(diskOf(opfs), 'f'))!;
    await overwrite(opfs, generation % 2 === 0 ? 'manifest-a.json' : 'manifest-b.json', harm);
    const reopened = (await RecordKeeper.open(diskOf(opfs), 'f'))!;
    expect(reopened.record.title).toBe('older');
    // The next write goes to the harmed slot.
    reopened.record.title = 'newest';
    await reopened.save();
    expect((await readManifest(diskOf(opfs), 'f'))!.record.title).toBe('newest');
  });

  it('of an unknown form is none', async () => {
    const opfs = new FakeOpfs();
    await RecordKeeper.create(diskOf(opfs), 'f', { ...fresh(), version: 2 as 1 });
    expect(await RecordKeeper.open(diskOf(opfs), 'f')).toBeNull();
    expect(await RecordKeeper.open(diskOf(opfs), 'nowhere')).toBeNull();
  });
});
