import { expect, it } from 'vitest';
import { testFolder } from '../../e2e/fixtures/testFolder';
import { droppedFolder, requireModelFiles } from './localFolders';

const bytes = Uint8Array.of(1, 2, 3);
const drop = (items: object[], handles: Parameters<typeof droppedFolder>[1] = []) =>
  droppedFolder({ items: items as unknown as DataTransferItemList }, handles);
const item = (entry: object | null) => ({ kind: 'file', webkitGetAsEntry: () => entry });
const fileEntry = (name: string) => ({ name, isDirectory: false, file: (take: (file: File) => void) => take(new File([bytes], name)) });
const folderEntry = (name: string, children: readonly object[]) => ({
  name,
  isDirectory: true,
  createReader: () => {
    const left = [...children];
    return { readEntries: (take: (entries: object[]) => void) => take(left.splice(0, 2)) };
  },
});

it('reads a dropped folder by its handle, which lets it stay, without what tools hide in it', async () => {
  const folder = testFolder('dream', { 'unet/a.safetensors': bytes, 'model_index.json': bytes, '.git/objects/1': bytes });
  const found = await drop([item(null)], [Promise.resolve(folder)]);
  expect(found).toMatchObject({ name: 'dream', handle: folder });
  expect(found?.files.map(({ path }) => path)).toEqual(['unet/a.safetensors', 'model_index.json']);
});

it('reads it by its entries, piece by piece, where the browser has no handles', async () => {
  const unet = folderEntry('unet', [fileEntry('config.json'), fileEntry('a.safetensors'), fileEntry('.DS_Store')]);
  const found = await drop([{ kind: 'string' }, item(folderEntry('dream', [fileEntry('model_index.json'), unet]))]);
  expect(found).toMatchObject({ name: 'dream', handle: null });
  expect(found?.files.map(({ path }) => path)).toEqual(['model_index.json', 'unet/config.json', 'unet/a.safetensors']);
});

it('finds none among files and texts', async () => {
  expect(await drop([{ kind: 'string' }, item(fileEntry('a.png'))], [Promise.resolve(null)])).toBeNull();
});

it('refuses folders of thousands of files, and those without a model', async () => {
  const many = folderEntry(
    'home',
    Array.from({ length: 2001 }, (_, i) => fileEntry(`${i}.txt`)),
  );
  await expect(drop([item(many)])).rejects.toMatchObject({
    code: 'import-refused',
    message: expect.stringMatching(/more than 2000/) as string,
  });
  const pictures = testFolder('holidays', { 'a.jpg': bytes });
  const found = await drop([item(null)], [Promise.resolve(pictures)]);
  expect(() => found && requireModelFiles(found)).toThrow(/“holidays” holds no model/);
});
