import type { Page } from '@playwright/test';

/**
 * Drops a file on the studio, as a hand would.
 * @param lasting with a handle on it that outlasts the session: it then lies in a folder of the page's own, for no test can drag one in.
 */
export async function dropFile(page: Page, path: string, lasting = false): Promise<void> {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file' }));
  await input.setInputFiles(path);
  const transfer = await page.evaluateHandle(
    async ({ chooser, lasts }) => {
      const file = chooser.files?.[0] as File;
      const held = new DataTransfer();
      held.items.add(file);
      let handle: FileSystemFileHandle | null = null;
      if (lasts) {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('on this computer', { create: true });
        handle = await folder.getFileHandle(file.name, { create: true });
        await file.stream().pipeTo(await handle.createWritable());
      }
      Object.assign(DataTransferItem.prototype, { getAsFileSystemHandle: () => Promise.resolve(handle) });
      return held;
    },
    { chooser: input, lasts: lasting },
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Drops a folder with a lasting handle on the studio; its files then lie in a folder of the page's own. */
export async function dropFolder(page: Page, path: string): Promise<void> {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file', webkitdirectory: true }));
  await input.setInputFiles(path);
  const transfer = await page.evaluateHandle(async (chooser) => {
    const computer = await (await navigator.storage.getDirectory()).getDirectoryHandle('on this computer', { create: true });
    let top = '';
    for (const file of chooser.files ?? []) {
      const [name = '', ...folders] = file.webkitRelativePath.split('/').reverse();
      top = folders.at(-1) ?? '';
      let inside = computer;
      for (const next of folders.reverse()) inside = await inside.getDirectoryHandle(next, { create: true });
      await file.stream().pipeTo(await (await inside.getFileHandle(name, { create: true })).createWritable());
    }
    const handle = await computer.getDirectoryHandle(top);
    const held = new DataTransfer();
    held.items.add(new File([], top));
    Object.assign(DataTransferItem.prototype, { getAsFileSystemHandle: () => Promise.resolve(handle) });
    return held;
  }, input);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Writes something else in the place of a file that was dropped with a lasting handle. @param path with the folders that it lies in */
export async function changeDropped(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('on this computer');
    const [file = '', ...folders] = to.split('/').reverse();
    for (const next of folders.reverse()) folder = await folder.getDirectoryHandle(next);
    const writable = await (await folder.getFileHandle(file)).createWritable();
    await writable.write('something else');
    await writable.close();
  }, path);
}

/** Bytes of the models' files in the browser's storage, without the records that say what they are. */
export function keptBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const packages = await (await navigator.storage.getDirectory()).getDirectoryHandle('packages');
    let sum = 0;
    for await (const folder of (packages as unknown as { values(): AsyncIterable<FileSystemDirectoryHandle> }).values())
      for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values())
        if (!entry.name.startsWith('manifest')) sum += (await entry.getFile()).size;
    return sum;
  });
}
