import type { FolderHandle } from './handles';
import { MemoryDisk } from './memoryDisk';
import { OpfsDisk } from './opfsDisk';
import type { RoomLeft, StoreDisk } from './storeDisk';
import { tr } from '../../texts/texts';

const folder = 'packages';

/** The parts of `navigator.storage` that are needed; absent outside secure contexts. */
export interface StorageManagerLike {
  getDirectory?(): Promise<unknown>;
  estimate?(): Promise<{ usage?: number; quota?: number }>;
}

/**
 * The origin private file system where it can be written, which is tried; else memory, with the reason in a sentence.
 * Never throws.
 */
export async function openDisk(storage: StorageManagerLike | undefined): Promise<StoreDisk> {
  if (!storage?.getDirectory)
    return new MemoryDisk(
      tr`This browser, or an address without https, has no storage for large files: packages are kept in memory and are gone with this tab.`,
    );
  try {
    const root = (await storage.getDirectory()) as FolderHandle;
    await tryWriting(new OpfsDisk(root, () => Promise.resolve(null)));
    return new OpfsDisk(await root.getDirectoryHandle(folder, { create: true }), () => estimate(storage));
  } catch {
    return new MemoryDisk(
      tr`The browser does not let Sfumato keep files, as private windows often do not: packages are kept in memory and are gone with this tab.`,
    );
  }
}

/** A refusal often shows only at the first byte. The name is new, so that two tabs do not meet. */
async function tryWriting(disk: OpfsDisk): Promise<void> {
  const name = `try-${Math.random().toString(36).slice(2)}`;
  try {
    const file = await disk.edit(name, 'byte');
    try {
      await file.write(0, Uint8Array.of(1));
      await file.flush();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    // A full disk is no refusal: packages that are there can be used, and removed.
    if (!(thrown instanceof Error) || thrown.name !== 'QuotaExceededError') throw thrown;
  } finally {
    await disk.removeFolder(name);
  }
}

async function estimate(storage: StorageManagerLike): Promise<RoomLeft | null> {
  try {
    const { usage, quota } = (await storage.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  } catch {
    return null;
  }
}
