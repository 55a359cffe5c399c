import { beforeEach, describe, expect, it } from 'vitest';
import { ignore, valueOf } from '../../../e2e/faultServer/servedPackage';
import { FakeOpfs } from '../testing/fakeOpfs';
import { testFolder } from '../../../e2e/fixtures/testFolder';
import { memoryHandles, testStore } from '../testing/testStore';

const weights = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);
const config = new TextEncoder().encode('{"in_channels": 4}');

describe('a model that stays in its own folder', () => {
  let folder = testFolder('dream', {});
  let opfs = new FakeOpfs();
  let handles = memoryHandles();
  const label = { id: 'import:dream', title: 'dream', family: null, licence: null, name: 'dream' };
  /** In another session. */
  const store = () => testStore({ opfs, handles });
  const kept = (): number => [...opfs.files()].filter(([path]) => !path.includes('manifest')).length;

  beforeEach(async () => {
    [opfs, handles] = [new FakeOpfs(), memoryHandles()];
    folder = testFolder('dream', { 'sub/unet/config.json': config, 'sub/unet/model.safetensors': weights, 'sub/picture.png': config });
    const files = [...folder.held].map(([path, bytes]) => ({ path, file: new Blob([bytes]) }));
    const source = { kind: 'files', files, inFolder: folder } as const;
    const only = ['unet/config.json', 'unet/model.safetensors'];
    valueOf(await store().importPackage({ ...label, source, folder: 'sub/', only }, ignore));
  });

  it('is ready without a byte of it written, and opened where it lies in a later session by one handle', async () => {
    const [listed] = valueOf(await store().list());
    expect(listed).toMatchObject({ state: 'ready', doneBytes: weights.length + config.length });
    expect(listed?.files.map(({ stays }) => stays)).toEqual([
      { name: 'dream', kind: 'folder' },
      { name: 'dream', kind: 'folder' },
    ]);
    expect(listed?.notes.join(' ')).toMatch(/stays in its own folder, “dream”/);
    expect(kept()).toBe(0);
    const { files } = valueOf(await store().open(label.id));
    expect(files.map(({ path }) => path)).toEqual(['unet/config.json', 'unet/model.safetensors']);
    expect(new Uint8Array(await (files[1]?.blob as Blob).arrayBuffer())).toEqual(weights);
    expect(valueOf(await store().handles(label.id))).toEqual([folder]);
    expect(valueOf(await store().verify(label.id, ignore))).toMatchObject({ bad: [], readBytes: 0 });
  });

  it('asks where the browser no longer lets it be read, once for all of it', async () => {
    folder.permission = 'prompt';
    expect(await store().open(label.id)).toMatchObject({
      ok: false,
      fault: { code: 'file-permission', message: expect.stringMatching(/own folder, “dream”, and the browser asks once more/) as string },
    });
    folder.permission = 'granted';
    valueOf(await store().open(label.id));
  });

  it('says which file was changed or moved, and takes those that were only touched', async () => {
    folder.modifiedMs = 2000;
    valueOf(await store().open(label.id));
    folder.held.set(
      'sub/unet/model.safetensors',
      weights.map((byte, i) => (i === 0 ? byte + 1 : byte)),
    );
    expect(await store().open(label.id)).toMatchObject({
      ok: false,
      fault: {
        code: 'package-missing-file',
        message: expect.stringMatching(/of which “sub\/unet\/model.safetensors” was changed since it was added/) as string,
      },
    });
    folder.held.delete('sub/unet/model.safetensors');
    expect(await store().open(label.id)).toMatchObject({
      ok: false,
      fault: { message: expect.stringMatching(/of which “sub\/unet\/model.safetensors” was moved, renamed or removed/) as string },
    });
  });

  it('is forgotten with its handle, and left alone where it lies', async () => {
    valueOf(await store().remove(label.id));
    expect(valueOf(await store().handles(label.id))).toEqual([]);
    expect(folder.held.size).toBe(3);
  });
});
