import { beforeEach, describe, expect, it } from 'vitest';
import { ignore, valueOf } from '../../../e2e/faultServer/servedPackage';
import type { LocalFileHandle } from '../../protocol/localFile';
import type { AddOnFacts } from '../../protocol/addOns';
import { FakeOpfs } from '../testing/fakeOpfs';
import { memoryHandles, testStore } from '../testing/testStore';

const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);

/** A file of the computer, as the platform hands it out. */
class FakeHandle implements LocalFileHandle {
  readonly kind = 'file';
  readonly name = 'dream.safetensors';
  permission: 'granted' | 'prompt' = 'granted';
  content: Uint8Array<ArrayBuffer> | null = bytes;
  modifiedMs = 1000;

  getFile(): Promise<File> {
    if (this.permission !== 'granted') return Promise.reject(new DOMException('', 'NotAllowedError'));
    if (!this.content) return Promise.reject(new DOMException('', 'NotFoundError'));
    return Promise.resolve(new File([this.content], this.name, { lastModified: this.modifiedMs }));
  }

  queryPermission(): Promise<'granted' | 'prompt'> {
    return Promise.resolve(this.permission);
  }
}

describe('a checkpoint that stays in its own file', () => {
  let handle = new FakeHandle();
  let opfs = new FakeOpfs();
  let handles = memoryHandles();
  const label = { id: 'import:dream', title: 'dream', family: null, licence: null, name: 'dream' };
  const take = async (addOn?: AddOnFacts) => {
    const source = { kind: 'files', files: [{ path: handle.name, file: await handle.getFile(), handle }] } as const;
    return valueOf(await testStore({ opfs, handles }).importPackage({ ...label, source, ...(addOn && { addOn }) }, ignore));
  };
  /** In another session. */
  const open = () => testStore({ opfs, handles }).open(label.id);
  const kept = (): number => [...opfs.files()].filter(([path]) => !path.includes('manifest')).length;

  beforeEach(async () => {
    [handle, opfs, handles] = [new FakeHandle(), new FakeOpfs(), memoryHandles()];
    await take();
  });

  it('is ready without a byte of it written, and opened where it lies in a later session', async () => {
    const [listed] = valueOf(await testStore({ opfs, handles }).list());
    expect(listed).toMatchObject({
      state: 'ready',
      doneBytes: bytes.length,
      files: [{ stays: { name: 'dream.safetensors', kind: 'file' }, state: 'complete' }],
    });
    expect(listed?.notes.join(' ')).toMatch(/stays in its own file, “dream.safetensors”/);
    expect(kept()).toBe(0);
    const { files } = valueOf(await open());
    expect(new Uint8Array(await (files[0]?.blob as Blob).arrayBuffer())).toEqual(bytes);
    expect(valueOf(await testStore({ opfs, handles }).handles(label.id))).toEqual([handle]);
  });

  it('asks where the browser no longer lets it be read', async () => {
    handle.permission = 'prompt';
    expect(await open()).toMatchObject({
      ok: false,
      fault: { code: 'file-permission', message: expect.stringMatching(/asks once more/) as string },
    });
    handle.permission = 'granted';
    valueOf(await open());
  });

  it('says that the file was moved, or changed, and takes one that was only touched', async () => {
    handle.modifiedMs = 2000;
    valueOf(await open());
    handle.content = bytes.map((byte, i) => (i === 0 ? byte + 1 : byte));
    expect(await open()).toMatchObject({
      ok: false,
      fault: { code: 'package-missing-file', message: expect.stringMatching(/was changed/) as string },
    });
    expect(await testStore({ opfs, handles }).verify(label.id, ignore)).toMatchObject({ ok: false });
    handle.content = bytes.slice(0, 10);
    expect(await open()).toMatchObject({ ok: false, fault: { message: expect.stringMatching(/was changed/) as string } });
    handle.content = null;
    expect(await open()).toMatchObject({ ok: false, fault: { message: expect.stringMatching(/was moved, renamed or removed/) as string } });
  });

  it('is verified, and forgotten with its handle', async () => {
    expect(valueOf(await testStore({ opfs, handles }).verify(label.id, ignore))).toMatchObject({ bad: [], readBytes: 0 });
    valueOf(await testStore({ opfs, handles }).remove(label.id));
    expect(valueOf(await testStore({ opfs, handles }).handles(label.id))).toEqual([]);
    expect(handle.content).toBe(bytes);
  });

  it('is copied where it is an add-on, which is known by the digest of all its bytes', async () => {
    valueOf(await testStore({ opfs, handles }).remove(label.id));
    const words = { words: 'LoRA of rank 4', notes: [], triggerWords: [], strength: 1, token: null };
    const taken = await take({ kind: 'lora', family: 'sd1', ...words });
    expect(taken.files[0]?.stays).toBeUndefined();
    expect(kept()).toBe(1);
  });
});
