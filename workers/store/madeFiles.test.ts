import { beforeEach, describe, expect, it } from 'vitest';
import { ignore, valueOf } from '../../e2e/faultServer/servedPackage';
import type { WritePiece } from '../packages/checkpoint/sideBytes';
import type { AddOnFacts } from '../protocol/addOns';
import { OpfsDisk } from './disk/opfsDisk';
import { madeFiles } from './madeFiles';
import { FakeOpfs } from './testing/fakeOpfs';
import { testStore } from './testing/testStore';

const addOn: AddOnFacts = { kind: 'lora', family: 'sd1', words: '', notes: [], triggerWords: [], strength: 1, token: null };
const made = Uint8Array.of(7, 8, 9);

describe('what is made from an add-on', () => {
  let opfs = new FakeOpfs();
  let sha256 = '';
  let times = 0;
  const make = async (write: WritePiece): Promise<void> => {
    times += 1;
    await write(0, made);
  };
  /** In another session. */
  const sides = (kept = opfs) => madeFiles(() => Promise.resolve(new OpfsDisk(kept.root, () => kept.estimate())));
  const names = () => [...opfs.files()].map(([path]) => path).filter((path) => path.includes('made-'));

  beforeEach(async () => {
    [opfs, times] = [new FakeOpfs(), 0];
    const source = { kind: 'files', files: [{ path: 'night.safetensors', file: new Blob([made]) }] } as const;
    const label = { id: 'import:night', title: 'night', family: null, licence: null, name: 'night', addOn };
    sha256 = valueOf(await testStore({ opfs }).importPackage({ ...label, source }, ignore)).files[0]?.sha256 ?? '';
  });

  it('is written once, found in later sessions, counted as its own, and goes with it', async () => {
    for (let session = 0; session < 2; session += 1) {
      const kept = await sides().keep(sha256, 'a', made.length, make);
      expect(new Uint8Array(await (kept as Blob).arrayBuffer())).toEqual(made);
    }
    expect(times).toBe(1);
    const store = testStore({ opfs });
    expect(valueOf(await store.list())[0]).toMatchObject({ state: 'ready', doneBytes: made.length });
    expect(valueOf(await store.usage()).packagesBytes).toBeGreaterThanOrEqual(2 * made.length);
    expect(valueOf(await store.verify('import:night', ignore))).toMatchObject({ bad: [] });
    valueOf(await store.remove('import:night'));
    expect(names()).toEqual([]);
  });

  it('is not kept of files that are not kept, nor where there is no room for it', async () => {
    expect(await sides().keep('0'.repeat(64), 'a', made.length, make)).toBeNull();
    opfs.quotaBytes = opfs.usedBytes + 1;
    expect(await sides().keep(sha256, 'a', made.length, make)).toBeNull();
    expect(times).toBe(0);
  });

  it('has its name only when it is whole, and is written anew where it was not', async () => {
    const broken = sides().keep(sha256, 'a', made.length, async (write) => {
      await write(0, made.subarray(0, 2));
      throw new Error('The tab was closed.');
    });
    await expect(broken).rejects.toThrow(/closed/);
    expect(names()).toEqual([]);
    expect(await sides().keep(sha256, 'a', made.length + 1, make)).toBeNull();
    expect(names()).toEqual([]);
    expect(await sides().keep(sha256, 'a', made.length, make)).not.toBeNull();
    expect(times).toBe(2);
  });

  it('of many forms does not grow without end', async () => {
    for (let i = 0; i < 9; i += 1) await sides().keep(sha256, `form-${i}`, made.length, make);
    expect(names().length).toBeLessThanOrEqual(4);
  });
});
